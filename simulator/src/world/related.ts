import { relationsOf } from "../api/relations";
import type { ArrayState } from "./array/arrayState";
import { isCollection, tableOf } from "./array/arrayState";
import type { Stored } from "./records/records";

/** The records that an object refers to, or that refer to it, by the name of the relation; none where there is no object. */
export function relatedRecords(array: ArrayState, collection: string, id: string, name: string): readonly Stored[] {
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
