import type { ImportSession, ImportSessionState } from "../../../powerstore/api/schemas/importSession";
import { isKnownState, stateRow } from "./states";

/**
 * A session as decisions see it. The array shows a group's session as In_Progress from set-up to the end of the copy
 * [ARRAY groups], so for a group `state` is that of the member that is least far; for all else it is the session's own.
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

/** @param members those of a group that is In_Progress. */
export function withMembers(session: ImportSession, members: readonly ImportSession[]): ObservedSession {
  return { ...session, state: stateOfGroup(session.state, members), ownState: session.state, members };
}

/**
 * Members that left the way (Failed, Cancelled, ...) hold nobody up: the array itself decides what becomes of the group.
 * @param own what the array shows for the session itself. Whatever is no group is in that state.
 */
export function stateOfGroup<State extends string>(own: State, members: readonly { readonly state: State }[]): State {
  let least: { state: State; order: number } | undefined;
  for (const { state } of members) {
    const order = isKnownState(state) ? stateRow(state).order : undefined;
    if (order === undefined) continue;
    // Copying and paused members are equally far; the group is paused only when none copies.
    const isLess = !least || order < least.order || (order === least.order && state === "Copy_In_Progress");
    if (isLess) least = { state, order };
  }
  // Before the gates it is set-up, behind the copy the group's own state is about to say so.
  const isBetween = least && least.order > 2 && least.order < 6;
  return own === "In_Progress" && least && isBetween ? least.state : own;
}
