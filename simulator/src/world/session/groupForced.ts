import type { ArrayState } from "../array/arrayState";
import { isGroupState } from "../records/groupStates";
import type { Session, SessionError } from "../records/session";
import { ruleOf, type SessionState } from "../records/states";
import { enterState } from "./enter";
import { copyFor, withSchedule } from "./forced";
import { membersOf, parentOf } from "./group";
import { admitQueued, enterGroup } from "./lifecycle";

/** The states of members that go with a forced state of their group; the last member is the one that trouble meets. */
function memberStates(state: SessionState, count: number): readonly SessionState[] {
  const imported = Array.from({ length: count - 1 }, () => "Import_Completed" as const);
  if (state === "Import_Completed_With_Errors") return [...imported, "Failed"];
  if (state === "Import_Cutover_Incomplete") return [...imported, "Ready_For_Cutover"];
  return Array.from({ length: count }, () => state);
}

/** Throws a RangeError for a state that a group never shows. */
export function requireGroupState(array: ArrayState, parent: Session, state: SessionState): void {
  if (!isGroupState(state)) throw new RangeError(`${parent.id} imports a group, and groups are never ${state}`);
  if (state === "Import_Completed_With_Errors" && membersOf(array, parent).length === 1) {
    throw new RangeError(`${parent.id} has one member only, and cannot be ${state}`);
  }
}

/** Throws a RangeError for a state that this member of a group cannot have now. */
export function requireMemberState(array: ArrayState, member: Session, state: SessionState): void {
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
      member: { ...member, starts_at, scheduled_timestamp },
      state: next,
      patch: { error: next === "Import_Completed" ? null : error, copy: copyFor(array, member, next) },
    };
  });
  enterGroup(array, scheduled, state, moves, { error });
  if (state !== "Queued") admitQueued(array);
}

/** Brings a group that has ended back to life, so that a member can be: what it becomes follows from its members. */
export function reviveGroup(array: ArrayState, parent: Session, state: SessionState): void {
  if (ruleOf(parent.state).source === "In_Progress" || ruleOf(state).source === "Free") return;
  enterState(array, parent, "In_Progress", {});
}

/** Cancels and rolls back what is unfinished of a group, at once. */
export function undoGroup(array: ArrayState, parent: Session): void {
  const unfinished = membersOf(array, parent).filter(({ state }) => ruleOf(state).source === "In_Progress");
  const moves = unfinished.map((member) => ({ member, state: "Cancelled" as const }));
  enterGroup(array, parent, "Cancelled", moves, {});
}
