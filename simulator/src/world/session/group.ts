import type { ArrayState } from "../array/arrayState";
import type { Session } from "../records/session";

/** Whether the session is the parent of members, that is, imports a consistency group. */
export function isGroup({ members }: ArrayState, session: Session): boolean {
  return members.has(session.id);
}

/** The sessions of a group's members, in the order of their creation; none for the import of a volume. */
export function membersOf({ members, tables }: ArrayState, parent: Session): readonly Session[] {
  return (members.get(parent.id) ?? []).map((id) => {
    const member = tables.import_session.get(id);
    if (member === undefined) throw new Error(`session ${parent.id} has lost its member ${id}`);
    return member;
  });
}

/** The session of the group that a member belongs to; undefined for all other sessions. */
export function parentOf({ tables }: ArrayState, session: Session): Session | undefined {
  return session.parent_session_id === null ? undefined : tables.import_session.get(session.parent_session_id);
}

/** Registers a session with its parent, if it is a member. */
export function joinGroup({ members }: ArrayState, session: Session): void {
  const parentId = session.parent_session_id;
  if (parentId === null) return;
  const known = members.get(parentId);
  if (known === undefined) members.set(parentId, [session.id]);
  else known.push(session.id);
}
