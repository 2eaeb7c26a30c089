import { comparableName } from "../../powerstore/http/endpoint";
import type { Origin } from "./names";
import { isGeneratedName } from "./names";
import { nameIn } from "./reference";

/**
 * Whether the wish to adopt is about what is on record: then the program has said whose it is. Of another one it says nothing. A name counts as long as it is
 * the generated one by which it was found: one that the program gives may be another's.
 */
export function isAdopted(
  reference: unknown,
  { id, name }: { readonly id: string; readonly name?: unknown },
  origin: Origin,
): boolean {
  const wanted = nameIn(reference);
  if (wanted === undefined) return reference === id;
  if (typeof name !== "string" || !isGeneratedName(name, origin)) return false;
  return comparableName(wanted) === comparableName(name);
}
