import * as z from "zod";
import type { ImportHostSystem } from "../../../powerstore/api/schemas/importHostSystem";
import type { Fingerprints } from "../../arrayObject/fingerprints";
import { fingerprintsOf, withoutSecrets } from "../../arrayObject/fingerprints";
import { clusterId, secretFingerprints } from "../../operation/fields";
import { withoutUndefined } from "../../operation/jsonValues";
import type { HostSystemInputs, SecretInput } from "./inputs";
import { secretInputs } from "./inputs";

/** What a host system's resource shows beyond its inputs, in the vendor's words (`import_host_system_instance`, 4.1). */
export const outputShape = {
  agentStatus: z.string().optional().describe("State of the agent, such as Running."),
  agentType: z.string().optional().describe("Which multipathing the agent works with."),
  agentVersion: z.string().optional().describe("Version of the agent."),
  agentApiVersion: z.string().optional().describe("Version of the agent's interface."),
  osVersion: z.string().optional().describe("Version of the operating system."),
  lastUpdateTime: z.string().optional().describe("When the agent last told of its volumes, ISO 8601."),
  hostIds: z.array(z.string()).optional().describe("Ids of the hosts that belong to it: one for each of FC and iSCSI."),
  runningAt: z.string().optional().describe("When the agent was first seen Running, ISO 8601."),
  secretFingerprints,
  clusterId,
} as const;

export type OutputName = keyof typeof outputShape;

/** Outputs that stay what they are for the whole life of a host system. */
export const lastingOutputs = ["clusterId"] as const satisfies readonly OutputName[];

type Observed = { readonly [Name in OutputName]?: z.output<(typeof outputShape)[Name]> };

/** Every input but the secrets, and what was observed. */
export type HostSystemOutputs = Omit<HostSystemInputs, SecretInput> & Observed & { readonly clusterId: string };

/** What does not come from the array's row. */
export type Standing = {
  /** Undefined where another version has not recorded it. */
  readonly clusterId: string | undefined;
  readonly runningAt?: string | undefined;
  readonly hostIds?: readonly string[] | undefined;
  readonly secretFingerprints: Fingerprints | undefined;
};

export function toOutputs(
  inputs: HostSystemInputs,
  system: ImportHostSystem | undefined,
  { secretFingerprints = {}, ...standing }: Standing,
): HostSystemOutputs {
  const observed = system && {
    agentStatus: system.agentStatus,
    agentType: system.agentType,
    agentVersion: system.agentVersion,
    agentApiVersion: system.agentApiVersion,
    osVersion: system.osVersion,
    lastUpdateTime: system.lastUpdateTime,
  };
  const fingerprints = Object.keys(secretFingerprints).length > 0 ? secretFingerprints : undefined;
  return withoutUndefined({
    ...withoutSecrets(inputs, secretInputs),
    ...observed,
    ...standing,
    secretFingerprints: fingerprints,
  }) as HostSystemOutputs;
}

export const secretsToRecord = (inputs: HostSystemInputs, recorded?: Fingerprints) =>
  fingerprintsOf(secretInputs, inputs, recorded);
