import type { Clock } from "../clock";
import type { ImportSessions, QueuedSession } from "../powerstore/contract";

/** The queue is asked for once in so many seconds, whatever the number of sessions that wait in it. */
const SHARED_SECONDS = 60;

/**
 * Where sessions stand in the array's queue: first in, first out (powerstore.md 1a), and while a session waits there nothing else updates
 * it. Members of a group go with their group.
 */
export function importQueue(importSessions: Pick<ImportSessions, "listQueuedSessions">, clock: Clock) {
  let latest: { readonly askedAt: number; readonly ids: Promise<readonly string[]> } | undefined;
  const ask = (signal: AbortSignal) => {
    const ids = importSessions.listQueuedSessions({ signal }).then(inOrder, () => []);
    latest = { askedAt: clock.now(), ids };
    return latest;
  };
  /** 1 is the next; undefined when the array does not say, for a place is not worth a failure. */
  return async (id: string, signal: AbortSignal): Promise<number | undefined> => {
    const isFresh = latest && clock.now() - latest.askedAt < SHARED_SECONDS * 1000;
    const { ids } = (isFresh && latest) || ask(signal);
    const index = (await ids).indexOf(id);
    return index < 0 ? undefined : index + 1;
  };
}

function inOrder(sessions: readonly QueuedSession[]): readonly string[] {
  const own = sessions.filter(({ parentSessionId }) => parentSessionId === undefined);
  const enteredAt = ({ lastUpdateTimestamp = "" }: QueuedSession) => Date.parse(lastUpdateTimestamp) || 0;
  return own.toSorted((one, other) => enteredAt(one) - enteredAt(other)).map(({ id }) => id);
}
