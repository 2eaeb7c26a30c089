/** Which site's page sends a request, for nothing here asks for a login: any page in the user's browser could be it. */
import type { WireRequest } from "./wire";

/**
 * Browsers say so themselves (Fetch Metadata); older ones name the origin of a change. `same-site` is another port of this
 * machine, where anything may run. Whatever is no browser says neither.
 */
export function isFromAnotherSite({ headers }: Pick<WireRequest, "headers">): boolean {
  const { "sec-fetch-site": site, origin, host } = headers;
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  return origin !== undefined && origin !== `https://${host}`;
}
