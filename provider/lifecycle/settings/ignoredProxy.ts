import type { Environment } from "./environment";

/**
 * The variable by which other programs would reach this endpoint through a proxy; undefined if they would go straight, too. It is not
 * followed: it is set for the internet, while arrays stand in networks where a proxy leads nowhere (docs/decisions/019).
 */
export function ignoredProxy(environment: Environment, endpoint: string): string | undefined {
  const set = (name: string) => [name, name.toLowerCase()].find((each) => environment[each]);
  const exceptions = environment[set("NO_PROXY") ?? ""] ?? "";
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : "";
  const isException = exceptions
    .split(/[\s,]+/)
    .map((each) => each.replace(/^\*?\.|:\d+$/g, ""))
    .some((each) => each === "*" || (each !== "" && (host === each || host.endsWith(`.${each}`))));
  return isException ? undefined : (set("HTTPS_PROXY") ?? set("ALL_PROXY"));
}
