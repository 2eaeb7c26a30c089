/** What a request does to a session, or to a group with its members. */
import type { OperationRequest } from "../../api/contract";
import type { ArrayState } from "../array/arrayState";
import { type Change, done, requireRecord } from "../array/change";
import { refusalErr } from "../array/refusals";
import { toMilliseconds, toTimestamp } from "../records/instants";
import type { Session, SlowAction } from "../records/session";
import type { Action, SessionState } from "../records/states";
import { createSession } from "./create";
import { membersOf, parentOf } from "./group";
import { dropSession, moveSessions } from "./moves";
import { movesTo } from "./movesTo";
import { isStillAllowed, requireAllowed } from "./permission";
import { changedSchedule, setTimer } from "./timers";

type Body = OperationRequest["body"];

/** The states into which actions bring a session that allows them. Sources: [ARRAY transitions]. */
const targetStates = {
  cancel: "Cancel_In_Progress",
  pause: "Paused",
  resume: "Copy_In_Progress",
  // [API, GUIDE 32] show Cutover_In_Progress for groups only; volumes pass it here as well, or nobody would see the cut-over.
  cutover: "Cutover_In_Progress",
  cleanup: "Cleanup_In_Progress",
  enable_destination_volume: "Ready_To_Start_Copy",
  start_copy: "Copy_In_Progress",
} as const satisfies { readonly [A in Exclude<Action, "delete" | "modify">]: SessionState };

/** The operation for an action on one session: 404 without the session, 422 where its state forbids the action. */
function actionOn(action: Action): Change {
  return (array, { id, body }) => {
    const session = requireRecord(array, "import_session", id);
    requireAllowed(array, session, action);
    requireIdle(array, session);
    if (isSlow(action) && array.settings.actionSeconds > 0) postpone(array, session, action);
    else perform(array, session, action, body);
    return done;
  };
}

function perform(array: ArrayState, session: Session, action: Action, body: Body): void {
  if (action === "delete") dropSession(array, session);
  else if (action === "modify") reschedule(array, session, body);
  // true = forced: the text of the operation wins over that of the property [ARRAY conflicts].
  else if (action === "cancel")
    moveSessions(array, movesTo(array, session, targetStates.cancel, { is_forced: body.force === true }));
  else moveSessions(array, movesTo(array, session, targetStates[action]));
}

const slowActions: readonly Action[] = [
  "pause",
  "resume",
  "enable_destination_volume",
  "start_copy",
] satisfies SlowAction[];

function isSlow(action: Action): action is SlowAction {
  return slowActions.includes(action);
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
  if (isStillAllowed(array, idle, action)) perform(array, idle, action, {});
}

/** Without a new schedule nothing changes; the members of a group go by the group's. */
function reschedule(array: ArrayState, session: Session, body: Body): void {
  const schedule = changedSchedule(array, body.scheduled_timestamp);
  if (schedule === undefined) return;
  const change = { ...schedule, last_update_timestamp: toTimestamp(array.now) };
  for (const member of membersOf(array, session)) array.tables.import_session.put({ ...member, ...change });
  const rescheduled: Session = { ...session, ...change };
  array.tables.import_session.put(rescheduled);
  setTimer(array, rescheduled);
}

export const sessionOperations = {
  "POST /import_session": createSession,
  "PATCH /import_session/{id}": actionOn("modify"),
  "DELETE /import_session/{id}": actionOn("delete"),
  "POST /import_session/{id}/cancel": actionOn("cancel"),
  "POST /import_session/{id}/pause": actionOn("pause"),
  "POST /import_session/{id}/resume": actionOn("resume"),
  "POST /import_session/{id}/cutover": actionOn("cutover"),
  "POST /import_session/{id}/cleanup": actionOn("cleanup"),
  "POST /import_session/{id}/enable_destination_volume": actionOn("enable_destination_volume"),
  "POST /import_session/{id}/start_copy": actionOn("start_copy"),
} satisfies Record<string, Change>;
