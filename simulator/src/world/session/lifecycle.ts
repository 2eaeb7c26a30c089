import type { ArrayState } from "../arrayState";
import { groupError } from "../group/error";
import { isGroup, joinGroup, membersOf, parentOf } from "../group/members";
import { groupStateOf } from "../group/outcome";
import { settleSourceGroup } from "../group/source";
import { settleVolumeGroup } from "../group/volumeGroup";
import { toTimestamp } from "../instants";
import { emptyMeter, startMeter, stopMeter } from "./copyMeter";
import { addDestination, protectDestination, removeDestination, setHostAccess } from "./destination";
import type { Session } from "./session";
import { claimSource, freeSource, isReachable, markImported, sourceNameOf } from "./source";
import { ruleOf, type SessionState } from "./states";
import { setTimer } from "./timers";

/** What a change of state can bring along. */
export type SessionPatch = Partial<Pick<Session, "error" | "is_forced" | "copy" | "fails_cutover" | "cancels_to_fail">>;

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

/** As `moveSession`, but neither group nor queue follow. */
export function enterState(array: ArrayState, session: Session, state: SessionState, patch: SessionPatch): void {
  withdraw(array, session);
  const copy = patch.copy ?? stopMeter(session.copy, array.now, array.settings.copyBytesPerSecond);
  const moved: Session = {
    ...session,
    ...patch,
    state,
    copy: state === "Copy_In_Progress" ? startMeter(copy, array.now) : copy,
    last_update_timestamp: toTimestamp(array.now),
  };
  const settled = settleDestination(array, moved);
  settleSource(array, settled, session);
  enrol(array, settled);
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
  const hasFailed = parent.state === "Cancel_In_Progress" && state === "Cancel_Failed";
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
  admitQueued(array);
}

/** The counts follow from the records; `step` is 1 for a session that comes, -1 for one that goes. */
export function countSession(array: ArrayState, session: Session, step: 1 | -1): void {
  // A group takes one place, however many members it has [unknown]: nothing says how the array counts them.
  if (session.parent_session_id === null && ruleOf(session.state).active) array.counts.active += step;
  // A group is In_Progress for as long as it copies: only its members show whether it is being set up.
  if (session.state === "In_Progress" && !isGroup(array, session)) array.counts.settingUp += step;
}

/** FIFO (powerstore.md 1a, S): who has waited longest gets the next free place. */
export function admitQueued(array: ArrayState): void {
  const { settings, counts } = array;
  while (counts.active < settings.maxActiveSessions) {
    if (settings.oneSetUpAtATime && counts.settingUp > 0) return;
    const next = array.tables.import_session.get(array.queue.first() ?? "");
    if (next === undefined) return;
    enterGroup(array, next, "In_Progress", waitingMembers(array, next), {});
  }
}

/** All members start with their group; those that were cancelled while it waited do not. */
function waitingMembers(array: ArrayState, parent: Session): MemberMove[] {
  const waiting = membersOf(array, parent).filter(({ state }) => state === "Queued");
  return waiting.map((member) => ({ member, state: "In_Progress" }));
}

function withdraw(array: ArrayState, session: Session): void {
  countSession(array, session, -1);
  array.queue.leave(session.id);
  array.agenda.stop("import_session", session.id);
}

function enrol(array: ArrayState, session: Session): void {
  array.tables.import_session.put(session);
  countSession(array, session, 1);
  if (session.state === "Queued" && session.parent_session_id === null) array.queue.join(session.id);
  setTimer(array, session);
}

function settleDestination(array: ArrayState, session: Session): Session {
  if (isGroup(array, session)) return settleVolumeGroup(array, session, sourceNameOf(array, session));
  const { destination } = ruleOf(session.state);
  if (destination === "None") {
    // Without a destination nothing is copied.
    return removeDestination(array, { ...session, copy: emptyMeter(session.copy) });
  }
  const isMissing = destination === "Present" && session.destination_resource_id === null;
  const settled = isMissing ? addDestination(array, session, sourceNameOf(array, session)) : session;
  setHostAccess(array, settled);
  if (settled.state === "Import_Completed") protectDestination(array, settled);
  return settled;
}

function settleSource(array: ArrayState, session: Session, before: Session): void {
  if (isGroup(array, session)) {
    settleSourceGroup(array, session);
    return;
  }
  const { source } = ruleOf(session.state);
  if (source === "In_Progress") claimSource(array, session);
  else if (source === "Imported") markImported(array, session);
  // Nothing to roll back, or rolled back, unless a forced cancel gave up on a source that does not answer.
  else freeSource(array, session, before.destination_resource_id === null || isReachable(array, session));
}
