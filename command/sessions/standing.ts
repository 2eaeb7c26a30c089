/** How an import stands, and who has to act: what people want to know of a state of the array. */
import type { ImportSessionState } from "../../provider/powerstore/api/schemas/importSession";
import { importSessionStates } from "../../provider/powerstore/api/schemas/importSession";

/** `attention`: something went wrong. `gate`: it waits for somebody who says go on. The others need nobody. */
export type Standing = "attention" | "gate" | "paused" | "running" | "waiting" | "completed" | "ended";

/** What needs somebody comes first. */
export const standings = [
  "attention",
  "gate",
  "paused",
  "running",
  "waiting",
  "completed",
  "ended",
] as const satisfies readonly Standing[];

type StandingRow = {
  readonly standing: Standing;
  /** What somebody has to do before it can go on. */
  readonly todo?: string;
};

/** All states of the vendor [ARRAY transitions, actions, groups]. */
// biome-ignore format: a state is a row
export const standingTable = {
  Scheduled: { standing: "waiting" },
  Queued: { standing: "waiting" },
  In_Progress: { standing: "running" },
  // [GUIDE agentless]
  Mirror_Enabled: { standing: "gate", todo: "map the destination to the hosts and move their paths, then enable the destination volume" },
  Ready_To_Start_Copy: { standing: "gate", todo: "see that the hosts use the destination, then start the copy" },
  Copy_In_Progress: { standing: "running" },
  // [API pause]: a paused session stays so until resumed
  Paused: { standing: "paused", todo: "resume it when its copy may go on" },
  Ready_For_Cutover: { standing: "gate", todo: "cut over when the hosts are ready for it" },
  Cutover_In_Progress: { standing: "running" },
  // [API, GUIDE 34]
  Import_Cutover_Incomplete: { standing: "attention", todo: "cut over once more: some members of the group are not over" },
  Import_Completed: { standing: "completed" },
  // [API, GUIDE 34]
  Import_Completed_With_Errors: { standing: "attention", todo: "see which members of the group the array has cancelled, and import them anew" },
  Cancelled: { standing: "ended" },
  // [GUIDE 64]
  Failed: { standing: "attention", todo: "read the error, mend its cause and import anew" },
  Cancel_In_Progress: { standing: "running" },
  Cleanup_In_Progress: { standing: "running" },
  // [GUIDE 32, 40]
  Cancel_Failed: { standing: "attention", todo: "read the error and cancel again" },
  // [GUIDE 32, API]
  Cancel_Required: { standing: "attention", todo: "move the hosts back to the source, then cancel" },
  // [GUIDE 66, API]
  Cleanup_Required: { standing: "attention", todo: "clean up" },
  // [GUIDE 66]
  Cleanup_Failed: { standing: "attention", todo: "ask the vendor's support" },
  Invalid: { standing: "attention", todo: "ask the vendor's support" },
} as const satisfies Record<ImportSessionState, StandingRow>;

/** A state that this version does not know needs somebody who looks. */
export function standingOf(state: string): StandingRow {
  const known = importSessionStates.find((each) => each === state);
  return known === undefined
    ? { standing: "attention", todo: "look at it in PowerStore Manager: this version does not know its state" }
    : standingTable[known];
}
