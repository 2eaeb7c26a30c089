import * as z from "zod";
import { withoutUndefined } from "../operation/jsonValues";
import { queryFunction } from "../operation/queryFunction";

const volumeShape = {
  id: z.string().describe("Id of the volume as this host sees it."),
  importHostSystemId: z.string().optional().describe("The ImportHostSystem that sees it."),
  name: z.string().optional().describe("Its name on the host."),
  arrayType: z.string().optional().describe("Kind of the array it is on: SC, PS, VNX, Unity, Unknown."),
  arrayIdentifier: z.string().optional().describe("Which array it is on."),
  sizeBytes: z.number().optional().describe("Size in bytes."),
  status: z.string().optional().describe("Online, Offline or Unknown."),
  isMigrating: z.boolean().optional().describe("Whether an import of it is under way."),
  activePath: z.string().optional().describe("Where the host's reads and writes go now: None, Source, Destination."),
  usesSource: z.boolean().describe("Whether the host's reads and writes still go to the source."),
  protocols: z.array(z.string()).optional().describe("How the host reaches it."),
  mountPaths: z.array(z.string()).optional().describe("Where it is mounted."),
  importState: z.string().optional().describe("How the latest import of it ended, such as Import_Completed."),
  naaId: z.string().optional().describe("Its NAA id, which both arrays show."),
  lastUpdateTime: z.string().optional().describe("When the agent last told of it, ISO 8601."),
} as const;

export const getImportHostVolumes = queryFunction({
  description:
    "The volumes that hosts with an agent see, and whether each host still uses the source: what to look at before and after a cut-over.",
  inputs: {
    importHostSystemId: z.string("must be a string").optional().describe("Only those of this ImportHostSystem."),
    naaId: z.string("must be a string").optional().describe("Only the one with this NAA id; case does not matter."),
    onlyOnSource: z
      .boolean("must be true or false")
      .default(false)
      .describe("Whether to show only those whose host still uses the source."),
  },
  outputs: {
    volumes: z
      .array(z.object(volumeShape).meta({ title: "ImportHostVolume" }))
      .describe("The volumes, in the order of their ids."),
  },
  run: async ({ importHostSystemId, naaId, onlyOnSource }, array, signal) => {
    const volumes = await array.powerStore.importHostSystems.listImportHostVolumes(importHostSystemId, { signal });
    const found = volumes.filter(
      (volume) =>
        (naaId === undefined || volume.naaId?.toLowerCase() === naaId.toLowerCase()) &&
        (!onlyOnSource || volume.activePath === "Source"),
    );
    return {
      volumes: found.map((volume) => ({ ...withoutUndefined(volume), usesSource: volume.activePath === "Source" })),
    };
  },
});
