import { describeEnds } from "../tally";
import type { StacksSummary } from "./simulate";

/** Figures over many histories of two stacks. */
export type StacksTally = {
  histories: number;
  deeds: number;
  requests: number;
  deaths: number;
  faults: number;
  /** How the last deed for each resource ended, and how often. */
  readonly ends: Record<string, number>;
};

export function newStacksTally(): StacksTally {
  return { histories: 0, deeds: 0, requests: 0, deaths: 0, faults: 0, ends: {} };
}

export function countStacks(tally: StacksTally, { ends, ...figures }: StacksSummary): void {
  tally.histories += 1;
  for (const name of ["deeds", "requests", "deaths", "faults"] as const) tally[name] += figures[name];
  for (const end of ends) tally.ends[end] = (tally.ends[end] ?? 0) + 1;
}

export function describeStacksTally({ histories, deeds, requests, faults, deaths, ends }: StacksTally): string {
  return [
    `${histories} histories of two stacks: ${deeds} operations, ${requests} requests, ${faults} faults, ${deaths} deaths of a run`,
    `last of each resource: ${describeEnds(ends)}`,
  ].join("\n");
}
