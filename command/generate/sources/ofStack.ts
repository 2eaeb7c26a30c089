import type { OpenArray } from "../../arrays/openArrays";
import type { ArrayOptions } from "../../arrays/options";
import { clusterAmong } from "../../arrays/twins";
import type { Surroundings } from "../../process/surroundings";
import { managedImports } from "../../stack/managedImports";
import { readStackResources } from "../../stack/stackResources";

/** Says of a session's id who has it already, in words. */
export type OwnerOf = (id: string) => string | undefined;

/** Of each array, which of its sessions the stack that the options name has recorded. An id is one session's on its own array only. */
export async function ownersIn(
  { stack, cwd }: ArrayOptions,
  surroundings: Surroundings,
): Promise<(array: OpenArray) => Promise<OwnerOf>> {
  if (stack === undefined) return async () => () => undefined;
  const managed = managedImports(await readStackResources(stack, cwd, surroundings));
  return async (array) => {
    const cluster = await clusterAmong(array, surroundings.stopped);
    // An array that does not tell its cluster may be the one: what is left out is named, what is adopted twice would be lost.
    const isHere = (clusterId = cluster) => cluster === undefined || clusterId === cluster;
    return (id) => {
      const its = managed.find(({ sessionId, clusterId }) => sessionId === id && isHere(clusterId));
      return its && `the stack ${stack} has it already, as ${its.resource}`;
    };
  };
}
