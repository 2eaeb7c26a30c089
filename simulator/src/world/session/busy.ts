import type { ArrayState } from "../array/arrayState";
import type { Instant } from "../records/instants";
import type { Session } from "../records/session";
import type { SessionState } from "../records/states";
import { membersOf } from "./group";

/** States in which the array does what a request asked for. */
const WORKING: ReadonlySet<SessionState> = new Set<SessionState>([
  "Cutover_In_Progress",
  "Cancel_In_Progress",
  "Cleanup_In_Progress",
]);

/** When a session, a group with all of its members, will have done what it was asked for; undefined where it has. */
export function sessionBusyUntil(array: ArrayState, id: string): Instant | undefined {
  const session = array.tables.import_session.get(id);
  if (session === undefined) return undefined;
  const ends = [session, ...membersOf(array, session)].map((each) => endOf(array, each));
  const known = ends.filter((end) => end !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

function endOf(array: ArrayState, session: Session): Instant | undefined {
  if (session.pending) return session.pending.until;
  return WORKING.has(session.state) ? array.agenda.instantOf("import_session", session.id) : undefined;
}
