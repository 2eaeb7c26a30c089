import type { Clock } from "../../clock";
import type { Answer } from "./answers";
import type { TransportRequest } from "./contract";
import { SendFailure } from "./sendFailure";

/** How an array that does not answer was found out. */
export type Silence = {
  readonly end: { readonly answer: Answer } | { readonly failure: SendFailure };
  readonly attempts: number;
};

/** A failure that a request shares with an earlier one, in place of being sent. */
export type SharedSilence = Silence & { readonly secondsAgo: number; readonly secondsLeft: number };

/** The longest time for which a failure is shared; one that took less is shared for as long as it took. */
const LONGEST_SECONDS = 30;

/**
 * Whether an array answers at all, as far as a process has found out. Each of a thousand operations would else wait for its own time-out
 * on a dead array, for hours. As long as a request took to fail, others fail with it at once, unsent; then the array is asked again. A short
 * disturbance is so at most doubled, and whatever the array answers meanwhile ends it.
 */
export class Contact {
  readonly #endpoint: string;
  readonly #clock: Clock;
  #heardAt = Number.NEGATIVE_INFINITY;
  /** Objects whose reads were not answered since the array was heard last. */
  readonly #unanswered = new Set<string>();
  #silence: (Silence & { readonly at: number; readonly until: number }) | undefined;

  constructor(endpoint: string, clock: Clock) {
    this.#endpoint = endpoint;
    this.#clock = clock;
  }

  /** What a request would meet; undefined: nothing speaks against sending it. */
  shared(): SharedSilence | undefined {
    const now = this.#clock.monotonic();
    if (!this.#silence || now >= this.#silence.until) return undefined;
    const { at, until, ...silence } = this.#silence;
    return { ...silence, secondsAgo: (now - at) / 1000, secondsLeft: (until - now) / 1000 };
  }

  /** Somebody was answered. */
  heard(answer: Answer): void {
    if (!isArrays(answer)) return;
    this.#heardAt = this.#clock.monotonic();
    this.#unanswered.clear();
    this.#silence = undefined;
  }

  /** A request failed for good. `since`: when its first attempt was sent. */
  failed(request: Pick<TransportRequest, "method" | "url">, silence: Silence, since: number): void {
    // Others were answered while it waited: the trouble is its own.
    if (since < this.#heardAt || !this.#isEverybodys(request, silence)) return;
    const now = this.#clock.monotonic();
    const milliseconds = Math.min(now - since, LONGEST_SECONDS * 1000);
    this.#silence = { ...silence, at: now, until: now + milliseconds };
  }

  /** One session whose read hangs must not stop the others; a second one that hangs as well tells that it is the array. */
  #isEverybodys({ method, url }: Pick<TransportRequest, "method" | "url">, { end }: Silence): boolean {
    if ("failure" in end && !end.failure.mayHaveArrived) return end.failure.kind !== "stopped";
    if (method !== "GET" || !isSilent(end)) return false;
    const path = url.slice(this.#endpoint.length).split("?", 1).join("");
    this.#unanswered.add(path);
    const isOfOneObject = path.lastIndexOf("/") > 0;
    return !isOfOneObject || this.#unanswered.size > 1;
  }
}

/** An answer that only the array gives; a 503 is its own way of not answering. */
function isArrays({ status, body, arrayMessages }: Answer): boolean {
  if (status >= 500) return status !== 503 && arrayMessages !== undefined;
  return body.kind === "json" || body.kind === "empty";
}

function isSilent(end: Silence["end"]): boolean {
  if ("answer" in end) return end.answer.status >= 500 && !isArrays(end.answer);
  return end.failure.kind === "timedOut" || end.failure.kind === "dropped";
}

/** Nothing was sent. */
export const unsent = new SendFailure("unreachable", { mayHaveArrived: false });
