import { type ArrayState, isCollection, serialKinds, tableOf } from "../array/arrayState";
import type { Rows } from "../array/options";
import { PlacedRangeError } from "../array/place";
import type { Table } from "../array/table";
import { toMilliseconds } from "../records/instants";
import type { RemoteSystem, SourceGroup, SourceVolume, Stored } from "../records/records";
import { isSourceType, kindOf, type SourceKind } from "../records/sourceKinds";
import { sourceTemplates } from "../sources/sourceTemplates";
import { mendMadeUp, requireRowAgreement } from "./rowAgreement";

/**
 * Puts rows in the place of what was made up: each collection that is given is all there is of it. Sessions do not come along,
 * so what was being imported is ready again. Throws a PlacedRangeError for the first row that does not agree with the others.
 */
export function addRows(array: ArrayState, rows: Rows, isPartial: boolean): void {
  if (Object.keys(rows).length === 0) return;
  for (const [name, list] of Object.entries(rows)) {
    if (!isCollection(name)) throw new PlacedRangeError(["collections", name], "is no collection of the array");
    const table = tableOf(array, name);
    for (const { id } of [...table.values()]) table.delete(id);
    for (const row of list) table.put(withoutNulls(row));
  }
  numberRemoteSystems(array);
  for (const remote of array.tables.remote_system.values()) {
    if (isSourceType(remote.type)) adoptArrays(array, remote, kindOf(remote.type));
  }
  for (const remote of array.tables.remote_system.values()) {
    if (isSourceType(remote.type)) adoptSources(array, remote);
  }
  requireRowAgreement(array, rows, isPartial);
  mendMadeUp(array, rows);
  raiseSerials(array);
}

/** The world leaves out what has no value. */
function withoutNulls(row: Readonly<Record<string, unknown>> & { readonly id: string }): Stored {
  return { ...Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)), id: row.id };
}

function numberRemoteSystems(array: ArrayState): void {
  const { tables, serials } = array;
  serials.remote_system = 0;
  for (const remote of tables.remote_system.values()) {
    serials.remote_system += 1;
    tables.remote_system.put({ ...remote, number: serials.remote_system, ...connecting(array, remote) });
  }
}

/** What is Initializing where the rows were taken is connected in a while, as a new one is. */
function connecting({ now, settings }: ArrayState, remote: RemoteSystem): Partial<RemoteSystem> {
  if (remote.data_connection_state !== "Initializing") return {};
  return { data_connection_state: "OK", connected_from: now + toMilliseconds(settings.connectSeconds) };
}

/** The object of a source array and its remote system know each other by serial number or address, or by being the only ones. */
function adoptArrays({ tables }: ArrayState, remote: RemoteSystem, { array: collection }: SourceKind): void {
  if (collection === undefined) return;
  const peers = [...tables.remote_system.values()].filter(({ type }) => type === remote.type);
  for (const row of tables[collection].values()) {
    const isSame = (key: string) => row[key] !== undefined && row[key] === remote[key];
    const belongs = isSame("serial_number") || isSame("management_address") || peers.length === 1;
    if (belongs) tables[collection].put({ ...row, remote_system_id: remote.id });
  }
}

/** What is hidden in the rows of sources: to which remote system and group they belong, and what they show when idle. */
function adoptSources({ tables }: ArrayState, remote: RemoteSystem): void {
  const kind = kindOf(remote.type);
  const ready = isSourceType(remote.type) ? sourceTemplates[remote.type].readyCriteria : "Ready";
  const ownerOf = (row: Stored) =>
    kind.array === undefined
      ? row.remote_system_id
      : tables[kind.array].get(String(row[`${kind.array}_id`]))?.remote_system_id;
  for (const collection of [kind.groups, kind.volumes]) {
    if (collection === undefined) continue;
    const table = tables[collection] as unknown as Table<SourceVolume | SourceGroup>;
    for (const row of table.values()) {
      if (ownerOf(row) !== remote.id) continue;
      const shown = String(row.importable_criteria ?? ready);
      const criteria = shown === "In_Progress" ? ready : shown;
      const group = collection === kind.volumes ? { group_id: String(row[`${kind.groups}_id`] ?? "") || null } : {};
      const hidden = { remote_system_id: remote.id, idle_criteria: criteria, session_id: null, ...group };
      table.put({ ...row, ...hidden, importable_criteria: criteria });
    }
  }
}

/** Ids are never given out twice, also not those that a recorded simulator gave out. */
function raiseSerials(array: ArrayState): void {
  for (const kind of serialKinds) {
    const collection = kind === "session" ? "import_session" : kind;
    const pattern = new RegExp(`^${kind.replaceAll("_", "-")}-(\\d{6,})$`);
    for (const { id } of tableOf(array, collection).values()) {
      array.serials[kind] = Math.max(array.serials[kind], Number(pattern.exec(id)?.[1] ?? 0));
    }
  }
}
