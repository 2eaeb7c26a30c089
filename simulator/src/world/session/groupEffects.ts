import type { ArrayState } from "../array/arrayState";
import type { Session } from "../records/session";
import type { SessionState } from "../records/states";
import type { SessionPatch } from "./enter";
import { membersOf } from "./group";
import { moveGroup } from "./lifecycle";

/** Members that a cancel of their group stops, those that cannot be cancelled one by one included (1c against 1b). */
const CANCELLABLE: readonly SessionState[] = [
  "Scheduled",
  "Queued",
  "In_Progress",
  "Mirror_Enabled",
  "Ready_To_Start_Copy",
  "Copy_In_Progress",
  "Paused",
  "Ready_For_Cutover",
  "Cancel_Required",
  "Cancel_Failed",
];

/** Brings a group into a state, and into the same state those of its members that are in one of the given states. */
function moveTogether(
  array: ArrayState,
  parent: Session,
  from: readonly SessionState[],
  to: SessionState,
  patch: SessionPatch = {},
): void {
  const moving = membersOf(array, parent).filter(({ state }) => from.includes(state));
  moveGroup(
    array,
    parent,
    to,
    moving.map((member) => ({ member, state: to, patch })),
    patch,
  );
}

export function queueGroup(array: ArrayState, parent: Session): void {
  moveTogether(array, parent, ["Scheduled"], "Queued");
}

/** The whole group is committed, or what an earlier cut-over left of it (1a: "commit should be tried again"). */
export function cutOverGroup(array: ArrayState, parent: Session): void {
  moveTogether(array, parent, ["Ready_For_Cutover"], "Cutover_In_Progress", { error: null });
}

/** Members that are imported already stay so: the vendor's texts do not say that they are taken back [I]. */
export function cancelGroup(array: ArrayState, parent: Session, isForced: boolean): void {
  // A failed member keeps its state and error unless the whole group has failed: cancelling that is about these members.
  const states: readonly SessionState[] = parent.state === "Failed" ? [...CANCELLABLE, "Failed"] : CANCELLABLE;
  moveTogether(array, parent, states, "Cancel_In_Progress", { is_forced: isForced });
}

export function cleanUpGroup(array: ArrayState, parent: Session): void {
  moveTogether(array, parent, ["Cleanup_Required"], "Cleanup_In_Progress");
}

export function pauseGroup(array: ArrayState, parent: Session): void {
  moveTogether(array, parent, ["Copy_In_Progress"], "Paused");
}

/** The group is In_Progress again, its members copy (G32 [D]). */
export function resumeGroup(array: ArrayState, parent: Session): void {
  const paused = membersOf(array, parent).filter(({ state }) => state === "Paused");
  const moves = paused.map((member) => ({ member, state: "Copy_In_Progress" as const }));
  moveGroup(array, parent, "In_Progress", moves);
}
