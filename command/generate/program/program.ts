/** What a generated program declares, whatever its language. */
import type { InputName as SessionInput } from "../../../provider/lifecycle/importSession/inputs/inputs";
import type { InputName as WaveInput } from "../../../provider/lifecycle/importWave/inputs/inputs";

/** How a language writes an input: by its name, as the schema has it. */
export type InputKind =
  | "text"
  | "texts"
  | "truth"
  | "number"
  | "windows"
  | "members"
  | { readonly enumeration: "ImportType" | "AdvanceTarget" | "WaitGoal" };

type Unwritten = "array" | "consistencyGroupMembers" | "onRemove" | "hold";

/** Every input that can come from a file, an array or an option. */
export const inputKinds = {
  remoteSystemId: "text",
  sourceResourceId: "text",
  name: "text",
  description: "text",
  type: { enumeration: "ImportType" },
  hostIds: "texts",
  hostGroupIds: "texts",
  volumeGroupId: "text",
  protectionPolicyId: "text",
  globalStorageDiscoveryAddress: "text",
  automaticCutover: "truth",
  scheduledTimestamp: "text",
  paused: "truth",
  advanceTo: { enumeration: "AdvanceTarget" },
  waitFor: { enumeration: "WaitGoal" },
  forceCancel: "truth",
  hostsOnSource: "truth",
  adoptSessionId: "text",
  timeZone: "text",
  startWindows: "windows",
  copyWindows: "windows",
  cutoverWindows: "windows",
  priority: "number",
  sessions: "members",
  maxActive: "number",
  maxFailures: "number",
} as const satisfies Record<Exclude<SessionInput | WaveInput, Unwritten> | "priority", InputKind>;

export type WrittenInput = keyof typeof inputKinds;

export type WindowValue = { readonly schedule: string; readonly duration: string };

/** Inputs of one import, of a wave or of an entry of it. */
export type Inputs = { readonly [Name in Exclude<WrittenInput, "sessions">]?: unknown };

export type Resource = {
  /** What the engine calls it. */
  readonly name: string;
  readonly inputs: Inputs;
  /** The imports of a wave, by their keys; absent: the resource is one import. */
  readonly sessions?: ReadonlyMap<string, Inputs>;
  /** The wave before it: it is held until that one has no more to copy. */
  readonly after?: string;
};

export type Program = {
  readonly resources: readonly Resource[];
  /** For whoever reads it: a comment at its beginning, in one line. */
  readonly note?: string;
};

export const isWave = ({ sessions }: Resource): boolean => sessions !== undefined;

/** What is exported: the phases of waves, or the states of single imports. */
export const exportName = ({ resources }: Program): "phases" | "states" =>
  resources.some(isWave) ? "phases" : "states";

/** Phases of a wave in which none of it is to be copied any more; what has failed beside others that are ready, or are cut over, counts as that. */
export const copiedPhases = ["Ready", "CuttingOver", "Completed"] as const;
