/** Imports of a stack on arrays that nobody has asked. Pure. */
import * as z from "zod";
import type { ManagedImport } from "../stack/managedImports";
import { countText } from "../text/units";

export type UnaskedImport = Pick<ManagedImport, "resource" | "wave">;

/** Absent where there are none, and in documents of earlier versions. */
export const elsewhereSchema = z
  .int()
  .optional()
  .describe("With a stack: how many of its imports are on arrays that were not asked, and no part of this.");

/** Beside what is told of arrays that have not answered. */
export const unaskedLine = (imports: number): string =>
  `Not asked, and no part of this: the arrays of ${countText(imports, "import")} of the stack`;

/** What somebody can do about them, in a clause. */
export const unaskedTodo = "name these by --arrays, or see whether an endpoint leads to another array";

/**
 * Those whose array is surely none of the silent ones. Of a silent array its cluster is not known: it is the one whose imports name that connection, or
 * else that of the most imports.
 * @param answered the clusters that have answered
 * @param silent names of the arrays that were asked, and have not
 */
export function unaskedImports(
  managed: readonly ManagedImport[],
  answered: ReadonlySet<string>,
  silent: readonly string[],
): readonly ManagedImport[] {
  const groups = groupsOf(managed.filter(({ clusterId }) => clusterId !== undefined && !answered.has(clusterId)));
  const namesOf = new Map(groups.map((group) => [group, new Set(group.map(({ inputs }) => inputs.array))]));
  const named = groups.filter((group) => silent.some((name) => namesOf.get(group)?.has(name)));
  const nameless = silent.filter((name) => !named.some((group) => namesOf.get(group)?.has(name)));
  const left = groups.filter((group) => !named.includes(group)).sort((one, other) => other.length - one.length);
  return left.slice(nameless.length).flat();
}

function groupsOf(managed: readonly ManagedImport[]): readonly (readonly ManagedImport[])[] {
  const groups = new Map<string | undefined, ManagedImport[]>();
  for (const each of managed) {
    const group = groups.get(each.clusterId);
    if (group === undefined) groups.set(each.clusterId, [each]);
    else group.push(each);
  }
  return [...groups.values()];
}
