import * as z from "zod";
import { standings } from "./standing";

/** An import session as the outputs in JSON show it; what the array does not say is absent. */
export const sessionViewSchema = z
  .object({
    array: z.string().describe("Name of the connection to its array."),
    id: z.string().describe("Id of the session."),
    name: z.string().optional().describe("Name of the session."),
    state: z.string().describe("State in the array's own words."),
    standing: z.enum(standings).describe("Who has to act: attention, gate and paused need somebody."),
    todo: z.string().optional().describe("What somebody has to do before it can go on."),
    onHosts: z.string().optional().describe("What has to be done on the hosts before that."),
    placeInQueue: z.int().optional().describe("1 is the next one that the array starts; of Queued sessions only."),
    type: z.string().optional().describe("Non_Disruptive or Agentless."),
    size: z.number().optional().describe("Bytes of the new volume, of a group those of all its members."),
    copiedBytes: z.number().optional().describe("Bytes copied so far; absent where the copy is lost."),
    progressPercentage: z.number().optional().describe("0 to 100."),
    currentTransferRate: z.number().optional().describe("Bytes per second now."),
    averageTransferRate: z.number().optional().describe("Bytes per second since the copy began."),
    estimatedCompletionTimestamp: z.string().optional().describe("ISO 8601, as a clock of this machine will show it."),
    scheduledTimestamp: z.string().optional().describe("ISO 8601."),
    lastUpdateTimestamp: z.string().optional().describe("ISO 8601."),
    ageSeconds: z.number().optional().describe("How long ago that was, on the array's own clock."),
    automaticCutover: z.boolean().optional().describe("Whether the array cuts over by itself."),
    remoteSystemId: z.string().optional().describe("Id of the remote system that is imported from."),
    sourceResourceId: z.string().optional().describe("Id of the source volume or group."),
    destinationResourceId: z.string().optional().describe("Id of the volume or volume group on PowerStore."),
    destinationResourceType: z.string().optional().describe("volume or volume_group."),
    parentSessionId: z.string().optional().describe("Id of the group's session if this is one of its members."),
    error: z
      .object({ code: z.string().optional(), message: z.string().optional() })
      .optional()
      .describe("What the array says went wrong."),
    resource: z
      .string()
      .optional()
      .describe("With a stack: the resource, or the member of a wave, whose session it is."),
    wave: z.string().optional().describe("With a stack: the ImportWave that it belongs to."),
    hold: z
      .string()
      .optional()
      .describe("With a stack: why the program does not go on with it, or what its next run does."),
    nextChangeAt: z
      .string()
      .optional()
      .describe("With a stack: when windows next change what is to be with it. ISO 8601."),
  })
  .meta({ title: "Session" });

export type SessionView = z.infer<typeof sessionViewSchema>;
