import type { Clock } from "../../clock";
import { systemClock } from "../../clock";
import type { NamedCollection, PowerStore } from "../../powerstore/api/contract";
import type { ArrayAccess, ArrayService } from "../operation/handler";
import { ReferenceNotFoundError, WrongClusterError } from "../operation/lifecycleErrors";
import { nameIn } from "../operation/reference";
import { unlessStopped } from "../operation/unlessStopped";

/** Wraps a client so that what cannot change within a process is asked for once; failures are asked for again, and names once this process has changed what bears them. */
export function accessArray(
  client: PowerStore,
  { clock = systemClock, random = Math.random }: { readonly clock?: Clock; readonly random?: () => number } = {},
): ArrayAccess {
  const services = new Map<ArrayService<unknown>, unknown>();
  const answers = new Map<string, Promise<string>>();
  const powerStore = { ...client, remoteSystems: forgetting(client.remoteSystems, answers) };
  const start = (key: string, ask: () => Promise<string>): Promise<string> => {
    const answer = ask();
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
    return answer;
  };
  const once = (key: string, ask: () => Promise<string>, doing: string, signal: AbortSignal | undefined) =>
    unlessStopped(answers.get(key) ?? start(key, ask), signal, `${doing} on ${powerStore.endpoint}`);
  return {
    powerStore,
    service: <T>(service: ArrayService<T>) => {
      const open = services.get(service) ?? service.open(powerStore, clock);
      services.set(service, open);
      return open as T;
    },
    secondsToPoll: pollTicks(clock, random()),
    clusterId: (signal) =>
      once("cluster", () => powerStore.inventory.getClusterId(), "reading the cluster's id", signal),
    resolve: async (collection, reference, signal) => {
      const name = nameIn(reference);
      if (name === undefined) return reference;
      const ask = () => findByName(powerStore, collection, name);
      return once(`${collection} ${reference}`, ask, `looking for ${collection} ${reference}`, signal);
    },
  };
}

/** Of the collections in which names are looked up, the one that this process changes. */
function forgetting(
  remoteSystems: PowerStore["remoteSystems"],
  answers: Map<string, unknown>,
): PowerStore["remoteSystems"] {
  const after =
    <Args extends unknown[], T>(change: (...args: Args) => Promise<T>) =>
    (...args: Args): Promise<T> =>
      change(...args).finally(() => {
        for (const key of answers.keys()) if (key.startsWith("remote_system ")) answers.delete(key);
      });
  return {
    ...remoteSystems,
    createRemoteSystem: after(remoteSystems.createRemoteSystem),
    modifyRemoteSystem: after(remoteSystems.modifyRemoteSystem),
    deleteRemoteSystem: after(remoteSystems.deleteRemoteSystem),
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
 * (docs/lifecycle.md, "Reading").
 */
export async function assertSameCluster(
  array: ArrayAccess,
  recordedClusterId: unknown,
  what: string,
  signal?: AbortSignal,
): Promise<string> {
  const clusterId = await array.clusterId(signal);
  if (typeof recordedClusterId === "string" && recordedClusterId !== clusterId)
    throw wrongCluster(array, recordedClusterId, what, clusterId);
  return clusterId;
}

/** The same before something counts as gone for good: an address may lead to another cluster by now than when this process first asked. */
export async function assertStillSameCluster(array: ArrayAccess, what: string, signal?: AbortSignal): Promise<void> {
  const asked = await array.clusterId(signal);
  const now = await array.powerStore.inventory.getClusterId(signal && { signal });
  if (now !== asked) throw wrongCluster(array, asked, what, now);
}

const wrongCluster = ({ powerStore }: ArrayAccess, expected: string, what: string, found: string) =>
  new WrongClusterError(
    `${what} belongs to cluster ${expected}, but ${powerStore.endpoint} is cluster ${found}. ` +
      `Check powerstore-import:endpoint and POWERSTORE_ENDPOINT, or the profile that array names; nothing was changed.`,
  );

/** No look follows another sooner than this. */
const FLOOR_SECONDS = 1;

/**
 * How long to sleep until the next look, so that all waits of a process look together and share one request: intervals end on a
 * common grid of whole seconds. The process's own phase keeps many processes from asking in the same moment.
 * @param phase 0 (included) to 1 (excluded).
 */
export function pollTicks(clock: Clock, phase: number): (intervalSeconds: number) => number {
  return (intervalSeconds) => {
    const earliest = clock.monotonic() / 1000 + Math.min(FLOOR_SECONDS, intervalSeconds) - phase;
    const tick = Math.ceil(earliest / intervalSeconds) * intervalSeconds;
    return tick + phase - clock.monotonic() / 1000;
  };
}
