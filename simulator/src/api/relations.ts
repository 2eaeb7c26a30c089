/**
 * How resources refer to each other, so that a query can select `rel(id,name)`. The vendor's definitions have no word for it:
 * a property `x_id` is the relation `x`, and on the other side there are many, under the plural of the referring resource.
 * [I] from the vendor's own `x-select_cli` lists: `host_group.name`, `import_unity.name`, `hosts.name`.
 */
import { collections, facts } from "./facts";

export type Relation = {
  readonly name: string;
  /** The collection that it leads to; undefined for one that is no part of the import surface: nothing is ever there. */
  readonly target: string | undefined;
  /** A list, or one object or null. */
  readonly isMany: boolean;
} & (
  | { readonly by: "ownKey" | "theirKey"; readonly key: string }
  /** Rows that the resource keeps in itself. */
  | { readonly by: "embedded"; readonly key: string }
  | { readonly by: "nothing" }
);

export type RelationTable = ReadonlyMap<string, Relation>;

/** Keys whose names are not those of collections. */
const targetsByKey: Readonly<Record<string, string>> = {
  protection_policy_id: "policy",
  performance_policy_id: "policy",
  qos_performance_policy_id: "policy",
  primary_appliance_id: "appliance",
  master_appliance_id: "appliance",
  host_system_id: "import_host_system",
  parent_session_id: "import_session",
};

/** The array's table of which volume is in which group: dell/gopowerstore 1.20.1 goes by it to the members [C]. */
const MEMBERSHIP = "volume_group_membership";

/**
 * Relations that no property shows, or that lead out of the import surface; [C] selected by dell/python-powerstore 3.5.1 and
 * dell/gopowerstore 1.18 and 1.20.1.
 */
const furtherRelations: Readonly<Record<string, readonly Relation[]>> = {
  volume: [
    { name: "volume_groups", target: "volume_group", isMany: true, by: "ownKey", key: "volume_group_id" },
    { name: `volume_group.${MEMBERSHIP}`, target: "volume_group", isMany: true, by: "ownKey", key: "volume_group_id" },
    ...outside("mapped_volumes"),
    ...outside("host", "host_group").map((relation) => ({ ...relation, isMany: false })),
  ],
  volume_group: [
    { name: "volumes", target: "volume", isMany: true, by: "theirKey", key: "volume_group_id" },
    { name: `volume.${MEMBERSHIP}`, target: "volume", isMany: true, by: "theirKey", key: "volume_group_id" },
    ...outside("migration_session").map((relation) => ({ ...relation, isMany: false })),
  ],
  software_installed: [{ name: "appliance", target: "appliance", isMany: false, by: "ownKey", key: "appliance_id" }],
  host: [
    { name: "initiators", target: undefined, isMany: true, by: "embedded", key: "host_initiators" },
    ...outside("mapped_hosts", "host_virtual_volume_mappings"),
  ],
  appliance: [
    { name: "software_installed", target: "software_installed", isMany: true, by: "theirKey", key: "appliance_id" },
    ...outside("nodes", "veth_ports", "maintenance_windows", "fc_ports", "sas_ports", "eth_ports", "eth_be_ports"),
    ...outside("virtual_volumes", "hardware", "ip_pool_addresses"),
  ],
  remote_system: outside("replication_sessions", "storage_container_destinations"),
  host_group: outside("mapped_host_groups", "host_virtual_volume_mappings"),
  policy: [
    { name: "volumes", target: "volume", isMany: true, by: "theirKey", key: "protection_policy_id" },
    { name: "volume_groups", target: "volume_group", isMany: true, by: "theirKey", key: "protection_policy_id" },
    ...outside("snapshot_rules", "replication_rules", "performance_rules", "virtual_machines", "file_systems"),
    ...outside("io_limit_rules", "file_io_limit_rules"),
    ...outside("io_limit_rule", "file_io_limit_rule").map((relation) => ({ ...relation, isMany: false })),
  ],
};

function outside(...names: readonly string[]): readonly Relation[] {
  return names.map((name) => ({ name, target: undefined, isMany: true, by: "nothing" }));
}

function keysOf(collection: string): readonly string[] {
  return Object.keys(facts.definitions[`${collection}_instance`]?.properties ?? {}).filter((key) =>
    key.endsWith("_id"),
  );
}

function targetOf(key: string): string | undefined {
  const name = key.slice(0, -"_id".length);
  return targetsByKey[key] ?? (collections.includes(name) ? name : undefined);
}

function ownRelations(collection: string): readonly Relation[] {
  return keysOf(collection).flatMap((key) => {
    const target = targetOf(key);
    return target === undefined
      ? []
      : [{ name: key.slice(0, -"_id".length), target, isMany: false, by: "ownKey", key }];
  });
}

/** Only keys that are named after the collection. */
function theirRelations(collection: string): readonly Relation[] {
  const key = `${collection}_id`;
  return collections
    .filter((other) => keysOf(other).includes(key))
    .map((other) => ({ name: `${other}s`, target: other, isMany: true, by: "theirKey", key }));
}

const tables = new Map<string, RelationTable>();

/** The relations of a collection by their names. */
export function relationsOf(collection: string): RelationTable {
  const known = tables.get(collection);
  if (known !== undefined) return known;
  const all = [...theirRelations(collection), ...ownRelations(collection), ...(furtherRelations[collection] ?? [])];
  const table = new Map(all.map((relation) => [relation.name, relation]));
  tables.set(collection, table);
  return table;
}
