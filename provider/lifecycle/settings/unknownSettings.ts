import type { CheckFailure } from "../operation/handler";
import { nearestName, unknownNameText } from "./nearestName";

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
