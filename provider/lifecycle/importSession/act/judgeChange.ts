/** Whether a change of inputs is an update, a replacement or refused, by what the array shows of the session. */

import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import { orUndefined } from "../../../powerstore/http/powerStoreErrors";
import { assertSameCluster } from "../../array/arrayAccess";
import { GONE } from "../../engineRun/facts";
import type { ArrayAccess, OperationContext, RawInputs } from "../../operation/handler";
import { ReferenceNotFoundError } from "../../operation/lifecycleErrors";
import { hasUnknown } from "../../operation/unknown";
import { decideGoneReplacement, decideReplacement, decideRestart } from "../decide/decideReplacement";
import { goalsOf, isNear } from "../decide/goals";
import { pastStartReason, sessionLabel } from "../decide/texts";
import { startOutsideOf } from "../decide/windowsAhead";
import { likenessOf } from "../inputs/compare";
import { resolveReferences } from "../inputs/createBody";
import type { InputName } from "../inputs/inputs";
import { changeKinds } from "../inputs/inputs";
import type { ImportSessionOutputs } from "../inputs/outputs";
import type { Gone } from "./gone";
import { examineGone } from "./gone";
import { observeSession } from "./observe";
import type { SeenByDiff } from "./refuseLoss";
import type { SessionContext } from "./sessionContext";

type Recorded = Partial<ImportSessionOutputs>;

/** What stands in the way of a mere update, as the array shows the session now; whole sentences. */
export type ChangeVerdict =
  | { readonly kind: "update"; readonly warning?: string }
  | {
      readonly kind: "replace";
      readonly names: readonly InputName[];
      readonly seen: SeenByDiff;
      readonly warning: string;
    }
  | { readonly kind: "refuse"; readonly reason: string };

/** Inputs that no answer of the array contains: what a state without them was created with is not known. */
const writeOnly: readonly InputName[] = ["hostIds", "hostGroupIds", "consistencyGroupMembers"];

export function isUntold(name: InputName, recorded: Recorded): boolean {
  return writeOnly.includes(name) && recorded[name] === undefined;
}

/**
 * Judges a change for diff, which says what will come of it, and for update, which refuses what cannot be. Sends nothing as long as neither
 * a replacement nor a refusal is in sight; otherwise it reads the session live, for recorded states grow old.
 */
export async function judgeChange(
  id: string,
  recorded: Recorded,
  inputs: RawInputs,
  changed: readonly InputName[],
  context: SessionContext,
): Promise<ChangeVerdict> {
  const candidates = changed.filter((name) => mayReplace(name, recorded, inputs));
  const isStopped = recorded.state === "Failed" || recorded.state === "Cancelled";
  const mayBeRefused =
    isUnscheduled(recorded, inputs, context) || objectionToStart(recorded, inputs, changed, recorded, context);
  if (candidates.length === 0 && !isStopped && !mayBeRefused) return { kind: "update" };
  const array = context.array(hasUnknown(inputs.array) ? recorded.array : (inputs.array as string | undefined));
  const label = sessionLabel({ id, name: recorded.name }, array.powerStore.endpoint);
  await assertSameCluster(array, recorded.clusterId, `comparing ${label}: it`, context.signal);
  const session = await orUndefined(observeSession(array, id, { signal: context.signal }));
  const basis =
    session ??
    (await unlessRenamed(resolveReferences(recorded as ImportSessionOutputs, array, context.signal), recorded));
  const differing: InputName[] = [];
  const untold: InputName[] = [];
  for (const name of candidates) {
    const likeness = await likenessOf(name, recorded, inputs, basis, array, context.signal);
    if (likeness !== "same") (likeness === "other" ? differing : untold).push(name);
  }
  const verdict = session
    ? judgeLive(session, { recorded, inputs, changed, differing }, label, context)
    : await judgeMissing({ id, recorded }, differing, label, array, context);
  return verdict.kind === "update" && untold.length > 0 ? withUntold(verdict, untold, label) : verdict;
}

/** As with what a state has never known: it can be given to no session that is there, and so it is no reason to refuse the other changes. */
function withUntold(
  { warning }: { readonly warning?: string },
  names: readonly InputName[],
  label: string,
): ChangeVerdict {
  const text =
    `${label}: ${names.join(" and ")} can be given to the array only when a session is created, and what is on record names what has another name by ` +
    "now, or is gone; the new value is only recorded.";
  return { kind: "update", warning: warning === undefined ? text : `${warning} ${text}` };
}

