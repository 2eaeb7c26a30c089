import { orUndefined } from "../../../powerstore/http/powerStoreErrors";
import { assertSameCluster } from "../../array/arrayAccess";
import type { Ending, EndingDecision, Objection } from "../../engineRun/decideEnding";
import { isSameObject } from "../../engineRun/facts";
import type { ArrayAccess, OperationContext, RawInputs } from "../../operation/handler";
import { withoutUndefined } from "../../operation/jsonValues";
import { messageOf, RefusalError } from "../../operation/lifecycleErrors";
import {
  leavingText,
  notDeletedText,
  objectionText,
  repetitionText,
  unprovenText,
  wantedGoneText,
} from "../decide/ownershipTexts";
import { isRepeatedBy } from "../decide/repetition";
import { sessionLabel } from "../decide/texts";
import { mayBeAnothers } from "../decide/unproven";
import { marksOf } from "../inputs/marks";
import type { ImportSessionOutputs } from "../inputs/outputs";
import { sessionsOn } from "../sessions/sessions";
import { AskedBefore } from "./askedBefore";
import { endSession } from "./endSession";
import { examineGone } from "./gone";
import type { Limits, SeenByDiff } from "./refuseLoss";
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
  const recorded = raw as Partial<ImportSessionOutputs>;
  const object = { id, clusterId: recorded.clusterId };
  const asked = AskedBefore.of(recorded, object, context);
  try {
    await removeSession(id, recorded, asked, context, keeps);
  } catch (error) {
    await asked.tellUnfollowed(id, recorded, context);
    const reason = messageOf(error);
    asked.leave(object, context);
    if (asked.now.length > 0) context.recordLeft?.({ pendingRequests: asked.open });
    const kept = { object, recorded: withoutUndefined({ ...raw, pendingRequests: asked.open }), reason };
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
  recorded: Partial<ImportSessionOutputs>,
  asked: AskedBefore,
  context: SessionContext,
  keeps: string | undefined,
): Promise<void> {
  const { run, urn, report } = context;
  const array = context.array(recorded.array);
  const label = sessionLabel({ id, name: recorded.name }, array.powerStore.endpoint);
  const clusterId = await assertSameCluster(array, recorded.clusterId, `deleting ${label}: it`, context.signal);
  const object = { clusterId, id };
  run.had(urn, object, mayBeAnothers(recorded, object, context));
  const { nameOrigin: origin, successor } = context;
  const ending = { urn, object, marks: marksOf(id, recorded), origin, successors: successor?.urns };
  const decision = await decide(ending, context);
  if (decision.kind === "leave") return report.warning(leavingText(label, decision.objection));
  const textOf = (objection: Objection) => objectionText(label, objection, { id, urn, origin });
  const goneTextOf = (by: string) => wantedGoneText(label, by, { id, urn, origin });
  const limiting = { ending, recorded, label, keeps, textOf, goneTextOf };
  if (decision.kind === "refuse") throw await refusalOf(decision.objection, limiting, array, context);
  const limitsNow = () => stillLimited(limiting, context);
  try {
    await asked.look(array, context);
    await endSession({ id, recorded, array, label, asked, limitsNow }, context);
    run.ended(urn, object);
  } catch (error) {
    run.kept(urn, object);
    if (error instanceof LeftMeanwhile) return removeSession(id, recorded, asked, context, keeps);
    throw error;
  }
}

/** Somebody else has the session by now, and this delete has sent nothing. */
class LeftMeanwhile extends Error {}

/** Who is told to take it over could not, where it was completed and has no record any more. */
async function refusalOf(
  objection: Objection,
  { ending, recorded, textOf, goneTextOf }: Limiting,
  array: ArrayAccess,
  { signal }: OperationContext,
): Promise<RefusalError> {
  if (objection.because !== "wanted") return new RefusalError(textOf(objection));
  const { id } = ending.object;
  const session = await orUndefined(sessionsOn(array).reads.live(id, { signal }));
  const isLost = !session && (await examineGone({ id, recorded }, array, signal)).verdict === "completed";
  return new RefusalError(isLost ? goneTextOf(objection.by) : textOf(objection));
}

/** Of many that go together or not at all, what is left to another entry is left once all of them may go: this one may have gone by then. */
async function decide(ending: Limiting["ending"], { run, mayAct }: SessionContext): Promise<EndingDecision> {
  const decision = run.beginEnding(ending, mayAct !== undefined);
  if (decision.kind !== "leave" || !mayAct) return decision;
  await mayAct();
  return run.beginEnding(ending);
}

type Limiting = {
  readonly ending: Omit<Ending, "urn">;
  readonly recorded: Partial<ImportSessionOutputs>;
  readonly label: string;
  readonly keeps: string | undefined;
  readonly textOf: (objection: Objection) => string;
  readonly goneTextOf: (by: string) => string;
};

/** Asked before the first request: the account was, a state ago in which nothing could be sent. */
function stillLimited(about: Limiting, context: OperationContext): Limits {
  const decision = context.run.mayStillEnd({ ...about.ending, urn: context.urn });
  if (decision.kind === "refuse") throw new RefusalError(about.textOf(decision.objection));
  if (decision.kind === "leave") throw new LeftMeanwhile();
  return limitsOf(decision, about, context);
}

function limitsOf(
  decision: Extract<EndingDecision, { kind: "allowed" | "unlessAtStake" }>,
  about: Limiting,
  context: OperationContext,
): Limits {
  const { ending, recorded, label, keeps, textOf } = about;
  const objected = decision.kind === "unlessAtStake" ? decision.objection : undefined;
  const kept = keeps ?? (context.keepsCopies && `deleting ${label}: ${context.keepsCopies}`);
  const isUnproven = mayBeAnothers(recorded, ending.object, context) && !context.settings.cancelClaimed;
  // What an earlier run has replaced already is not made again: the resource has another one.
  const compared = context.run.comparedWith(context.urn);
  const isByOption = objected?.because === "option" && (!compared || isSameObject(compared, ending.object));
  const seen = decision.kind === "allowed" ? decision.seen : undefined;
  return {
    // A plan that was saved is carried out by another run, whose account has no diff.
    seenByDiff: (seen ?? context.successor?.seen?.[ending.object.id]) as SeenByDiff | undefined,
    // Whose it is, nobody can say here: it may be one that waits to start for somebody else.
    ...(objected?.because === "unreadable"
      ? { objection: kept, objectionToAny: textOf(objected) }
      : {
          objection: objected ? textOf(objected) : kept,
          objectionToAny: isUnproven ? unprovenText(label, ending.object.id) : undefined,
        }),
    ...repetitionOf(isByOption, about, context),
  };
}

/** Of what was cut over there is no second import, whoever is to make it. */
function repetitionOf(
  isByOption: boolean,
  { ending, recorded, label, textOf, goneTextOf }: Limiting,
  { run, urn, successor }: OperationContext,
): Pick<Limits, "repetition" | "repetitionOfGone"> {
  const isAgain = isByOption || run.isToMakeAgain(urn, ending.object, ending.marks);
  if (isAgain || isRepeatedBy(successor?.inputs, recorded)) return { repetition: repetitionText(label) };
  const by = run.heirOf({ ...ending, urn });
  if (by === undefined) return { repetition: undefined };
  return { repetition: textOf({ because: "wanted", by }), repetitionOfGone: goneTextOf(by) };
}
