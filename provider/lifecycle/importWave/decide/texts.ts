/** Sentences about waves and their members. */

import { listed, memberPath } from "../inputs/keys";
import { NOT_STARTED } from "./phase";

/** In the order in which an import goes through them; what is not here comes last. */
const order = [
  "Import_Completed",
  "Import_Completed_With_Errors",
  "Cutover_In_Progress",
  "Ready_For_Cutover",
  "Copy_In_Progress",
  "Paused",
  "In_Progress",
  "Queued",
  "Scheduled",
  NOT_STARTED,
];

/** Counts in the order of the states. */
export function byWay(counts: Readonly<Record<string, number>>): readonly (readonly [state: string, count: number])[] {
  const place = (state: string) => (order.includes(state) ? order.indexOf(state) : order.length);
  return Object.entries(counts).toSorted(([one], [other]) => place(one) - place(other));
}

/** `40 imports`. */
export const importsText = (count: number): string => (count === 1 ? "1 import" : `${count} imports`);

/** `40 imports: 12 Ready_For_Cutover, 8 Copy_In_Progress, 20 Not_Started; 43 %`. */
export function sumText(counts: Readonly<Record<string, number>>, percent: number | undefined): string {
  const states = byWay(counts);
  const total = states.reduce((sum, [, count]) => sum + count, 0);
  const each = states.map(([state, count]) => `${count} ${state}`).join(", ");
  return `${importsText(total)}${each ? `: ${each}` : ""}${percent === undefined ? "" : `; ${percent} %`}`;
}

export type MemberFailure = { readonly key: string; readonly message: string };

/** So many failures are told in whole sentences. */
const MOST_FAILURES = 25;

/** Each failure is said once, with all whom it concerns. */
export function failureTexts(failures: readonly MemberFailure[]): readonly string[] {
  const byMessage = new Map<string, string[]>();
  for (const { key, message } of failures) {
    const keys = byMessage.get(message);
    if (keys) keys.push(key);
    else byMessage.set(message, [key]);
  }
  const all = [...byMessage].map(([message, keys]) => ({ message, keys }));
  const texts = all.slice(0, MOST_FAILURES).map(({ message, keys }) => {
    const [one = ""] = keys;
    return `${keys.length === 1 ? memberPath(one) : `${keys.length} imports (${listed(keys)})`}: ${message}`;
  });
  const left = all.slice(MOST_FAILURES);
  if (left.length === 0) return texts;
  const keys = left.flatMap((each) => each.keys);
  return [...texts, `and ${left.length} more failures, of ${listed(keys, 100)}`];
}
