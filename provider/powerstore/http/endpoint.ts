/** A text that is no endpoint. Never repeats the text: somebody may have put a password into it. */
export class EndpointError extends TypeError {
  /** Goes on after "the endpoint". */
  readonly reason: string;

  constructor(reason: string) {
    super(`the endpoint ${reason}`);
    this.reason = reason;
  }
}

// A host name or address with or without a port and a path: the URL parser takes the host of "array:443" for a scheme.
const withoutScheme = /^(\[[\da-f:.]+\]|[\w-]+(\.[\w-]+)*)(:\d+)?(\/[\w./-]*)?$/i;

/** `https://host[:port]/api/rest` without a slash at the end, however it was typed; the path may be left out. */
export function normalizeEndpoint(text: string): string {
  if (withoutScheme.test(text)) throw new EndpointError("lacks its scheme: write https:// in front of it");
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw new EndpointError("is not a URL");
  if (url.protocol === "http:") throw new EndpointError("begins with http://, but only https:// is spoken");
  if (url.protocol !== "https:") throw new EndpointError("does not begin with https://");
  if (url.username || url.password) {
    throw new EndpointError("contains a user or password, which would be shown in messages");
  }
  const path = url.pathname.replace(/\/+$/, "");
  return `${url.origin}${path === "" ? "/api/rest" : path}`;
}

/** A path of the API from its parts; ids and names in it are escaped. `["import_session", "a b"]` is `/import_session/a%20b`. */
export function pathOf(...parts: readonly [string, ...string[]]): string {
  return parts.map((part) => `/${segment(part)}`).join("");
}

/** `/import_session/name:db-01`: the array takes a name in place of an id [ARRAY names]. */
export function pathByName(collection: string, name: string): string {
  return `${pathOf(collection)}/name:${encodeURIComponent(name)}`;
}

/** What two names that are the same one have in common: whether the array compares them with regard to case is not documented. */
export const comparableName = (name: string): string => name.toLowerCase();

// An empty or dotted id would silently address the collection or its parent instead of the object.
function segment(part: string): string {
  if (part === "" || part === "." || part === "..") throw new TypeError(`"${part}" cannot be the id of an object`);
  return encodeURIComponent(part);
}
