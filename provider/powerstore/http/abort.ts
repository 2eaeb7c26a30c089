import { onAbort } from "../../onAbort";

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
