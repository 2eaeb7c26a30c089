import { sessionFault } from "../array/refusals";
import type { Session, SessionError } from "../records/session";
import type { SessionState } from "../records/states";

/** States that show on the group what went wrong with the first member in a state of the list. */
const ERROR_OF: Partial<Record<SessionState, readonly SessionState[]>> = {
  Failed: ["Failed"],
  Cancel_Required: ["Cancel_Required"],
  Cancel_Failed: ["Cancel_Failed"],
  Cleanup_Required: ["Cleanup_Required"],
  Cleanup_Failed: ["Cleanup_Failed"],
  Invalid: ["Invalid"],
  Import_Cutover_Incomplete: ["Ready_For_Cutover"],
};

/** A group's `error` in a state that followed from its members; a volume keeps an old one to its end, and so does a group. */
export function groupError(parent: Session, state: SessionState, members: readonly Session[]): SessionError | null {
  if (state === "Import_Completed_With_Errors") {
    const lost = members.filter((member) => member.state !== "Import_Completed").length;
    return sessionFault("membersLost", `${lost}`, `${members.length}`);
  }
  if (state === "Cancelled") return parent.error;
  const culprits = ERROR_OF[state] ?? [];
  return members.find((member) => culprits.includes(member.state))?.error ?? null;
}
