import type { ListedSession } from "../../provider/powerstore/api/schemas/importSession";
import { standingOf } from "../sessions/standing";

/** Whether its source is not to be imported again as long as it is so. */
export function isUnderWay({ state }: Pick<ListedSession, "state">): boolean {
  const { standing } = standingOf(state);
  if (standing === "completed" || standing === "ended") return false;
  return state !== "Failed";
}

/** Of each source the session that matters: one under way, or the latest. Members of groups go with their group's. */
export function sessionsBySource(sessions: readonly ListedSession[]): ReadonlyMap<string, ListedSession> {
  const bySource = new Map<string, ListedSession>();
  for (const session of sessions) {
    const { sourceResourceId, remoteSystemId, parentSessionId } = session;
    if (sourceResourceId === undefined || parentSessionId !== undefined) continue;
    const key = keyOf(remoteSystemId, sourceResourceId);
    const known = bySource.get(key);
    if (!known || weight(session) > weight(known)) bySource.set(key, session);
  }
  return bySource;
}

/** Ids of sources are unique on their source array only. */
export const keyOf = (remoteSystemId: string | undefined, sourceId: string) =>
  JSON.stringify([remoteSystemId ?? "", sourceId]);

function weight(session: ListedSession): string {
  return `${isUnderWay(session) ? 1 : 0} ${session.lastUpdateTimestamp ?? ""}`;
}
