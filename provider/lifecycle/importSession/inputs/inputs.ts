import * as z from "zod";
import { boolean, isIpv4, oneOf, profile, REFERENCE, reference } from "../../operation/fields";
import { forbiddenInName } from "../../operation/names";
import { nameIn } from "../../operation/reference";
import { windowInputs } from "../../windows/inputs";

/**
 * The inputs of an ImportSession: names, types, defaults and meaning, in one place for check, schema and documentation.
 * Limits are the vendor's [API import_session_create, ARRAY limits].
 */

const name = z
  .string("must be a string")
  .min(1, "must not be empty")
  .max(128, "must have at most 128 characters")
  .refine((text) => !/\s/u.test(text), "must not contain white space")
  .refine((text) => !forbiddenInName.test(text.replace(/\s/gu, "")), {
    message: "must not contain control characters or any of : / ? # [ ] @ ! $ & ' ( ) * + , ; = % \" < > \\ ^ ` { | }",
  });

const references = z.array(reference, "must be a list of ids or name:<name>").min(1, "must not be empty");

const fqdn = /^(?=.{1,253}$)(?!\d+(\.\d+)*$)[a-z\d]([a-z\d-]{0,61}[a-z\d])?(\.[a-z\d]([a-z\d-]{0,61}[a-z\d])?)+$/i;

const member = z
  .strictObject({
    volumeWwn: z.string("must be a string").min(1, "must not be empty").describe("WWN of the source volume."),
    hostIds: references.optional().describe("Hosts that use this member, as ids or name:<name>."),
    hostGroupIds: references.optional().describe("Host groups that use this member, as ids or name:<name>."),
  })
  .meta({ title: "ConsistencyGroupMember", description: "A member of a consistency group and the hosts that use it." });

/** The manual gates that `advanceTo` may pass, by the state behind each. */
export const advanceTargets = ["Ready_To_Start_Copy", "Ready_For_Cutover", "Import_Completed"] as const;
export const waitGoals = ["None", "Started", "Ready_For_Cutover", "Import_Completed"] as const;

export const inputShape = {
  remoteSystemId: reference.describe(`The array to import from: ${REFERENCE} of its remote_system.`),
  sourceResourceId: z
    .string("must be a string")
    .min(1, "must not be empty")
    .max(256, "must have at most 256 characters")
    .regex(/^\S*$/u, "must not contain white space")
    .refine((text) => nameIn(text) === undefined, "must be an id: the array takes no name here")
    .describe("Id of the volume, LUN, storage group or consistency group to import, as PowerStore lists it."),
  name: name
    .optional()
    .describe("Name of the session, unique on the cluster. Generated from the resource's name if not given."),
  description: z
    .string("must be a string")
    .max(128, "must have at most 128 characters")
    .optional()
    .describe("Free text, at most 128 characters."),
  type: oneOf(["Non_Disruptive", "Agentless"])
    .meta({ title: "ImportType" })
    .default("Non_Disruptive")
    .describe("Whether hosts keep running on the source through a host agent, or are moved by hand."),
  hostIds: references.optional().describe("Agentless only: hosts that get access to the destination volume."),
  hostGroupIds: references
    .optional()
    .describe("Agentless only: host groups that get access to the destination volume."),
  consistencyGroupMembers: z
    .array(member, "must be a list of members")
    .min(1, "must not be empty")
    .optional()
    .describe("Agentless consistency groups only: hosts for each member volume."),
  volumeGroupId: reference.optional().describe(`Volume group the destination joins: ${REFERENCE}.`),
  protectionPolicyId: reference
    .optional()
    .describe(
      `Snapshot-only protection policy of the destination: ${REFERENCE}. A replication policy makes imports fail.`,
    ),
  globalStorageDiscoveryAddress: z
    .string("must be a string")
    .refine((text) => isIpv4(text) || fqdn.test(text), "must be an IPv4 address or a fully qualified domain name")
    .optional()
    .describe("iSCSI discovery address of this cluster that the hosts use: IPv4 or FQDN."),
  automaticCutover: boolean.default(false).describe("True: the array cuts over by itself as soon as the copy is done."),
  scheduledTimestamp: z
    .string("must be a string")
    .refine((text) => z.iso.datetime({ offset: true }).safeParse(text).success, {
      message: "must be a possible ISO 8601 date and time with a zone, such as 2026-12-31T22:00:00Z",
    })
    .optional()
    .describe("When the import starts, ISO 8601 with a zone. Starts at once if not given."),
  paused: boolean.default(false).describe("Whether the background copy is to stand still."),
  advanceTo: oneOf(advanceTargets)
    .meta({ title: "AdvanceTarget" })
    .optional()
    .describe("Which manual gate may be passed, by the state behind it. None if not given."),
  waitFor: oneOf(waitGoals)
    .meta({ title: "WaitGoal" })
    .default("Started")
    .describe("How far an update of the stack waits for the array."),
  forceCancel: boolean
    .default(false)
    .describe("Whether deleting cancels without rolling back when the source or the hosts do not answer."),
  hostsOnSource: boolean
    .default(false)
    .describe("Confirms that an agentless session's hosts are shut down or use the source again."),
  adoptSessionId: reference.optional().describe("An existing session to take over instead of creating one."),
  ...windowInputs,
  array: profile,
} as const;

/** Inputs of the dynamic surface alone: a plugin has explicit providers for several arrays. */
export const dynamicOnlyInputs = ["array"] as const satisfies readonly (keyof typeof inputShape)[];

export type InputName = keyof typeof inputShape;
export const inputNames = Object.keys(inputShape) as readonly InputName[];

const schema = z.object(inputShape);

/** Inputs as check leaves them: defaults filled in, the name always there. */
export type ImportSessionInputs = z.output<typeof schema> & { readonly name: string };

export type AdvanceTarget = (typeof advanceTargets)[number];
export type WaitGoal = (typeof waitGoals)[number];

/** What a change of an input asks for (docs/lifecycle.md, "Inputs"). */
export type ChangeKind = "identity" | "createOnly" | "recorded" | "nothing" | "paused" | "schedule" | "connection";

export const changeKinds = {
  remoteSystemId: "identity",
  sourceResourceId: "identity",
  name: "recorded",
  description: "recorded",
  type: "createOnly",
  hostIds: "createOnly",
  hostGroupIds: "createOnly",
  consistencyGroupMembers: "createOnly",
  volumeGroupId: "createOnly",
  protectionPolicyId: "createOnly",
  globalStorageDiscoveryAddress: "createOnly",
  automaticCutover: "createOnly",
  scheduledTimestamp: "schedule",
  paused: "paused",
  advanceTo: "nothing",
  waitFor: "nothing",
  forceCancel: "nothing",
  hostsOnSource: "nothing",
  adoptSessionId: "nothing",
  timeZone: "nothing",
  startWindows: "nothing",
  copyWindows: "nothing",
  cutoverWindows: "nothing",
  array: "connection",
} as const satisfies Record<InputName, ChangeKind>;
