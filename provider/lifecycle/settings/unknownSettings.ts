/** Names that nobody reads, and what was meant by them. */

import type { CheckFailure } from "../operation/handler";

const NAMESPACE = "powerstore-import";

/**
 * Settings that nobody reads: a mistyped `insecure` or `caFile` must not pass in silence. A project that has the name of the namespace keeps its
 * own settings there, too: of those, only what is nearly one of ours counts as mistyped.
 * @param project the name of the Pulumi project, as far as it is known
 */
export function unknownSettings(
  given: readonly string[],
  known: readonly string[],
  project: string | undefined,
): readonly CheckFailure[] {
  return given
    .filter((name) => !known.includes(name))
    .filter((name) => project !== NAMESPACE || nearestName(name, known) !== undefined)
    .map((property) => ({ property, reason: unknownNameText(property, known, "setting of powerstore-import") }));
}

/** `"endpiont" is no setting of a profile; did you mean endpoint?`, or the list of those there are. */
export function unknownNameText(name: string, known: readonly string[], what: string): string {
  const nearest = nearestName(name, known);
  return `"${name}" is no ${what}; ${nearest === undefined ? `there are ${known.join(", ")}` : `did you mean ${nearest}?`}`;
}

/** The name that was most likely meant: its beginning, or up to two slips of the finger away, whatever capitals, hyphens and underscores. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const plain = (text: string) => text.replaceAll(/[_-]/g, "").toLowerCase();
  const slips = known.map((each) => ({ each, count: distance(plain(name), plain(each)) }));
  const nearest = slips.sort((one, other) => one.count - other.count)[0];
  if (nearest && nearest.count <= Math.min(2, Math.floor(nearest.each.length / 2))) return nearest.each;
  return plain(name).length < 3 ? undefined : known.find((each) => plain(each).startsWith(plain(name)));
}

/** Letters to insert, delete, replace or swap with their neighbour (Damerau and Levenshtein, in the restricted form). */
function distance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= one.length; row++) {
    rows.push([row]);
    for (let column = 1; column <= other.length; column++) {
      const isEqual = one[row - 1] === other[column - 1];
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const best = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (isEqual ? 0 : 1),
      );
      rows[row]?.push(isSwapped ? Math.min(best, at(row - 2, column - 2) + 1) : best);
    }
  }
  return at(one.length, other.length);
}
