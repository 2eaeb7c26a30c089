import type { Clock } from "../clock";
import { unlessAborted } from "../powerstore/abort";
import type { ImportSessions, QueuedSession } from "../powerstore/contract";
import type { ArrayAccess } from "./handler";

/** The queue is asked for once in so many seconds, whatever the number of sessions that wait in it. */
const SHARED_SECONDS = 60;

/**
 * The array's queue: first in, first out (powerstore.md 1a), and while a session waits there nothing else updates it. Members of a group go with
 * their group.
 */
export function importQueue(
  importSessions: Pick<ImportSessions, "listQueuedSessions">,
  clock: Clock,
): Pick<ArrayAccess, "placeInQueue" | "noteLongQueue" | "isQueueLong"> {
  let latest: { readonly askedAt: number; readonly ids: Promise<readonly string[]> } | undefined;
  const inLongQueue = new Set<string>();
  const idsForAll = (): Promise<readonly string[]> => {
    if (latest && clock.monotonic() - latest.askedAt < SHARED_SECONDS * 1000) return latest.ids;
    // Without the signal of who happens to ask first: the answer is for all.
    const ids = importSessions.listQueuedSessions().then(inOrder, () => []);
    latest = { askedAt: clock.monotonic(), ids };
    return ids;
  };
  /** Undefined for who stops before the array has answered. */
  const idsInOrder = (signal: AbortSignal): Promise<readonly string[] | undefined> =>
    unlessAborted(idsForAll(), signal).catch(() => undefined);
  return {
    placeInQueue: async (id, signal) => {
      const index = (await idsInOrder(signal))?.indexOf(id) ?? -1;
      return index < 0 ? undefined : index + 1;
    },
    noteLongQueue: (id) => {
      inLongQueue.add(id);
    },
    isQueueLong: async (signal) => {
      if (inLongQueue.size === 0) return false;
      const waiting = await idsInOrder(signal);
      if (waiting) for (const id of inLongQueue) if (!waiting.includes(id)) inLongQueue.delete(id);
      return inLongQueue.size > 0;
    },
  };
}

function inOrder(sessions: readonly QueuedSession[]): readonly string[] {
  const own = sessions.filter(({ parentSessionId }) => parentSessionId === undefined);
  const enteredAt = ({ lastUpdateTimestamp = "" }: QueuedSession) => Date.parse(lastUpdateTimestamp) || 0;
  return own.toSorted((one, other) => enteredAt(one) - enteredAt(other)).map(({ id }) => id);
}
