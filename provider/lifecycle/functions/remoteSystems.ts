import * as z from "zod";
import { comparableName } from "../../powerstore/http/endpoint";
import { withoutUndefined } from "../operation/jsonValues";
import { queryFunction } from "../operation/queryFunction";
import { needsOf, sourceTypes } from "../remoteSystem/inputs/sourceTypes";

const systemShape = {
  id: z.string().describe("What ImportSession takes as remoteSystemId."),
  name: z.string().optional().describe("Name of the remote system."),
  description: z.string().optional().describe("Free text."),
  type: z.string().describe("Kind of array: Unity, PowerMax_VMAX, ..., also PowerStore and PowerProtect_DD."),
  isSource: z.boolean().describe("Whether imports can come from such an array at all."),
  managementAddress: z.string().optional().describe("Where PowerStore manages it."),
  username: z.string().optional().describe("Its administrator as PowerStore knows it."),
  state: z.string().optional().describe("State of the relationship, in the array's own words."),
  dataConnectionType: z.string().optional().describe("iSCSI, FC, TCP or DD_Boost."),
  dataConnectionState: z.string().optional().describe("State of the data connections, in the array's own words."),
  fileConnectionState: z.string().optional().describe("State of the connection for files, where there is one."),
  iscsiAddresses: z.array(z.string()).optional().describe("iSCSI targets of the source."),
  serialNumber: z.string().optional().describe("Serial number of the source."),
  version: z.string().optional().describe("Version of its software."),
  capabilities: z.array(z.string()).optional().describe("What the two arrays can do together."),
} as const;

export const getRemoteSystems = queryFunction({
  description:
    "The remote systems of the array, in the order of their ids: what imports come from, and what it replicates to. No secret is among it.",
  inputs: {
    type: z.string("must be a string").optional().describe("Only those of this type, such as Unity."),
    name: z.string("must be a string").optional().describe("Only the one of this name; case does not matter."),
    onlySources: z
      .boolean("must be true or false")
      .default(false)
      .describe(`Whether to leave out what nothing is imported from: all but ${sourceTypes.join(", ")}.`),
  },
  outputs: {
    remoteSystems: z
      .array(z.object(systemShape).meta({ title: "RemoteSystemSummary" }))
      .describe("The remote systems found."),
  },
  run: async ({ type, name, onlySources }, array, signal) => {
    const systems = await array.powerStore.remoteSystems.listRemoteSystems({ signal });
    const found = systems.filter(
      (system) =>
        (type === undefined || system.type === type) &&
        (name === undefined || comparableName(system.name ?? "") === comparableName(name)) &&
        (!onlySources || needsOf(system.type) !== undefined),
    );
    return {
      remoteSystems: found.map((system) => {
        const row: Readonly<Record<string, unknown>> = { ...system, isSource: needsOf(system.type) !== undefined };
        return withoutUndefined(Object.fromEntries(Object.keys(systemShape).map((key) => [key, row[key]])));
      }),
    };
  },
});
