/** What somebody asks of a session or a group, as moves of single sessions. */
import type { ArrayState } from "../array/arrayState";
import type { Session } from "../records/session";
import type { SessionState } from "../records/states";
import { isGroup, membersOf } from "./group";

/** What a change of state can bring along. */
export type SessionPatch = Partial<Pick<Session, "error" | "is_forced" | "copy" | "fails_cutover" | "cancels_to_fail">>;

/** One session on its way into a state. */
export type Move = { readonly session: Session; readonly to: SessionState; readonly patch?: SessionPatch };

/** Those of a group's members that go along with it into a state; what else there is to it. */
type GroupMove = {
  readonly from: (parent: Session) => readonly SessionState[];
  readonly parent?: SessionState;
  readonly patch?: SessionPatch;
};

/** Members that a cancel of their group stops, those that cannot be cancelled one by one included ([ARRAY groups] against [ARRAY actions]). */
const cancellableStates: readonly SessionState[] = [
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

const groupMoves: { readonly [State in SessionState]?: GroupMove } = {
  Queued: { from: () => ["Scheduled"] },
  // The whole group is committed, or what an earlier cut-over left of it and is to be committed once more [ARRAY transitions].
  Cutover_In_Progress: { from: () => ["Ready_For_Cutover"], patch: { error: null } },
  // Members that are imported already stay so: the vendor's texts do not say that they are taken back [I]. A failed one keeps its
  // state and error unless the whole group has failed: cancelling that is about these members.
  Cancel_In_Progress: {
    from: ({ state }) => (state === "Failed" ? [...cancellableStates, "Failed"] : cancellableStates),
  },
  Cleanup_In_Progress: { from: () => ["Cleanup_Required"] },
  Paused: { from: () => ["Copy_In_Progress"] },
  // The group is In_Progress again, its members copy [GUIDE 32].
  Copy_In_Progress: { from: () => ["Paused"], parent: "In_Progress" },
  In_Progress: { from: () => ["Queued"] },
};

/** The moves by which a session, or a group with its members, goes into a state that somebody asked for. */
export function movesTo(
  array: ArrayState,
  session: Session,
  to: SessionState,
  patch: SessionPatch = {},
): readonly Move[] {
  const group = isGroup(array, session) ? groupMoves[to] : undefined;
  if (group === undefined) return [{ session, to, patch }];
  const from = group.from(session);
  const moving = membersOf(array, session).filter(({ state }) => from.includes(state));
  const all = { ...group.patch, ...patch };
  return [
    ...moving.map((member) => ({ session: member, to, patch: all })),
    { session, to: group.parent ?? to, patch: all },
  ];
}
