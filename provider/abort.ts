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

/** A signal that aborts with any of its parents, and the way to let go of them again. */
export type LinkedAbort = {
  readonly signal: AbortSignal;
  abort(): void;
  /** Takes the listeners off the parents, which may live as long as the process. */
  unlink(): void;
};

/** One for all: by itself each signal would make an error, and note the whole stack for it. */
const ABORTED = new Error("aborted");

/**
 * `AbortSignal.any` with an end: a wait of a day makes thousands of requests under one signal, and on Node 20 each signal
 * made by `any` stays attached to its parents.
 */
export function linkAbort(...parents: readonly (AbortSignal | undefined)[]): LinkedAbort {
  const controller = new AbortController();
  const abort = () => controller.abort(ABORTED);
  const leave = parents.map((parent) => parent && onAbort(parent, abort));
  return { signal: controller.signal, abort, unlink: () => leave.forEach((each) => void each?.()) };
}

/** Settles as `shared` does, or rejects with the signal's reason once it aborts; `shared` itself goes on for others. */
export function unlessAborted<T>(shared: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const leave = onAbort(signal, () => reject(signal.reason));
    shared.then(resolve, reject).finally(leave);
  });
}
