import { NotFoundError } from "../../powerstore/errors";
import type { ImportSession } from "../../powerstore/schemas/importSession";
import { assertSameCluster } from "../arrayAccess";
import { ReferenceNotFoundError, RefusalError } from "../errors";
import type { ArrayAccess, DiffResult, OperationContext, RawInputs } from "../handler";
import { hasUnknown } from "../unknown";
import { changedInputs } from "./compare";
import type { Goals } from "./decideAdvance";
import { decideGoneReplacement, decideReplacement, decideRestart } from "./decideReplacement";
import { judgeGone } from "./gone";
import type { InputName } from "./inputs";
import { changeKinds } from "./inputs";
import { meansTheSame } from "./meansTheSame";
import { withRecordedName } from "./names";
import { observeSession } from "./observe";
import { findOpenGoal } from "./openGoal";
import type { ImportSessionOutputs } from "./outputs";
import { resolveReferences } from "./references";
import type { SeenByDiff } from "./remove";
import { gates } from "./states";
import { hostSteps, sessionLabel } from "./texts";

type Recorded = Partial<ImportSessionOutputs>;

export type DiffContext = OperationContext & { readonly refreshing: boolean };

/** Inputs that no answer of the array contains: what a state without them was created with is not known. */
const writeOnly: readonly InputName[] = ["hostIds", "hostGroupIds", "consistencyGroupMembers"];

/**
 * What a run would do. Sends nothing as long as no replacement is in sight; before it answers "replace" or refuses, it reads the
 * session live, for recorded states grow old.
 * @param onReplace told which state a replacement was decided on.
 */
export async function diffImportSession(
  id: string,
  raw: RawInputs,
  given: RawInputs,
  context: DiffContext,
  onReplace: (seen: SeenByDiff) => void,
): Promise<DiffResult<InputName>> {
  const recorded = raw as Recorded;
  const inputs = withRecordedName(given, raw, context.urn);
  const changed = changedInputs(raw, inputs);
  if (context.refreshing) return { changes: changed.length > 0, replaces: [], changed };
  const label = sessionLabel({ id, name: recorded.name });
  warnOfRecorded(changed, inputs, label, context);
  warnOfHosts(
    changed.filter((name) => isUntold(name, recorded)),
    label,
    context,
  );
  const candidates = changed.filter((name) => mayReplace(name, recorded, inputs));
  const isStopped = recorded.state === "Failed" || recorded.state === "Cancelled";
  const isUnscheduled =
    recorded.state === "Scheduled" && recorded.scheduledTimestamp && inputs.scheduledTimestamp === undefined;
  if (candidates.length > 0 || isStopped || isUnscheduled) {
    const replaces = await decideLive(id, recorded, inputs, candidates, context, onReplace);
    if (replaces.length > 0) return { changes: true, replaces, changed };
  }
  const open = hasUnknown(inputs) ? undefined : findOpenGoal(recorded.state, inputs as Goals);
  if (open === "advanceTo") announceGate(recorded, inputs, label, context);
  const all = open && !changed.includes(open) ? [...changed, open] : changed;
  return { changes: all.length > 0, replaces: [], changed: all };
}

/** An unknown never replaces: the known value decides later. A write-only input that the state lacks is recorded, no more. */
function mayReplace(name: InputName, recorded: Recorded, inputs: RawInputs): boolean {
  const kind = changeKinds[name];
  if (kind !== "identity" && kind !== "createOnly") return false;
  if (hasUnknown(inputs[name])) return false;
  return !isUntold(name, recorded);
}

function isUntold(name: InputName, recorded: Recorded): boolean {
  return writeOnly.includes(name) && recorded[name] === undefined;
}

/** After an import or adoption this says what is there; otherwise nobody would be told that the array was not. */
function warnOfHosts(names: readonly InputName[], label: string, context: DiffContext): void {
  if (names.length === 0) return;
  context.report.warning(
    `${label}: ${names.join(" and ")} can be given to the array only when a session is created; the value is only recorded.`,
  );
}

function warnOfRecorded(changed: readonly InputName[], inputs: RawInputs, label: string, context: DiffContext): void {
  const names = changed.filter((name) => changeKinds[name] === "recorded" && !hasUnknown(inputs[name]));
  if (names.length === 0) return;
  context.report.warning(
    `${label}: the array cannot change the ${names.join(" and ")} of a session; the new value is only recorded.`,
  );
}

/** Says in the preview already which gate the run is about to pass. */
function announceGate(recorded: Recorded, inputs: RawInputs, label: string, context: DiffContext): void {
  const gate = recorded.state && gates[recorded.state];
  if (gate && gate.next === inputs.advanceTo && !inputs.paused) {
    const first = inputs.type === "Agentless" ? ` Before that, ${hostSteps[gate.action]}.` : "";
    context.report.info(
      `${label} was last seen ${recorded.state}: this run will pass the gate (${gate.action}).${first}`,
    );
  }
}

async function decideLive(
  id: string,
  recorded: Recorded,
  inputs: RawInputs,
  candidates: readonly InputName[],
  context: DiffContext,
  onReplace: (seen: SeenByDiff) => void,
): Promise<readonly InputName[]> {
  const array = context.array(hasUnknown(inputs.array) ? recorded.array : (inputs.array as string | undefined));
  const label = sessionLabel({ id, name: recorded.name }, array.powerStore.endpoint);
  await assertSameCluster(array, recorded.clusterId, `comparing ${label}: it`);
  const session = await readLive(id, array, context);
  const basis = session ?? (await unlessRenamed(resolveReferences(recorded as ImportSessionOutputs, array), recorded));
  const differing: InputName[] = [];
  for (const name of candidates) {
    if (!(await meansTheSame(name, recorded, inputs, basis, array))) differing.push(name);
  }
  if (!session) {
    const verdict = await unlessRenamed(judgeGone(recorded, array), "unknown" as const);
    const { replaces, warning } = decideGoneReplacement(recorded.state, verdict, differing);
    context.report.warning(`${label} ${warning}`);
    if (replaces.length > 0) onReplace("gone");
    return replaces;
  }
  const decision = differing.length > 0 ? decideReplacement(session, differing) : decideRestart(session);
  if (decision?.kind === "refuse") throw new RefusalError(`changing ${label}: it ${decision.reason}`);
  if (decision) context.report.warning(`${label} ${decision.warning}`);
  if (decision?.kind === "replace") {
    onReplace(session.state);
    return differing.length > 0 ? differing : ["sourceResourceId"];
  }
  if (session.state === "Scheduled" && inputs.scheduledTimestamp === undefined && recorded.scheduledTimestamp) {
    throw new RefusalError(
      `changing ${label}: it is Scheduled for ${recorded.scheduledTimestamp} and the array has no "start now", so scheduledTimestamp cannot be taken away. Set it to a time soon, or put the former value back.`,
    );
  }
  return [];
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

async function readLive(id: string, array: ArrayAccess, context: DiffContext): Promise<ImportSession | undefined> {
  try {
    return await observeSession(array, id, { signal: context.signal });
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
