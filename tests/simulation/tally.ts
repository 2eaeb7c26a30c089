import type { Summary } from "./simulate";

/** Figures over many histories. */
export type Tally = {
  histories: number;
  steps: number;
  requests: number;
  deaths: number;
  faults: number;
  orphans: number;
  /** How the last `up` and the last `destroy` ended: `done`, or the name of the listed error, and how often. */
  readonly ups: Record<string, number>;
  readonly destroys: Record<string, number>;
};

export function newTally(): Tally {
  return { histories: 0, steps: 0, requests: 0, deaths: 0, faults: 0, orphans: 0, ups: {}, destroys: {} };
}

export function count(tally: Tally, { up, destroy, ...figures }: Summary): void {
  tally.histories += 1;
  for (const name of ["steps", "requests", "deaths", "faults", "orphans"] as const) tally[name] += figures[name];
  tally.ups[up] = (tally.ups[up] ?? 0) + 1;
  tally.destroys[destroy] = (tally.destroys[destroy] ?? 0) + 1;
}

export function describeTally(tally: Tally): string {
  const { histories, steps, requests, faults, deaths, orphans, ups, destroys } = tally;
  return [
    `${histories} histories: ${steps} steps, ${requests} requests, ${faults} faults, ${deaths} deaths of the process, ${orphans} orphans let go`,
    `last up: ${describeEnds(ups)}`,
    `last destroy: ${describeEnds(destroys)}`,
  ].join("\n");
}

/** Names of ends, the most frequent first. */
export function describeEnds(ends: Readonly<Record<string, number>>): string {
  return Object.entries(ends)
    .sort(([, one], [, other]) => other - one)
    .map(([name, times]) => `${name} ${times}`)
    .join(", ");
}
