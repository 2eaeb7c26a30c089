const listenersOf = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls the listener when the signal aborts, at once if it has.
 *
 * Any number may share a signal that lives as long as the process. Node's own list is a chain in which a removed listener goes on
 * pointing at the next: one that has grown old keeps all that came after it, and the requests they belong to, until the next full
 * collection. A set forgets.
 * @returns takes the listener off again.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  if (signal.aborted) {
    listener();
    return () => undefined;
  }
  const listeners = listenersOf.get(signal) ?? listenTo(signal);
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function listenTo(signal: AbortSignal): Set<() => void> {
  const listeners = new Set<() => void>();
  listenersOf.set(signal, listeners);
  signal.addEventListener("abort", () => [...listeners].forEach((each) => void each()), { once: true });
  return listeners;
}
