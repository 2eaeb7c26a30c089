import { setMaxListeners } from "node:events";

/** A signal that aborts with any of its parents, and the way to let go of them again. */
export type LinkedAbort = {
  readonly signal: AbortSignal;
  abort(): void;
  /** Takes the listeners off the parents, which may live as long as the process. */
  unlink(): void;
};

/**
 * `AbortSignal.any` with an end: a wait of a day makes thousands of requests under one signal, and on Node 20 each signal
 * made by `any` stays attached to its parents.
 */
export function linkAbort(...parents: readonly (AbortSignal | undefined)[]): LinkedAbort {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const linked = parents.filter((parent) => parent !== undefined);
  // Hundreds of requests under one signal are meant; Node would write a warning about a leak on stderr at the eleventh.
  setMaxListeners(0, ...linked);
  if (linked.some((parent) => parent.aborted)) abort();
  for (const parent of linked) parent.addEventListener("abort", abort, { once: true });
  return {
    signal: controller.signal,
    abort,
    unlink: () => {
      for (const parent of linked) parent.removeEventListener("abort", abort);
    },
  };
}

/** Settles as `shared` does, or rejects with the signal's reason once it aborts; `shared` itself goes on for others. */
export function unlessAborted<T>(shared: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    shared.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
