import type { AdvanceTarget, WaitGoal } from "../../provider/lifecycle/importSession/inputs/inputs";
import type { RawInputs } from "../../provider/lifecycle/operation/handler";
import { generateName } from "../../provider/lifecycle/operation/names";
import { BEGINNING } from "./array";

export const URN = "urn:pulumi:prod::shop::powerstore-import:index:ImportSession::db-01";

/** Of every stack with one resource: so its generated names are nobody else's. */
export const NAMESPACE = "simulation";

/** What a program may import. `agentlessOnly` is a volume of an array without host plug-ins. */
export const sources = {
  first: { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-vol-01" },
  second: { remoteSystemId: "name:Unity-01", sourceResourceId: "unity-01-vol-02" },
  group: { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-cg-01" },
  agentlessOnly: { remoteSystemId: "rs-xtremio-01", sourceResourceId: "xtremio-01-vol-01" },
  agentlessGroup: { remoteSystemId: "rs-xtremio-01", sourceResourceId: "xtremio-01-cg-01" },
} as const satisfies Record<string, { remoteSystemId: string; sourceResourceId: string }>;

export type SourceKey = keyof typeof sources;

/** A user's program with one resource, in terms that shrink well. */
export type Program = {
  readonly source: SourceKey;
  readonly isAgentless: boolean;
  readonly hasHosts: boolean;
  readonly name?: "chosen" | "other" | undefined;
  readonly description?: string | undefined;
  readonly paused: boolean;
  readonly automaticCutover: boolean;
  readonly advanceTo?: AdvanceTarget | undefined;
  readonly waitFor: WaitGoal;
  /** Minutes after the beginning of the world. */
  readonly scheduledAt?: number | undefined;
  readonly forceCancel: boolean;
  readonly hostsOnSource: boolean;
  /** Takes over the session that a stranger made, or the one that has the program's name. */
  readonly adopts: "nothing" | "strangers" | "namesake";
};

export const plainProgram: Program = {
  source: "first",
  isAgentless: false,
  hasHosts: false,
  paused: false,
  automaticCutover: false,
  waitFor: "Started",
  forceCancel: false,
  hostsOnSource: false,
  adopts: "nothing",
};

/** Name of the session that a stranger may have made of the program's source. */
export const STRANGERS_NAME = "by-hand";

export function isAgentless({ isAgentless, source }: Program): boolean {
  return isAgentless || source === "agentlessOnly" || source === "agentlessGroup";
}

/** The program's inputs as its user writes them. */
export function inputsOf(program: Program): RawInputs {
  const agentless = isAgentless(program);
  return {
    ...sources[program.source],
    type: agentless ? "Agentless" : "Non_Disruptive",
    ...(agentless && program.hasHosts ? { hostIds: ["host-01"] } : {}),
    name: program.name,
    description: program.description,
    paused: program.paused,
    automaticCutover: program.automaticCutover,
    advanceTo: program.advanceTo,
    waitFor: program.waitFor,
    scheduledTimestamp:
      program.scheduledAt === undefined
        ? undefined
        : new Date(Date.parse(BEGINNING) + program.scheduledAt * 60_000).toISOString(),
    forceCancel: program.forceCancel,
    hostsOnSource: program.hostsOnSource,
    adoptSessionId: adopted(program),
  };
}

function adopted(program: Program): string | undefined {
  if (program.adopts === "nothing") return undefined;
  return `name:${program.adopts === "strangers" ? STRANGERS_NAME : nameOf(program)}`;
}

/** The name that the program's session has on the array, unless it was adopted. */
export function nameOf(program: Program): string {
  return program.name ?? generateName(URN, NAMESPACE);
}
