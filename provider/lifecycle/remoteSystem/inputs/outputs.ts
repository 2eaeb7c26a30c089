import * as z from "zod";
import type { RemoteSystem } from "../../../powerstore/api/schemas/remoteSystem";
import type { Fingerprints } from "../../arrayObject/fingerprints";
import { fingerprintsOf, withoutSecrets } from "../../arrayObject/fingerprints";
import { claimed, clusterId, secretFingerprints } from "../../operation/fields";
import { withoutUndefined } from "../../operation/jsonValues";
import type { RemoteSystemInputs, SecretInput } from "./inputs";
import { changeKinds, secretInputs } from "./inputs";

const connectionShape = z
  .object({
    nodeId: z.string().optional().describe("Node of PowerStore."),
    initiatorAddress: z.string().optional().describe("Address on PowerStore."),
    targetAddress: z.string().optional().describe("Address on the source."),
    status: z.string().optional().describe("In the array's own words, such as Login_Success."),
  })
  .meta({ title: "DataConnection" });

/** What a remote system's resource shows beyond its inputs, in the vendor's words (`remote_system_instance`, 4.1). */
export const outputShape = {
  state: z.string().optional().describe("State of the relationship, such as OK or Management_Connection_Lost."),
  dataConnectionState: z.string().optional().describe("State of the data connections, such as OK or Initializing."),
  fileConnectionState: z.string().optional().describe("State of the connection for files, where there is one."),
  dataConnections: z.array(connectionShape).optional().describe("Each connection between a node and a target."),
  serialNumber: z.string().optional().describe("Serial number of the source: proves which box it is."),
  version: z.string().optional().describe("Version of the source's software."),
  capabilities: z
    .array(z.string())
    .optional()
    .describe("What the two arrays can do together, such as Block_Agentless_Import."),
  fcTargetWwns: z.array(z.string()).optional().describe("WWNs of the source that PowerStore has found by itself."),
  connectedAt: z.string().optional().describe("When the data connections were first seen to be there, ISO 8601."),
  discoveredAt: z.string().optional().describe("When it was last looked for what is on the source, ISO 8601."),
  secretFingerprints,
  clusterId,
  claimed,
} as const;

export type OutputName = keyof typeof outputShape;

/** Outputs that stay what they are for the whole life of a remote system. */
export const lastingOutputs = ["clusterId"] as const satisfies readonly OutputName[];

type Observed = { readonly [Name in OutputName]?: z.output<(typeof outputShape)[Name]> };

/** Every input but the secrets, and what was observed. */
export type RemoteSystemOutputs = Omit<RemoteSystemInputs, SecretInput> & Observed & { readonly clusterId: string };

/** What does not come from the array's row. */
export type Standing = {
  /** Undefined where another version has not recorded it. */
  readonly clusterId: string | undefined;
  readonly claimed?: boolean | undefined;
  readonly connectedAt?: string | undefined;
  readonly discoveredAt?: string | undefined;
  /** Of the secrets that the array has, as far as is known. */
  readonly secretFingerprints: Fingerprints | undefined;
};

export function toOutputs(
  inputs: RemoteSystemInputs,
  system: RemoteSystem | undefined,
  standing: Standing,
): RemoteSystemOutputs {
  const { secretFingerprints = {}, claimed, ...rest } = standing;
  const observed = system && {
    state: system.state,
    dataConnectionState: system.dataConnectionState,
    fileConnectionState: system.fileConnectionState,
    dataConnections: system.dataConnections.map(withoutUndefined),
    serialNumber: system.serialNumber,
    version: system.version,
    capabilities: system.capabilities,
    fcTargetWwns: system.fcTargetWwns,
  };
  return withoutUndefined({
    ...withoutSecrets(inputs, secretInputs),
    ...observed,
    ...rest,
    secretFingerprints: Object.keys(secretFingerprints).length > 0 ? secretFingerprints : undefined,
    claimed: claimed || undefined,
  }) as RemoteSystemOutputs;
}

export const secretsToRecord = (inputs: RemoteSystemInputs, recorded?: Fingerprints) =>
  fingerprintsOf(secretInputs, inputs, recorded);

/** Those that only a new remote system can have. */
export const createOnlySecrets = secretInputs.filter((name) => changeKinds[name] === "createOnly");
