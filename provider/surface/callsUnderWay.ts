import type { Clock } from "../clock";

/** The calls of a process that are not answered yet: a session that one of them has made is lost if the process goes before. */
export class CallsUnderWay {
  readonly #calls = new Set<Promise<unknown>>();

  /** Whether there are any. */
  get isAny(): boolean {
    return this.#calls.size > 0;
  }

  /** Keeps account of a call until it is answered. */
  async track<T>(call: Promise<T>): Promise<T> {
    this.#calls.add(call);
    try {
      return await call;
    } finally {
      this.#calls.delete(call);
    }
  }

  /** Resolves when all of them are answered, or after `seconds`. Never rejects. */
  async settled(seconds: number, clock: Clock): Promise<void> {
    if (this.#calls.size === 0) return;
    const timer = new AbortController();
    const limit = clock.sleep(seconds, timer.signal).catch(() => undefined);
    await Promise.race([Promise.allSettled(this.#calls), limit]);
    timer.abort();
  }
}
