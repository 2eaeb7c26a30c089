/** Which buttons a session has: those that the array would take from an administrator in its state. */
import type { Row } from "../api/contract";
import { groupAllows } from "../world/records/groupStates";
import type { SessionType } from "../world/records/states";
import { allows, isAgentlessOnly, type SessionState } from "../world/records/states";

/** The name of a button's operation in the API, and what is written on it. */
export const sessionActions = {
  enable_destination_volume: "Enable destination",
  start_copy: "Start copy",
  pause: "Pause",
  resume: "Resume",
  cutover: "Cut over",
  cleanup: "Clean up",
  cancel: "Cancel",
  delete: "Delete record",
} as const satisfies Readonly<Record<string, string>>;

export type SessionAction = keyof typeof sessionActions;

const everyAction = Object.keys(sessionActions) as readonly SessionAction[];

export function isSessionAction(text: string): text is SessionAction {
  return Object.hasOwn(sessionActions, text);
}

/** A member's cut-over and record are its group's (`world/group/permission.ts`); what else stands against it, the array says. */
export function actionsOf(session: Row, isGroup: boolean): readonly SessionAction[] {
  const state = session.state as SessionState;
  const type = session.type as SessionType;
  if (isGroup) return everyAction.filter((action) => !isAgentlessOnly(action) && groupAllows(state, type, action));
  const isMember = session.parent_session_id !== null;
  return everyAction.filter(
    (action) => allows(state, type, action) && !(isMember && (action === "cutover" || action === "delete")),
  );
}
