import type { ImportSession } from "../../powerstore/schemas/importSession";
import type { ImportSessionInputs } from "./inputs";
import { isCompleted } from "./states";
import { sessionLabel, stateAndProgress } from "./texts";

/** How sure create may be that a session of its name is its own (design.md 4, "Creating once"). */
export type NameKnowledge = {
  readonly generated: boolean;
  /** This very create saw that the name was free before its own POST, and does not know what became of that. */
  readonly wasFree: boolean;
  /** The stack still holds this resource's session, and nobody deleted it: it is that session which has the name. */
  readonly isBeingReplaced?: boolean;
};

export type ClaimDecision =
  | { readonly kind: "claim" }
  | { readonly kind: "deleteRecord" }
  /** The array is still undoing an earlier attempt. */
  | { readonly kind: "wait" }
  | { readonly kind: "refuse"; readonly reason: string };

/** What to do with a session that has the name which create wants. `wanted` has its references resolved to ids. */
export function decideClaim(
  found: ImportSession,
  wanted: ImportSessionInputs,
  knowledge: NameKnowledge,
  endpoint: string,
): ClaimDecision {
  // A member's session is its group's matter, never a resource of its own.
  const isOurs = (knowledge.generated || knowledge.wasFree) && !found.parentSessionId;
  if (isOurs && (found.state === "Cancelled" || found.state === "Failed")) return { kind: "deleteRecord" };
  const differences = readableDifferences(found, wanted);
  if (isOurs && differences.length === 0) {
    if (knowledge.isBeingReplaced) return { kind: "refuse", reason: replacedTooEarly(found, endpoint) };
    return found.state === "Cancel_In_Progress" || found.state === "Cleanup_In_Progress"
      ? { kind: "wait" }
      : { kind: "claim" };
  }
  return { kind: "refuse", reason: refusal(found, differences, endpoint) };
}

/** Create-only inputs that the array shows, as far as the program gives them; each difference in words. */
export function readableDifferences(found: ImportSession, wanted: ImportSessionInputs): string[] {
  const pairs: [name: string, onArray: unknown, inProgram: unknown][] = [
    ["remoteSystemId", found.remoteSystemId, wanted.remoteSystemId],
    ["sourceResourceId", found.sourceResourceId, wanted.sourceResourceId],
    ["type", found.type ?? wanted.type, wanted.type],
    ["volumeGroupId", found.volumeGroupId, wanted.volumeGroupId],
    ["protectionPolicyId", found.protectionPolicyId, wanted.protectionPolicyId],
    ["globalStorageDiscoveryAddress", found.globalStorageDiscoveryAddress, wanted.globalStorageDiscoveryAddress],
    ["automaticCutover", found.automaticCutover ?? false, wanted.automaticCutover],
  ];
  return pairs
    .filter(([, onArray, inProgram]) => onArray !== inProgram)
    .map(
      ([name, onArray, inProgram]) =>
        `${name} is ${onArray ?? "not set"} on the array and ${inProgram ?? "not set"} in the program`,
    );
}

/** The delete that follows would cancel, or forget, the very session that was taken over. */
function replacedTooEarly(found: ImportSession, endpoint: string): string {
  return (
    `replacing ${sessionLabel(found, endpoint)}: it is ${stateAndProgress(found)} and has to be deleted first, for a source can be imported once at a ` +
    `time. Give the resource the option deleteBeforeReplace: true, or run "pulumi up" without --replace; nothing was changed.`
  );
}

function refusal(found: ImportSession, differences: readonly string[], endpoint: string): string {
  const label = sessionLabel(found, endpoint);
  const what =
    differences.length > 0
      ? `is another import (${differences.join("; ")})`
      : "was not made by this program as far as it can tell";
  const end = isCompleted(found.state) ? "completed" : stateAndProgress(found);
  return (
    `creating import session "${found.name}": the name is taken: ${label} is ${end} and ${what}. Give another name, delete that record on the array, ` +
    `or take the session over with adoptSessionId: "${found.id}".`
  );
}
