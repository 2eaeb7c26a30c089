import { diffObject } from "../../arrayObject/diff";
import { withRecordedName } from "../../importSession/inputs/names";
import type { DiffResult, OperationContext, RawInputs } from "../../operation/handler";
import { hasUnknown } from "../../operation/unknown";
import { findOpenGoal } from "../decide/openGoal";
import { systemLabel } from "../decide/texts";
import { changedInputs } from "../inputs/compare";
import type { InputName, RemoteSystemInputs } from "../inputs/inputs";
import type { RemoteSystemOutputs } from "../inputs/outputs";
import { judgeChange } from "./judgeChange";

export async function diffRemoteSystem(
  id: string,
  raw: RawInputs,
  given: RawInputs,
  context: OperationContext,
): Promise<DiffResult<InputName>> {
  const recorded = raw as Partial<RemoteSystemOutputs>;
  const inputs = withRecordedName(given, raw, context);
  const changed = changedInputs(raw, inputs);
  const open = hasUnknown(inputs) ? undefined : findOpenGoal(recorded, inputs as RemoteSystemInputs);
  const label = systemLabel({ id, name: recorded.name });
  const judge = () => judgeChange(id, recorded, inputs, changed, context);
  return diffObject({ id, recorded: raw, label, adoptInput: "adoptRemoteSystemId", changed, open, judge }, context);
}
