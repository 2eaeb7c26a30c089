import type { OperationAnswer, OperationRequest } from "../../api/contract";
import type { ArrayState } from "../array/arrayState";
import { refusalErr } from "../array/refusals";
import { toMilliseconds, toTimestamp } from "../records/instants";
import type { Session, SlowAction } from "../records/session";
import { type Action, allows, isAgentlessOnly } from "../records/states";
import { isGroup, membersOf, parentOf } from "./group";
import { cancelGroup, cleanUpGroup, cutOverGroup, pauseGroup, resumeGroup } from "./groupEffects";
import { dropSession, moveSession } from "./lifecycle";
import { isGroupAllowed, requireGroupAllowed, requireMemberAllowed } from "./permission";
import { changedSchedule } from "./schedule";
import { setTimer } from "./timers";

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
