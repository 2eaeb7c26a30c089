/** What create and update of a wave have in common. */

import type { Hold } from "../../importSession/decide/holds";
import type { OperationContext } from "../../operation/handler";
import { withoutUndefined } from "../../operation/jsonValues";
import { IncompleteError } from "../../operation/lifecycleErrors";
import { bytesOf, countStates, phaseOf, progressOf } from "../decide/phase";
import { hasMoved, lineText, tableText } from "../decide/summary";
import { failureTexts, sumText } from "../decide/texts";
import { unreachedAmong, unreachedText } from "../decide/unreached";
import type { ImportWaveInputs } from "../inputs/inputs";
import type { ImportWaveOutputs, Members } from "../inputs/outputs";
import type { WaveTask } from "./roster";
import { sumsOn } from "./sums";
import { WaveRun } from "./waveRun";

/** Brings all members as far as the program says; what create and update have in common. Throws IncompleteError with all that failed. */
export async function settleWave(id: string, task: WaveTask, context: OperationContext): Promise<ImportWaveOutputs> {
  const say = sumsOn(context);
  const run = new WaveRun(task, context, (membersNow) =>
    say(() => {
      const members = membersNow();
      return sumText(countStates(members), progressOf(members));
    }),
  );
  await run.converge();
  const outputs = toOutputs(task.inputs, run.members, {
    clusterId: task.clusterId,
    hold: run.hold(),
    lastSeenAt: run.lastSeenAt,
  });
  const unreached = run.hold() && unreachedText(unreachedAmong(run.summed));
  if (unreached) context.report.warning(unreached);
  const before = (task.recorded?.members ?? {}) as Members;
  context.report.info(
    hasMoved(before, outputs.members) ? tableText(outputs, run.summed, run.hold()) : lineText(outputs),
  );
  const [first, ...others] = failureTexts(run.failures);
  if (first !== undefined) throw new IncompleteError(id, outputs, first, ...others);
  return outputs;
}

function firstChange(members: Members): string | undefined {
  const moments = Object.values(members).flatMap(({ nextChangeAt }) => nextChangeAt ?? []);
  return moments.toSorted((one, other) => Date.parse(one) - Date.parse(other))[0];
}

type Standing = {
  readonly clusterId: string | undefined;
  readonly hold: Hold | undefined;
  readonly lastSeenAt: string | undefined;
};

export function toOutputs(
  inputs: ImportWaveInputs,
  members: Members,
  { clusterId, hold, lastSeenAt }: Standing,
): ImportWaveOutputs {
  return withoutUndefined({
    ...inputs,
    members,
    counts: countStates(members),
    phase: phaseOf(members, hold !== undefined),
    progressPercentage: progressOf(members),
    ...bytesOf(members),
    holdReason: hold?.reason,
    nextChangeAt: firstChange(members),
    lastSeenAt,
    clusterId,
  }) as ImportWaveOutputs;
}
