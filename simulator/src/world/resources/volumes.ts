/** The operations of /volume, and what volume groups have in common with it. */

import type { ArrayState } from "../array/arrayState";
import { attachedTo, holderOf } from "../array/attachments";
import {
  type Body,
  type Change,
  created,
  done,
  findActiveSession,
  given,
  requireFreeName,
  requirePrintable,
  requireRecord,
  requireReferenced,
} from "../array/change";
import { newVolume } from "../array/newVolumes";
import { refusalErr } from "../array/refusals";
import { toTimestamp } from "../records/instants";
import type { Stored } from "../records/records";
import { refreshFrom } from "./refresh";

const BLOCK_BYTES = 8192;

function requireSize(size: unknown): void {
  if (Number(size) % BLOCK_BYTES !== 0)
    throw refusalErr("invalid", "volume", `its size is no multiple of ${BLOCK_BYTES}`);
}

/** [API volume_create]: only these; the definition has them as the limits of a range. */
const sectorSizes: readonly unknown[] = [undefined, 512, 4096];

function requireSectors(size: unknown): void {
  if (!sectorSizes.includes(size)) throw refusalErr("invalid", "volume", `sectors have 512 or 4096 bytes, not ${size}`);
}

/** The policies that a body names, by ids. */
export function resolvePolicies(array: ArrayState, body: Body): Readonly<Record<string, unknown>> {
  const names = ["protection_policy_id", "performance_policy_id", "qos_performance_policy_id"];
  return Object.fromEntries(
    Object.entries(given(body, names)).map(([name, reference]) => {
      const isOff = reference === null || reference === "";
      return [name, isOff ? null : requireReferenced(array, "policy", reference).id];
    }),
  );
}

const plain = ["description", "app_type", "app_type_other", "node_affinity"];

const createVolume: Change = (array, { body }) => {
  if (array.space === "refusing") throw refusalErr("invalid", "volume", "there is no space left");
  requireFreeName(array, "volume", body.name);
  requirePrintable("volume", body.description);
  requireSize(body.size);
  requireSectors(body.sector_size);
  const group = body.volume_group_id ? requireReferenced(array, "volume_group", body.volume_group_id) : undefined;
  const policies = resolvePolicies(array, body);
  if (body.appliance_id) requireReferenced(array, "appliance", body.appliance_id);
  const attachment = resolveAttachment(array, body);
  const volume = newVolume(array, String(body.name), Number(body.size));
  const properties = { ...given(body, [...plain, "appliance_id", "sector_size"]), ...policies, ...attachment };
  array.tables.volume.put({ ...volume, ...properties, volume_group_id: group?.id ?? null });
  return created(volume.id);
};

/** [API volume_create]: a host or a host group, and not both. */
function resolveAttachment(array: ArrayState, { host_id, host_group_id }: Body) {
  if (host_id && host_group_id) throw refusalErr("invalid", "volume", "it is attached to a host or to a host group");
  return attachedTo({
    host_ids: host_id ? [requireReferenced(array, "host", host_id).id] : [],
    host_group_ids: host_group_id ? [requireReferenced(array, "host_group", host_group_id).id] : [],
  });
}

const modifyVolume: Change = (array, { id, body }) => {
  const volume = requireRecord(array, "volume", id);
  if (body.name !== undefined) requireFreeName(array, "volume", body.name, id);
  requirePrintable("volume", body.description);
  if (body.size !== undefined) {
    requireSize(body.size);
    // The one that it has is taken against the text, for Dell's Terraform provider sends it along with a new name [C].
    if (Number(body.size) < Number(volume.size)) throw refusalErr("impossible", "volume", id, "it cannot shrink");
    requireIdle(array, id, "its size is fixed during the import");
  }
  const properties = { ...given(body, ["name", "size", ...plain]), ...resolvePolicies(array, body) };
  array.tables.volume.put({ ...volume, ...properties });
  return done;
};

/** A volume that an import is copying to belongs to that import. */
function requireIdle(array: ArrayState, id: string, reason: string): void {
  const session = findActiveSession(array, ({ destination_resource_id }) => destination_resource_id === id);
  if (session !== undefined) throw refusalErr("inUse", "volume", id, `import session ${session.id}: ${reason}`);
}

/** [API volume]: not while it is in a volume group, has a policy, or hosts are attached to it. */
export function requireDeletable(array: ArrayState, volume: Stored): void {
  requireIdle(array, volume.id, "its destination goes with a cancel only");
  const holder = holderOf(array, volume);
  if (holder !== undefined) throw refusalErr("inUse", "volume", volume.id, `it is attached to ${holder}`);
  if (volume.volume_group_id) {
    throw refusalErr("inUse", "volume", volume.id, `it is in volume group ${volume.volume_group_id}`);
  }
  if (volume.protection_policy_id) {
    throw refusalErr("inUse", "volume", volume.id, `policy ${volume.protection_policy_id} protects it`);
  }
}

const deleteVolume: Change = (array, { id }) => {
  requireDeletable(array, requireRecord(array, "volume", id));
  for (const other of [...array.tables.volume.values()]) {
    const { parent_id } = (other.protection_data ?? {}) as Body;
    if (other.type === "Snapshot" && parent_id === id) array.tables.volume.delete(other.id);
  }
  array.tables.volume.delete(id);
  return done;
};

const refreshVolume: Change = (array, { id, body }) => {
  const volume = requireRecord(array, "volume", id);
  requireIdle(array, id, "its content is the import's");
  return refreshFrom(array, "volume", volume, body, (name) => {
    const snapshot = { ...newVolume(array, name, Number(volume.size)), type: "Snapshot" };
    array.tables.volume.put({ ...snapshot, protection_data: snapshotData(array, volume) });
    return snapshot.id;
  });
};

function snapshotData(array: ArrayState, { id, protection_data }: Stored): Body {
  const { family_id } = (protection_data ?? {}) as Body;
  const now = toTimestamp(array.now);
  return { family_id: family_id ?? id, source_id: id, parent_id: id, source_timestamp: now, creator_type: "System" };
}

export const volumeOperations = {
  "POST /volume": createVolume,
  "PATCH /volume/{id}": modifyVolume,
  "DELETE /volume/{id}": deleteVolume,
  "POST /volume/{id}/refresh": refreshVolume,
} satisfies Record<string, Change>;
