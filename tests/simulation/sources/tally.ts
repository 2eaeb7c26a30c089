import { describeEnds } from "../tally";
import type { SourcesSummary } from "./simulate";

/** Figures over many histories of sources, hosts and groups. */
export type SourcesTally = {
  histories: number;
  deeds: number;
  requests: number;
  deaths: number;
  faults: number;
  orphans: number;
  /** How the last deed for each resource ended, and how often. */
  readonly ends: Record<string, number>;
};

export function newSourcesTally(): SourcesTally {
  return { histories: 0, deeds: 0, requests: 0, deaths: 0, faults: 0, orphans: 0, ends: {} };
}

export function countSources(tally: SourcesTally, { ends, ...figures }: SourcesSummary): void {
  tally.histories += 1;
  for (const name of ["deeds", "requests", "deaths", "faults", "orphans"] as const) tally[name] += figures[name];
  for (const end of ends) tally.ends[end] = (tally.ends[end] ?? 0) + 1;
}

export function describeSourcesTally({
  histories,
  deeds,
  requests,
  faults,
  deaths,
  orphans,
  ends,
}: SourcesTally): string {
  return [
    `${histories} histories of sources, hosts and groups: ${deeds} operations, ${requests} requests, ${faults} faults, ${deaths} deaths of a run, ${orphans} orphans let go`,
    `last of each resource: ${describeEnds(ends)}`,
  ].join("\n");
}
