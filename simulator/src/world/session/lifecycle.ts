import type { ArrayState } from "../array/arrayState";
import type { Session } from "../records/session";
import type { SessionState } from "../records/states";
import { enrol, enterState, type SessionPatch, withdraw } from "./enter";
import { groupError, groupStateOf, isGroup, joinGroup, membersOf, parentOf } from "./group";
import { claimSource, settleSourceGroup } from "./source";
import { shareBandwidth } from "./timers";

/** Brings a session into a state, with everything that follows from it, and lets its group and the queue follow. */
export function moveSession(array: ArrayState, session: Session, state: SessionState, patch: SessionPatch = {}): void {
  enterState(array, session, state, patch);
  const parent = parentOf(array, session);
  if (parent !== undefined) followMembers(array, parent);
  admitQueued(array);
}

/** A move of one member of a group. */
export type MemberMove = { readonly member: Session; readonly state: SessionState; readonly patch?: SessionPatch };

/** As `moveSession`, for a group together with some of its members; what becomes of the group is the caller's decision. */
export function moveGroup(
  array: ArrayState,
  parent: Session,
  state: SessionState,
  moves: readonly MemberMove[],
  patch: SessionPatch = {},
): void {
  enterGroup(array, parent, state, moves, patch);
  admitQueued(array);
}

/** As `moveGroup`, but nobody moves up in the queue. */
export function enterGroup(
  array: ArrayState,
  parent: Session,
  state: SessionState,
  moves: readonly MemberMove[],
  patch: SessionPatch,
): void {
  for (const { member, state: next, patch: change } of moves) enterState(array, member, next, change ?? {});
  // Last, for the volume group comes and goes with what the members have in it.
  enterState(array, parent, state, patch);
}

/** Brings a group into the state that follows from its members. */
function followMembers(array: ArrayState, parent: Session): void {
  const members = membersOf(array, parent);
  const state = groupStateOf(
    parent.state,
    members.map((member) => member.state),
  );
  if (state === parent.state) return;
  const { cancels_to_fail: left = 0 } = parent;
  const hasFailed = parent.state === "Cancel_In_Progress" && members.some((each) => each.state === "Cancel_Failed");
  enterState(array, parent, state, {
    error: groupError(parent, state, members),
    ...(hasFailed && left > 0 ? { cancels_to_fail: left - 1 } : {}),
  });
}

/** New sessions, a group's parent before its members: their sources are taken, and they wait for schedule or turn. */
export function startSessions(array: ArrayState, sessions: readonly Session[]): void {
  for (const session of sessions) joinGroup(array, session);
  for (const session of sessions) {
    if (isGroup(array, session)) settleSourceGroup(array, session);
    else claimSource(array, session);
    enrol(array, session);
  }
  admitQueued(array);
}

/** The session, with its members, leaves the array without a trace but source and destination. */
export function dropSession(array: ArrayState, session: Session): void {
  for (const each of [...membersOf(array, session), session]) {
    withdraw(array, each);
    array.tables.import_session.delete(each.id);
  }
  array.members.delete(session.id);
  shareBandwidth(array);
  admitQueued(array);
}

/** FIFO (powerstore.md 1a, S): who has waited longest gets the next free place. */
export function admitQueued(array: ArrayState): void {
  const { settings, counts } = array;
  while (counts.active < settings.maxActiveSessions) {
    if (settings.oneSetUpAtATime && counts.settingUp > 0) return;
    const next = array.tables.import_session.get(array.queue.first() ?? "");
    if (next === undefined || (next.waits_until ?? array.now) > array.now) return;
    enterGroup(array, next, "In_Progress", waitingMembers(array, next), {});
  }
}

/** All members start with their group; those that were cancelled while it waited do not. */
function waitingMembers(array: ArrayState, parent: Session): MemberMove[] {
  const waiting = membersOf(array, parent).filter(({ state }) => state === "Queued");
  return waiting.map((member) => ({ member, state: "In_Progress" }));
}
