/** What a request does to a session, or to a group with its members. */

import type { OperationAnswer, OperationRequest } from "../../api/contract";
import type { ArrayState } from "../array/arrayState";
import { refusalErr } from "../array/refusals";
import { toMilliseconds, toTimestamp } from "../records/instants";
import type { Session, SlowAction } from "../records/session";
import { type Action, allows, isAgentlessOnly, type SessionState } from "../records/states";
import type { SessionPatch } from "./enter";
import { isGroup, membersOf, parentOf } from "./group";
import { dropSession, moveGroup, moveSession } from "./lifecycle";
import { isGroupAllowed, requireGroupAllowed, requireMemberAllowed } from "./permission";
import { changedSchedule, setTimer } from "./timers";

/** Members that a cancel of their group stops, those that cannot be cancelled one by one included (1c against 1b). */
const CANCELLABLE: readonly SessionState[] = [
  "Scheduled",
  "Queued",
  "In_Progress",
  "Mirror_Enabled",
  "Ready_To_Start_Copy",
  "Copy_In_Progress",
  "Paused",
  "Ready_For_Cutover",
  "Cancel_Required",
  "Cancel_Failed",
];

/** Brings a group into a state, and into the same state those of its members that are in one of the given states. */
function moveTogether(
  array: ArrayState,
  parent: Session,
  from: readonly SessionState[],
  to: SessionState,
  patch: SessionPatch = {},
): void {
  const moving = membersOf(array, parent).filter(({ state }) => from.includes(state));
  moveGroup(
    array,
    parent,
    to,
    moving.map((member) => ({ member, state: to, patch })),
    patch,
  );
}

export function queueGroup(array: ArrayState, parent: Session): void {
  moveTogether(array, parent, ["Scheduled"], "Queued");
}

/** The whole group is committed, or what an earlier cut-over left of it (1a: "commit should be tried again"). */
export function cutOverGroup(array: ArrayState, parent: Session): void {
  moveTogether(array, parent, ["Ready_For_Cutover"], "Cutover_In_Progress", { error: null });
}

/** Members that are imported already stay so: the vendor's texts do not say that they are taken back [I]. */
function cancelGroup(array: ArrayState, parent: Session, isForced: boolean): void {
  // A failed member keeps its state and error unless the whole group has failed: cancelling that is about these members.
  const states: readonly SessionState[] = parent.state === "Failed" ? [...CANCELLABLE, "Failed"] : CANCELLABLE;
  moveTogether(array, parent, states, "Cancel_In_Progress", { is_forced: isForced });
}

function cleanUpGroup(array: ArrayState, parent: Session): void {
  moveTogether(array, parent, ["Cleanup_Required"], "Cleanup_In_Progress");
}

function pauseGroup(array: ArrayState, parent: Session): void {
  moveTogether(array, parent, ["Copy_In_Progress"], "Paused");
}

/** The group is In_Progress again, its members copy (G32 [D]). */
function resumeGroup(array: ArrayState, parent: Session): void {
  const paused = membersOf(array, parent).filter(({ state }) => state === "Paused");
  const moves = paused.map((member) => ({ member, state: "Copy_In_Progress" as const }));
  moveGroup(array, parent, "In_Progress", moves);
}

type Body = OperationRequest["body"];

type Effect = (array: ArrayState, session: Session, body: Body) => void;

/** true = forced: the text of the operation wins over that of the property (1d). */
function isForced(body: Body): boolean {
  return body.force === true;
}

/** What each action does to a session whose state allows it. Sources: powerstore.md 1a. */
const EFFECTS: Record<Action, Effect> = {
  cancel: (array, session, body) => moveSession(array, session, "Cancel_In_Progress", { is_forced: isForced(body) }),
  pause: (array, session) => moveSession(array, session, "Paused"),
  resume: (array, session) => moveSession(array, session, "Copy_In_Progress"),
  // S and G32 show Cutover_In_Progress for groups only; volumes pass it here as well, or nobody would see the cut-over.
  cutover: (array, session) => moveSession(array, session, "Cutover_In_Progress"),
  cleanup: (array, session) => moveSession(array, session, "Cleanup_In_Progress"),
  enable_destination_volume: (array, session) => moveSession(array, session, "Ready_To_Start_Copy"),
  start_copy: (array, session) => moveSession(array, session, "Copy_In_Progress"),
  delete: dropSession,
  modify: reschedule,
};

