/** How a session is looked at, with as much beside it as the next decision needs. */

import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import type { CallOptions } from "../../../powerstore/http/contract";
import type { ArrayAccess } from "../../operation/handler";
import type { ObservedSession } from "../decide/observedSession";
import { withMembers } from "../decide/observedSession";
import type { SessionReads } from "../sessions/reads";
import { sessionsOn } from "../sessions/sessions";

export type Observation = CallOptions & {
  /** How old an answer shared with other reads may be; absent: a live read, as "replace" demands. */
  readonly maxAgeSeconds?: number;
  /** What the session imports as far as is known: a row of a page that says otherwise is not believed. */
  readonly sourceResourceId?: string | undefined;
};

/** Throws NotFoundError when there is no such session. */
export async function observeSession(
  array: ArrayAccess,
  id: string,
  observation: Observation = {},
): Promise<ObservedSession> {
  const { importSessions, reads } = sessionsOn(array);
  const { maxAgeSeconds, sourceResourceId, ...options } = observation;
  const shared = maxAgeSeconds === undefined ? undefined : await reads.recent(id, maxAgeSeconds, options);
  const session = shared && fits(shared, sourceResourceId, reads) ? shared : await reads.live(id, options);
  if (shared && saysNoSource(shared) && saysNoSource(session)) reads.showsSources = false;
  const isGroup = session.destinationResourceType === "volume_group" && session.state === "In_Progress";
  return withMembers(session, isGroup ? await importSessions.listMemberSessions(id, options) : []);
}

/** A row of another session under this id is worse than none. */
function fits(row: ImportSession, sourceResourceId: string | undefined, reads: SessionReads): boolean {
  if (sourceResourceId === undefined || row.sourceResourceId === sourceResourceId) return true;
  return saysNoSource(row) && !reads.showsSources;
}

const saysNoSource = ({ sourceResourceId }: ImportSession) => sourceResourceId === undefined;

/**
 * Observes, and once more in a read of its own where `needsLiveRead` finds that what comes next must not rest on an answer that was shared: what takes a
 * volume away from hosts, or moves them, the array does not guard by refusing it in another state (docs/decisions/009).
 */
export async function observeBeforeActing(
  array: ArrayAccess,
  id: string,
  observation: Observation,
  needsLiveRead: (session: ObservedSession) => boolean,
): Promise<ObservedSession> {
  const session = await observeSession(array, id, observation);
  const { maxAgeSeconds, ...live } = observation;
  return maxAgeSeconds === undefined || !needsLiveRead(session) ? session : observeSession(array, id, live);
}
