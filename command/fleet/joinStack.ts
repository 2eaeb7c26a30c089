/** The sessions of arrays beside the imports of a stack. Pure. */
import * as z from "zod";
import type { AdvanceAction } from "../../provider/lifecycle/importSession/decide/decideWait";
import { stateOfGroup } from "../../provider/lifecycle/importSession/decide/observedSession";
import { isCompleted, isKnownState } from "../../provider/lifecycle/importSession/decide/states";
import { NOT_STARTED } from "../../provider/lifecycle/importWave/decide/phase";
import { groupMembers } from "../sessions/groupMembers";
import type { SessionView } from "../sessions/sessionView";
import { WANTED_THOUGH_CANCELLED } from "../sessions/standing";
import { neediestMembers } from "../sessions/viewSessions";
import type { ManagedImport } from "../stack/managedImports";
import type { SecretWave } from "../stack/secretWaves";
import { type ProgramsIntent, programsIntent } from "./programsIntent";

export const absentImportSchema = z
  .object({
    resource: z.string().describe("The resource, or the member of a wave."),
    wave: z.string().optional().describe("The ImportWave that it belongs to."),
    state: z
      .string()
      .describe(`${NOT_STARTED}, or the state that the last run has recorded of a session that is gone.`),
    sessionId: z.string().optional().describe("Id of the session that is gone."),
    hold: z.string().optional().describe("Why the program starts nothing."),
  })
  .meta({ title: "AbsentImport" });

export type AbsentImport = z.infer<typeof absentImportSchema>;

export type JoinedStack = {
  /** The same sessions: those of the stack with what the program wants of them. */
  readonly sessions: readonly SessionView[];
  /** Imports of the stack on arrays that have answered, of which there is no session. */
  readonly absent: readonly AbsentImport[];
  /** Those that are done, and whose record somebody has deleted. */
  readonly cleared: readonly ManagedImport[];
  /** The names of its waves. */
  readonly waves: readonly string[];
};

/**
 * @param clusters the cluster of each array that has answered, by the name of its connection
 * @param now milliseconds since 1970
 * @param secret waves whose sessions may be among these
 */
export function joinStack(
  sessions: readonly SessionView[],
  managed: readonly ManagedImport[],
  clusters: ReadonlyMap<string, string>,
  now: number,
  secret: readonly SecretWave[] = [],
): JoinedStack {
  const managedOf = bySession(managed);
  const found = new Set<ManagedImport>();
  const neediest = neediestMembers(sessions);
  const membersOf = groupMembers(sessions);
  const own = sessions.map((session) => {
    const all = managedOf(clusters.get(session.array), session.id);
    for (const each of all) found.add(each);
    const its = all.find(({ onRemove }) => onRemove === undefined) ?? all[0];
    if (its === undefined) return session;
    const state = stateOfGroup(session.state, membersOf(session));
    const intent = programsIntent(its, { ...session, state }, now);
    const isOfAnother = session.state === "In_Progress" && (neediest(session)?.state ?? state) !== state;
    return isOfAnother ? withHold(session, its, intent) : withIntent(session, its, intent);
  });
  const byKey = new Map(own.map((session) => [`${session.array}\n${session.id}`, session]));
  const answered = new Set(clusters.values());
  const isMissing = (each: ManagedImport) =>
    !found.has(each) && (each.clusterId === undefined ? each.sessionId === undefined : answered.has(each.clusterId));
  const missing = managed.filter(isMissing);
  return {
    sessions: own
      .map((session) => asItsGroup(session, byKey.get(`${session.array}\n${session.parentSessionId}`)))
      .map((session) => withoutOrders(session, secret.length > 0 ? MAYBE_OF_STACK : NOT_OF_STACK)),
    absent: missing.filter((each) => !isCleared(each)).map(absentOf),
    cleared: missing.filter(isCleared),
    waves: [...new Set([...managed, ...secret].flatMap(({ wave }) => wave ?? []))],
  };
}

