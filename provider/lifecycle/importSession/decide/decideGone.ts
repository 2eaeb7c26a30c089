import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import type { ImportSessionOutputs } from "../inputs/outputs";
import { isBeforeCutover, isCompleted, stateRow } from "./states";

/** What the array answers where the session's record is missing. */
export type GoneEvidence = {
  readonly recorded: Pick<Partial<ImportSessionOutputs>, "state">;
  /** The recorded destination; `none` where none was recorded, `unread` where the array did not say. */
  readonly destination: "exists" | "gone" | "none" | "unread";
  /** `importable_criteria` of the source; `unlisted` where the array does not show it, `unread` where it did not say. */
  readonly source: { readonly criteria: string } | "unlisted" | "unread";
  /** The array shows another session that has completed with the source; `unread` where it did not say, absent where it was not asked. */
  readonly hasOtherImporter?: boolean | "unread";
};

/** `importedElsewhere`: its source is imported, but not by this session: it had left the way, or another one has done it. */
export type GoneVerdict = "completed" | "deleted" | "importedElsewhere" | "unknown";

/** What became of a session whose record is gone, and in words what tells. */
export type GoneJudgement = {
  readonly verdict: GoneVerdict;
  readonly facts: string;
  /** Of `importedElsewhere`: who has imported the source, as far as that can be found out and taken over. */
  readonly importer?: ImportSession | undefined;
};

const readyCriteria: readonly string[] = ["Ready", "Ready_For_Agentless_Import"];

/**
 * What became of a session without a record. "Completed" needs proof, for people retire sources on that word: the array's own completion or
 * cut-over, recorded while the record was there, or the source's `Imported`. A volume proves nothing: a forced cancel may leave one. "Deleted" leads
 * to a new import, so it takes a source that is ready and no volume. What contradicts itself is unknown (docs/decisions/020).
 */
export function decideGone(evidence: GoneEvidence): GoneVerdict {
  const { state } = evidence.recorded;
  if (isCompleted(state)) return "completed";
  if (saysImported(evidence)) return decideImported(evidence);
  if (state === "Cutover_In_Progress") return isCutoverUndisputed(evidence) ? "completed" : "unknown";
  // Some of its members live on PowerStore, whatever the source says of them.
  if (state === "Import_Cutover_Incomplete") return "unknown";
  const hasNoVolume = evidence.destination === "gone" || evidence.destination === "none";
  return hasNoVolume && isSourceReady(evidence) ? "deleted" : "unknown";
}

/** Before its cut-over somebody may have ended it unseen, and have imported the source anew: then its volume is gone, and there is another one. */
function decideImported({ recorded: { state }, destination, hasOtherImporter }: GoneEvidence): GoneVerdict {
  const hasLeftTheWay = state !== undefined && stateRow(state).order === undefined;
  if (hasLeftTheWay) return "importedElsewhere";
  if (!isBeforeCutover(state)) return "completed";
  if (hasOtherImporter === true) return "importedElsewhere";
  return destination === "gone" || hasOtherImporter === "unread" ? "unknown" : "completed";
}

/** Whether the source's word leaves open whose import it tells of. */
export function isImporterToAsk(evidence: GoneEvidence): boolean {
  return saysImported(evidence) && isBeforeCutover(evidence.recorded.state);
}

function saysImported({ source }: Pick<GoneEvidence, "source">): boolean {
  return typeof source === "object" && source.criteria === "Imported";
}

function isSourceReady({ source }: GoneEvidence): boolean {
  return typeof source === "object" && readyCriteria.includes(source.criteria);
}

/** A cut-over that was seen to begin has ended well unless something speaks against it: the volume is missing, or the source is not imported. */
function isCutoverUndisputed({ destination, source }: GoneEvidence): boolean {
  return destination === "exists" && typeof source === "string";
}
