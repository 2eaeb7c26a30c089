/** What hosts and host groups are attached to, and so cannot do without. */
import type { ArrayState } from "./arrayState";
import { findActiveSession, nounOf } from "./change";
import { refusalErr } from "./refusals";

type Holder = "host" | "host_group";

const sessionKeys = { host: "host_ids", host_group: "host_group_ids" } as const satisfies Record<Holder, string>;

/** Why a host or a group counts as attached; undefined where it does not. */
function attachmentOf(array: ArrayState, collection: Holder, id: string): string | undefined {
  const session = findActiveSession(array, (each) => each[sessionKeys[collection]].includes(id));
  return session && `import session ${session.id} is mapped to it`;
}

/** Throws an ApiError 422 for a host or a host group that is attached to something: to the destination of an import that is mapped to it. */
export function requireDetached(array: ArrayState, collection: Holder, id: string): void {
  const reason = attachmentOf(array, collection, id);
  if (reason !== undefined) throw refusalErr("inUse", nounOf(collection), id, reason);
}
