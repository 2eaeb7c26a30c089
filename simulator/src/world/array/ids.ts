import { createHash } from "node:crypto";
import type { ArrayState, SerialKind } from "./arrayState";

/**
 * The next id of a kind, never one that is in use. An array's ids are opaque, and no two arrays have one in common: here they
 * follow from the cluster's `global_id` and from how many objects of the kind came before, so that the same world makes the
 * same ids in every run. With `ids: "counted"` they are `host-group-000001`, on every array alike.
 */
export function nextId(array: ArrayState, kind: SerialKind): string {
  const { serials, tables } = array;
  const table = tables[kind === "session" ? "import_session" : kind];
  for (;;) {
    serials[kind] += 1;
    const id = idOf(array, kind, serials[kind]);
    if (table.get(id) === undefined) return id;
  }
}

function idOf(array: ArrayState, kind: SerialKind, serial: number): string {
  if (array.settings.ids === "counted") return `${kind.replaceAll("_", "-")}-${String(serial).padStart(6, "0")}`;
  const [cluster] = array.tables.cluster.part(0, 1);
  return uuidOf(`${cluster?.global_id}/${kind}/${serial}`);
}

/** The id of what comes and goes with an object: a host's initiator. `part` tells it from the object's other parts. */
export function partId({ settings }: ArrayState, ownerId: string, part: string): string {
  return settings.ids === "counted" ? `${ownerId}-${part}` : uuidOf(`${ownerId}/${part}`);
}

/** Hexadecimal digits that always follow from the same text. */
export function digitsOf(text: string, count: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, count);
}

/** In the shape of a random UUID (RFC 9562, version 4). */
function uuidOf(text: string): string {
  const digits = digitsOf(text, 32);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `a${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join("-");
}
