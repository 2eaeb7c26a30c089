import type { ImportSessionInputs } from "../inputs/inputs";

export type Readiness =
  /** Nothing speaks against the import any more. */
  | { readonly kind: "ready" }
  /** The array is about to find out more. `what`: for what. */
  | { readonly kind: "wait"; readonly what: string }
  /** Time changes nothing. */
  | { readonly kind: "refuse" };

/** What passes by itself while the array searches a source and its hosts' agents answer [ARRAY readiness]; all else is for a person. */
const passing: Readonly<Record<string, string>> = {
  Undetermined: "the array to look at it",
  Host_Not_Added: "its hosts to be known",
  Host_Volume_Offline: "its hosts to see it",
  Undetermined_Cluster_Type: "its hosts to be known",
  Members_Not_Ready: "its members to be ready",
  Not_In_Sync: "the array to look at it again",
};

/**
 * Whether a source that the array has just refused will be ready soon.
 * @param criteria undefined: it is not listed yet
 * @param isFresh the array was told to search a moment ago, by this run
 */
export function decideReadiness(
  criteria: string | undefined,
  { type }: Pick<ImportSessionInputs, "type">,
  isFresh: boolean,
): Readiness {
  if (criteria === "Ready" || (criteria === "Ready_For_Agentless_Import" && type === "Agentless"))
    return { kind: "ready" };
  const what = criteria === undefined ? "it to be found" : passing[criteria];
  return isFresh && what !== undefined ? { kind: "wait", what } : { kind: "refuse" };
}
