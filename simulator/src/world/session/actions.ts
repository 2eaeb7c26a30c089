import type { OperationAnswer, OperationRequest } from "../../contract";
import type { ArrayState } from "../arrayState";
import { refusalErr } from "../errors";
import { toTimestamp } from "../instants";
import { parseSchedule } from "./create";
import { dropSession, moveSession } from "./lifecycle";
import type { Session } from "./session";
import { type Action, allows, isAgentlessOnly } from "./states";
import { setTimer } from "./timers";

type Body = OperationRequest["body"];

/** What each action does to a session whose state allows it. Sources: powerstore.md 1a. */
const EFFECTS: Record<Action, (array: ArrayState, session: Session, body: Body) => void> = {
  cancel: (array, session, body) =>
    // true = forced: the text of the operation wins over that of the property (1d).
    moveSession(array, session, "Cancel_In_Progress", { is_forced: body.force === true }),
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

/** The operation for an action on one session: 404 without the session, 422 where its state forbids the action. */
export function actionOn(action: Action): (array: ArrayState, request: OperationRequest) => OperationAnswer {
  return (array, request) => {
    const session = array.tables.import_session.get(request.id);
    if (session === undefined) throw refusalErr("instanceNotFound", request.id);
    requireAllowed(session, action);
    EFFECTS[action](array, session, request.body);
    return { status: 204 };
  };
}

function requireAllowed({ name, id, state, type }: Session, action: Action): void {
  if (type !== "Agentless" && isAgentlessOnly(action)) throw refusalErr("agentlessOnly", name, id, type, action);
  if (!allows(state, type, action)) throw refusalErr("wrongState", name, id, state, action);
}

/** A new schedule in the past [unknown] counts as "start now", as at creation; without one, nothing changes. */
function reschedule(array: ArrayState, session: Session, body: Body): void {
  const startsAt = parseSchedule(typeof body.scheduled_timestamp === "string" ? body.scheduled_timestamp : null);
  if (startsAt === null) return;
  const rescheduled: Session = {
    ...session,
    starts_at: startsAt,
    scheduled_timestamp: toTimestamp(startsAt),
    last_update_timestamp: toTimestamp(array.now),
  };
  array.tables.import_session.put(rescheduled);
  setTimer(array, rescheduled);
}
