/** What a run of a wave looks at before it begins anything. */

import type { ImportSessionState } from "../../../powerstore/api/schemas/importSession";
import { NotFoundError } from "../../../powerstore/http/powerStoreErrors";
import { AskedBefore } from "../../importSession/act/askedBefore";
import { examineGone } from "../../importSession/act/gone";
import { holderOfName } from "../../importSession/act/holderOfName";
import { observeSession } from "../../importSession/act/observe";
import { outputsSince } from "../../importSession/act/outputsNow";
import { purgedOutputs } from "../../importSession/act/read";
import type { SessionContext } from "../../importSession/act/sessionContext";
import { areSilent } from "../../importSession/act/update";
import { goalsOf } from "../../importSession/decide/goals";
import { findOpenGoal } from "../../importSession/decide/openGoal";
import { FOREIGN_PAUSE, sessionLabel } from "../../importSession/decide/texts";
import { changedInputs } from "../../importSession/inputs/compare";
import type { ImportSessionInputs } from "../../importSession/inputs/inputs";
import type { ImportSessionOutputs } from "../../importSession/inputs/outputs";
import { SHARED_SECONDS } from "../../importSession/sessions/reads";
import { sessionsOn } from "../../importSession/sessions/sessions";
import type { OperationContext, RawInputs } from "../../operation/handler";
import { isFailure, isUnderWay } from "../decide/places";
import type { RecordedMember } from "../inputs/member";
import type { Member, Roster, WaveTask } from "./roster";
import { isStopped } from "./stopped";
import { tellUnseen } from "./unseen";

type Looking = {
  readonly task: WaveTask;
  readonly roster: Roster;
  readonly contextOf: (member: Member) => SessionContext;
  /** Whether there is a limit on the array. */
  readonly isLimited: boolean;
};

type LookingAtOthers = Omit<Looking, "isLimited">;

/**
 * Those under way that nothing is to be done about are looked at, too: what is recorded of them is old, and others go by it, such as who waits for a
 * place, or for the phase of the wave.
 * @returns whether all of them were seen.
 */
export async function lookAtOthers(looking: LookingAtOthers, signal: AbortSignal): Promise<boolean> {
  const looked = new Set<Member>();
  for (let areSeen = true; ; ) {
    const members = looking.roster.all.filter((member) => !looked.has(member) && isLeftToItself(member, looking));
    if (members.length === 0) return areSeen;
    for (const member of members) looked.add(member);
    // What is found of them may hold the wave: then more are left to themselves.
    areSeen = (await lookAtAll(members, looking, signal)) && areSeen;
  }
}

async function lookAtAll(members: readonly Member[], looking: LookingAtOthers, signal: AbortSignal): Promise<boolean> {
  const looks = await Promise.allSettled(
    members.map((member) =>
      lookAt(member, looking).catch((error: unknown) => {
        if (!tellUnseen(error, looking.contextOf(member).report, signal)) throw error;
        return false;
      }),
    ),
  );
  const failed = looks.filter((look) => look.status === "rejected");
  // What none of them hears is no trouble of one.
  if (failed.length > 0 && (signal.aborted || failed.length === looks.length)) throw failed[0]?.reason;
  return looks.every((look) => look.status === "fulfilled" && look.value);
}

/**
 * What a killed run has begun holds its place, whoever comes before it by now, and is taken over under a hold, too. Asks for no more than the names that a
 * create asks for.
 */
export async function lookForBegun(
  { task, roster, contextOf, isLimited }: Looking,
  signal: AbortSignal,
): Promise<void> {
  const isHeld = roster.hold() !== undefined;
  if (task.inputs.maxActive === undefined && !isLimited && !isHeld) return;
  const sessions = sessionsOn(task.array);
  const look = async (member: Member, inputs: ImportSessionInputs) => {
    // Under a hold nothing but that may be done with it.
    member.mayBeThere = isHeld
      ? (await holderOfName({ ...task, inputs }, contextOf(member))).kind === "claimable"
      : (await sessions.useOfName(inputs.name, signal)).kind !== "free";
  };
  const fresh = roster.all.filter(({ recorded }) => !recorded);
  await Promise.all(fresh.map((member) => member.wanted && look(member, member.wanted)));
}

