/** States by what they mean for a wave, not asked of the provider, which has a list of its own. */

/** From its beginning to the end of its copy. */
const holding: readonly string[] = [
  "Scheduled",
  "Queued",
  "In_Progress",
  "Mirror_Enabled",
  "Ready_To_Start_Copy",
  "Copy_In_Progress",
  "Paused",
];
const further: readonly string[] = [
  "Ready_For_Cutover",
  "Cutover_In_Progress",
  "Import_Cutover_Incomplete",
  "Import_Completed",
  "Import_Completed_With_Errors",
];

/** It takes one of the array's places: one that waits for its time has none yet. */
export const isActive = (state: unknown): boolean => state !== "Scheduled" && isHolding(state);
export const isHolding = (state: unknown): boolean => holding.includes(String(state));
export const isFailed = (state: unknown): boolean =>
  state !== undefined && !isHolding(state) && !further.includes(String(state));
/** The array, or somebody there, may bring it elsewhere. */
export const isUnderWay = (state: unknown): boolean =>
  isHolding(state) ||
  ["Ready_For_Cutover", "Cutover_In_Progress", "Import_Cutover_Incomplete"].includes(String(state)) ||
  ["Cancel_In_Progress", "Cleanup_In_Progress"].includes(String(state));
/** Its record is all that is left of it. */
export const isDead = (state: unknown): boolean => state === "Cancelled" || state === "Failed";
/** A cancel would throw away what was copied, or take a live volume away. */
export const isAtStake = (state: unknown): boolean =>
  ["Copy_In_Progress", "Paused", "Ready_For_Cutover", "Cutover_In_Progress", "Import_Cutover_Incomplete"].includes(
    String(state),
  );
