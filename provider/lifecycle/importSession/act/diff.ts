import type { DiffVerdict } from "../../engineRun/facts";
import type { DiffResult, RawInputs } from "../../operation/handler";
import { judgedNow } from "../../operation/judgedNow";
import { withRecordedName } from "../../operation/names";
import { hasUnknown } from "../../operation/unknown";
import { windowLists } from "../../windows/inputs";
import { goalsOf, isOwnPause } from "../decide/goals";
import { keptAtGate } from "../decide/keptAtGate";
import { findOpenGoal } from "../decide/openGoal";
import { sharingText } from "../decide/ownershipTexts";
import { gates, isCompleted } from "../decide/states";
import { FOREIGN_PAUSE, hostSteps, sessionLabel } from "../decide/texts";
import { mayBeAnothers } from "../decide/unproven";
import { changedInputs } from "../inputs/compare";
import type { InputName } from "../inputs/inputs";
import { changeKinds } from "../inputs/inputs";
import { wishOf } from "../inputs/marks";
import type { ImportSessionOutputs } from "../inputs/outputs";
import { postponementText } from "../inputs/schedule";
import { AskedBefore } from "./askedBefore";
import { isUntold, judgeChange } from "./judgeChange";
import type { SessionContext } from "./sessionContext";

type Recorded = Partial<ImportSessionOutputs>;

/**
 * What a run would do. It never fails for what concerns this one session: the engine would end the whole deployment. What cannot be is an
 * update with a warning here, and an error of that update.
 */
export async function diffImportSession(
  id: string,
  raw: RawInputs,
  given: RawInputs,
  context: SessionContext,
): Promise<DiffResult<InputName>> {
  const recorded = raw as Recorded;
  const inputs = withRecordedName(given, raw, context);
  const changed = changesDue(recorded, inputs, context);
  const session = { id, clusterId: recorded.clusterId };
  context.run.had(context.urn, session, mayBeAnothers(recorded, session, context));
  if (context.run.isRefreshing) {
    announceResume(recorded, inputs, sessionLabel({ id, name: recorded.name }), context);
    return { changes: changed.length > 0, replaces: [], changed };
  }
  const { result, seen } = await compare(id, recorded, inputs, changed, context);
  const verdict: DiffVerdict = result.replaces.length > 0 ? "replace" : result.changes ? "update" : "same";
  const { sole } = wishOf(inputs);
  context.run.compared(context.urn, session, verdict, { seen, isOver: isCompleted(recorded.state), sole });
  const other = verdict === "replace" ? undefined : context.run.otherHolder(context.urn, session);
  if (other) context.report.warning(sharingText(sessionLabel({ id, name: recorded.name }), other, context.urn));
  return result;
}

/** What a brake keeps from being sent is nothing to do as long as it is there. */
function changesDue(recorded: Recorded, inputs: RawInputs, context: SessionContext): InputName[] {
  const { keepsStart } = goalsOf(inputs, recorded, context);
  const isKept = (name: InputName) =>
    keepsStart === true && (name === "scheduledTimestamp" || (name === "startWindows" && inputs[name] === undefined));
  return changedInputs(recorded, inputs).filter((name) => !isKept(name));
}

