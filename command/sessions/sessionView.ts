import * as z from "zod";
import type { ListedSession } from "../../provider/powerstore/api/schemas/importSession";
import { standingOf, standings } from "./standing";

/** An import session as the outputs in JSON show it; what the array does not say is absent. */
export const sessionViewSchema = z
  .object({
    array: z.string().describe("Name of the connection to its array."),
    id: z.string().describe("Id of the session."),
    name: z.string().optional().describe("Name of the session."),
    state: z.string().describe("State in the array's own words."),
    standing: z.enum(standings).describe("Who has to act: attention and gate need somebody."),
    todo: z.string().optional().describe("What somebody has to do before it can go on."),
    type: z.string().optional().describe("Non_Disruptive or Agentless."),
    progressPercentage: z.number().optional().describe("0 to 100."),
    currentTransferRate: z.number().optional().describe("Bytes per second now."),
    averageTransferRate: z.number().optional().describe("Bytes per second since the copy began."),
    estimatedCompletionTimestamp: z.string().optional().describe("ISO 8601."),
    scheduledTimestamp: z.string().optional().describe("ISO 8601."),
    lastUpdateTimestamp: z.string().optional().describe("ISO 8601."),
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
  })
  .meta({ title: "Session" });

export type SessionView = z.infer<typeof sessionViewSchema>;

export function viewSession(array: string, session: ListedSession): SessionView {
  const { standing, todo } = standingOf(session.state);
  const row = session as Readonly<Record<string, unknown>>;
  const shown = Object.keys(sessionViewSchema.shape).flatMap((name) =>
    row[name] === undefined ? [] : [[name, row[name]]],
  );
  return { ...Object.fromEntries(shown), array, standing, ...(todo !== undefined && { todo }) } as SessionView;
}
