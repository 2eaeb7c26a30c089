/** What the array takes from a client in each state of a session, a group and a member. */
import type { ArrayState } from "../array/arrayState";
import { refusalErr } from "../array/refusals";
import { groupAllows } from "../records/groupStates";
import type { Session } from "../records/session";
import { type Action, allows, isAgentlessOnly, ruleOf } from "../records/states";
import { isGroup, membersOf } from "./group";

/**
 * What a member's own session does not take, whatever its state; everything else goes by the table for volumes [ARRAY actions].
 * - cutover: a consistency group is committed as one; that only a part of it is, is a fault in the vendor's texts
 *   [API Import_Cutover_Incomplete], so nobody can ask for it [I].
 * - delete: the record of a member goes with that of its group [I]; a parent without it could not say what it imported.
 * - modify: the schedule is the group's [I].
 */
const groupOnlyActions: readonly Action[] = ["cutover", "delete", "modify"];

/** Throws an ApiError 422 where the state of the session forbids the action [ARRAY actions], of a group also that of its members [ARRAY groups]. */
export function requireAllowed(array: ArrayState, session: Session, action: Action): void {
  if (isGroup(array, session)) requireGroupAllowed(array, session, action);
  else requireVolumeAllowed(session, action);
}

function requireVolumeAllowed({ name, id, state, type, parent_session_id }: Session, action: Action): void {
  if (parent_session_id !== null && groupOnlyActions.includes(action)) {
    throw refusalErr("groupOnly", name, id, parent_session_id, action);
  }
  if (type !== "Agentless" && isAgentlessOnly(action)) throw refusalErr("agentlessOnly", name, id, type, action);
  if (!allows(state, type, action)) throw refusalErr("wrongState", name, id, state, action);
}

function requireGroupAllowed(array: ArrayState, parent: Session, action: Action): void {
  const { name, id, state, type } = parent;
  // Gates are passed member by member; that the parent takes them for all is unverified [U, ARRAY groups].
  if (isAgentlessOnly(action)) throw refusalErr("membersOnly", name, id, action);
  if (!groupAllows(state, type, action)) throw refusalErr("wrongState", name, id, state, action);
  if (action === "pause") requireAllCopying(array, parent);
}

/** Whether members of a group have not become unfit for an action that was allowed before. */
export function isStillAllowed(array: ArrayState, parent: Session, action: Action): boolean {
  if (!isGroup(array, parent)) return true;
  const isFit = action !== "pause" || memberNotCopying(array, parent) === undefined;
  return groupAllows(parent.state, parent.type, action) && isFit;
}

/** [API pause]: "only" possible in Copy_In_Progress; so the group takes it when all that is left of it copies [I, ARRAY groups]. */
function requireAllCopying(array: ArrayState, parent: Session): void {
  const other = memberNotCopying(array, parent);
  if (other !== undefined) throw refusalErr("membersNotCopying", parent.name, parent.id, other.id, other.state);
}

function memberNotCopying(array: ArrayState, parent: Session): Session | undefined {
  const living = membersOf(array, parent).filter(({ state }) => ruleOf(state).source !== "Free");
  return living.find(({ state }) => state !== "Copy_In_Progress");
}
