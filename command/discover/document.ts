import * as z from "zod";
import { askedArraySchema } from "../arrays/askedArray";
import { planSchema } from "../plan/document";

const memberSchema = z
  .object({
    id: z.string(),
    name: z.string().optional(),
    wwn: z.string().optional(),
    sizeBytes: z.number().optional(),
    importableCriteria: z.string().describe("What the array says of it."),
  })
  .meta({ title: "GroupMember" });

export const sourceSchema = z
  .object({
    array: z.string().describe("Name of the connection to the PowerStore that found it."),
    kind: z.enum(["volume", "group"]),
    id: z.string().describe("What an import takes as sourceResourceId."),
    name: z.string().optional().describe("Name on the source array; universal volumes may have none."),
    wwn: z.string().optional().describe("World wide name of a volume."),
    sourceType: z.string().describe("Type of the source array: Unity, PowerMax_VMAX, ..."),
    remoteSystemId: z
      .string()
      .optional()
      .describe("What an import takes as remoteSystemId; absent where the array does not tell."),
    remoteSystem: z.string().optional().describe("Name of the remote system."),
    sizeBytes: z.number().optional().describe("Of a group: of all of its members, where all are told."),
    importableCriteria: z.string().describe("What the array says of it, such as Ready or Host_Not_Added."),
    isReady: z.boolean().describe("Whether an import can be started now."),
    importType: z.enum(["Non_Disruptive", "Agentless"]).optional().describe("How it can be imported, if it is ready."),
    reason: z.string().optional().describe("Why it cannot be imported now, in words."),
    hosts: z
      .array(z.string())
      .describe("Hosts with an agent that use it, by name; others are not known to PowerStore."),
    session: z
      .object({ id: z.string(), name: z.string().optional(), state: z.string() })
      .optional()
      .describe("The import session that it has: one under way, or the latest."),
    members: z.array(memberSchema).optional().describe("Of a group: its volumes, which are imported with it."),
    wave: z.string().optional().describe("With --plan: the wave that it is in."),
  })
  .meta({ title: "Source" });

export type Source = z.infer<typeof sourceSchema>;

export const discoverSchema = z
  .object({
    schema: z.literal("powerstore-import/discover/1"),
    at: z.string().describe("When this was so, ISO 8601."),
    arrays: z.array(askedArraySchema),
    sources: z
      .array(sourceSchema)
      .describe("By array, remote system and name; members of groups are with their group."),
    plan: planSchema.optional(),
  })
  .meta({ title: "Discover" });

export type Discover = z.infer<typeof discoverSchema>;

const collator = new Intl.Collator("en", { numeric: true });

/** What a person calls it. */
export const labelOf = ({ name, wwn, id }: Pick<Source, "name" | "wwn" | "id">): string => name ?? wwn ?? id;

export function inOrder(sources: readonly Source[]): Source[] {
  const keys = (source: Source) => [source.array, source.remoteSystem ?? "", labelOf(source), source.id];
  return sources
    .map((source) => ({ source, keys: keys(source) }))
    .sort((one, other) => {
      const place = one.keys.findIndex((key, index) => collator.compare(key, other.keys[index] ?? "") !== 0);
      return place < 0 ? 0 : collator.compare(one.keys[place] ?? "", other.keys[place] ?? "");
    })
    .map(({ source }) => source);
}
