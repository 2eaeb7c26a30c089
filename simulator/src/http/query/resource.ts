/** What a query can speak of in one collection. */
import { type RelationTable, relationsOf } from "../../api/relations";
import { type PropertyTable, propertiesOf } from "./properties";

export type Resource = { readonly properties: PropertyTable; readonly relations: RelationTable };

const resources = new Map<string, Resource>();

/** `collection` is a name of the vendor's: `import_session`. */
export function resourceOf(collection: string): Resource {
  const known = resources.get(collection);
  if (known !== undefined) return known;
  const resource = { properties: propertiesOf(`${collection}_instance`), relations: relationsOf(collection) };
  resources.set(collection, resource);
  return resource;
}
