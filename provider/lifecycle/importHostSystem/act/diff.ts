import { assertSameCluster } from "../../array/arrayAccess";
import type { ChangeVerdict } from "../../arrayObject/diff";
import { diffObject } from "../../arrayObject/diff";
import { GONE } from "../../engineRun/facts";
import type { DiffResult, OperationContext, RawInputs } from "../../operation/handler";
import { hasUnknown } from "../../operation/unknown";
import { hostSystemLabel } from "../decide/decideAgent";
import { changedInputs, isAsWanted, isSecret, isUntold } from "../inputs/compare";
import type { InputName } from "../inputs/inputs";
import { changeKinds } from "../inputs/inputs";
import type { HostSystemOutputs } from "../inputs/outputs";
import { findHostSystem } from "./observe";
import { useText } from "./use";

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

/** The array changes nothing of a host system: what differs makes it anew, as long as none of its volumes is being imported. */
export async function judgeChange(
  id: string,
  recorded: Partial<HostSystemOutputs>,
  inputs: RawInputs,
  changed: readonly InputName[],
  context: OperationContext,
): Promise<ChangeVerdict<InputName>> {
  const candidates = changed.filter(
    (name) => changeKinds[name] === "createOnly" && !hasUnknown(inputs[name]) && !isUntold(name, recorded),
  );
  if (candidates.length === 0) return { kind: "update" };
  const array = context.array(hasUnknown(inputs.array) ? recorded.array : (inputs.array as string | undefined));
  const label = hostSystemLabel({ id, agentAddress: recorded.agentAddress }, array.powerStore.endpoint);
  await assertSameCluster(array, recorded.clusterId, `comparing ${label}: it`, context.signal);
  const options = { signal: context.signal };
  const system = await findHostSystem(array, id, options);
  if (!system)
    return {
      kind: "replace",
      names: candidates,
      seen: GONE,
      warning: `${label} is gone from the array: it is made anew.`,
    };
  const names = candidates.filter((name) => isSecret(name) || !isAsWanted(name, inputs[name], system));
  if (names.length === 0) return { kind: "update" };
  const what = `another ${names.join(" and ")} can be had only by making it anew`;
  const use = await useText(array, id, options);
  if (use === undefined) return { kind: "replace", names, warning: `${label}: ${what}, with another id.` };
  const reason = `changing ${label}: ${what}, and ${use}. Let the imports end first, or take the change back.`;
  return { kind: "refuse", reason };
}
