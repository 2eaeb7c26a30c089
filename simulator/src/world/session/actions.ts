import type { OperationAnswer, OperationRequest } from "../../contract";
import type { ArrayState } from "../arrayState";
import { refusalErr } from "../errors";
import { cancelGroup, cleanUpGroup, cutOverGroup, pauseGroup, resumeGroup } from "../group/effects";
import { isGroup, membersOf } from "../group/members";
import { requireGroupAllowed, requireMemberAllowed } from "../group/permission";
import { toTimestamp } from "../instants";
import { dropSession, moveSession } from "./lifecycle";
import { changedSchedule } from "./schedule";
import type { Session } from "./session";
import { type Action, allows, isAgentlessOnly } from "./states";
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
    const effect = (ofGroup ? GROUP_EFFECTS[action] : undefined) ?? EFFECTS[action];
    effect(array, session, request.body);
    return { status: 204 };
  };
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
