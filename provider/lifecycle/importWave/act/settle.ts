/** What create and update of a wave have in common. */

import type { Hold } from "../../importSession/decide/holds";
import type { OperationContext } from "../../operation/handler";
import { withoutUndefined } from "../../operation/jsonValues";
import { IncompleteError } from "../../operation/lifecycleErrors";
import { countStates, phaseOf, progressOf } from "../decide/phase";
import { failureTexts, sumText } from "../decide/texts";
import type { ImportWaveInputs } from "../inputs/inputs";
import type { ImportWaveOutputs, Members } from "../inputs/outputs";
import { QUIET_SUM_SECONDS, SUM_SECONDS } from "./memberContext";
import type { WaveTask } from "./waveRun";
import { WaveRun } from "./waveRun";

/** So many failures are told in whole sentences. */
const MOST_FAILURES = 25;

/** Brings all members as far as the program says; what create and update have in common. Throws IncompleteError with all that failed. */
export async function settleWave(id: string, task: WaveTask, context: OperationContext): Promise<ImportWaveOutputs> {
  const run = new WaveRun(task, context, reportSums(context));
  await run.converge();
  const outputs = toOutputs(task.inputs, run.members, { clusterId: task.clusterId, hold: run.hold() });
  context.report.info(`${sumText(outputs.counts, outputs.progressPercentage)}. Phase: ${outputs.phase}.`);
  const [first, ...others] = failureTexts(run.failures, MOST_FAILURES);
  if (first !== undefined) throw new IncompleteError(id, outputs, first, ...others);
  return outputs;
}

/** Sums on the wave's row, when they have changed, and not too often. */
function reportSums({ report, clock, settings }: OperationContext): (members: () => Members) => void {
  const seconds = settings.quiet ? QUIET_SUM_SECONDS : SUM_SECONDS;
  let last: { readonly text: string; readonly at: number } | undefined;
  return (membersNow) => {
    const at = clock.monotonic();
    if (last && at - last.at < seconds * 1000) return;
    const members = membersNow();
    const text = sumText(countStates(members), progressOf(members));
    if (last?.text !== text) report.progress(text);
    last = { text, at };
  };
}

function firstChange(members: Members): string | undefined {
  const moments = Object.values(members).flatMap(({ nextChangeAt }) => nextChangeAt ?? []);
  return moments.toSorted((one, other) => Date.parse(one) - Date.parse(other))[0];
}

type Standing = { readonly clusterId: string | undefined; readonly hold: Hold | undefined };

export function toOutputs(
  inputs: ImportWaveInputs,
  members: Members,
  { clusterId, hold }: Standing,
): ImportWaveOutputs {
  return withoutUndefined({
    ...inputs,
    members,
    counts: countStates(members),
    phase: phaseOf(members, hold !== undefined),
    progressPercentage: progressOf(members),
    holdReason: hold?.reason,
    nextChangeAt: firstChange(members),
    clusterId,
  }) as ImportWaveOutputs;
}
