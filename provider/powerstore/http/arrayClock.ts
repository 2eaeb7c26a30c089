import type { Clock } from "../../clock";
import type { Transport } from "./contract";

/** The array's own clock, as its answers are dated. */
export type ArrayClock = {
  /** Seconds by which it is ahead of this machine's, to about a second; negative: behind. Undefined as long as no answer had a date. */
  secondsAhead(): number | undefined;
};

/** The transport, and what its answers tell of the time. */
export function watchClock(
  transport: Transport,
  clock: Clock,
): { readonly transport: Transport; readonly arrayClock: ArrayClock } {
  let last: { readonly date: string; readonly at: number } | undefined;
  return {
    transport: {
      close: () => transport.close(),
      send: async (request) => {
        const answer = await transport.send(request);
        const date = answer.headers.get("date");
        if (date) last = { date, at: clock.now() };
        return answer;
      },
    },
    arrayClock: {
      secondsAhead: () => {
        const shown = last && Date.parse(last.date);
        return last && shown !== undefined && !Number.isNaN(shown) ? (shown - last.at) / 1000 : undefined;
      },
    },
  };
}
