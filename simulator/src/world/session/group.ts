/** A consistency group's session: who its members are, and which state and error of it follow from theirs. */
import type { ArrayState } from "../array/arrayState";
import type { GroupState } from "../records/groupStates";
import type { Session, SessionError } from "../records/session";
import type { SessionState } from "../records/states";
import { sessionFault } from "./sessionFaults";

/** Whether the session is the parent of members, that is, imports a consistency group. */
export function isGroup({ members }: ArrayState, session: Session): boolean {
  return members.has(session.id);
}

/** The sessions of a group's members, in the order of their creation; none for the import of a volume. */
export function membersOf({ members, tables }: ArrayState, parent: Session): readonly Session[] {
  return (members.get(parent.id) ?? []).map((id) => {
    const member = tables.import_session.get(id);
    if (member === undefined) throw new Error(`session ${parent.id} has lost its member ${id}`);
    return member;
  });
}

/** The session of the group that a member belongs to; undefined for all other sessions. */
export function parentOf({ tables }: ArrayState, session: Session): Session | undefined {
  return session.parent_session_id === null ? undefined : tables.import_session.get(session.parent_session_id);
}

/** Registers a session with its parent, if it is a member. */
export function joinGroup({ members }: ArrayState, session: Session): void {
  const parentId = session.parent_session_id;
  if (parentId === null) return;
  const known = members.get(parentId);
  if (known === undefined) members.set(parentId, [session.id]);
  else known.push(session.id);
}

type States = ReadonlySet<SessionState>;

/** Members that wait with their group: it moves them, not they it. */
const waitingStates: States = new Set<SessionState>(["Scheduled", "Queued"]);

/** Members that are on their way to the cut-over. */
const statesOnTheWay: States = new Set<SessionState>([
  "In_Progress",
  "Mirror_Enabled",
  "Ready_To_Start_Copy",
  "Copy_In_Progress",
  "Paused",
]);

/** Members that will be at rest in a while. */
const leavingStates: States = new Set<SessionState>(["Cancel_In_Progress", "Cleanup_In_Progress"]);

/** Group states in which somebody has given up the group: what was imported before does not make it an import. */
const givenUpStates: States = new Set<SessionState>([
  "Cancel_In_Progress",
  "Cleanup_In_Progress",
  "Cancelled",
  "Cleanup_Failed",
  "Invalid",
]);

/**
 * The state of a group as it follows from those of its members, and, where these leave it open, from its own state before.
 * It stays In_Progress until no member is on its way any more [GUIDE 32]; only then what became of single members counts [I].
 */
export function groupStateOf(own: SessionState, members: readonly SessionState[]): SessionState {
  const states = new Set(members);
  const has = (among: States) => members.some((state) => among.has(state));
  if (has(waitingStates)) return own;
  if (has(statesOnTheWay)) return isPaused(own, states) ? "Paused" : "In_Progress";
  // A member that is committed already when its group is cancelled does not make that a cut-over.
  if (states.has("Cutover_In_Progress")) return leavingStates.has(own) ? own : "Cutover_In_Progress";
  if (has(leavingStates)) return own;
  return stateAtRest(own, states);
}

/** Paused is what was asked of the parent; members that were paused one by one leave it In_Progress: never shown on it [ARRAY groups]. */
function isPaused(own: SessionState, states: States): boolean {
  return own === "Paused" && [...states].every((state) => state === "Paused" || !statesOnTheWay.has(state));
}

/** What a user can and has to mend comes first, then what is ready; members that are lost hold nobody up [I]. */
function stateAtRest(own: SessionState, states: States): GroupState {
  if (states.has("Cleanup_Required")) return "Cleanup_Required";
  if (states.has("Cancel_Required")) return "Cancel_Required";
  if (states.has("Cancel_Failed")) return "Cancel_Failed";
  if (states.has("Ready_For_Cutover")) {
    const isTried = own === "Cutover_In_Progress" || own === "Import_Cutover_Incomplete";
    return isTried || states.has("Import_Completed") ? "Import_Cutover_Incomplete" : "Ready_For_Cutover";
  }
  if (states.has("Import_Completed") && !givenUpStates.has(own)) {
    return states.size === 1 ? "Import_Completed" : "Import_Completed_With_Errors";
  }
  if (states.has("Invalid")) return "Invalid";
  if (states.has("Cleanup_Failed")) return "Cleanup_Failed";
  return states.has("Failed") && !givenUpStates.has(own) ? "Failed" : "Cancelled";
}

/** States that show on the group what went wrong with the first member in a state of the list. */
const errorOrigins: Partial<Record<SessionState, readonly SessionState[]>> = {
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
  const culprits = errorOrigins[state] ?? [];
  return members.find((member) => culprits.includes(member.state))?.error ?? null;
}
