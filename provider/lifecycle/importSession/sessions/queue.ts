import type { Clock } from "../../../clock";
import type { ImportSessions, QueuedSession } from "../../../powerstore/api/contract";
import { sharedAnswer } from "../../array/sharedAnswer";

export interface ImportQueue {
  /** Where a session stands in the array's queue: 1 is the next; undefined when the array does not say. Never throws. */
  placeInQueue(id: string, signal: AbortSignal): Promise<number | undefined>;
  /** A session was found to wait in a long queue. */
  noteLongQueue(id: string): void;
  /** Whether such a session still waits there: who comes now waits behind it. Never throws; asks the array only if there is such a session. */
  isQueueLong(signal: AbortSignal): Promise<boolean>;
}

/**
 * The array's queue: first in, first out [ARRAY transitions], and while a session waits there nothing else updates it. Members of a group go with
 * their group.
 */
export function importQueue(importSessions: Pick<ImportSessions, "listQueuedSessions">, clock: Clock): ImportQueue {
  const inLongQueue = new Set<string>();
  // A queue that the array does not show counts as empty.
  const idsInOrder = sharedAnswer<readonly string[]>(
    () => importSessions.listQueuedSessions().then(inOrder, () => []),
    clock,
  );
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
