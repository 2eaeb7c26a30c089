/** How a program and `pulumi import` name an object: by its id, or as `name:<name>`. */
const NAME_PREFIX = "name:";

/** The name in a reference; undefined where it is an id. A recorded state of another version may lack what this one always has. */
export function nameIn(reference: unknown): string | undefined {
  return typeof reference === "string" && reference.startsWith(NAME_PREFIX)
    ? reference.slice(NAME_PREFIX.length)
    : undefined;
}
