/** What becomes of a session that has the name which a create wants: it is taken over, cleared away, waited for or left. */

import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import { NotFoundError } from "../../../powerstore/http/powerStoreErrors";
import { changeOptions } from "../../operation/customTimeouts";
import type { OperationContext } from "../../operation/handler";
import { FoundError } from "../../operation/lifecycleErrors";
import { isNamespaced } from "../../operation/names";
import type { NameKnowledge } from "../decide/decideClaim";
import { decideClaim } from "../decide/decideClaim";
import type { Ended } from "../decide/leftVolume";
import { refusedTakingText } from "../decide/ownershipTexts";
import { sessionLabel, stateAndProgress } from "../decide/texts";
import { resolveReferences } from "../inputs/createBody";
import { nameMark } from "../inputs/marks";
import type { ImportSessionOutputs } from "../inputs/outputs";
import { sessionsOn } from "../sessions/sessions";
import { AskedBefore, wishOf } from "./askedBefore";
import { tellLeftVolume } from "./leftBehind";
import type { Obtained, Obtaining } from "./obtaining";
import { stillThere, waitForNextLook } from "./obtaining";
import type { SessionContext } from "./sessionContext";

/** The session found if it is ours to go on with; undefined if it is (being) cleared away. */
export async function settleFound(
  found: ImportSession,
  task: Obtaining,
  knowledge: NameKnowledge,
  context: OperationContext,
): Promise<Obtained | undefined> {
  const { inputs, array, clusterId } = task;
  const { endpoint } = array.powerStore;
  const object = { clusterId, id: found.id };
  if (context.run.hasEnded(object)) {
    await waitForNextLook(inputs.name, context);
    return undefined;
  }
  const isAskedFor =
    knowledge.isAskedFor === true || context.run.wasMadeEarlier(context.urn, object, nameMark(inputs.name));
  const wanted = await resolveReferences(inputs, array, context.signal);
  const decision = decideClaim(found, wanted, { ...knowledge, isAskedFor }, endpoint);
  const label = sessionLabel(found, endpoint);
  switch (decision.kind) {
    case "claim":
      return claim(found, task, knowledge, context);
    case "deleteRecord":
      refuseIfHeld(found, task, context);
      context.report.warning(`${label} is ${found.state}: the record of this earlier attempt is deleted.`);
      await deleteRecord(found, task, context);
      await tellLeftVolume(deadRecord(found, inputs, context), { array, label }, context);
      return undefined;
    case "wait":
      if (context.clock.monotonic() >= task.deadline) throw stillThere(inputs.name, array);
      await waitForNextLook(inputs.name, context);
      return undefined;
    case "refuse":
      context.run.notTaken(context.urn, object);
      throw new FoundError(
        context.run.isToBeReplaced(context.urn, object)
          ? refusedTakingText(label, { kind: "ownBeforeDelete" }, context.urn)
          : decision.reason,
      );
  }
}

const deadRecord = (session: ImportSession, inputs: Obtaining["inputs"], { settings }: OperationContext): Ended => ({
  session,
  recorded: {},
  hasActed: true,
  isForced: inputs.forceCancel || settings.forceCancel,
});

/** As a delete of the resource would: a request that an earlier run has left is followed, and one that is left is for the next run to follow. */
async function deleteRecord(
  found: ImportSession,
  { inputs, array, clusterId, deadline }: Obtaining,
  context: OperationContext,
): Promise<void> {
  const object = { clusterId, id: found.id };
  const asked = AskedBefore.of({}, object, context);
  await asked.look(array, context);
  const wish = wishOf("deleteRecord");
  const options = asked.following(wish, () => changeOptions(context, deadline));
  try {
    await sessionsOn(array).importSessions.deleteImportSession(found.id, options());
  } catch (error) {
    // The array still shows what it does not have any more.
    if (error instanceof NotFoundError) return waitForNextLook(inputs.name, context);
    asked.noted(wish, error);
    asked.leave(object, context);
    throw error;
  }
}

function claim(
  found: ImportSession,
  { inputs, array, clusterId }: Obtaining,
  knowledge: NameKnowledge,
  context: OperationContext,
): Obtained {
  const { urn, run } = context;
  const label = sessionLabel(found, array.powerStore.endpoint);
  const object = { clusterId, id: found.id };
  const isProven =
    knowledge.wasFree ||
    isNamespaced(inputs.name, context) ||
    run.isOwn(urn, object) ||
    run.wasMadeEarlier(urn, object, nameMark(inputs.name));
  const taking = run.take(urn, object, !isProven);
  if (taking.kind !== "allowed") {
    throw new FoundError(`creating import session "${inputs.name}": ${refusedTakingText(label, taking, urn)}`);
  }
  const doubt = isProven
    ? ""
    : ` If it was not, because another stack has the same project and stack name, take this resource out by "pulumi state delete <urn>" and set powerstore-import:namespace.`;
  context.report.warning(
    `${label} is ${stateAndProgress(found)} and was made by an earlier, interrupted run of this program: it is taken over. No gate is passed in this run.${doubt}`,
  );
  return { kind: "claimed", id: found.id, isProven };
}

/** Why it is its own, and what is still open of what was asked of it. */
type Again = {
  readonly isProven: boolean;
  readonly why: string;
  readonly pendingRequests?: ImportSessionOutputs["pendingRequests"];
};

/** Takes over again what the resource has had. */
export function takeAgain(
  found: ImportSession,
  { isProven, why, pendingRequests }: Again,
  { inputs, array, clusterId }: Obtaining,
  { urn, run, report }: SessionContext,
): Obtained {
  const label = sessionLabel(found, array.powerStore.endpoint);
  const taking = run.take(urn, { clusterId, id: found.id }, !isProven);
  if (taking.kind !== "allowed") {
    throw new FoundError(`creating import session "${inputs.name}": ${refusedTakingText(label, taking, urn)}`);
  }
  report.warning(`${label} is ${stateAndProgress(found)}, and ${why}: it goes on. No gate is passed in this run.`);
  return { kind: "claimed", id: found.id, isProven, name: found.name, pendingRequests };
}

function refuseIfHeld(found: ImportSession, { inputs, array, clusterId }: Obtaining, context: OperationContext): void {
  const by = context.run.otherHolder(context.urn, { clusterId, id: found.id });
  if (by === undefined) return;
  const text = refusedTakingText(sessionLabel(found, array.powerStore.endpoint), { kind: "held", by }, context.urn);
  throw new FoundError(`creating import session "${inputs.name}": ${text}`);
}
