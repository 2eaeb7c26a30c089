import { diffObject } from "../../arrayObject/diff";
import { withRecordedName } from "../../importSession/inputs/names";
import type { DiffResult, OperationContext, RawInputs } from "../../operation/handler";
import { hasUnknown } from "../../operation/unknown";
import { groupLabel } from "../decide/texts";
import { changedInputs } from "../inputs/compare";
import type { GroupInputs, InputName } from "../inputs/inputs";
import type { GroupOutputs } from "../inputs/outputs";
import { judgeChange } from "./judgeChange";

export async function diffGroup(
  id: string,
  raw: RawInputs,
  given: RawInputs,
  context: OperationContext,
): Promise<DiffResult<InputName>> {
  const recorded = raw as Partial<GroupOutputs>;
  const inputs = withRecordedName(given, raw, context);
  const changed = changedInputs(raw, inputs);
  const open = hasUnknown(inputs) ? undefined : findOpenGoal(recorded, inputs as GroupInputs);
  const label = groupLabel({ id, name: recorded.name });
  const judge = () => judgeChange(id, recorded, inputs, changed, context);
  return diffObject({ id, recorded: raw, label, adoptInput: "adoptGroupId", changed, open, judge }, context);
}

/** A group that no run has seen ready yet. */
export function findOpenGoal(
  { readyAt }: Partial<GroupOutputs>,
  { waitFor }: Pick<GroupInputs, "waitFor">,
): InputName | undefined {
  return waitFor === "Ready" && readyAt === undefined ? "waitFor" : undefined;
}
