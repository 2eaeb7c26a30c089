/**
 * `https://host[:port]/api/rest` without a slash at the end, however it was typed.
 * Throws TypeError, which never repeats the text: somebody may have put a password into it.
 */
export function normalizeEndpoint(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "https:") throw new TypeError("the endpoint must be a URL that begins with https://");
  if (url.username !== "" || url.password !== "") throw new TypeError("the endpoint must not hold user or password");
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

/** A path of the API from its parts; ids and names in it are escaped. `["import_session", "a b"]` is `/import_session/a%20b`. */
export function pathOf(...parts: readonly [string, ...string[]]): string {
  return parts.map((part) => `/${segment(part)}`).join("");
}

/** `/import_session/name:db-01`: the array takes a name in place of an id (powerstore.md 4, "by name"). */
export function pathByName(collection: string, name: string): string {
  return `${pathOf(collection)}/name:${encodeURIComponent(name)}`;
}

// An empty or dotted id would silently address the collection or its parent instead of the object.
function segment(part: string): string {
  if (part === "" || part === "." || part === "..") throw new TypeError(`"${part}" cannot be the id of an object`);
  return encodeURIComponent(part);
}
