import { type ArrayState, collections, emptyState } from "../array/arrayState";
import { type Settings, speedOfEach } from "../array/options";
import type { Table } from "../array/table";
import type { Stored } from "../records/records";
import { joinGroup } from "../session/group";
import { countSession } from "../session/moves";
import { type Operations, requireAgreement } from "./agreement";
import { requireShape, type Snapshot } from "./format";

/** All state as plain JSON; instants are milliseconds since 1970. A copy: later changes of the world do not reach it. */
export function toSnapshot(array: ArrayState): Snapshot {
  return structuredClone({
    format: 1,
    now: array.now,
    serials: array.serials,
    queue: array.queue.toArray(),
    agenda: array.agenda.toArray(),
    ...(array.space === "free" ? {} : { space: array.space }),
    collections: Object.fromEntries(
      collections.map((collection) => [collection, [...(array.tables[collection] as Table<Stored>).values()]]),
    ),
  }) as unknown as Snapshot;
}

/** The state of a snapshot under the given settings; jobs may be of these operations. Throws a TypeError that names the place where it does not fit. */
export function fromSnapshot(settings: Settings, snapshot: unknown, operations: Operations): ArrayState {
  const copy = structuredClone(requireShape(snapshot));
  const { now, serials, queue, agenda, space = "free", collections: held } = copy;
  const empty = emptyState(settings, now);
  const array: ArrayState = { ...empty, space, serials: { ...empty.serials, ...serials } };
  for (const collection of collections) {
    const table = array.tables[collection] as Table<Stored>;
    for (const record of held[collection] as readonly Stored[]) table.put(record);
  }
  for (const session of array.tables.import_session.values()) joinGroup(array, session);
  for (const session of array.tables.import_session.values()) countSession(array, session, 1);
  array.copySpeed = speedOfEach(settings, array.copying.size);
  for (const id of queue) array.queue.join(id);
  for (const due of agenda) array.agenda.set(due);
  requireAgreement(array, copy, operations);
  return array;
}
