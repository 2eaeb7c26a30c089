import type { FleetFigures, FleetSize } from "./fleet";
import { fleetRules } from "./fleet";

/** What docs/scale.md says of a fleet. Where it says "at most", so does the name. */
export type Expectation = {
  readonly ticks: number;
  readonly loginsAtMost: number;
  readonly requestsAtMost: number;
  readonly creates: number;
  readonly cutovers: number;
  /** The morning on which the last wave is completed, by the night's number. */
  readonly endsWithNight: number;
};

/** For waves that fit into a night: as many sessions as begin, eight at each tick, before the cut-over. */
export function expected({ arrays, waves, sessions, nights }: FleetSize): Expectation {
  const { maxActive, ticksANight } = fleetRules;
  const stacks = arrays * waves;
  // While a wave is under way, which is a night, each tick looks; once more when it is made, and when the one before it ends.
  const loginsAtMost = stacks * (ticksANight + 2);
  // In which something begins or is cut over; one more each, when what the program names is looked up.
  const busy = stacks * (Math.ceil(sessions / maxActive) + 2);
  return {
    ticks: stacks * nights * ticksANight,
    loginsAtMost,
    // Each session is created and cut over. A look is a login, the cluster, a page and a log-out; where something is done, five more reads.
    requestsAtMost: 2 * stacks * sessions + 4 * loginsAtMost + 5 * busy,
    creates: stacks * sessions,
    cutovers: stacks * sessions,
    endsWithNight: waves,
  };
}

/** In which a figure differs from what is said; empty if in none. */
export function differences(size: FleetSize, figures: FleetFigures): readonly string[] {
  const { ticks, loginsAtMost, requestsAtMost, creates, cutovers, endsWithNight } = expected(size);
  const ended = figures.endedAt === undefined ? "never" : nightOf(figures.endedAt);
  const rows: readonly [what: string, is: number | string, should: number | string, holds: boolean][] = [
    ["ticks", figures.ticks, ticks, figures.ticks === ticks],
    ["logins", figures.logins, `at most ${loginsAtMost}`, figures.logins <= loginsAtMost],
    ["requests", figures.requests, `at most ${requestsAtMost}`, figures.requests <= requestsAtMost],
    // A bound that is far off says nothing.
    ["requests", figures.requests, `at least four fifths of that`, figures.requests >= 0.8 * requestsAtMost],
    ["creates", figures.creates, creates, figures.creates === creates],
    ["cut-overs", figures.cutovers, cutovers, figures.cutovers === cutovers],
    ["imports completed", figures.completed, creates, figures.completed === creates],
    ["the night of the end", ended, endsWithNight, ended === endsWithNight],
    [
      "active at a time on an array",
      figures.active,
      `at most ${fleetRules.maxActive}`,
      figures.active <= fleetRules.maxActive,
    ],
    ["sources imported twice", figures.twice, 0, figures.twice === 0],
  ];
  return rows.filter(([, , , holds]) => !holds).map(([what, is, should]) => `${what}: ${is}, not ${should}`);
}

/** 1 for the first night; by the date of the morning. */
function nightOf(moment: string): number {
  return Math.floor((Date.parse(moment) - Date.parse("2026-11-30T12:00:00Z")) / 86_400_000) + 1;
}
