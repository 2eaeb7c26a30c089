import { comparableName } from "../../powerstore/http/endpoint";

/** How a program and `pulumi import` name an object: by its id, or as `name:<name>`. */
const NAME_PREFIX = "name:";

/** The name in a reference; undefined where it is an id. A recorded state of another version may lack what this one always has. */
export function nameIn(reference: unknown): string | undefined {
  return typeof reference === "string" && reference.startsWith(NAME_PREFIX)
    ? reference.slice(NAME_PREFIX.length)
    : undefined;
}

/** Whether an object is the one that a reference means. */
export function isMeantBy(
  reference: string,
): (object: { readonly id: string; readonly name?: string | undefined }) => boolean {
  const name = nameIn(reference);
  if (name === undefined) return ({ id }) => id === reference;
  return (object) => object.name !== undefined && comparableName(object.name) === comparableName(name);
}
