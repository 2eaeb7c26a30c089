/** What hosts, host groups and volumes are attached to, and so cannot do without. */
import type { Stored } from "../records/records";
import type { ArrayState } from "./arrayState";
import { findActiveSession, nounOf } from "./change";
import { refusalErr } from "./refusals";

type Holder = "host" | "host_group";

/** By what a session names hosts and groups, and by what a volume does, which shows neither. */
const keys = {
  host: { session: "host_ids", volume: "attached_host_ids" },
  host_group: { session: "host_group_ids", volume: "attached_host_group_ids" },
} as const satisfies Record<Holder, { readonly session: string; readonly volume: string }>;

const holders = Object.keys(keys) as readonly Holder[];

export type Attachment = { readonly host_ids: readonly string[]; readonly host_group_ids: readonly string[] };

/** What a volume keeps of whom it is attached to; nothing where that is nobody: there may be 100,000 of these. */
export function attachedTo({ host_ids, host_group_ids }: Attachment): Readonly<Record<string, readonly string[]>> {
  if (host_ids.length + host_group_ids.length === 0) return {};
  return { [keys.host.volume]: host_ids, [keys.host_group.volume]: host_group_ids };
}

/** The volume as it is when nobody has access to it any more. */
export function detached({ attached_host_ids: _, attached_host_group_ids: __, ...volume }: Stored): Stored {
  return volume as Stored;
}

function idsIn(volume: Stored, holder: Holder): readonly string[] {
  return (volume[keys[holder].volume] ?? []) as readonly string[];
}

/** Why a host or a group counts as attached; undefined where it does not. */
function attachmentOf(array: ArrayState, holder: Holder, id: string): string | undefined {
  const session = findActiveSession(array, (each) => each[keys[holder].session].includes(id));
  if (session !== undefined) return `import session ${session.id} is mapped to it`;
  if (array.settings.attachments === "go") return undefined;
  for (const volume of array.tables.volume.values()) {
    if (idsIn(volume, holder).includes(id)) return `volume ${volume.id} is attached to it`;
  }
  return undefined;
}

/**
 * Throws an ApiError 422 for a host or a host group that is attached to something: to an import that is mapped to it, and, as nothing here
 * can detach, by one reading (`attachments`) also to a volume without one.
 */
export function requireDetached(array: ArrayState, holder: Holder, id: string): void {
  const reason = attachmentOf(array, holder, id);
  if (reason !== undefined) throw refusalErr("inUse", nounOf(holder), id, reason);
}

/** Whom a volume is attached to, by the same reading: `host h-1`; undefined where that is nobody. */
export function holderOf({ settings, tables }: ArrayState, volume: Stored): string | undefined {
  if (settings.attachments === "go") return undefined;
  for (const holder of holders) {
    const id = idsIn(volume, holder).find((each) => tables[holder].get(each) !== undefined);
    if (id !== undefined) return `${nounOf(holder)} ${id}`;
  }
  return undefined;
}
