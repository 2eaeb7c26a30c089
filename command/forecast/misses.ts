/** Which windows come too early for an import, and by how much. Pure. */

import { windowsOf } from "../../provider/lifecycle/windows/windows";
import type { WantedImport } from "../program/program";
import type { Missed } from "./document";

type Times = {
  /** The present. */
  readonly now: number;
  /** When its copy was done. */
  readonly copied: number | undefined;
};

/** The last window of each list that closed before the copy was done. */
export function missedWindows({ inputs }: Pick<WantedImport, "inputs">, { now, copied }: Times): readonly Missed[] {
  if (copied === undefined) return [];
  const missed: Missed[] = [];
  if (inputs.copyWindows) {
    const windows = windowsOf(inputs.copyWindows, inputs.timeZone);
    const closed = lastClosing(windows.at, now, copied);
    // What was left to copy then, was copied in the windows after it.
    if (closed !== undefined) missed.push(missOf("copyWindows", closed, openBetween(windows.at, closed, copied)));
  }
  if (inputs.cutoverWindows && inputs.advanceTo === "Import_Completed") {
    const closed = lastClosing(windowsOf(inputs.cutoverWindows, inputs.timeZone).at, now, copied);
    if (closed !== undefined) missed.push(missOf("cutoverWindows", closed, copied - closed));
  }
  return missed;
}

type At = ReturnType<typeof windowsOf>["at"];

const missOf = (list: Missed["list"], closed: number, by: number): Missed => ({
  list,
  closedAt: new Date(closed).toISOString(),
  bySeconds: Math.round(by / 1000),
});

function lastClosing(at: At, from: number, to: number): number | undefined {
  let last: number | undefined;
  for (let moment = from; moment < to; ) {
    const { open, until } = at(moment);
    if (open && until <= to) last = until;
    moment = until;
  }
  return last;
}

function openBetween(at: At, from: number, to: number): number {
  let sum = 0;
  for (let moment = from; moment < to; ) {
    const { open, until } = at(moment);
    if (open) sum += Math.min(until, to) - moment;
    moment = until;
  }
  return sum;
}
