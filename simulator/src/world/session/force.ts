/** Brings sessions into a state that somebody wants, whatever led there: is it possible, and what goes with it. */
import type { ArrayState } from "../array/arrayState";
import { type CopyMeter, emptyMeter, fillMeter, stopMeter } from "../records/copyMeter";
import { isGroupState } from "../records/groupStates";
import type { Session, SessionError } from "../records/session";
import { ruleOf, type SessionState } from "../records/states";
import { isGroup, membersOf, parentOf } from "./group";
import { moveSessions } from "./moves";
import { findSource } from "./sessionSource";
import { scheduleAt } from "./timers";

/** The session as it is when its group, if it has one, is there again for a state that needs it. */
function withLivingGroup(array: ArrayState, session: Session, state: SessionState): Session {
  const parent = parentOf(array, session);
  if (parent !== undefined) reviveGroup(array, parent, state);
  return array.tables.import_session.get(session.id) ?? session;
}

/** Throws a RangeError where this session, a group, a member or neither, cannot be in the state. */
export function requirePossible(array: ArrayState, session: Session, state: SessionState): void {
  if (isGroup(array, session)) requireGroupState(array, session, state);
  requireMemberState(array, session, state);
  const relatives = [parentOf(array, session) ?? [], membersOf(array, session)].flat();
  for (const each of [session, ...relatives]) requireSource(array, each, state);
}

/** A dead session cannot come back to life if its source is in another one by now. */
function requireSource(array: ArrayState, session: Session, state: SessionState): void {
  const source = findSource(array, session.source_resource_id);
  if (source === undefined) {
    if (ruleOf(state).source === "Free") return;
    throw new RangeError(`${session.source_resource_id} is gone, so ${session.id} cannot be ${state}`);
  }
  const owner = ("volume" in source ? source.volume : source.group).session_id;
  if (owner !== null && owner !== session.id && ruleOf(state).source !== "Free") {
    throw new RangeError(`${session.source_resource_id} is in session ${owner}, so ${session.id} cannot be ${state}`);
  }
}

const DAY_IN_MILLISECONDS = 24 * 60 * 60 * 1000;

/** A session that somebody forces into a state, with the schedule that the state needs. */
function withSchedule(array: ArrayState, session: Session, state: SessionState): Session {
  if (state !== "Scheduled" || (session.starts_at !== null && session.starts_at > array.now)) return session;
  return { ...session, ...scheduleAt(array.now + DAY_IN_MILLISECONDS) };
}

/** How much is copied in a state that somebody forced. */
export function copyFor(array: ArrayState, session: Session, state: SessionState): CopyMeter {
  const copy = stopMeter(session.copy, array.now, array.copySpeed);
  if (state === "Copy_In_Progress" || state === "Paused") {
    return copy.copied_bytes === copy.total_bytes ? emptyMeter(copy) : copy;
  }
  const isThrough = state === "Ready_For_Cutover" || state === "Cutover_In_Progress" || state === "Import_Completed";
  return isThrough ? fillMeter(copy) : copy;
}

/** The states of members that go with a forced state of their group; the last member is the one that trouble meets. */
function memberStates(state: SessionState, count: number): readonly SessionState[] {
  const imported = Array.from({ length: count - 1 }, () => "Import_Completed" as const);
  if (state === "Import_Completed_With_Errors") return [...imported, "Failed"];
  if (state === "Import_Cutover_Incomplete") return [...imported, "Ready_For_Cutover"];
  return Array.from({ length: count }, () => state);
}

/** Throws a RangeError for a state that a group never shows. */
function requireGroupState(array: ArrayState, parent: Session, state: SessionState): void {
  if (!isGroupState(state)) throw new RangeError(`${parent.id} imports a group, and groups are never ${state}`);
  if (state === "Import_Completed_With_Errors" && membersOf(array, parent).length === 1) {
    throw new RangeError(`${parent.id} has one member only, and cannot be ${state}`);
  }
}

/** Throws a RangeError for a state that this member of a group cannot have now. */
function requireMemberState(array: ArrayState, member: Session, state: SessionState): void {
  const parent = parentOf(array, member);
  if (parent === undefined) return;
  const isOfGroup = state === "Import_Completed_With_Errors" || state === "Import_Cutover_Incomplete";
  if (isOfGroup || state === "Scheduled" || state === "Queued") {
    throw new RangeError(`${member.id} is a member of ${parent.id}, and only that can be ${state}`);
  }
  // The volume group comes with set-up; a group that has ended gets a new one when a member comes back to life.
  const isBegun = parent.destination_resource_id !== null || ruleOf(parent.state).source === "Free";
  if (!isBegun && (state === "In_Progress" || ruleOf(state).destination === "Present")) {
    throw new RangeError(`${member.id} cannot be ${state} while its group ${parent.id} is ${parent.state}`);
  }
}

/** Brings a group and its members into a state; `error` goes to the group and to those that trouble meets. */
export function forceGroup(array: ArrayState, parent: Session, state: SessionState, error: SessionError | null): void {
  const members = membersOf(array, parent);
  const states = memberStates(state, members.length);
  const scheduled = withSchedule(array, parent, state);
  const { starts_at, scheduled_timestamp } = scheduled;
  const moves = members.map((member, index) => {
    const next = states[index] ?? state;
    return {
      session: { ...member, starts_at, scheduled_timestamp },
      to: next,
      patch: { error: next === "Import_Completed" ? null : error, copy: copyFor(array, member, next) },
    };
  });
  const moveOfGroup = { session: scheduled, to: state, patch: { error } };
  // Nobody moves up while a session is Queued by force, or it would be the one that does.
  moveSessions(array, [...moves, moveOfGroup], { admits: state !== "Queued" });
}

/** Brings a group that has ended back to life, so that a member can be: what it becomes follows from its members. */
function reviveGroup(array: ArrayState, parent: Session, state: SessionState): void {
  if (ruleOf(parent.state).source === "In_Progress" || ruleOf(state).source === "Free") return;
  moveSessions(array, [{ session: parent, to: "In_Progress" }], { admits: false });
}

/** Cancels and rolls back what is unfinished of a session or a group, at once. */
export function undoSession(array: ArrayState, parent: Session): void {
  const unfinished = membersOf(array, parent).filter(({ state }) => ruleOf(state).source === "In_Progress");
  const moves = [...unfinished, parent].map((session) => ({ session, to: "Cancelled" as const }));
  moveSessions(array, moves, { admits: false });
}

/** Brings a single session or a member into a state; `copy` is kept as it was unless one is given. */
export function forceSession(
  array: ArrayState,
  session: Session,
  state: SessionState,
  patch: { readonly error: SessionError | null; readonly copy?: CopyMeter },
): void {
  const ready = withSchedule(array, withLivingGroup(array, session, state), state);
  moveSessions(array, [{ session: ready, to: state, patch }], { admits: state !== "Queued" });
}