async function compare(
  id: string,
  recorded: Recorded,
  inputs: RawInputs,
  changed: readonly InputName[],
  context: SessionContext,
): Promise<{ readonly result: DiffResult<InputName>; readonly seen?: string }> {
  const label = sessionLabel({ id, name: recorded.name });
  announceResume(recorded, inputs, label, context);
  warnOfRecorded(changed, inputs, label, context);
  const postponed = postponementText(recorded, inputs.scheduledTimestamp);
  if (postponed) context.report.warning(`${label} ${postponed}`);
  warnOfHosts(
    changed.filter((name) => isUntold(name, recorded)),
    label,
    context,
  );
  const judged = await judgedNow(() => judgeChange(id, recorded, inputs, changed, context), context.signal);
  if (judged.kind === "refuse") {
    context.report.warning(`${judged.reason} The update will fail for this reason; nothing is sent to the array.`);
    return { result: { changes: true, replaces: [], changed: changed.length > 0 ? changed : ["waitFor"] } };
  }
  if (judged.warning) context.report.warning(judged.warning);
  if (judged.kind === "replace") {
    return { result: { changes: true, replaces: judged.names, changed }, seen: judged.seen };
  }
  const goals = goalsOf(inputs, recorded, context);
  const open = isGoalUnknown(inputs) ? undefined : findOpenGoal(recorded.state, goals);
  if (open === "advanceTo") announceGate(recorded, inputs, label, context);
  const kept = open || isGoalUnknown(inputs) ? undefined : keptAtGate(recorded.state, goals);
  if (kept) context.report.warning(`${label} was last seen ${recorded.state}; ${kept}.`);
  const all = open && !changed.includes(open) ? [...changed, open] : changed;
  // What was asked for and is open is looked at in each run, whatever else there is to do.
  if (all.length === 0 && AskedBefore.of(recorded, { id, clusterId: recorded.clusterId }, context).isAny) {
    context.report.info(
      `${label}: an earlier run has left a request open on the array; this run looks what becomes of it.`,
    );
    return { result: { changes: true, replaces: [], changed: ["waitFor"] } };
  }
  return { result: { changes: all.length > 0, replaces: [], changed: all } };
}

/** Inputs that have a say in what is still to be done. Whatever another one comes to, the run passes its gate. */
const goalInputs = [
  "type",
  "advanceTo",
  "waitFor",
  "automaticCutover",
  "scheduledTimestamp",
  "paused",
  "timeZone",
  ...windowLists,
] as const satisfies readonly InputName[];

const isGoalUnknown = (inputs: RawInputs) =>
  goalInputs.some((name) => hasUnknown(inputs[name])) ||
  (inputs.type === "Agentless" && hasUnknown(inputs.hostsOnSource));

/** After an import or adoption this says what is there; otherwise nobody would be told that the array was not. */
function warnOfHosts(names: readonly InputName[], label: string, context: SessionContext): void {
  if (names.length === 0) return;
  context.report.warning(
    `${label}: ${names.join(" and ")} can be given to the array only when a session is created; the value is only recorded.`,
  );
}

function warnOfRecorded(
  changed: readonly InputName[],
  inputs: RawInputs,
  label: string,
  context: SessionContext,
): void {
  const names = changed.filter((name) => changeKinds[name] === "recorded" && !hasUnknown(inputs[name]));
  if (names.length === 0) return;
  context.report.warning(
    `${label}: the array cannot change the ${names.join(" and ")} of a session; the new value is only recorded.`,
  );
}

/**
 * A pause may be somebody's emergency brake: who undoes it is told. After a refresh the state says "paused" whoever paused; only the refresh itself
 * can tell a pause of the program from another.
 */
export function announceResume(recorded: Recorded, inputs: RawInputs, label: string, context: SessionContext): void {
  const { run, report } = context;
  if (recorded.state !== "Paused" || goalsOf(inputs, recorded, context).paused !== false) return;
  if (run.isRefreshing && recorded.holdReason !== undefined) return;
  if (run.isRefreshing) report.warning(`${label} ${FOREIGN_PAUSE} the next "pulumi up" resumes it.`);
  else if (isOwnPause(recorded)) report.info(`${label} is Paused: this run resumes it, as the program says.`);
  else report.warning(`${label} ${FOREIGN_PAUSE} this run resumes it.`);
}

/** Which gate the run will pass, and what has to happen on the hosts before. */
export function announceGate(recorded: Recorded, inputs: RawInputs, label: string, context: SessionContext): void {
  const gate = recorded.state && gates[recorded.state];
  if (gate && gate.next === inputs.advanceTo && !inputs.paused) {
    const first = inputs.type === "Agentless" ? ` Before that, ${hostSteps[gate.action]}.` : "";
    context.report.info(
      `${label} was last seen ${recorded.state}: this run will pass the gate (${gate.action}).${first}`,
    );
  }
}
