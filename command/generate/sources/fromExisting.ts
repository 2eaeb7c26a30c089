import { stateOfGroup } from "../../../provider/lifecycle/importSession/decide/observedSession";
import { inputShape } from "../../../provider/lifecycle/importSession/inputs/inputs";
import type { ListedSession } from "../../../provider/powerstore/api/schemas/importSession";
import { groupMembers } from "../../sessions/groupMembers";
import { standingOf } from "../../sessions/standing";
import { distinct, keyOf } from "../program/names";
import type { Inputs } from "../program/program";
import type { ArrayImports } from "./source";

/** Whether the next `up` leaves it alone, or waits for what is under way: not what has failed, was cancelled, or needs somebody first. */
function canBeTaken({ state }: ListedSession): boolean {
  if (state === "Import_Completed_With_Errors") return true;
  const { standing } = standingOf(state);
  return standing !== "attention" && standing !== "ended" && !/^(Cancel|Cleanup)_/.test(state);
}

function reasonNot(session: ListedSession): string | undefined {
  const lacks = lacking(session);
  if (lacks !== undefined || canBeTaken(session)) return lacks;
  const { todo } = standingOf(session.state);
  return `it is ${session.state}${todo === undefined ? "" : `: ${todo}`}`;
}

/** What tells whose the sessions are is in no array: a person has to know. */
export const ALL_ARE_OWN =
  "Each of these sessions is taken for this stack's own, and a delete here cancels it: take out what another stack has.";

/**
 * The sessions that are on an array, as a program that takes them over and changes nothing. Members of groups go with their group's.
 * @param isImported `pulumi import` has put them into the state, and nothing is to be taken over.
 * @param ownerOf who has a session already, in words, as far as that is known: to adopt it would confirm that it is the program's alone.
 */
export function importsOfSessions(
  array: string,
  sessions: readonly ListedSession[],
  isImported: boolean,
  ownerOf: (id: string) => string | undefined = () => undefined,
): ArrayImports & { readonly ids: readonly string[] } {
  const single = withStatesOfGroups(sessions);
  const reasons = new Map(single.map((session) => [session, ownerOf(session.id) ?? reasonNot(session)]));
  const taken = single.filter((session) => reasons.get(session) === undefined);
  const keys = distinct(taken.map(({ name, id }) => keyOf(name ?? id)));
  return {
    array,
    imports: taken.map((session, index) => ({
      key: keys[index] ?? "",
      inputs: { ...inputsOf(session), ...(!isImported && { adoptSessionId: session.id }) },
    })),
    ids: taken.map(({ id }) => id),
    leftOut: single
      .filter((session) => reasons.get(session) !== undefined)
      .map((session) => `import session "${session.name ?? session.id}" (${session.id}): ${reasons.get(session)}`),
  };
}

/** Without members: the array shows a group as In_Progress all the while, and how it stands is theirs to tell. */
function withStatesOfGroups(sessions: readonly ListedSession[]): readonly ListedSession[] {
  const membersOf = groupMembers(sessions);
  return sessions
    .filter(({ parentSessionId }) => parentSessionId === undefined)
    .map((session) => ({ ...session, state: stateOfGroup(session.state, membersOf(session)) }));
}

function lacking({ remoteSystemId, sourceResourceId }: ListedSession): string | undefined {
  if (remoteSystemId === undefined) return "the array does not say any more which remote system it is from";
  return sourceResourceId === undefined ? "the array does not say which source it imports" : undefined;
}

/** The name stays open: a session that is taken over keeps the one it has, which need not be one that a program may give. */
function inputsOf(session: ListedSession): Inputs {
  const { remoteSystemId, sourceResourceId, type, description, automaticCutover, state } = session;
  const given = {
    remoteSystemId,
    sourceResourceId,
    type: type === "Agentless" ? type : undefined,
    description: inputShape.description.safeParse(description).success ? description : undefined,
    volumeGroupId: session.volumeGroupId,
    protectionPolicyId: session.protectionPolicyId,
    globalStorageDiscoveryAddress: session.globalStorageDiscoveryAddress,
    automaticCutover: automaticCutover || undefined,
    scheduledTimestamp: state === "Scheduled" ? session.scheduledTimestamp : undefined,
    paused: state === "Paused" || undefined,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== ""));
}
