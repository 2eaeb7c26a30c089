/** What was seen of an array, as a seed file: rows by collection, without a secret. */
import { facts } from "../api/facts";
import { withoutSecrets } from "../api/secrets";
import { seedCollections } from "../seed/seedSchema";

type RecordedRow = Readonly<Record<string, unknown>> & { readonly id: string };

/** A seed, to be written as JSON or YAML. */
export type RecordedSeed = {
  readonly format: 1;
  /** Rows may name what was not read, or what went while others were read. */
  readonly partial: true;
  readonly collections: Readonly<Record<string, readonly RecordedRow[]>>;
};

export interface RecordedInventory {
  /** Takes what a GET below `/api/rest` answered; anything that is no row of the import surface is left out. */
  take(path: string, body: unknown): void;
  toSeed(): RecordedSeed;
}

export function createRecordedInventory(): RecordedInventory {
  const collections = new Map<string, Map<string, RecordedRow>>();
  return {
    take(path, body) {
      const collection = path.split("/")[1] ?? "";
      if (!seedCollections.includes(collection)) return;
      const rows = collections.get(collection) ?? new Map<string, RecordedRow>();
      collections.set(collection, rows);
      for (const row of Array.isArray(body) ? body : [body]) {
        if (!isRow(row)) continue;
        rows.set(row.id, { ...rows.get(row.id), ...recordable(collection, row) });
      }
    },
    toSeed: () => ({
      format: 1,
      partial: true,
      collections: Object.fromEntries([...collections].map(([name, rows]) => [name, [...rows.values()]])),
    }),
  };
}

function isRow(value: unknown): value is RecordedRow {
  return typeof value === "object" && value !== null && "id" in value && typeof value.id === "string";
}

/** Only properties of the vendor's definition: a seed file takes no others, and an unknown one could be anything. */
function recordable(collection: string, row: RecordedRow): RecordedRow {
  const { properties = {} } = facts.definitions[`${collection}_instance`] ?? {};
  const kept = Object.fromEntries(Object.entries(row).filter(([name]) => Object.hasOwn(properties, name)));
  return { ...(withoutSecrets(kept) as object), id: row.id };
}
