import type { CallOptions } from "../../powerstore/contract";
import type { ImportSession, ImportSessionState } from "../../powerstore/schemas/importSession";
import type { ArrayAccess } from "../handler";
import { stateRow } from "./states";

/**
 * A session as decisions see it. The array shows a group's session as In_Progress from set-up to the end of the copy
 * (powerstore.md 1c), so for a group `state` is that of the member that is least far; for all else it is the session's own.
 */
export type ObservedSession = ImportSession & {
  /** What the array itself shows for the session. */
  readonly ownState: ImportSessionState;
  /** The members of a group that is In_Progress; empty otherwise. */
  readonly members: readonly ImportSession[];
  /** While it is Queued, where somebody asked: 1 is the next. */
  readonly placeInQueue?: number | undefined;
  /** While it waits in the queue: whether the queue is known to be long already (`queueing.ts`). */
  readonly isQueueLong?: boolean;
};

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
  const { importSessions } = array.powerStore;
  const { maxAgeSeconds, sourceResourceId, ...options } = observation;
  const shared = maxAgeSeconds === undefined ? undefined : await array.reads.recent(id, maxAgeSeconds, options);
  const session = shared && fits(shared, sourceResourceId, array) ? shared : await array.reads.live(id, options);
  if (shared && saysNoSource(shared) && saysNoSource(session)) array.reads.showsSources = false;
  const isGroup = session.destinationResourceType === "volume_group" && session.state === "In_Progress";
  return withMembers(session, isGroup ? await importSessions.listMemberSessions(id, options) : []);
}

/** A row of another session under this id is worse than none. */
function fits(row: ImportSession, sourceResourceId: string | undefined, { reads }: ArrayAccess): boolean {
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

/** The pure part of `observeSession`. */
export function withMembers(session: ImportSession, members: readonly ImportSession[]): ObservedSession {
  return { ...session, state: leastAdvanced(session.state, members), ownState: session.state, members };
}

/** Members that left the way (Failed, Cancelled, ...) hold nobody up: the array itself decides what becomes of the group. */
function leastAdvanced(own: ImportSessionState, members: readonly ImportSession[]): ImportSessionState {
  let least: { state: ImportSessionState; order: number } | undefined;
  for (const { state } of members) {
    const order = stateRow(state).order;
    if (order === undefined) continue;
    // Copying and paused members are equally far; the group is paused only when none copies.
    const isLess = !least || order < least.order || (order === least.order && state === "Copy_In_Progress");
    if (isLess) least = { state, order };
  }
  // Before the gates it is set-up, behind the copy the group's own state is about to say so.
  const isBetween = least && least.order > 2 && least.order < 6;
  return own === "In_Progress" && least && isBetween ? least.state : own;
}
