/** When a session waits for its turn in the array's queue, and from when on that is a long wait. */

import type { Run } from "../../operation/converge";
import type { ObservedSession } from "../decide/observedSession";

/**
 * Still in the queue after this long, a session waits for another import to make room, which takes as long as a copy. Less is a moment: an array may pass
 * each new session through its queue [API Queued], and set several up one after another, in seconds. How long a moment lasts on a real array is
 * not documented; the engine's default time for such a wait is ten times this (docs/decisions/021).
 */
export const QUEUE_MOMENT_SECONDS = 60;

type Queueing = Pick<ObservedSession, "state" | "isQueueLong"> & Partial<Pick<ObservedSession, "members">>;

/** Whether a session waits for its turn; a group also if some of its members do and none of them is being set up. */
export function waitsInQueue({ state, members = [] }: Queueing): boolean {
  if (state === "Queued") return true;
  const isAnySetUp = members.some((member) => member.state === "In_Progress" || member.state === "Scheduled");
  return state === "In_Progress" && !isAnySetUp && members.some((member) => member.state === "Queued");
}

/**
 * Of a group of which a part waits in the queue, where the rest of it stands on the way through the copy: it is paused only when no member copies. The array,
 * and the state of the resource, say In_Progress all the while.
 */
export function besideQueue(session: Queueing): "Copy_In_Progress" | "Paused" | undefined {
  const { members = [] } = session;
  if (!waitsInQueue(session)) return undefined;
  if (members.some(({ state }) => state === "Copy_In_Progress")) return "Copy_In_Progress";
  return members.some(({ state }) => state === "Paused") ? "Paused" : undefined;
}

/** What tells a long queue from a moment: its length in this wait, or that an earlier look of somebody else has found it long. */
export function isLongInQueue(session: Queueing, run: Pick<Run<unknown>, "shownSeconds">): boolean {
  if (!waitsInQueue(session)) return false;
  return session.isQueueLong === true || (run.shownSeconds ?? 0) >= QUEUE_MOMENT_SECONDS;
}
