import { listed, memberPath } from "../inputs/keys";
import { NOT_STARTED } from "./phase";

/** Sentences about waves and their members. */

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

/** `40 imports: 12 Ready_For_Cutover, 8 Copy_In_Progress, 20 Not_Started; 43 %`. */
export function sumText(counts: Readonly<Record<string, number>>, percent: number | undefined): string {
  const place = (state: string) => (order.includes(state) ? order.indexOf(state) : order.length);
  const states = Object.entries(counts).toSorted(([one], [other]) => place(one) - place(other));
  const total = states.reduce((sum, [, count]) => sum + count, 0);
  const each = states.map(([state, count]) => `${count} ${state}`).join(", ");
  return `${total} imports${each ? `: ${each}` : ""}${percent === undefined ? "" : `; ${percent} %`}`;
}

export type MemberFailure = { readonly key: string; readonly message: string };

/** Each failure is said once, with all whom it concerns. */
export function failureTexts(failures: readonly MemberFailure[], most: number): readonly string[] {
  const byMessage = new Map<string, string[]>();
  for (const { key, message } of failures) byMessage.set(message, [...(byMessage.get(message) ?? []), key]);
  const all = [...byMessage].map(([message, keys]) =>
    keys.length === 1
      ? `${memberPath(keys[0] ?? "")}: ${message}`
      : `${keys.length} imports (${listed(keys)}): ${message}`,
  );
  if (all.length <= most) return all;
  const left = failures.slice(most).map(({ key }) => key);
  return [...all.slice(0, most), `and ${all.length - most} more failures, of ${listed(left, 100)}`];
}
