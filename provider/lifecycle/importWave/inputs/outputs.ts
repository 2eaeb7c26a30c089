import * as z from "zod";
import type { ImportSessionInputs } from "../../importSession/inputs/inputs";
import { outputShape as sessionShape } from "../../importSession/inputs/outputs";
import type { PendingRequest } from "../../importSession/inputs/pendingRequests";
import type { ImportWaveInputs } from "./inputs";

/** What a wave shows beyond its inputs. States are any text: a newer version may have recorded one that this one does not know. */

export const phases = ["Waiting", "Running", "Ready", "CuttingOver", "Completed", "Held", "Failed"] as const;
export type Phase = (typeof phases)[number];

const memberStatus = z
  .looseObject({
    id: z.string().optional().describe("Id of the session on the array; absent as long as there is none."),
    name: z.string().optional().describe("Its name on the array."),
    state: z.string().optional().describe("State in the array's own words, as last seen."),
    progressPercentage: z.number().optional().describe("0 to 100; set while there is something to copy."),
    sizeBytes: z
      .number()
      .optional()
      .describe(
        "Size of its source in bytes, of a group that of all its volumes; absent where the array does not tell.",
      ),
    destinationResourceId: z.string().optional().describe("Id of the new volume or volume group on PowerStore."),
    destinationResourceType: z.string().optional().describe("What the destination is: volume or volume_group."),
    error: sessionShape.error,
    claimed: z.boolean().optional().describe("True where it was found by its generated name and taken over."),
    holdReason: z.string().optional().describe("Why it does not go on though nothing on the array stands in its way."),
    nextChangeAt: sessionShape.nextChangeAt,
    pendingRequests: sessionShape.pendingRequests,
    scheduledTimestamp: z.string().optional().describe("When the array starts it, as startWindows say. ISO 8601."),
    applied: z
      .record(z.string(), z.unknown())
      .optional()
      .describe("The inputs that it has, where they are not yet those of the program."),
    adoptedBefore: z
      .string()
      .optional()
      .describe(
        "The session that it was to adopt, and that is over: it is imported anew, and does not look for that one again.",
      ),
  })
  .meta({ title: "WaveMemberStatus", description: "One import of a wave as last seen." });

/** What is shown of an import. */
export const memberNames = Object.keys(memberStatus.shape) as readonly (keyof MemberStatus)[];

/** What stays what it is for the whole life of a session. */
export const lastingNames = ["destinationResourceId", "destinationResourceType"] as const;

export const outputShape = {
  members: z.record(z.string(), memberStatus).describe("Each import as last seen, by its key."),
  counts: z
    .record(z.string(), z.int())
    .describe("How many imports are in which state, in the array's words; Not_Started for those not yet there."),
  phase: z.string().describe(`The wave as a whole: ${phases.join(", ")}.`),
  progressPercentage: z
    .number()
    .optional()
    .describe("0 to 100: how much of all imports is copied, each counted alike."),
  bytesCopied: z
    .number()
    .optional()
    .describe(
      "Bytes copied of `bytesTotal`: of each import the share of its source's size that its percentage says, as last seen. Whole sources of those behind their copy, nothing of those that have failed or were cancelled. Absent as long as one that copies shows no percentage.",
    ),
  bytesTotal: z
    .number()
    .optional()
    .describe(
      "Bytes of all sources together, as the array lists their sizes (provisioned, not used). Absent as long as it does not tell the size of one of them.",
    ),
  holdReason: z.string().optional().describe("Why the wave does not go on."),
  nextChangeAt: z
    .string()
    .optional()
    .describe(
      "When windows next change what is to be with one of its imports: then an update has something to do. ISO 8601.",
    ),
  lastSeenAt: z
    .string()
    .optional()
    .describe(
      "When all of its imports that are under way were last looked at. An update that has nothing else to do looks again if that was some minutes ago. ISO 8601.",
    ),
  clusterId: z.string().optional().describe("global_id of the PowerStore cluster."),
} as const;

/** What is recorded of a member. With an id it is on the array. */
export type MemberStatus = {
  readonly id?: string;
  readonly name?: string;
  readonly state?: string;
  readonly progressPercentage?: number;
  readonly sizeBytes?: number;
  readonly destinationResourceId?: string;
  readonly destinationResourceType?: string;
  readonly error?: { readonly code?: string; readonly message?: string };
  readonly claimed?: boolean;
  readonly holdReason?: string;
  readonly nextChangeAt?: string;
  readonly pendingRequests?: readonly PendingRequest[];
  readonly scheduledTimestamp?: string;
  /** All inputs that it has, where they are not those that the recorded inputs of the wave give it. */
  readonly applied?: ImportSessionInputs;
  /** What `adoptSessionId` has named, and is over. */
  readonly adoptedBefore?: string;
};

export type Members = Readonly<Record<string, MemberStatus>>;

export type ImportWaveOutputs = ImportWaveInputs & {
  readonly members: Members;
  readonly counts: Readonly<Record<string, number>>;
  readonly phase: Phase;
  readonly progressPercentage?: number;
  readonly bytesCopied?: number;
  readonly bytesTotal?: number;
  readonly holdReason?: string;
  readonly nextChangeAt?: string;
  readonly lastSeenAt?: string;
  readonly clusterId?: string;
};
