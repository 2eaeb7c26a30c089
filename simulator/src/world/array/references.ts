import type { Stored } from "../records/records";
import type { Table } from "./table";

const byName = "name:";

/** An id, or `name:` and a name, as the vendor's description allows for references inside of bodies (powerstore.md 4). */
export function findReferenced<R extends Stored>(table: Table<R>, reference: string): R | undefined {
  return reference.startsWith(byName) ? table.getByName(reference.slice(byName.length)) : table.get(reference);
}
