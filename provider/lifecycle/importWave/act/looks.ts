/** What a run of a wave looks at before it begins anything. */

import type { ImportSessionState } from "../../../powerstore/api/schemas/importSession";
import { NotFoundError } from "../../../powerstore/http/powerStoreErrors";
import { observeSession } from "../../importSession/act/observe";
import { outputsNow } from "../../importSession/act/outputsNow";
import type { SessionContext } from "../../importSession/act/sessionContext";
import { findOpenGoal, goalsOf } from "../../importSession/decide/goals";
import { changedInputs } from "../../importSession/inputs/compare";
import type { ImportSessionOutputs } from "../../importSession/inputs/outputs";
import { SHARED_SECONDS } from "../../importSession/sessions/reads";
import { sessionsOn } from "../../importSession/sessions/sessions";
import { isOutage } from "../../operation/converge";
import type { RawInputs } from "../../operation/handler";
import { messageOf } from "../../operation/lifecycleErrors";
import { isFailure } from "../decide/places";
import { statusOf } from "../inputs/member";
import type { Member, Roster, WaveTask } from "./roster";

type Looking = {
  readonly task: WaveTask;
  readonly roster: Roster;
  readonly contextOf: (member: Member) => SessionContext;
};

/** Where a place may be free, those that nothing is to be done about are looked at, too: what is recorded of them is old. */
export async function lookAtHolders({ task, roster, contextOf }: Looking): Promise<void> {
  const isAnyNew = roster.all.some(({ wanted, recorded }) => wanted && !recorded);
  if (!isAnyNew || task.inputs.maxActive === undefined) return;
  const atRest = roster.all.filter((member) => member.holdsPlace && isAtRest(member, contextOf(member)));
  await Promise.all(atRest.map((member) => lookAt(member, { task, roster, contextOf })));
}

/** What a killed run has begun holds its place, whoever comes before it by now. Asks for no more than the names that a create asks for. */
export async function lookForBegun({ task, roster }: Looking, signal: AbortSignal): Promise<void> {
  if (task.inputs.maxActive === undefined || roster.hold()) return;
  const sessions = sessionsOn(task.array);
  const look = async (member: Member, name: string) => {
    member.mayBeThere = (await sessions.useOfName(name, signal)).kind !== "free";
  };
  const fresh = roster.all.filter(({ recorded }) => !recorded);
  await Promise.all(fresh.map((member) => member.wanted && look(member, member.wanted.name)));
}

function isAtRest({ wanted, recorded }: Member, context: SessionContext): boolean {
  if (!wanted || !recorded) return false;
  if (changedInputs(recorded.outputs, wanted).length > 0) return false;
  const goals = goalsOf(wanted, recorded.outputs, context);
  return findOpenGoal(recorded.outputs.state as ImportSessionState, goals) === undefined;
}

/** One that is gone, or cannot be understood, keeps what is recorded: to find out more is a refresh's matter. */
async function lookAt(member: Member, { task, roster, contextOf }: Looking): Promise<void> {
  const { wanted, recorded } = member;
  if (!wanted || !recorded) return;
  const context = contextOf(member);
  const { signal } = context;
  try {
    const session = await observeSession(task.array, recorded.id, {
      maxAgeSeconds: SHARED_SECONDS,
      sourceResourceId: wanted.sourceResourceId,
      signal,
    });
    const claimed = recorded.outputs.claimed === true;
    const outputs = outputsNow(wanted, session, { clusterId: task.clusterId, claimed }, context);
    member.status = statusOf(recorded.id, outputs, wanted);
    member.recorded = { id: recorded.id, outputs: isFailure(session.state) ? withoutState(outputs) : outputs };
    roster.stands(member, session.state);
  } catch (error) {
    if (signal.aborted || (isOutage(error) && !(error instanceof NotFoundError))) throw error;
    context.report.warning(messageOf(error));
  }
}

/** By this the update of one that has failed looks itself, and tells why. */
function withoutState({ state: _, ...others }: ImportSessionOutputs): RawInputs {
  return others;
}
