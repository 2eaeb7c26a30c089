import type { ImportSessionAction, ImportSessions } from "../../../powerstore/api/contract";
import type { ImportSessionState } from "../../../powerstore/api/schemas/importSession";
import { RefusedError } from "../../../powerstore/http/errors";
import type { AdvanceAction } from "../decide/decideWait";
import type { ObservedSession } from "../decide/observedSession";

/** In which state of a member an action is for it. */
const memberStateOf: Partial<Record<AdvanceAction, ImportSessionState>> = {
  pause: "Copy_In_Progress",
  resume: "Paused",
  enable_destination_volume: "Mirror_Enabled",
  start_copy: "Ready_To_Start_Copy",
};

/**
 * Sends an action. A group is paused and resumed through its own session or, where the array refuses that, through its members; its
 * first two gates exist on the members alone; it is cut over as a whole (powerstore.md 1c). Actions are sent without a
 * signal: see docs/decisions/006.
 */
export async function performAction(
  importSessions: ImportSessions,
  session: ObservedSession,
  action: Exclude<AdvanceAction, "reschedule">,
): Promise<void> {
  const memberState = memberStateOf[action];
  const members = session.members.filter((member) => member.state === memberState);
  const isMembersOnly = action === "enable_destination_volume" || action === "start_copy";
  if (members.length === 0) return importSessions.actOnImportSession(session.id, action);
  if (isMembersOnly) return actOnMembers(importSessions, members, action);
  try {
    await importSessions.actOnImportSession(session.id, action);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    await actOnMembers(importSessions, members, action);
  }
}

/** One after the other: the first refusal ends it, and what is left is seen and done in the next round. */
async function actOnMembers(
  importSessions: ImportSessions,
  members: readonly { readonly id: string }[],
  action: ImportSessionAction,
): Promise<void> {
  for (const member of members) await importSessions.actOnImportSession(member.id, action);
}
