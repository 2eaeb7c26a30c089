import type { ImportSessionOutputs } from "./outputs";
import { isCompleted } from "./states";

/** What the array answers where the session's record is missing. */
export type GoneEvidence = {
  readonly recorded: Pick<Partial<ImportSessionOutputs>, "state" | "destinationResourceId">;
  /** Whether the recorded destination exists; undefined where none was recorded. */
  readonly destinationExists?: boolean | undefined;
  /** `importable_criteria` of the source; undefined where the source is not listed. */
  readonly sourceCriteria?: string | undefined;
};

export type GoneVerdict = "completed" | "deleted" | "unknown";

/**
 * Whether a session without a record was completed and purged, or is gone with everything it made. A stale state must never lead
 * to a second import over a live destination, so "deleted" needs evidence (design.md 4, "Reading").
 */
export function decideGone({ recorded, destinationExists, sourceCriteria }: GoneEvidence): GoneVerdict {
  if (isCompleted(recorded.state) || destinationExists || sourceCriteria === "Imported") return "completed";
  if (recorded.destinationResourceId !== undefined && destinationExists === false) return "deleted";
  return sourceCriteria === "Ready" || sourceCriteria === "Ready_For_Agentless_Import" ? "deleted" : "unknown";
}
