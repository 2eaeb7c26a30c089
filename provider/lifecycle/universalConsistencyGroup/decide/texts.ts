import { printable } from "../../../powerstore/http/errorTexts";
import type { ObservedGroup } from "../inputs/outputs";

/** Sentences about groups. Each begins with its verb: the label goes in front. */

/** `universal consistency group "erp" (7) on https://...`. */
export function groupLabel(
  { id, name }: { readonly id: string; readonly name?: string | undefined },
  endpoint?: string,
): string {
  const where = endpoint === undefined ? "" : ` on ${endpoint}`;
  return `universal consistency group ${name ? `"${name}" (${id})` : id}${where}`;
}

export const criteriaText = ({ importableCriteria }: Pick<ObservedGroup, "importableCriteria">): string =>
  importableCriteria === undefined ? "not told to be importable" : printable(importableCriteria);

/** The members that cannot be imported, by what the array says of them. */
function unreadyMembers({ members }: ObservedGroup): string {
  const unready = members.filter(({ importableCriteria }) => importableCriteria !== "Ready_For_Agentless_Import");
  const each = unready
    .slice(0, 10)
    .map(
      ({ id, name, importableCriteria }) =>
        `${name ? `"${printable(name)}" (${id})` : id} is ${printable(importableCriteria ?? "not told")}`,
    );
  return each.length === 0 ? "" : `: ${each.join("; ")}`;
}

export function unreadyText(group: ObservedGroup): string {
  const advice =
    group.importableCriteria === "Not_In_Sync"
      ? "Let PowerStore look for what is on the source again (discoveryTrigger of its RemoteSystem)"
      : "Mend that on the source, and let PowerStore look again (discoveryTrigger of its RemoteSystem)";
  return `is ${criteriaText(group)}${unreadyMembers(group)}. ${advice}; then run "pulumi up".`;
}

export const NOTHING_IN_IT_TEXT =
  'has no members as far as PowerStore shows, though it was given some. Run "pulumi up" again.';

export function deadEndText(group: ObservedGroup): string {
  const advice =
    group.importableCriteria === "Max_Members"
      ? `it has ${group.members.length} members, more than one import can have: make two groups of it.`
      : "the versions of the two arrays do not go together: see Dell's support matrix.";
  return `is ${criteriaText(group)}: ${advice}`;
}
