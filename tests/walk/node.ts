import { createHash } from "node:crypto";
import type { Simulator } from "../../simulator/src";
import { Ids } from "./ids";
import type { ArrayCanon } from "./plainArray";
import { FAULT, inOrder, MOMENT, plainArray, START, sessionsOf } from "./plainArray";
import type { SessionRecord, Snapshot } from "./snapshot";
import type { Entry } from "./stack";

/** A stack and its array, without what makes no difference: two runs that lead to the same node are the same from there on. */
export type Node = {
  readonly key: string;
  readonly entries: readonly Entry[];
  /** As JSON: what differs from the world's beginning. */
  readonly array: string;
};

export type Canon = ArrayCanon & {
  /** Instants that programs name, in order: only whether they have passed counts. */
  readonly instants: readonly number[];
};

const HOUR = 3_600_000;

/** The node that a simulator and a state file are at. */
export function nodeOf(simulator: Simulator, entries: readonly Entry[], canon: Canon): Node {
  const snapshot = simulator.snapshot() as Snapshot;
  const sessions = sessionsOf(snapshot);
  const kept = withoutEqual(entries).toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  const ids = new Ids();
  for (const { id } of [...sessions, ...kept]) ids.name(id, "session");
  for (const { destination_resource_id } of sessions) ids.name(destination_resource_id, "volume");
  for (const { outputs } of kept) ids.name(outputs.destinationResourceId, "volume");
  const array = plainArray(snapshot, ids, standstill(snapshot.now, canon), canon);
  const stack = ids.rename(
    JSON.stringify(
      kept.map((entry) => plainEntry(entry, sessions)),
      inOrder,
    ),
  );
  return { key: keyOf(array, stack), array, entries: JSON.parse(stack) as Entry[] };
}

export const keyOf = (array: string, stack: string): string =>
  createHash("sha1").update(array).update(stack).digest("base64url");

/** The beginning, or an hour after the latest instant that has passed. */
function standstill(now: number, { instants }: Canon): number {
  const passed = instants.findLast((instant) => instant <= now);
  return passed === undefined ? START : passed + HOUR;
}

/**
 * `--replace` that creates first adds a second entry of the same session each time it is tried. Of several that are to be deleted the latest
 * stands for all: the others find what its delete has left.
 */
function withoutEqual(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter(
    ({ urn, id, isToDelete }, place) =>
      !isToDelete ||
      !entries.slice(place + 1).some((later) => later.isToDelete && later.urn === urn && later.id === id),
  );
}

const orderOf = ({ urn, isToDelete, id }: Entry) => `${urn} ${isToDelete ? 1 : 0} ${id}`;

/**
 * Progress and times are told to people and decide nothing. The recorded state of an entry that is to be deleted decides nothing either while its
 * session is there, for a delete looks: it is taken as if it had been refreshed.
 */
function plainEntry({ outputs: recorded, ...entry }: Entry, sessions: readonly SessionRecord[]): Entry {
  const session = entry.isToDelete && sessions.find(({ id }) => id === entry.id);
  const outputs = session ? { ...recorded, ...seen(session) } : recorded;
  const { error, lastUpdateTimestamp, ...rest } = outputs;
  const {
    progressPercentage: _,
    estimatedCompletionTimestamp: __,
    averageTransferRate: ___,
    currentTransferRate: ____,
    ...kept
  } = rest;
  return {
    ...entry,
    outputs: {
      ...kept,
      ...(error && { error: { code: FAULT.code, message: FAULT.message_l10n } }),
      ...(lastUpdateTimestamp !== undefined && { lastUpdateTimestamp: MOMENT }),
    },
  };
}

function seen({ state, destination_resource_id: destination }: SessionRecord): Partial<Entry["outputs"]> {
  return {
    state: state as NonNullable<Entry["outputs"]["state"]>,
    ...(destination !== null && { destinationResourceId: destination, destinationResourceType: "volume" }),
  };
}