/** What differs for a consistency group, whose members follow. */
const GROUP_EFFECTS: Partial<Record<Action, Effect>> = {
  cancel: (array, parent, body) => cancelGroup(array, parent, isForced(body)),
  pause: pauseGroup,
  resume: resumeGroup,
  cutover: cutOverGroup,
  cleanup: cleanUpGroup,
};

/** The operation for an action on one session: 404 without the session, 422 where its state forbids the action. */
export function actionOn(action: Action): (array: ArrayState, request: OperationRequest) => OperationAnswer {
  return (array, request) => {
    const session = array.tables.import_session.get(request.id);
    if (session === undefined) throw refusalErr("instanceNotFound", request.id);
    const ofGroup = isGroup(array, session);
    if (ofGroup) requireGroupAllowed(array, session, action);
    else requireAllowed(session, action);
    requireIdle(array, session);
    if (isSlow(action) && array.settings.actionSeconds > 0) postpone(array, session, action);
    else perform(array, session, action, request.body);
    return { status: 204 };
  };
}

function perform(array: ArrayState, session: Session, action: Action, body: Body): void {
  const effect = (isGroup(array, session) ? GROUP_EFFECTS[action] : undefined) ?? EFFECTS[action];
  effect(array, session, body);
}

const SLOW: readonly Action[] = ["pause", "resume", "enable_destination_volume", "start_copy"] satisfies SlowAction[];

function isSlow(action: Action): action is SlowAction {
  return SLOW.includes(action);
}

/** One after the other: who comes while an action is under way is told to come again. */
function requireIdle(array: ArrayState, session: Session): void {
  const busy = [session, parentOf(array, session)].find((each) => each?.pending);
  if (busy?.pending) throw refusalErr("busy", busy.name, busy.id, busy.pending.action);
}

function postpone(array: ArrayState, session: Session, action: SlowAction): void {
  const until = array.now + toMilliseconds(array.settings.actionSeconds);
  array.tables.import_session.put({ ...session, pending: { action, until } });
  array.agenda.set({ at: until, collection: "import_session_action", id: session.id });
}

/** An action that was accepted has its effect now, unless members of a group have become unfit for it meanwhile. */
export function actionDue(array: ArrayState, id: string): void {
  const session = array.tables.import_session.get(id);
  if (!session?.pending) return;
  const idle: Session = { ...session, pending: null };
  array.tables.import_session.put(idle);
  const { action } = session.pending;
  if (isGroup(array, idle) && !isGroupAllowed(array, idle, action)) return;
  perform(array, idle, action, {});
}

function requireAllowed(session: Session, action: Action): void {
  const { name, id, state, type } = session;
  requireMemberAllowed(session, action);
  if (type !== "Agentless" && isAgentlessOnly(action)) throw refusalErr("agentlessOnly", name, id, type, action);
  if (!allows(state, type, action)) throw refusalErr("wrongState", name, id, state, action);
}

/** Without a new schedule nothing changes; the members of a group go by the group's. */
function reschedule(array: ArrayState, session: Session, body: Body): void {
  const schedule = changedSchedule(body.scheduled_timestamp);
  if (schedule === undefined) return;
  const change = { ...schedule, last_update_timestamp: toTimestamp(array.now) };
  for (const member of membersOf(array, session)) array.tables.import_session.put({ ...member, ...change });
  const rescheduled: Session = { ...session, ...change };
  array.tables.import_session.put(rescheduled);
  setTimer(array, rescheduled);
}
