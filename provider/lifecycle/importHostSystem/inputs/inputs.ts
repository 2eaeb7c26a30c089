import * as z from "zod";
import { comparableName } from "../../../powerstore/http/endpoint";
import { isKnownText, marksIn } from "../../arrayObject/marks";
import type { Wish } from "../../engineRun/facts";
import { ipv4OrName, oneOf, profile, reference, secret, text } from "../../operation/fields";
import type { RawInputs } from "../../operation/handler";
import { nameIn } from "../../operation/reference";

/**
 * The inputs of an ImportHostSystem: names, types, defaults and meaning, in one place for check, schema and documentation. Limits are the vendor's
 * (`import_host_system_create`, 4.1). The array changes nothing of such a host: any other value makes it anew.
 */

export const waitGoals = ["None", "Running"] as const;

export const inputShape = {
  agentAddress: ipv4OrName.describe("Where the host's agent answers: host name or IPv4 address."),
  agentPort: z
    .int("must be a whole number")
    .min(1, "must be from 1 to 65535")
    .max(65535, "must be from 1 to 65535")
    .describe("Port of the agent; 8443 is what the one for Linux opens."),
  osType: oneOf(["Windows", "Linux", "ESXi", "Unknown"])
    .meta({ title: "HostOsType" })
    .describe("Operating system of the host."),
  username: text(256).describe("Administrator of the host."),
  password: secret.describe(
    "Password of that administrator. Never shown, never recorded in clear; another one makes the host system anew.",
  ),
  chapSingleUsername: text(256).optional().describe("CHAP: where the cluster's mode is Single or Mutual."),
  chapSinglePassword: secret.optional().describe("The secret that goes with chapSingleUsername."),
  chapMutualUsername: text(256).optional().describe("CHAP: where the cluster's mode is Mutual."),
  chapMutualPassword: secret.optional().describe("The secret that goes with chapMutualUsername."),
  refreshTrigger: z
    .string("must be a string")
    .optional()
    .describe("Any text. Another one than in the last run asks the agent anew what volumes the host has."),
  waitFor: oneOf(waitGoals)
    .meta({ title: "HostSystemGoal" })
    .default("Running")
    .describe("Whether an update of the stack waits for the agent."),
  adoptImportHostSystemId: reference
    .refine((given) => nameIn(given) === undefined, "must be an id: import host systems have no names")
    .optional()
    .describe("An existing import host system to take over instead of making one, by its id."),
  array: profile,
} as const;

/** Inputs of the dynamic surface alone: a plugin has explicit providers for several arrays. */
export const dynamicOnlyInputs = ["array"] as const satisfies readonly (keyof typeof inputShape)[];

export type InputName = keyof typeof inputShape;
export const inputNames = Object.keys(inputShape) as readonly InputName[];

const schema = z.object(inputShape);

/** Inputs as check leaves them. After an import the password is not there. */
export type HostSystemInputs = z.output<typeof schema>;

/** What the array never shows; the names of CHAP neither. */
export const secretInputs = [
  "password",
  "chapSingleUsername",
  "chapSinglePassword",
  "chapMutualUsername",
  "chapMutualPassword",
] as const satisfies readonly InputName[];

export type SecretInput = (typeof secretInputs)[number];

export type ChangeKind = "createOnly" | "trigger" | "nothing" | "connection";

export const changeKinds = {
  agentAddress: "createOnly",
  agentPort: "createOnly",
  osType: "createOnly",
  username: "createOnly",
  password: "createOnly",
  chapSingleUsername: "createOnly",
  chapSinglePassword: "createOnly",
  chapMutualUsername: "createOnly",
  chapMutualPassword: "createOnly",
  refreshTrigger: "trigger",
  waitFor: "nothing",
  adoptImportHostSystemId: "nothing",
  array: "connection",
} as const satisfies Record<InputName, ChangeKind>;

/** By what a host system is found: its id, and the address of its agent. Prefixed: other resources have ids, too. */

const { id: idMark } = marksIn("import_host_system");
export const addressMark = (address: string) => `import_host_system:agent:${comparableName(address)}`;

export const wishOf = ({ agentAddress, adoptImportHostSystemId: adopted }: RawInputs): Wish => ({
  exact: [
    ...(isKnownText(agentAddress) ? [addressMark(agentAddress)] : []),
    ...(isKnownText(adopted) ? [idMark(adopted)] : []),
  ],
  likely: [],
});

export const marksOf = (id: string, { agentAddress }: RawInputs): readonly string[] => [
  idMark(id),
  ...(isKnownText(agentAddress) ? [addressMark(agentAddress)] : []),
];
