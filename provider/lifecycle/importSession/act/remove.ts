import { assertSameCluster } from "../../array/arrayAccess";
import type { RawInputs } from "../../operation/handler";
import { messageOf, RefusalError } from "../../operation/lifecycleErrors";
import { leavingText, notDeletedText, objectionText, unprovenText } from "../decide/ownershipTexts";
import { isRepeatedBy } from "../decide/repetition";
import { sessionLabel } from "../decide/texts";
import { mayBeAnothers } from "../decide/unproven";
import { marksOf } from "../inputs/marks";
import type { ImportSessionOutputs } from "../inputs/outputs";
import { endSession } from "./endSession";
import type { Removal, SeenByDiff } from "./refuseLoss";
import type { SessionContext } from "./sessionContext";

/**
 * Deletes a resource. Where that fails as the first half of a replacement, the second half says so and puts the session on record again
 * (docs/decisions/023); but not where the run is being stopped, for then there is none.
 * @param keeps why the session is not to be ended as long as something can be lost with it; absent: it may be.
 */
export async function removeImportSession(
  id: string,
  raw: RawInputs,
  context: SessionContext,
  keeps?: string,
): Promise<void> {
  try {
    await removeSession(id, raw, context, keeps);
  } catch (error) {
    const object = { id, clusterId: (raw as Partial<ImportSessionOutputs>).clusterId };
    const reason = messageOf(error);
    const kept = { object, recorded: raw, reason };
    if (context.signal.aborted || !context.run.leaveToCreate(context.urn, kept)) throw error;
    context.report.warning(notDeletedText(id));
  }
}

/**
 * Ends a session and removes the record, unless somebody else in this run of the engine has or wants the session
 * (docs/decisions/023).
 */
async function removeSession(
  id: string,
  raw: RawInputs,
  context: SessionContext,
  keeps: string | undefined,
): Promise<void> {
  const recorded = raw as Partial<ImportSessionOutputs>;
  const { run, urn, report } = context;
  const array = context.array(recorded.array);
  const label = sessionLabel({ id, name: recorded.name }, array.powerStore.endpoint);
  const clusterId = await assertSameCluster(array, recorded.clusterId, `deleting ${label}: it`, context.signal);
  const session = { clusterId, id };
  const isUnproven = mayBeAnothers(recorded, session, context);
  run.had(urn, session, isUnproven);
  const marks = marksOf(id, raw);
  const decision = run.beginEnding({ urn, object: session, marks, origin: context.nameOrigin });
  if (decision.kind === "leave") return report.warning(leavingText(label, decision.objection));
  if (decision.kind === "refuse") throw new RefusalError(objectionText(label, decision.objection, { id, urn }));
  const objected = decision.kind === "unlessAtStake" ? decision.objection : undefined;
  const kept = keeps ?? (context.keepsCopies && `deleting ${label}: ${context.keepsCopies}`);
  const unproven = isUnproven && !context.settings.cancelClaimed ? unprovenText(label, id) : undefined;
  const removal: Removal = {
    id,
    recorded,
    array,
    label,
    seenByDiff: decision.kind === "allowed" ? (decision.seen as SeenByDiff | undefined) : undefined,
    // Whose it is, nobody can say here: it may be one that waits to start for somebody else.
    ...(objected?.because === "unreadable"
      ? { objection: kept, objectionToAny: objectionText(label, objected, { id, urn }) }
      : { objection: objected ? objectionText(label, objected, { id, urn }) : kept, objectionToAny: unproven }),
    isRepeated:
      objected?.because === "option" || run.isToMakeAgain(urn, session, marks) || isRepeatedBy(context.successor, raw),
  };
  try {
    await endSession(removal, context);
    run.ended(urn, session);
  } catch (error) {
    run.kept(urn, session);
    throw error;
  }
}
