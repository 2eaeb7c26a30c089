/** What was seen of an array, as a seed file: rows by collection, without a secret. */
import { facts } from "../api/facts";
import { seedCollections } from "../seed/seedSchema";

type RecordedRow = Readonly<Record<string, unknown>> & { readonly id: string };

/** A seed, to be written as JSON or YAML. */
export type RecordedSeed = {
  readonly format: 1;
  /** Rows may name what was not read, or what went while others were read. */
  readonly partial: true;
  readonly collections: Readonly<Record<string, readonly RecordedRow[]>>;
};

export interface Inventory {
  /** Takes what a GET below `/api/rest` answered; anything that is no row of the import surface is left out. */
  take(path: string, body: unknown): void;
  toSeed(): RecordedSeed;
}

/** Also the names of accounts: nobody needs them to replay an inventory. */
const secretName = /password|passphrase|secret|token|credential|user_?name/i;

export function createInventory(): Inventory {
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
  const kept = Object.entries(row).filter(([name]) => Object.hasOwn(properties, name) && !secretName.test(name));
  return { ...Object.fromEntries(kept.map(([name, value]) => [name, withoutSecrets(value)])), id: row.id };
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([name]) => !secretName.test(name));
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutSecrets(inner)]));
}
