import type { CheckFailure, RawInputs } from "./handler";

/** What the user's `pulumi:autonaming` configuration says about this resource; nothing is said unless it is configured. */
export type NamingRule =
  | { readonly mode: "propose" | "enforce"; readonly proposedName: string }
  | { readonly mode: "disable" };

/**
 * Inputs with the name that the user's naming rules ask for. A name in the program wins, and so does a recorded one: the array cannot
 * rename a session.
 */
export function applyNamingRule(
  recorded: RawInputs | undefined,
  inputs: RawInputs,
  rule: NamingRule | undefined,
): { readonly inputs: RawInputs; readonly failures: readonly CheckFailure[] } {
  const isNamed = (inputs.name ?? recorded?.name ?? undefined) !== undefined;
  if (isNamed || rule === undefined) return { inputs, failures: [] };
  if (rule.mode === "disable") {
    return { inputs, failures: [{ property: "name", reason: "is required because pulumi:autonaming is disabled" }] };
  }
  return { inputs: { ...inputs, name: rule.proposedName }, failures: [] };
}
