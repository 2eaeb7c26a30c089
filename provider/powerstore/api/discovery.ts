import * as z from "zod";
import type { CallOptions } from "../http/contract";
import { pathOf } from "../http/endpoint";
import { listAll } from "./pages";
import type { Requests } from "./requests";
import type { RemoteSystem } from "./schemas/remoteSystem";
import { sourceKindOf } from "./sourceKinds";

/**
 * Where a discovery stands. `stamp`: the time that the object of the source array bears, "updated when the system is created and whenever the
 * importable objects are discovered" [API last_updated_timestamp]; undefined while there is no such object. `rows`: universal sources have no such object; what was found
 * so far, as one text that changes when something is found.
 */
export type Discovery =
  | { readonly kind: "stamp"; readonly at: string | undefined }
  | { readonly kind: "rows"; readonly rows: string; readonly count: number };

export async function readDiscovery(
  requests: Requests,
  system: Pick<RemoteSystem, "id" | "type" | "serialNumber" | "managementAddress">,
  options?: CallOptions,
): Promise<Discovery> {
  const kind = sourceKindOf(system.type);
  const doing = `looking for what was discovered on remote system (${system.id})`;
  if (kind?.array === undefined) {
    const query = { select: "id", remote_system_id: `eq.${system.id}` };
    const path = pathOf(kind?.volumes ?? "import_universal_volume");
    const rows = await listAll(requests, { method: "GET", path, query, doing }, rowSchema, options);
    return { kind: "rows", rows: rows.map(({ id }) => id).join(" "), count: rows.length };
  }
  const { serial = "serial_number", updated = "last_updated_timestamp" } = kind;
  const query = { select: ["id", "management_address", serial, updated].join(",") };
  const path = pathOf(kind.array);
  const rows = await listAll(requests, { method: "GET", path, query, doing }, arraySchema(serial, updated), options);
  return { kind: "stamp", at: ownOf(rows, system)?.at };
}

const rowSchema = z.object({ id: z.string().min(1) });

const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined || value === "" ? undefined : String(value)));

const arraySchema = (serial: string, updated: string) =>
  z.looseObject({ id: z.string().min(1), management_address: text }).transform((row) => ({
    id: row.id,
    address: row.management_address,
    serialNumber: text.safeParse(row[serial]).data,
    at: text.safeParse(row[updated]).data,
  }));

type ArrayRow = z.output<ReturnType<typeof arraySchema>>;

/** Most array objects bear the id of the remote system; a Unity's is its serial number, and the address tells as well. */
function ownOf(
  rows: readonly ArrayRow[],
  { id, serialNumber, managementAddress }: Pick<RemoteSystem, "id" | "serialNumber" | "managementAddress">,
): ArrayRow | undefined {
  const isSame = (one: string | undefined, other: string | undefined) =>
    one !== undefined && one.toLowerCase() === other?.toLowerCase();
  return (
    rows.find((row) => row.id === id) ??
    rows.find((row) => isSame(row.serialNumber, serialNumber) || isSame(row.id, serialNumber)) ??
    rows.find((row) => isSame(row.address, managementAddress))
  );
}
