import type { Clock } from "../clock";
import { systemClock } from "../clock";
import type { NamedCollection, PowerStore } from "../powerstore/contract";
import { ReferenceNotFoundError, WrongClusterError } from "./errors";
import type { ArrayAccess } from "./handler";
import { importQueue } from "./importQueue";
import { pollTicks } from "./pollTicks";
import { SharedSessionReads } from "./reads";
import { reportChanges } from "./reportChanges";

const NAME_PREFIX = "name:";

/** Wraps a client so that what cannot change within a process is asked for once; failures are asked for again. */
export function accessArray(
  powerStore: PowerStore,
  { clock = systemClock, random = Math.random }: { readonly clock?: Clock; readonly random?: () => number } = {},
): ArrayAccess {
  const reads = new SharedSessionReads(powerStore.importSessions, clock);
  const answers = new Map<string, Promise<string>>();
  const once = (key: string, ask: () => Promise<string>): Promise<string> => {
    const known = answers.get(key);
    if (known) return known;
    const answer = ask();
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
    return answer;
  };
  return {
    powerStore: { ...powerStore, importSessions: reportChanges(powerStore.importSessions, reads) },
    reads,
    ...importQueue(powerStore.importSessions, clock),
    secondsToPoll: pollTicks(clock, random()),
    clusterId: () => once("cluster", () => powerStore.inventory.getClusterId()),
    resolve: async (collection, reference) => {
      // A recorded state of another version may lack what this one always has.
      if (typeof reference !== "string" || !reference.startsWith(NAME_PREFIX)) return reference;
      return once(`${collection} ${reference}`, () =>
        findByName(powerStore, collection, reference.slice(NAME_PREFIX.length)),
      );
    },
  };
}

async function findByName(powerStore: PowerStore, collection: NamedCollection, name: string): Promise<string> {
  const id = await powerStore.inventory.findIdByName(collection, name);
  if (id !== undefined) return id;
  throw new ReferenceNotFoundError(
    `resolving name:${name}: no ${collection} has this name on ${powerStore.endpoint}. It may have been renamed: use its new name or its id.`,
  );
}

/**
 * A mistyped endpoint must not empty a stack or delete by a foreign id: compare clusters before anything else
 * (design.md 4, "The right cluster").
 */
export async function assertSameCluster(array: ArrayAccess, recordedClusterId: unknown, what: string): Promise<string> {
  const clusterId = await array.clusterId();
  if (typeof recordedClusterId === "string" && recordedClusterId !== clusterId) {
    throw new WrongClusterError(
      `${what} belongs to cluster ${recordedClusterId}, but ${array.powerStore.endpoint} is cluster ${clusterId}. ` +
        `Check powerstore-import:endpoint and POWERSTORE_ENDPOINT, or the profile that array names; nothing was changed.`,
    );
  }
  return clusterId;
}
