import { diffObject } from "../../arrayObject/diff";
import type { DiffResult, OperationContext, RawInputs } from "../../operation/handler";
import { hostSystemLabel } from "../decide/texts";
import { changedInputs } from "../inputs/compare";
import type { InputName } from "../inputs/inputs";
import type { HostSystemOutputs } from "../inputs/outputs";
import { judgeChange } from "./judgeChange";

export async function diffHostSystem(
  id: string,
  raw: RawInputs,
  inputs: RawInputs,
  context: OperationContext,
): Promise<DiffResult<InputName>> {
  const recorded = raw as Partial<HostSystemOutputs>;
  const changed = changedInputs(raw, inputs);
  const label = hostSystemLabel({ id, agentAddress: recorded.agentAddress });
  const judge = () => judgeChange(id, recorded, inputs, changed, context);
  const open = findOpenGoal(recorded, inputs);
  return diffObject({ id, recorded: raw, label, adoptInput: "adoptImportHostSystemId", changed, open, judge }, context);
}

/** An agent that no run has seen Running yet. */
export function findOpenGoal({ runningAt }: Partial<HostSystemOutputs>, { waitFor }: RawInputs): InputName | undefined {
  return waitFor === "Running" && runningAt === undefined ? "waitFor" : undefined;
}
