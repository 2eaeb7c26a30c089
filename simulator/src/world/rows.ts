import type { Row } from "../api/contract";
import type { ArrayState, Collection, RecordOf } from "./array/arrayState";
import { tableOf } from "./array/arrayState";
import { connectionState } from "./connection";
import { completeRow } from "./definitions";
import { type Instant, toTimestamp } from "./records/instants";
import type { RemoteSystem, Stored } from "./records/records";
import type { Session } from "./records/session";
import { isGroup } from "./session/group";
import { groupClockValues } from "./session/groupRow";
import { clockValues, isMoving } from "./session/sessionRow";

/** Records never change, so the row of one is computed once; what the clock changes is laid over it. */
function completedRow(
  array: ArrayState,
  collection: Collection,
  record: Stored,
  values?: () => Readonly<Record<string, unknown>>,
): Row {
  return tableOf(array, collection).rowOf(record, () => completeRow(collection, record, values?.()));
}

function sessionRow(array: ArrayState, session: Session): Row {
  // A group's row follows its members' records, too, so it is never taken as it was.
  if (isGroup(array, session)) {
    return { ...completedRow(array, "import_session", session), ...groupClockValues(array, session) };
  }
  const row = completedRow(array, "import_session", session, () => clockValues(array, session));
  return isMoving(session) ? movingRow(array, session, row) : row;
}

/** The last row of each session that moves with the clock: between two ticks, or on a clock that stands, it stays true. */
const moving = new WeakMap<Session, { readonly at: Instant; readonly row: Row }>();

function movingRow(array: ArrayState, session: Session, still: Row): Row {
  const last = moving.get(session);
  if (last?.at === array.now) return last.row;
  const row = Object.freeze({ ...still, ...clockValues(array, session) });
  moving.set(session, { at: array.now, row });
  return row;
}

/** The object as the array shows it at this instant. */
export function toRow<C extends Collection>(array: ArrayState, collection: C, record: RecordOf<C>): Row {
  if (collection === "import_session") return sessionRow(array, record as Session);
  const row = completedRow(array, collection, record);
  if (collection === "cluster") return { ...row, system_time: toTimestamp(array.now) };
  return collection === "remote_system" ? { ...row, ...connectionState(array, record as RemoteSystem) } : row;
}
