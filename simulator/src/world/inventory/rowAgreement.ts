/** Whether rows that were given make one array, among themselves and with what was made up beside them. */
import { relationsOf } from "../../api/relations";
import { type ArrayState, type Collection, isCollection, tableOf } from "../array/arrayState";
import type { Rows, SourceArray } from "../array/options";
import { type Place, PlacedRangeError } from "../array/place";
import { allSourceKinds, kindOf, type SourceKind } from "../records/sourceKinds";

/** Those whose names the array keeps apart itself; names on source arrays are those arrays' own affair. */
const collectionsOfDistinctNames: readonly string[] = [
  "appliance",
  "host",
  "host_group",
  "policy",
  "remote_system",
  "volume",
  "volume_group",
] satisfies readonly Collection[];

/** What can be said before any of the rows is in its table. */
export function requireRoom(rows: Rows, sources: readonly SourceArray[]): void {
  const { cluster } = rows;
  if (cluster?.length === 0) throw new PlacedRangeError(["collections", "cluster"], "must have one row");
  if (cluster?.[1] !== undefined) throw new PlacedRangeError(["collections", "cluster", 1], "is one too many");
  const made = sources.flatMap(({ type }) => ["remote_system", kindOf(type).array]);
  const lost = Object.keys(rows).find((name) => made.includes(name));
  if (lost === undefined) return;
  throw new PlacedRangeError(["collections", lost], "would take the place of what sources are made of");
}

/**
 * Throws a PlacedRangeError for the first row that has an id or a name again, that names an object which is not there, or that
 * is a source's and belongs to no remote system. `isPartial` lets rows name objects that are not there.
 */
export function requireRowAgreement(array: ArrayState, rows: Rows, isPartial: boolean): void {
  for (const [collection, list] of Object.entries(rows)) {
    if (!isCollection(collection)) continue;
    const seen = { id: new Set<string>(), name: new Set<string>() };
    list.forEach((row, index) => {
      const place = ["collections", collection, index];
      requireNew(row.id, row.id, seen.id, [...place, "id"]);
      if (collectionsOfDistinctNames.includes(collection) && typeof row.name === "string") {
        requireNew(row.name, row.name.toLowerCase(), seen.name, [...place, "name"]);
      }
      if (!isPartial) requireReferences(array, collection, row, place);
      requireOwner(array, collection, row, place);
    });
  }
}

function requireNew(shown: string, key: string, seen: Set<string>, place: Place): void {
  if (seen.has(key)) throw new PlacedRangeError(place, `repeats ${shown}`);
  seen.add(key);
}

function requireReferences(array: ArrayState, collection: Collection, row: Rows[string][number], place: Place): void {
  for (const { key, target } of ownKeysOf(collection)) {
    const id = row[key];
    if (typeof id !== "string" || tableOf(array, target).get(id) !== undefined) continue;
    throw new PlacedRangeError([...place, key], `names the ${target} ${id}, which is not there`);
  }
}

/** Imports start from these, so they need a remote system even in a file that is half of an array. */
function requireOwner(array: ArrayState, collection: Collection, row: Rows[string][number], place: Place): void {
  const kind = allSourceKinds.find(({ array: own, volumes, groups }) =>
    [own, volumes, groups].includes(collection as never),
  );
  if (kind === undefined || isOwned(array, collection, row.id)) return;
  const key = keyOfOwner(kind, collection);
  if (key === undefined || row[key] === undefined) {
    throw new PlacedRangeError(place, "belongs to no remote system of this file");
  }
  throw new PlacedRangeError([...place, key], "leads to no remote system of this file");
}

function isOwned(array: ArrayState, collection: Collection, id: string): boolean {
  const owner = tableOf(array, collection).get(id)?.remote_system_id;
  return owner !== undefined && array.tables.remote_system.get(String(owner)) !== undefined;
}

function keyOfOwner({ array }: SourceKind, collection: Collection): string | undefined {
  if (array === collection) return undefined;
  return array === undefined ? "remote_system_id" : `${array}_id`;
}

type OwnKey = { readonly key: string; readonly target: Collection };

function ownKeysOf(collection: string): readonly OwnKey[] {
  return [...relationsOf(collection).values()].flatMap((relation) =>
    relation.by === "ownKey" && relation.target !== undefined && isCollection(relation.target)
      ? [{ key: relation.key, target: relation.target }]
      : [],
  );
}

/** Made-up objects let go of those whose place was taken; what belongs to an appliance belongs to the first one there is. */
export function mendMadeUp(array: ArrayState, rows: Rows): void {
  for (const collection of ["cluster", "software_installed", "host"] as const satisfies readonly Collection[]) {
    if (rows[collection] !== undefined) continue;
    const table = tableOf(array, collection);
    for (const { key, target } of ownKeysOf(collection)) {
      const [first] = target === "appliance" ? tableOf(array, target).part(0, 1) : [];
      for (const record of [...table.values()]) {
        const id = record[key];
        if (id === undefined || id === null || tableOf(array, target).get(String(id)) !== undefined) continue;
        table.put({ ...record, [key]: first?.id });
      }
    }
  }
}
