import type { OpenArray } from "../../arrays/openArrays";
import type { ArrayOptions } from "../../arrays/options";
import { clusterAmong } from "../../arrays/twins";
import { UsageError } from "../../process/exits";
import type { Surroundings } from "../../process/surroundings";
import { managedImports } from "../../stack/managedImports";
import { secretText, secretWaves } from "../../stack/secretWaves";
import { readStackResources, type StackResource } from "../../stack/stackResources";

/** Says of a session's id who has it already, in words. */
export type OwnerOf = (id: string) => string | undefined;

/** Of each array, which of its sessions the stack that the options name has recorded. An id is one session's on its own array only. */
export async function ownersIn(
  { stack, cwd }: ArrayOptions,
  surroundings: Surroundings,
): Promise<(array: OpenArray) => Promise<OwnerOf>> {
  if (stack === undefined) return async () => () => undefined;
  const resources = await readStackResources(stack, cwd, surroundings);
  requireReadable(resources);
  const managed = managedImports(resources);
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

/** What cannot be left out would be adopted, and then two of one stack have it. */
function requireReadable(resources: readonly StackResource[]): void {
  const [wave] = secretWaves(resources);
  if (wave === undefined) return;
  throw new UsageError(
    `--stack: ${secretText(wave)}; leave --stack out, and take out of the program what the stack has: adopted, it would have two resources, and the delete of one cancels it`,
  );
}
