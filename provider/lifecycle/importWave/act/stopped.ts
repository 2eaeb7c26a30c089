/** Who is left alone as long as the wave is held. */

import type { SessionContext } from "../../importSession/act/sessionContext";
import type { Member, Roster } from "./roster";

type Account = Pick<SessionContext, "run" | "urn">;
type Wave = { readonly roster: Pick<Roster, "hold">; readonly clusterId: string };

/** To import it anew is to start something. Of one that was found to have failed since, its update tells why. */
export function isStopped(member: Member, { roster, clusterId }: Wave, account: Account): boolean {
  const { recorded, hasFailed } = member;
  if (!recorded || !roster.hold()) return false;
  return isReplaced(member, clusterId, account) || (hasFailed && recorded.outputs.state !== undefined);
}

/** Whether this run is to import it anew. */
export function isReplaced({ recorded }: Member, clusterId: string, { run, urn }: Account): boolean {
  return recorded !== undefined && run.isPlannedToReplace(urn, { id: recorded.id, clusterId });
}
