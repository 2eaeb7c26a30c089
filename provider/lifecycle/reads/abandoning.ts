import { InterruptedError } from "../errors";

/** Ends reads for those who stop waiting. One listener serves all reads of a signal, of which a large stack has hundreds. */
export class Abandoning {
  readonly #rejections = new WeakMap<AbortSignal, Set<(error: unknown) => void>>();

  /** @param reject rejects `read`. */
  unlessAborted<T>(read: Promise<T>, reject: (error: unknown) => void, signal: AbortSignal): Promise<T> {
    const stop = (rejectOne: (error: unknown) => void) =>
      rejectOne(new InterruptedError("stopped reading import sessions."));
    if (signal.aborted) stop(reject);
    let rejections = this.#rejections.get(signal);
    if (!rejections) {
      const all = new Set<(error: unknown) => void>();
      signal.addEventListener("abort", () => all.forEach(stop));
      this.#rejections.set(signal, all);
      rejections = all;
    }
    rejections.add(reject);
    return read.finally(() => rejections.delete(reject));
  }
}
