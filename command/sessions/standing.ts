/** How an import stands, and who has to act: what people want to know of a state of the array. */

import { isKnownState } from "../../provider/lifecycle/importSession/decide/states";
import type { ImportSessionState } from "../../provider/powerstore/api/schemas/importSession";

/**
 * `attention`: something went wrong. `gate`: it waits for somebody who says go on. `paused`: for somebody who resumes it. `held`: the program holds it, or goes
 * on with it by itself at its next run; only a stack tells. The others need nobody.
 */
export type Standing = "attention" | "gate" | "paused" | "held" | "running" | "waiting" | "completed" | "ended";

/** What needs somebody comes first. */
export const standings = [
  "attention",
  "gate",
  "paused",
  "held",
  "running",
  "waiting",
  "completed",
  "ended",
] as const satisfies readonly Standing[];

/** Of an import that was cancelled and that a program still wants: each of its runs fails for it. */
export const WANTED_THOUGH_CANCELLED = 'take it out of the program, or begin it anew as "pulumi preview" says';

/** Those that go on only if somebody does something. */
export const needsSomebody = (standing: Standing): boolean =>
  standing === "attention" || standing === "gate" || standing === "paused";

export type StandingRow = {
  readonly standing: Standing;
  /** What somebody has to do before it can go on. */
  readonly todo?: string;
  /** What has to be done on the hosts before that. */
  readonly onHosts?: string;
};

/** All states of the vendor [ARRAY transitions, actions, groups]. */
// biome-ignore format: a state is a row
export const standingTable = {
  Scheduled: { standing: "waiting" },
  Queued: { standing: "waiting" },
  In_Progress: { standing: "running" },
  // [API enable_destination_volume, GUIDE agentless]: hosts can only read the destination until then
  Mirror_Enabled: { standing: "gate", todo: "enable the destination volume", onHosts: "shut the applications down, and map the destination to the hosts" },
  // [API start_copy]
  Ready_To_Start_Copy: { standing: "gate", todo: "start the copy", onHosts: "start the applications on the destination" },
  Copy_In_Progress: { standing: "running" },
  // [API pause]: a paused session stays so until resumed
  Paused: { standing: "paused", todo: "resume it when its copy may go on" },
  Ready_For_Cutover: { standing: "gate", todo: "cut over", onHosts: "check that the applications run well" },
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
  Cancel_Required: { standing: "attention", todo: "cancel", onHosts: "shut the applications down, and let the hosts use the source again" },
  // [GUIDE 66, API]
  Cleanup_Required: { standing: "attention", todo: "clean up" },
  // [GUIDE 66]
  Cleanup_Failed: { standing: "attention", todo: "ask the vendor's support" },
  Invalid: { standing: "attention", todo: "ask the vendor's support" },
} as const satisfies Record<ImportSessionState, StandingRow>;

const PASSES_BY_ITSELF: StandingRow = { standing: "running" };

const WITH_ITS_GROUP: StandingRow = { standing: "waiting" };

type Passing = {
  readonly automaticCutover?: boolean | undefined;
  readonly type?: string | undefined;
  readonly parentSessionId?: string | undefined;
};

/** A state that this version does not know needs somebody who looks. */
export function standingOf(state: string, { automaticCutover, type, parentSessionId }: Passing = {}): StandingRow {
  // A group is cut over as a whole [ARRAY groups].
  if (state === "Ready_For_Cutover" && parentSessionId !== undefined) return WITH_ITS_GROUP;
  // [API automatic_cutover]
  if (state === "Ready_For_Cutover" && automaticCutover === true) return PASSES_BY_ITSELF;
  // Gates of Agentless sessions only; the others at most pass through [I, ARRAY transitions].
  const isAgentlessGate = state === "Mirror_Enabled" || state === "Ready_To_Start_Copy";
  if (isAgentlessGate && type === "Non_Disruptive") return PASSES_BY_ITSELF;
  return isKnownState(state)
    ? standingTable[state]
    : { standing: "attention", todo: "look at it in PowerStore Manager: this version does not know its state" };
}
