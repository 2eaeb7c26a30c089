import * as z from "zod";
import {
  addressOrName,
  boolean,
  ipv4,
  ipv4OrName,
  oneOf,
  profile,
  reference,
  secret,
  text,
} from "../../operation/fields";
import { sourceTypes } from "./sourceTypes";

/**
 * The inputs of a RemoteSystem: names, types, defaults and meaning, in one place for check, schema and documentation. Limits are the vendor's
 * (`remote_system_create` and `_modify`, 4.1); which type needs and may have what is in `sourceTypes.ts`.
 */

const wwn = z
  .string("must be a string")
  .regex(
    /^([\da-f]{2}:){7}[\da-f]{2}$|^[\da-f]{16}$/i,
    "must be a WWN of 16 hexadecimal digits, with or without colons",
  );

const fcTarget = z
  .strictObject({
    wwnn: wwn.describe("World wide name of the node."),
    wwpn: wwn.describe("World wide name of the port."),
  })
  .meta({ title: "FcTarget", description: "A port of the source array that PowerStore logs in to by Fibre Channel." });

const chapText = secret.max(256, "must have at most 256 characters").optional();

/** `target`: the source array asks PowerStore who it is (Single). `initiator`: PowerStore asks the source as well (Mutual). */
export const chapShape = {
  targetSessionUsername: chapText.describe("Session CHAP: name under which PowerStore proves itself to the source."),
  targetSessionPassword: chapText.describe("Session CHAP: the secret that goes with it."),
  targetDiscoveryUsername: chapText.describe(
    "Discovery CHAP: name under which PowerStore proves itself to the source.",
  ),
  targetDiscoveryPassword: chapText.describe("Discovery CHAP: the secret that goes with it."),
  initiatorSessionUsername: chapText.describe("Mutual session CHAP: name under which the source proves itself."),
  initiatorSessionPassword: chapText.describe("Mutual session CHAP: the secret that goes with it."),
  initiatorDiscoveryUsername: chapText.describe("Mutual discovery CHAP: name under which the source proves itself."),
  initiatorDiscoveryPassword: chapText.describe("Mutual discovery CHAP: the secret that goes with it."),
} as const;

const chapMode = (what: string) =>
  oneOf(["Disabled", "Single", "Mutual"])
    .meta({ title: "ChapMode" })
    .default("Disabled")
    .describe(`CHAP when ${what}: none, PowerStore proves itself (Single), or both sides do (Mutual). iSCSI only.`);

export const waitGoals = ["None", "Connected"] as const;

const volumeWwn = z
  .string("must be a string")
  .min(1, "must not be empty")
  .max(256, "must have at most 256 characters")
  .regex(/^\S*$/u, "must not contain white space");

