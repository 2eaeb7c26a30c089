/** Whether an import is done whose record somebody has deleted on the array, by the rule that a run goes by. Pure. */
import { decideGone } from "../../provider/lifecycle/importSession/decide/decideGone";
import type { WantedImport } from "./program";

/** What is left of it on the array. What was not read proves nothing. */
export type Traces = {
  /** `importable_criteria` of its source. */
  readonly criteria: string | undefined;
  /** Those that there are on the array. */
  readonly volumeIds: ReadonlySet<string>;
};

/** @param wanted of which the array has no session by the id that is recorded */
export function isGoneAndDone({ sessionId, recorded }: WantedImport, { criteria, volumeIds }: Traces): boolean {
  if (sessionId === undefined || recorded === undefined) return false;
  const hasVolume = volumeIds.has(recorded.destinationResourceId ?? "");
  const verdict = decideGone({
    recorded,
    destination: hasVolume ? "exists" : "unread",
    source: criteria === undefined ? "unread" : { criteria },
  });
  return verdict === "completed";
}
