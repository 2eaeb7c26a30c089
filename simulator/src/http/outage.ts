/** When nobody answers, or something else than the array does: its data and its imports live on, its logins do not. */

/** What a request meets: the array itself; no answer; its management while it starts; a page of whatever stands before it. */
export type Front = "array" | "nobody" | "starting" | "errorPage" | "page";

export interface Outage {
  /** The array restarts: from now on, for so many seconds on the virtual clock, connections end without an answer. */
  begin(seconds: number): void;
  /** The management fails over: as long as that, in four equal parts, one for each way not to be there. */
  failOver(seconds: number): void;
  front(): Front;
  clear(): void;
}

const failOverFronts = ["nobody", "starting", "errorPage", "page"] as const satisfies Front[];

export function createOutage(now: () => number): Outage {
  const past = Number.NEGATIVE_INFINITY;
  let fronts: readonly Front[] = [];
  let start = past;
  let length = 0;
  const over = (seconds: number, parts: readonly Front[]) => {
    fronts = parts;
    start = now();
    length = seconds * 1000;
  };
  return {
    begin: (seconds) => over(seconds, ["nobody"]),
    failOver: (seconds) => over(seconds, failOverFronts),
    front: () => (length === 0 ? "array" : (fronts[Math.floor(((now() - start) * fronts.length) / length)] ?? "array")),
    clear() {
      length = 0;
    },
  };
}