/** An unknown never replaces: the known value decides later. A write-only input that the state lacks is recorded, no more. */
function mayReplace(name: InputName, recorded: Recorded, inputs: RawInputs): boolean {
  const kind = changeKinds[name];
  if (kind !== "identity" && kind !== "createOnly") return false;
  return !hasUnknown(inputs[name]) && !isUntold(name, recorded);
}

function isUnscheduled(recorded: Recorded, inputs: RawInputs, { clock }: Pick<OperationContext, "clock">): boolean {
  return (
    recorded.state === "Scheduled" &&
    recorded.scheduledTimestamp !== undefined &&
    !isNear(recorded, clock.now()) &&
    recorded.startWindows === undefined &&
    inputs.scheduledTimestamp === undefined &&
    inputs.startWindows === undefined
  );
}

/** Why one that waits for its time would start when nobody can have meant it to. */
function objectionToStart(
  session: Pick<Recorded, "state" | "scheduledTimestamp">,
  inputs: RawInputs,
  changed: readonly InputName[],
  recorded: Recorded,
  context: SessionContext,
): string | undefined {
  const goals = goalsOf(inputs, recorded, context, session);
  if (goals.isPastStart) return pastStartReason(session, goals);
  const hasOtherWindows = changed.includes("startWindows") || changed.includes("timeZone");
  const now = context.clock.now();
  // Where the former ones did not open again either, the change makes nothing worse.
  return hasOtherWindows && !startOutsideOf(recorded, session, now) ? startOutsideOf(inputs, session, now) : undefined;
}

type Change = {
  readonly recorded: Recorded;
  readonly inputs: RawInputs;
  readonly changed: readonly InputName[];
  /** Those that only a new session can have, as far as they differ. */
  readonly differing: readonly InputName[];
};

function judgeLive(
  session: ImportSession,
  { recorded, inputs, changed, differing }: Change,
  label: string,
  context: SessionContext,
): ChangeVerdict {
  const decision = differing.length > 0 ? decideReplacement(session, differing) : decideRestart(session);
  if (decision?.kind === "refuse") return { kind: "refuse", reason: `changing ${label}: it ${decision.reason}` };
  const warning = decision && `${label} ${decision.warning}`;
  if (decision?.kind === "replace" && warning) {
    const names = differing.length > 0 ? differing : (["sourceResourceId"] as const);
    return { kind: "replace", names, seen: session.state, warning };
  }
  if (session.state === "Scheduled" && isUnscheduled({ ...recorded, state: session.state }, inputs, context)) {
    return {
      kind: "refuse",
      reason: `changing ${label}: it is Scheduled for ${recorded.scheduledTimestamp} and the array has no "start now", so scheduledTimestamp cannot be taken away. Set it to a time soon, or put the former value back.`,
    };
  }
  const objection = objectionToStart(session, inputs, changed, recorded, context);
  if (objection) return { kind: "refuse", reason: `changing ${label}: it ${objection}` };
  return { kind: "update", ...(warning && { warning }) };
}

async function judgeMissing(
  gone: Gone,
  differing: readonly InputName[],
  label: string,
  array: ArrayAccess,
  { clock, signal }: Pick<OperationContext, "clock" | "signal">,
): Promise<ChangeVerdict> {
  const judgement = await examineGone(gone, array, signal);
  const now = clock.now() + (array.powerStore.arrayClock.secondsAhead() ?? 0) * 1000;
  const { replaces: names, warning } = decideGoneReplacement(gone.recorded, judgement, differing, now);
  const text = `${label} ${warning}`;
  return names.length > 0 ? { kind: "replace", names, seen: GONE, warning: text } : { kind: "update", warning: text };
}

/**
 * A recorded name may have stopped to mean anything since. Where the session is gone that must not lock a pending replacement; the name that
 * the program gives is resolved without mercy.
 */
async function unlessRenamed<T, F>(answer: Promise<T>, otherwise: F): Promise<T | F> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ReferenceNotFoundError) return otherwise;
    throw error;
  }
}
