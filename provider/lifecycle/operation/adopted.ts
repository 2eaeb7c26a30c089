import { comparableName } from "../../powerstore/http/endpoint";
import type { OperationContext } from "./handler";
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

/**
 * Whether the wish to adopt is an old one, under which the resource has had an object on this array. Where nobody is found by it any more, the create of a
 * replacement makes another one, and the wish may stay in the program.
 * @param input the one that says the wish.
 */
export function isOldWish(
  input: string,
  reference: unknown,
  clusterId: string,
  { run, urn }: Pick<OperationContext, "run" | "urn">,
): boolean {
  const former = run.formerOf(urn);
  // Of what was never there no cluster is on record.
  return former !== undefined && former[input] === reference && former.clusterId === clusterId;
}
