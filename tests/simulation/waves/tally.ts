import { describeEnds } from "../tally";
import type { WavesSummary } from "./simulate";

/** Figures over many histories of waves. */
export type WavesTally = {
  histories: number;
  deeds: number;
  requests: number;
  begun: number;
  deaths: number;
  faults: number;
  orphans: number;
  /** How each import ended, and how often. */
  readonly ends: Record<string, number>;
};

export function newWavesTally(): WavesTally {
  return { histories: 0, deeds: 0, requests: 0, begun: 0, deaths: 0, faults: 0, orphans: 0, ends: {} };
}

export function countWaves(tally: WavesTally, { ends, ...figures }: WavesSummary): void {
  tally.histories += 1;
  for (const name of ["deeds", "requests", "begun", "deaths", "faults", "orphans"] as const)
    tally[name] += figures[name];
  for (const end of ends) tally.ends[end] = (tally.ends[end] ?? 0) + 1;
}

export function describeWavesTally(tally: WavesTally): string {
  const { histories, deeds, requests, begun, faults, deaths, orphans, ends } = tally;
  return [
    `${histories} histories of waves: ${deeds} operations, ${requests} requests, ${begun} imports begun, ${faults} faults, ${deaths} deaths of a run, ${orphans} orphans let go`,
    `last of each import: ${describeEnds(ends)}`,
  ].join("\n");
}
