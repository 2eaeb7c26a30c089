/** The members of groups, among the sessions of one array or of several. Pure. */

type Listed = { readonly id: string; readonly array?: string; readonly parentSessionId?: string | undefined };

/** Those of a group, in the order in which they are listed; none for what is no group. */
export function groupMembers<Session extends Listed>(
  sessions: readonly Session[],
): (group: Pick<Listed, "id" | "array">) => readonly Session[] {
  const members = new Map<string, Session[]>();
  for (const session of sessions) {
    if (session.parentSessionId === undefined) continue;
    const key = keyOf(session.array, session.parentSessionId);
    const known = members.get(key);
    if (known) known.push(session);
    else members.set(key, [session]);
  }
  return ({ array, id }) => members.get(keyOf(array, id)) ?? [];
}

const keyOf = (array: string | undefined, id: string) => `${array}\n${id}`;