/** Several where a run has ended between taking a session into one of them and letting it go from the other. */
function bySession(managed: readonly ManagedImport[]) {
  const keyOf = (clusterId: string | undefined, id: string | undefined) => `${clusterId}\n${id}`;
  const all = new Map<string, ManagedImport[]>();
  for (const each of managed) {
    const key = keyOf(each.clusterId, each.sessionId);
    const others = all.get(key);
    if (others === undefined) all.set(key, [each]);
    else others.push(each);
  }
  return (clusterId: string | undefined, id: string): readonly ManagedImport[] => all.get(keyOf(clusterId, id)) ?? [];
}

/** What belongs to a group belongs to its members; whether one of them has to wait for the program, too. */
function asItsGroup(member: SessionView, group: SessionView | undefined): SessionView {
  if (group?.resource === undefined) return member;
  const { resource, wave, standing } = group;
  const isHeld = standing === "held" && (member.standing === "gate" || member.standing === "paused");
  return { ...member, resource, ...(wave !== undefined && { wave }), ...(isHeld && { standing }) };
}

/** What this stack does not have another one may hold back: who reads of it here may not be the one to act. */
function withoutOrders(session: SessionView, belonging: string): SessionView {
  const { resource, todo } = session;
  return resource !== undefined || todo === undefined ? session : { ...session, todo: `${todo}; ${belonging}` };
}

const NOT_OF_STACK = "it is not of this stack";
const MAYBE_OF_STACK = "whether it is of this stack is not known";

/** @param intent what the program does about the member of a group that is least far, and not about the one that needs somebody */
function withHold(session: SessionView, { resource, wave }: ManagedImport, intent: ProgramsIntent): SessionView {
  const { held, refused, nextAction, nextChangeAt } = intent;
  const hold = held ?? refused ?? (nextAction && `the next "pulumi up" ${doings[nextAction]}`);
  return {
    ...session,
    resource,
    ...(wave !== undefined && { wave }),
    ...(hold !== undefined && session.standing !== "attention" && { hold }),
    ...(nextChangeAt !== undefined && { nextChangeAt }),
  };
}

function withIntent(session: SessionView, managed: ManagedImport, intent: ProgramsIntent): SessionView {
  const own = withHold(session, managed, intent);
  if (intent.isStopped) return { ...own, standing: "attention", todo: WANTED_THOUGH_CANCELLED };
  if (session.standing !== "gate" && session.standing !== "paused") return own;
  if (intent.refused !== undefined) return refusedAtGate(own, intent.refused);
  if (own.hold === undefined) {
    const { missing } = intent;
    return missing === undefined ? own : { ...own, todo: `${session.todo}: set ${missing} in the program` };
  }
  // What is to be done on the hosts stays: the next run goes on without asking.
  const { todo: _, ...rest } = own;
  return { ...rest, standing: "held" };
}

/** What is to be done is done in the program, and nothing on the hosts before. */
function refusedAtGate({ hold: _, onHosts: __, ...session }: SessionView, refused: string): SessionView {
  return { ...session, todo: `${refused}: put it back, or set onRemove: "cancel" or "leave"` };
}

const doings = {
  pause: "pauses it",
  resume: "resumes it",
  reschedule: "moves its start",
  enable_destination_volume: "enables the destination volume",
  start_copy: "starts the copy",
  cutover: "cuts over",
} as const satisfies Record<AdvanceAction, string>;

/** Somebody has deleted the record of an import that is done: so may everybody. */
const isCleared = ({ sessionId, isToBegin, recorded: { state } }: ManagedImport): boolean =>
  sessionId !== undefined && !isToBegin && isKnownState(state) && isCompleted(state);

function absentOf({ resource, wave, sessionId, recorded, brake, isToBegin }: ManagedImport): AbsentImport {
  const about = { resource, ...(wave !== undefined && { wave }) };
  if (sessionId === undefined || isToBegin)
    return { ...about, state: NOT_STARTED, ...(brake && { hold: brake.reason }) };
  return { ...about, state: isKnownState(recorded.state) ? recorded.state : "unknown", sessionId };
}
