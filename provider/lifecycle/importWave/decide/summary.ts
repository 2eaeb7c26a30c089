/** What a run of a wave ends with: who needs a person, and how many are where. Pure. */

import { listed } from "../inputs/keys";
import type { ImportWaveOutputs, Members } from "../inputs/outputs";
import type { WaveHold } from "./hold";
import { inHeldWave } from "./memberAdvice";
import type { Need, SummedMember } from "./needs";
import { needOf } from "./needs";
import { byWay, importsText, sumText } from "./texts";

type Summed = Pick<ImportWaveOutputs, "counts" | "phase" | "progressPercentage" | "bytesCopied" | "bytesTotal">;

/** So many kinds of need are said in words. */
const MOST_NEEDS = 10;

/** A run that moved nothing says its sums in a line. */
export function lineText({ counts, phase, progressPercentage }: Summed): string {
  return `${sumText(counts, progressPercentage)}. Phase: ${phase}.`;
}

/** Who needs a person, by name, and what for; then a table by state, in the order in which an import goes through them. */
export function tableText(summed: Summed, members: readonly SummedMember[], hold: WaveHold | undefined): string {
  const { counts, phase, progressPercentage } = summed;
  const states = byWay(counts);
  const total = states.reduce((sum, [, count]) => sum + count, 0);
  const width = String(total).length;
  const percent = progressPercentage === undefined ? "" : `, ${progressPercentage} %${bytesText(summed)}`;
  const rows = states.map(([state, count]) => `  ${String(count).padStart(width)}  ${state}`);
  return [...needLines(members, hold), `${importsText(total)}${percent}. Phase: ${phase}.`, ...rows].join("\n");
}

function needLines(members: readonly SummedMember[], hold: WaveHold | undefined): readonly string[] {
  const needs = new Map<string, { readonly need: Need; readonly keys: string[] }>();
  let total = 0;
  for (const member of members) {
    const whatever = needOf(member);
    if (!whatever) continue;
    const need = hold ? { ...whatever, what: inHeldWave(whatever.what) } : whatever;
    total++;
    const alike = needs.get(need.what);
    if (alike) alike.keys.push(member.key);
    else needs.set(need.what, { need, keys: [member.key] });
  }
  const inOrder = [...needs.values()].toSorted((one, other) => one.need.rank - other.need.rank);
  const lines = inOrder.slice(0, MOST_NEEDS).map(({ need, keys }) => {
    const many = keys.length > 1 ? `${keys.length} imports: ` : "";
    return `  ${many}${listed(keys)}: ${need.what}.`;
  });
  const left = inOrder.slice(MOST_NEEDS).flatMap(({ keys }) => keys);
  if (left.length > 0) lines.push(`  and ${left.length} more imports: ${listed(left)}.`);
  if (hold?.isByFailures) lines.unshift(`  ${hold.reason}. Mend them, then raise maxFailures for one run.`);
  return lines.length === 0
    ? []
    : [`${total} of ${importsText(members.length)} ${total === 1 ? "needs" : "need"} a person:`, ...lines];
}

/** Decimal, as rates on the rows of imports and all figures of the command. */
const units = ["bytes", "KB", "MB", "GB", "TB", "PB"];

function bytesText({ bytesCopied, bytesTotal }: Summed): string {
  if (bytesCopied === undefined || bytesTotal === undefined) return "";
  return ` (${inUnits(bytesCopied)} of ${inUnits(bytesTotal)})`;
}

function inUnits(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const value = bytes / 1000 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${units[power]}`;
}

/** Whether a run did more than look: some import is another one, elsewhere, or not there any more. */
export function hasMoved(before: Members, after: Members): boolean {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].some((key) => before[key]?.id !== after[key]?.id || before[key]?.state !== after[key]?.state);
}
