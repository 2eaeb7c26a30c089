import { NotFoundError } from "../../../powerstore/http/powerStoreErrors";
import { assertSameCluster } from "../../array/arrayAccess";
import type { ArrayAccess, RawInputs } from "../../operation/handler";
import { withoutUndefined } from "../../operation/jsonValues";
import { RefusalError } from "../../operation/lifecycleErrors";
import { withRecordedName } from "../../operation/names";
import { heldNow } from "../decide/decideTarget";
import { defaultAdvanceSeconds, goalsOf, knownOf, withWindowsInForce } from "../decide/goals";
import { findOpenGoal } from "../decide/openGoal";
import { goneText, sessionLabel } from "../decide/texts";
import { isStillClaimed } from "../decide/unproven";
import { changedInputs } from "../inputs/compare";
import type { ImportSessionInputs, InputName } from "../inputs/inputs";
import { changeKinds } from "../inputs/inputs";
import type { ImportSessionOutputs } from "../inputs/outputs";
import { advance, standingOf } from "./advance";
import { AskedBefore } from "./askedBefore";
import { warnOfClock } from "./clockDifference";
import type { Gone } from "./gone";
import { examineGone } from "./gone";
import { judgeChange } from "./judgeChange";
import { outputsSince, withFormerWindows } from "./outputsNow";
import { purgedOutputs } from "./read";
import type { SessionContext } from "./sessionContext";

/** Whether changes are recorded without asking the array. */
export function areSilent(changed: readonly InputName[]): boolean {
  return changed.every((name) => changeKinds[name] === "recorded" || changeKinds[name] === "nothing");
}

export async function updateImportSession(
  id: string,
  raw: RawInputs,
  given: ImportSessionInputs,
  context: SessionContext,
): Promise<ImportSessionOutputs> {
  const recorded = raw as Partial<ImportSessionOutputs>;
  const inputs = withRecordedName(given, raw, context);
  const changed = changedInputs(raw, inputs);
  const asked = AskedBefore.of(recorded, { id, clusterId: recorded.clusterId }, context);
  await refuseWhatCannotBe(id, recorded, inputs, changed, context).catch(async (error: unknown) => {
    await asked.tellUnfollowed(id, recorded, context);
    throw error;
  });
  const goals = goalsOf(inputs, recorded, context);
  if (!asked.isAny && areSilent(changed) && !findOpenGoal(recorded.state, goals))
    return withFormerWindows(recordOnly(recorded, inputs, context), recorded, goals);
  const array = context.array(inputs.array);
  const label = sessionLabel({ id, name: recorded.name }, array.powerStore.endpoint);
  const clusterId = await assertSameCluster(array, recorded.clusterId, `updating ${label}: it`, context.signal);
  const standing = { clusterId, claimed: isStillClaimed(recorded, { clusterId, id }, context) };
  warnOfClock(array, inputs, context);
  const timeoutSeconds = context.timeoutSeconds ?? defaultAdvanceSeconds(inputs.waitFor);
  try {
    const session = await advance(
      {
        id,
        inputs,
        array,
        standing,
        asked,
        startedAt: context.startedAt ?? context.clock.monotonic(),
        timeoutSeconds,
        operation: "update",
        recorded,
      },
      context,
    );
    if (session.state !== "Scheduled" && inputs.scheduledTimestamp && changed.includes("scheduledTimestamp")) {
      context.report.warning(
        `${label} is ${session.state}: its new scheduledTimestamp does not matter any more and is only recorded.`,
      );
    }
    return outputsSince(recorded, inputs, session, standingOf({ standing, asked }), context);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    return updatePurged({ id, recorded }, inputs, label, array, context);
  } finally {
    asked.tell(label, context);
  }
}

/** What diff has warned of, or could not find out: judged anew, for it may be well by now. */
async function refuseWhatCannotBe(
  id: string,
  recorded: Partial<ImportSessionOutputs>,
  inputs: ImportSessionInputs,
  changed: readonly InputName[],
  context: SessionContext,
): Promise<void> {
  const verdict = await judgeChange(id, recorded, inputs, changed, context);
  if (verdict.kind === "refuse") throw new RefusalError(verdict.reason);
  if (verdict.kind !== "replace") return;
  throw new RefusalError(
    `${verdict.warning} This run was not planned as a replacement, so nothing was done: run "pulumi up" again.`,
  );
}

function recordOnly(
  { holdReason: _, nextChangeAt: __, pendingRequests: ___, ...recorded }: Partial<ImportSessionOutputs>,
  inputs: ImportSessionInputs,
  { clock, ignored }: SessionContext,
): ImportSessionOutputs {
  const observed = Object.fromEntries(Object.entries(recorded).filter(([name]) => !(name in changeKinds)));
  const start = inputs.startWindows && recorded.scheduledTimestamp;
  const held = heldNow(withWindowsInForce(inputs, ignored), knownOf(recorded), clock.now());
  return withoutUndefined({ ...observed, ...inputs, ...(start && { scheduledTimestamp: start }), ...held });
}

async function updatePurged(
  gone: Gone,
  inputs: ImportSessionInputs,
  label: string,
  array: ArrayAccess,
  context: SessionContext,
): Promise<ImportSessionOutputs> {
  const judgement = await examineGone(gone, array, context.signal);
  if (judgement.verdict === "completed") {
    context.report.warning(`${label} was completed and its record is gone from the array: nothing is left to do.`);
    return purgedOutputs(recordOnly(gone.recorded, inputs, context));
  }
  throw new RefusalError(`updating ${label}: it ${goneText(judgement)}`);
}
