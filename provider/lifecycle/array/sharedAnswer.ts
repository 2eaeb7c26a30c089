import { unlessAborted } from "../../abort";
import type { Clock } from "../../clock";

const SHARED_SECONDS = 60;

/**
 * A question that is asked once in a minute, whatever the number of those who want the answer. The question itself hears no signal of who happens to come
 * first, for the answer is for all.
 * @returns the latest answer; undefined for who stops before it has come, and where there is none. Never throws.
 */
export function sharedAnswer<T>(ask: () => Promise<T>, clock: Clock): (signal: AbortSignal) => Promise<T | undefined> {
  let latest: { readonly askedAt: number; readonly answer: Promise<T> } | undefined;
  const answerForAll = (): Promise<T> => {
    if (latest && clock.monotonic() - latest.askedAt < SHARED_SECONDS * 1000) return latest.answer;
    const answer = ask();
    latest = { askedAt: clock.monotonic(), answer };
    return answer;
  };
  return (signal) => unlessAborted(answerForAll(), signal).catch(() => undefined);
}
