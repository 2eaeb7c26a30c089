import * as z from "zod";
import { comparableName } from "../../powerstore/http/endpoint";
import { withoutUndefined } from "../operation/jsonValues";
import { queryFunction } from "../operation/queryFunction";

const initiatorShape = z
  .object({
    portName: z.string().optional().describe("IQN, WWN or NQN."),
    portType: z.string().optional().describe("iSCSI, FC, NVMe or NVMe_vVol."),
  })
  .meta({ title: "HostInitiator" });

const hostShape = {
  id: z.string().describe("What ImportSession takes among hostIds."),
  name: z.string().optional().describe("Name of the host."),
  description: z.string().optional().describe("Free text."),
  osType: z.string().optional().describe("Operating system, in the array's own words."),
  hostGroupId: z.string().optional().describe("The group that it is in, if any."),
  importHostSystemId: z
    .string()
    .optional()
    .describe("The agent that belongs to it, if any: for Non_Disruptive imports."),
  hostConnectivity: z.string().optional().describe("How it reaches this and other arrays, such as Local_Only."),
  initiators: z.array(initiatorShape).optional().describe("What it logs in with."),
} as const;

/** Colons of a WWN and case mean nothing. */
const plain = (port: string) => port.replaceAll(":", "").toLowerCase();

export const getHosts = queryFunction({
  description:
    "The hosts of the array, in the order of their ids. A host with FC and iSCSI whose agent was added shows up as two.",
  inputs: {
    name: z.string("must be a string").optional().describe("Only the one of this name; case does not matter."),
    initiator: z.string("must be a string").optional().describe("Only the one with this IQN, WWN or NQN."),
    importHostSystemId: z.string("must be a string").optional().describe("Only those of this ImportHostSystem."),
  },
  outputs: {
    hosts: z.array(z.object(hostShape).meta({ title: "HostSummary" })).describe("The hosts found."),
  },
  run: async ({ name, initiator, importHostSystemId }, array, signal) => {
    const hosts = await array.powerStore.importHostSystems.listHosts({ signal });
    const found = hosts.filter(
      (host) =>
        (name === undefined || comparableName(host.name ?? "") === comparableName(name)) &&
        (importHostSystemId === undefined || host.importHostSystemId === importHostSystemId) &&
        (initiator === undefined || host.initiators.some((each) => plain(each.portName ?? "") === plain(initiator))),
    );
    return {
      hosts: found.map(({ initiators, type: _, ...host }) => ({
        ...withoutUndefined(host),
        initiators: initiators.map((each) => withoutUndefined(each)),
      })),
    };
  },
});
