import type { ImportSession, ImportSessionState } from "../../../powerstore/api/schemas/importSession";
import type { ImportSessionInputs } from "../inputs/inputs";
import { isCompleted } from "./states";
import { sessionLabel, stateAndProgress } from "./texts";

/** How sure create may be that a session of its name is its own (docs/lifecycle.md, "Creating"). */
export type NameKnowledge = {
  readonly generated: boolean;
  /** This very create saw that the name was free before its own POST, and does not know what became of that. */
  readonly wasFree: boolean;
  /** It is the very one that the resource has on record, and is to be replaced or made anew. */
  readonly isFormer?: boolean;
  /** An earlier run has asked for it, whatever the program says by now. */
  readonly isAskedFor?: boolean;
};

export type ClaimDecision =
  | { readonly kind: "claim" }
  | { readonly kind: "deleteRecord" }
  /** The array is still undoing an earlier attempt. */
  | { readonly kind: "wait" }
  | { readonly kind: "refuse"; readonly reason: string };

/**
 * What to do with a session of this name and these inputs. A dead one is no import, its record is in the way. One that needs somebody would
 * only be taken over to fail, once for each run: its owner decides.
 */
// biome-ignore format: a state is a row
const claimRules: Readonly<Record<ImportSessionState, ClaimDecision["kind"]>> = {
  Scheduled: "claim",
  Queued: "claim",
  In_Progress: "claim",
  Mirror_Enabled: "claim",
  Ready_To_Start_Copy: "claim",
  Copy_In_Progress: "claim",
  Paused: "claim",
  Ready_For_Cutover: "claim",
  Cutover_In_Progress: "claim",
  Import_Cutover_Incomplete: "claim",
  // Never a second import over a live volume.
  Import_Completed: "claim",
  Import_Completed_With_Errors: "claim",
  Cancelled: "deleteRecord",
  Failed: "deleteRecord",
  Cancel_In_Progress: "wait",
  Cleanup_In_Progress: "wait",
  Cancel_Failed: "refuse",
  Cancel_Required: "refuse",
  Cleanup_Required: "refuse",
  Cleanup_Failed: "refuse",
  Invalid: "refuse",
};

/** What goes on, or is completed: an update of it has something to do, or nothing. */
export const goesOn = (state: ImportSessionState): boolean => claimRules[state] === "claim";

/** What only a new session gets out of: nobody imports by it any more. */
export const isDeadRecord = (state: ImportSessionState): boolean => claimRules[state] === "deleteRecord";

/** What to do with a session that has the name which create wants. `wanted` has its references resolved to ids. */
export function decideClaim(
  found: ImportSession,
  wanted: ImportSessionInputs,
  knowledge: NameKnowledge,
  endpoint: string,
): ClaimDecision {
  // Its replacement would have deleted it, whatever it was asked for.
  const formerKind = knowledge.isFormer && claimRules[found.state];
  if (formerKind === "deleteRecord" || formerKind === "wait") return { kind: formerKind };
  // A member's session is its group's matter, never a resource of its own.
  const isOurs = (knowledge.generated || knowledge.wasFree) && !found.parentSessionId;
  // Whatever becomes of it, another import is not touched: not even its dead record. What is not ours can only be adopted, where all counts.
  const differences = readableDifferences(isOurs ? asFarAsShown(found, wanted) : found, wanted);
  if (!isOurs || differences.length > 0)
    return { kind: "refuse", reason: refusal(found, differences, knowledge, endpoint) };
  const kind = claimRules[found.state];
  return kind === "refuse" ? { kind, reason: needsSomebody(found, endpoint) } : { kind };
}

/**
 * The session as the program would have it wherever either of them says nothing: an array fills in, and hides, options of an import that it was asked for
 * (docs/decisions/007). Who took that for another import would leave its own in no state.
 */
function asFarAsShown(found: ImportSession, wanted: ImportSessionInputs): ImportSession {
  const shown = (onArray: string | undefined, inProgram: string | undefined) => inProgram && (onArray ?? inProgram);
  return {
    ...found,
    volumeGroupId: shown(found.volumeGroupId, wanted.volumeGroupId),
    protectionPolicyId: shown(found.protectionPolicyId, wanted.protectionPolicyId),
    globalStorageDiscoveryAddress: shown(found.globalStorageDiscoveryAddress, wanted.globalStorageDiscoveryAddress),
    automaticCutover: found.automaticCutover ?? wanted.automaticCutover,
  };
}

/** Create-only inputs that the array shows, each difference in words: an adoption takes none. */
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

function needsSomebody(found: ImportSession, endpoint: string): string {
  return (
    `creating import session "${found.name}": ${sessionLabel(found, endpoint)} of this name imports the same and is ${found.state}, so nothing is imported anew. Let somebody ` +
    `put it in order on the array; or take it over with adoptSessionId: "${found.id}"; "pulumi destroy --target <urn>" then cancels it or cleans it up as far as the array allows.`
  );
}

function refusal(
  found: ImportSession,
  differences: readonly string[],
  knowledge: NameKnowledge,
  endpoint: string,
): string {
  const isEarlier = knowledge.isAskedFor === true && differences.length > 0 && !found.parentSessionId;
  const what =
    differences.length > 0
      ? `is another import (${differences.join("; ")})`
      : "was not made by this program as far as it can tell";
  const end = isCompleted(found.state) ? "completed" : stateAndProgress(found);
  const origin = isEarlier ? ", for which an earlier run has asked," : "";
  const ways = isEarlier ? waysToEarlier(found, knowledge) : waysPastName(found, differences);
  return `creating import session "${found.name}": the name is taken: ${sessionLabel(found, endpoint)}${origin} is ${end} and ${what}. ${ways}`;
}

/** Under another name it would go on for nobody. Under a chosen one it is known by its job, which later runs are not told of. */
function waysToEarlier({ id, state }: ImportSession, { generated }: NameKnowledge): string {
  if (isDeadRecord(state)) return `Delete that record on the array, and run "pulumi up" again.`;
  const adopting = generated ? "" : `, set adoptSessionId: "${id}"`;
  return (
    `Put the former values back${adopting} and run "pulumi up", which takes it over; to end it if it is not to be any more, run "pulumi destroy --target <urn>" after that, ` +
    `and the next "pulumi up" imports what the program says then.`
  );
}

/** Nobody is sent to delete what is under way, nor to adopt what an adoption refuses. */
function waysPastName(found: ImportSession, differences: readonly string[]): string {
  const isOver = isCompleted(found.state) || found.state === "Cancelled" || found.state === "Failed";
  const isAdoptable = differences.length === 0 && !found.parentSessionId;
  return `${[
    "Give another name",
    isOver && "delete that record on the array",
    isAdoptable && `take the session over with adoptSessionId: "${found.id}", unless another stack has it`,
  ]
    .filter(Boolean)
    .join("; or ")}.`;
}
