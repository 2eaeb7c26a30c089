/** The part of a world that only looks. */
import type { World } from "../api/contract";
import { relationsOf } from "../api/relations";
import { type ArrayState, isCollection, type RecordOf, tableOf } from "./array/arrayState";
import { findReferenced } from "./array/change";
import type { Stored } from "./records/records";
import { toRow } from "./rows";
import { sessionBusyUntil } from "./session/due";

/** The part of a world that only looks; `current` is asked each time, for a reset or a snapshot puts another array there. */
export function createReads(
  current: () => ArrayState,
): Pick<World, "rows" | "count" | "page" | "row" | "rowByName" | "idOf" | "busyUntil" | "related"> {
  return {
    rows(collection) {
      const array = current();
      if (!isCollection(collection)) return undefined;
      return Array.from(tableOf(array, collection).values(), (record) => toRow(array, collection, record));
    },
    count: (collection) => (isCollection(collection) ? tableOf(current(), collection).size : undefined),
    page(collection, { offset, limit }) {
      const array = current();
      if (!isCollection(collection)) return [];
      const records = tableOf(array, collection).part(offset, limit);
      return records.map((record) => toRow(array, collection, record));
    },
    row(collection, id) {
      const array = current();
      const record = isCollection(collection) ? tableOf(array, collection).get(id) : undefined;
      return record && isCollection(collection) ? toRow(array, collection, record) : undefined;
    },
    rowByName(collection, name) {
      const array = current();
      const record = isCollection(collection) ? tableOf(array, collection).getByName(name) : undefined;
      return record && isCollection(collection) ? toRow(array, collection, record) : undefined;
    },
    idOf(collection, reference) {
      return isCollection(collection) ? findReferenced(tableOf(current(), collection), reference)?.id : undefined;
    },
    busyUntil: (collection, id) => (collection === "import_session" ? sessionBusyUntil(current(), id) : undefined),
    related(collection, id, relation) {
      const array = current();
      const target = relationsOf(collection).get(relation)?.target ?? "";
      return relatedRecords(array, collection, id, relation).map((record) =>
        isCollection(target) ? toRow(array, target, record as RecordOf<typeof target>) : record,
      );
    },
  };
}

/** The records that an object refers to, or that refer to it, by the name of the relation; none where there is no object. */
function relatedRecords(array: ArrayState, collection: string, id: string, name: string): readonly Stored[] {
  const relation = relationsOf(collection).get(name);
  const record = isCollection(collection) ? tableOf(array, collection).get(id) : undefined;
  if (relation === undefined || record === undefined || relation.by === "nothing") return [];
  const { key } = relation;
  if (relation.by === "embedded") return embeddedRecords(id, record[key]);
  if (relation.target === undefined || !isCollection(relation.target)) return [];
  const table = tableOf(array, relation.target);
  if (relation.by === "theirKey") return table.referring(key, id);
  const other = table.get(String(record[key]));
  return other === undefined ? [] : [other];
}

/** They have no ids of their own where they are kept. */
function embeddedRecords(id: string, list: unknown): readonly Stored[] {
  if (!Array.isArray(list)) return [];
  return list.map((item: object, index) => ({ id: `${id}-${index + 1}`, ...item }));
}