const stateOf = ({ recorded }: Member) => recorded?.outputs.state as ImportSessionState | undefined;

/** It may move, and this run does nothing about it. */
function isLeftToItself(member: Member, { task, roster, contextOf }: LookingAtOthers): boolean {
  if (!isUnderWay(stateOf(member))) return false;
  const context = contextOf(member);
  return isAtRest(member, context) || isStopped(member, { roster, clusterId: task.clusterId }, context);
}

function isAtRest({ wanted, recorded }: Member, context: SessionContext): boolean {
  if (!wanted || !recorded) return false;
  if (!areSilent(changedInputs(recorded.outputs, wanted))) return false;
  const { id, outputs } = recorded;
  if (AskedBefore.of(outputs, { id, clusterId: outputs.clusterId as string | undefined }, context).isAny) return false;
  const goals = goalsOf(wanted, recorded.outputs, context);
  return findOpenGoal(recorded.outputs.state as ImportSessionState | undefined, goals) === undefined;
}

async function lookAt(member: Member, { task, roster, contextOf }: LookingAtOthers): Promise<boolean> {
  const { wanted, recorded } = member;
  if (!wanted || !recorded) return true;
  const context = contextOf(member);
  // What is stopped has what it was given, whatever the program says by now.
  const isAsBefore = isStopped(member, { roster, clusterId: task.clusterId }, context);
  const inputs = isAsBefore ? (recorded.outputs as ImportSessionInputs) : wanted;
  const outputs = await seeMember(recorded, inputs, task, context);
  const { state } = outputs;
  if (isPausedByOthers(recorded, outputs, wanted, context)) {
    // Whoever pressed it is to read that it will be undone before it is.
    const label = sessionLabel({ id: recorded.id, name: outputs.name });
    context.report.warning(`${label} ${FOREIGN_PAUSE} the next "pulumi up" resumes it.`);
    member.isLeft = true;
  }
  roster.sees(member, recorded.id, outputs);
  const hasFailedSince = isFailure(state) && state !== recorded.outputs.state;
  member.recorded = { id: recorded.id, outputs: hasFailedSince ? withoutState(outputs) : outputs };
  return true;
}

/** As the array shows it now, or as it ended where its record is gone. Throws what tells neither. */
export async function seeMember(
  recorded: RecordedMember,
  wanted: ImportSessionInputs,
  { array, clusterId }: Pick<WaveTask, "array" | "clusterId">,
  context: Pick<OperationContext, "clock" | "ignored" | "signal">,
): Promise<ImportSessionOutputs> {
  const { signal } = context;
  const { sourceResourceId } = wanted;
  try {
    const session = await observeSession(array, recorded.id, {
      maxAgeSeconds: SHARED_SECONDS,
      sourceResourceId,
      signal,
    });
    const { claimed, pendingRequests }: Partial<ImportSessionOutputs> = recorded.outputs;
    const standing = { clusterId, claimed: claimed === true, pendingRequests };
    return outputsSince(recorded.outputs, wanted, session, standing, context);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    const { verdict } = await examineGone({ id: recorded.id, recorded: recorded.outputs }, array, signal);
    if (verdict !== "completed") throw error;
    return purgedOutputs({ ...recorded.outputs, ...wanted });
  }
}

function isPausedByOthers(
  { outputs: before }: RecordedMember,
  { state }: ImportSessionOutputs,
  wanted: ImportSessionInputs,
  context: SessionContext,
): boolean {
  if (state !== "Paused" || before.state === "Paused") return false;
  return goalsOf(wanted, before, context, { state }).paused === false;
}

/** By this the update of one that has failed looks itself, and tells why. */
function withoutState({ state: _, ...others }: ImportSessionOutputs): RawInputs {
  return others;
}