export const inputShape = {
  type: oneOf(sourceTypes).meta({ title: "SourceType" }).describe("What kind of array the source is."),
  name: text(128)
    .optional()
    .describe("Name of the remote system, unique on the cluster. Generated from the resource's name if not given."),
  description: z
    .string("must be a string")
    .max(256, "must have at most 256 characters")
    .optional()
    .describe("Free text, at most 256 characters."),
  managementAddress: addressOrName
    .optional()
    .describe(
      "Management address of the source: IPv4 or FQDN. Required but for a VNX of which only files are imported.",
    ),
  managementPort: z
    .int("must be a whole number")
    .min(1, "must be from 1 to 65535")
    .max(65535, "must be from 1 to 65535")
    .optional()
    .describe("PowerMax_VMAX only: port of its Unisphere. 5443 if not given."),
  username: text(256).optional().describe("Administrator of the source. Required but for Universal."),
  password: secret.optional().describe("Password of that administrator. Never shown, never recorded in clear."),
  certificate: z
    .string("must be a string")
    .refine(
      (given) => /-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/.test(given),
      "must be a certificate in PEM",
    )
    .optional()
    .describe(
      "PEM chain of the source's management, its own certificate first: the array is made to trust it for managementAddress. Nothing takes that back.",
    ),
  dataConnectionType: oneOf(["iSCSI", "FC"])
    .meta({ title: "DataConnectionType" })
    .optional()
    .describe(
      "How PowerStore reaches the data. By default iSCSI where iscsiAddresses are given, FC where the type has nothing else.",
    ),
  iscsiAddresses: z
    .array(ipv4, "must be a list of IPv4 addresses")
    .min(1, "must not be empty")
    .optional()
    .describe("iSCSI only: IPv4 addresses of the source's targets. A set: their order means nothing."),
  fcTargets: z
    .array(fcTarget, "must be a list of targets")
    .min(1, "must have 1 or 2 targets")
    .max(2, "must have 1 or 2 targets")
    .optional()
    .describe("Universal over FC only: the ports to log in to. The array never shows them again."),
  discoveryChapMode: chapMode("discovering targets"),
  sessionChapMode: chapMode("logging in to targets"),
  importChapInfo: z
    .strictObject(chapShape)
    .meta({ title: "ImportChapInfo", description: "Names and secrets of CHAP, as far as the two modes need them." })
    .optional()
    .describe(
      "Names and secrets of CHAP. The array shows none of them again; another value replaces the remote system.",
    ),
  fileConnectionAddress: ipv4OrName.optional().describe("VNX only: address of its control station, to import files."),
  vnxFileUsername: text(256).optional().describe("VNX only: NAS administrator, to import files."),
  vnxFilePassword: secret.optional().describe("VNX only: password of that NAS administrator."),
  unityServiceAccountUsername: text(256).optional().describe("Unity only: service account, to import files."),
  unityServiceAccountPassword: secret.optional().describe("Unity only: password of that service account."),
  discover: boolean
    .default(true)
    .describe(
      "Whether a create, and a change of address or account, looks for what is on the source, and waits for that.",
    ),
  discoveryTrigger: z
    .string("must be a string")
    .optional()
    .describe("Any text. Another one than in the last run looks for what is on the source anew."),
  universalVolumeNames: z
    .record(volumeWwn, text(128), "must map WWNs of volumes to names")
    .optional()
    .describe(
      "Universal only: names for its volumes, which have none until somebody gives them one: by the WWN of the volume. A name is never taken away again.",
    ),
  waitFor: oneOf(waitGoals)
    .meta({ title: "RemoteSystemGoal" })
    .default("Connected")
    .describe("Whether an update of the stack waits for the data connections."),
  adoptRemoteSystemId: reference
    .optional()
    .describe("An existing remote system to take over instead of creating one: an id, or name:<name>."),
  array: profile,
} as const;

/** Inputs of the dynamic surface alone: a plugin has explicit providers for several arrays. */
export const dynamicOnlyInputs = ["array"] as const satisfies readonly (keyof typeof inputShape)[];

export type InputName = keyof typeof inputShape;
export const inputNames = Object.keys(inputShape) as readonly InputName[];

const schema = z.object(inputShape);

/** Inputs as check leaves them: defaults filled in, the name always there. */
export type RemoteSystemInputs = z.output<typeof schema> & { readonly name: string };

/** What the array never shows: recorded as a fingerprint, sent on change only. */
export const secretInputs = [
  "password",
  "importChapInfo",
  "vnxFilePassword",
  "unityServiceAccountPassword",
] as const satisfies readonly InputName[];

export type SecretInput = (typeof secretInputs)[number];

/** What a change of an input asks for (`remote_system_modify` takes what is "updated" and nothing else). */
export type ChangeKind = "createOnly" | "updated" | "trust" | "trigger" | "names" | "nothing" | "connection";

export const changeKinds = {
  type: "createOnly",
  name: "updated",
  description: "updated",
  managementAddress: "updated",
  managementPort: "updated",
  username: "updated",
  password: "updated",
  certificate: "trust",
  dataConnectionType: "createOnly",
  iscsiAddresses: "createOnly",
  fcTargets: "createOnly",
  discoveryChapMode: "createOnly",
  sessionChapMode: "createOnly",
  importChapInfo: "createOnly",
  fileConnectionAddress: "updated",
  vnxFileUsername: "updated",
  vnxFilePassword: "updated",
  unityServiceAccountUsername: "updated",
  unityServiceAccountPassword: "updated",
  discover: "nothing",
  discoveryTrigger: "trigger",
  universalVolumeNames: "names",
  waitFor: "nothing",
  adoptRemoteSystemId: "nothing",
  array: "connection",
} as const satisfies Record<InputName, ChangeKind>;
