import type { HoldingSession } from "../../powerstore/api/schemas/remoteSystem";
import { printable } from "../../powerstore/http/errorTexts";

/** Imports that are over do not hold what they came from [I]; what needs somebody at the array is left to the array to judge. */
const notHolding: ReadonlySet<string> = new Set([
  "Import_Completed",
  "Import_Completed_With_Errors",
  "Cancelled",
  "Failed",
  "Invalid",
  "Cleanup_Failed",
]);

const SHOWN = 10;

/** Sessions that what they use cannot be taken from. Members go with their group's session, which is named. */
export function holdersAmong(sessions: readonly HoldingSession[]): readonly HoldingSession[] {
  return sessions.filter(({ state, parentSessionId }) => !notHolding.has(state) && parentSessionId === undefined);
}

/** `2 import sessions still use it: "db-01" (17) is Copy_In_Progress; ...`. */
export function heldText(holders: readonly HoldingSession[]): string {
  const each = holders
    .slice(0, SHOWN)
    .map(({ name, id, state }) => `${name ? `"${printable(name)}" (${id})` : id} is ${printable(state)}`);
  const more = holders.length > each.length ? `; and ${holders.length - each.length} more` : "";
  const use = holders.length === 1 ? "import session still uses it" : "import sessions still use it";
  return `${holders.length} ${use}: ${each.join("; ")}${more}`;
}
