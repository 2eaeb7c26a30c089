const LISTENERS = Symbol("listeners of onAbort");

type Listened = AbortSignal & { [LISTENERS]?: Set<() => void> };

/**
 * Calls the listener when the signal aborts, at once if it has.
 *
 * Any number may share a signal that lives as long as the process. Node's own list is a chain in which a removed listener goes on
 * pointing at the next: one that has grown old keeps all that came after it, and the requests they belong to, until the next full
 * collection. A set forgets. It is the signal's own, because V8 keeps the values of an old WeakMap until then, too.
 * @returns takes the listener off again.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  if (signal.aborted) {
    listener();
    return () => undefined;
  }
  const listeners = (signal as Listened)[LISTENERS] ?? listenTo(signal);
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function listenTo(signal: Listened): Set<() => void> {
  const listeners = new Set<() => void>();
  signal[LISTENERS] = listeners;
  signal.addEventListener("abort", () => listeners.forEach((each) => void each()), { once: true });
  return listeners;
}
