/** How much each session copies, and has copied. Pure. */
import { isKnownState, isPastCopy, stateRow } from "../../provider/lifecycle/importSession/decide/states";
import type { SessionView } from "./sessionView";

/** The volumes whose sizes are to be asked for. */
export function destinationVolumes(
  sessions: readonly Pick<SessionView, "destinationResourceId" | "destinationResourceType">[],
) {
  const ids = sessions.flatMap(({ destinationResourceId: id, destinationResourceType }) =>
    id === undefined || destinationResourceType === "volume_group" ? [] : [id],
  );
  return [...new Set(ids)];
}

/** The sessions of one array with their bytes, as far as the array says; a consistency group has those of its members, and their rate where it shows none of its own. */
export function withSizes(
  sessions: readonly SessionView[],
  sizes: ReadonlyMap<string, number>,
): readonly SessionView[] {
  const single = sessions.map((session) => {
    const size = sizes.get(session.destinationResourceId ?? "");
    return size === undefined ? session : withBytes(session, size);
  });
  const membersOf = new Map<string, SessionView[]>();
  for (const session of single) {
    if (session.parentSessionId === undefined) continue;
    const members = membersOf.get(session.parentSessionId) ?? [];
    membersOf.set(session.parentSessionId, [...members, session]);
  }
  return single.map((session) => ofMembers(session, membersOf.get(session.id) ?? []));
}

function withBytes(session: SessionView, size: number): SessionView {
  const share = shareCopied(session);
  return { ...session, size, ...(share !== undefined && { copiedBytes: Math.floor(size * share) }) };
}

function ofMembers(group: SessionView, members: readonly SessionView[]): SessionView {
  if (members.length === 0) return group;
  const sum = (name: "size" | "copiedBytes" | "currentTransferRate") =>
    members.reduce((total, member) => total + (member[name] ?? 0), 0);
  const currentTransferRate = group.currentTransferRate ?? sum("currentTransferRate");
  return {
    ...group,
    ...(currentTransferRate > 0 && { currentTransferRate }),
    ...(members.every(({ size }) => size !== undefined) && {
      size: sum("size"),
      ...(shareCopied(group) !== undefined && { copiedBytes: sum("copiedBytes") }),
    }),
  };
}

/** 0 to 1; undefined where the copy is lost or nobody knows. A percentage is null once the copy is done [API progress_percentage]. */
export function shareCopied({
  state,
  progressPercentage,
}: Pick<SessionView, "state" | "progressPercentage">): number | undefined {
  if (!isKnownState(state) || stateRow(state).order === undefined) return undefined;
  return isPastCopy(state) ? 1 : (progressPercentage ?? 0) / 100;
}
