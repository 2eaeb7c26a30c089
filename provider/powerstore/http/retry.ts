import type { Method } from "./contract";
import type { SendFailureKind } from "./sendFailure";

/** How one attempt of a request ended. */
export type AttemptEnd =
  | { readonly failure: { readonly kind: SendFailureKind; readonly mayHaveArrived: boolean } }
  | { readonly answer: { readonly status: number; readonly isArrayError: boolean; readonly isCutOff: boolean } };

export type RetryDecision = { readonly retry: true; readonly afterSeconds: number } | { readonly retry: false };

type Trouble = "busy" | "broken" | "unreachable" | "timedOut";

/**
 * Attempts in all, by what went wrong. With the delays below: busy gives up after 22 s to 45 s, broken after 3.5 s to 7 s,
 * unreachable after 1.5 s to 3 s (a person who mistyped the address is waiting), timedOut after twice the time-out.
 */
export const attemptsInAll = { busy: 7, broken: 4, unreachable: 3, timedOut: 2 } as const satisfies Record<
  Trouble,
  number
>;

const FIRST_DELAY_SECONDS = 1;
const LONGEST_DELAY_SECONDS = 15;

/** Statuses after which the same read may well work: the array or something before it is restarting or overloaded. */
const brokenStatuses: ReadonlySet<number> = new Set([500, 502, 504]);

/**
 * Whether to send the same request again. A read is repeated after what tends to pass. A changing request is repeated only
 * - if it cannot have arrived, or
 * - after a 503 with the array's own error body: the vendor's table of status codes says "wait and try again, system is
 *   busy" [DEV 14]. Even if that were done all the same, the repetition could not do harm: names are unique on
 *   the cluster, and every action is refused in the state that it leads to. A 503 of somebody else (HTML, empty) comes from
 *   a gateway that may have passed the request on.
 * @param attempt 1 for the first.
 * @param random 0 (included) to 1 (excluded).
 */
export function decideRetry(about: {
  readonly method: Method;
  readonly attempt: number;
  readonly end: AttemptEnd;
  readonly random: number;
}): RetryDecision {
  const trouble = troubleOf(about.end);
  if (trouble === undefined) return { retry: false };
  if (about.attempt >= attemptsInAll[trouble]) return { retry: false };
  if (about.method !== "GET" && !isUndone(about.end)) return { retry: false };
  return { retry: true, afterSeconds: delaySeconds(about.attempt, about.random) };
}

/** Undefined: waiting does not help. */
function troubleOf(end: AttemptEnd): Trouble | undefined {
  if ("answer" in end) {
    if (end.answer.status === 503) return "busy";
    return brokenStatuses.has(end.answer.status) || end.answer.isCutOff ? "broken" : undefined;
  }
  switch (end.failure.kind) {
    case "dropped":
      return "broken";
    case "timedOut":
      return "timedOut";
    case "refused":
    case "unknownHost":
    case "unreachable":
    case "proxyFailed":
      return "unreachable";
    // The others took their time already (noConnection) or stay as they are until somebody acts.
    default:
      return undefined;
  }
}

function isUndone(end: AttemptEnd): boolean {
  if ("failure" in end) return !end.failure.mayHaveArrived;
  return end.answer.status === 503 && end.answer.isArrayError;
}

/** Doubles from 1 s to 15 s; the upper half is random, so that a thousand resources do not come back in step. */
function delaySeconds(attempt: number, random: number): number {
  const full = Math.min(FIRST_DELAY_SECONDS * 2 ** (attempt - 1), LONGEST_DELAY_SECONDS);
  return full * (0.5 + random / 2);
}
