import { assertSameCluster } from "../../array/arrayAccess";
import type { Fingerprints } from "../../arrayObject/fingerprints";
import { DEFAULT_SETTLE_SECONDS } from "../../operation/customTimeouts";
import type { OperationContext, RawInputs } from "../../operation/handler";
import { RefusalError } from "../../operation/lifecycleErrors";
import { hostSystemLabel } from "../decide/decideAgent";
import { changedInputs, isUntold } from "../inputs/compare";
import type { HostSystemInputs } from "../inputs/inputs";
import { changeKinds } from "../inputs/inputs";
import type { HostSystemOutputs } from "../inputs/outputs";
import { secretsToRecord, toOutputs } from "../inputs/outputs";
import { findOpenGoal, judgeChange } from "./diff";
import { findHostSystem } from "./observe";
import { settleHostSystem } from "./settle";

/** Nothing is changed of a host system: an update waits for its agent, lets it tell anew of its volumes, or only records. */
export async function updateHostSystem(
  id: string,
  raw: RawInputs,
  inputs: HostSystemInputs,
  context: OperationContext,
): Promise<HostSystemOutputs> {
  const recorded = raw as Partial<HostSystemOutputs>;
  const changed = changedInputs(raw, inputs);
  const verdict = await judgeChange(id, recorded, inputs, changed, context);
  if (verdict.kind === "refuse") throw new RefusalError(verdict.reason);
  if (verdict.kind === "replace") {
    throw new RefusalError(
      `${verdict.warning} This run was not planned as a replacement, so nothing was done: run "pulumi up" again.`,
    );
  }
  const array = context.array(inputs.array);
  const label = hostSystemLabel({ id, agentAddress: recorded.agentAddress }, array.powerStore.endpoint);
  const untold = changed.filter((name) => changeKinds[name] === "createOnly" && isUntold(name, recorded));
  if (untold.length > 0) {
    context.report.warning(
      `${label}: ${untold.join(" and ")} is only recorded: what the array has is not known to be another one. A later change makes it anew.`,
    );
  }
  const { runningAt, hostIds } = recorded;
  const secretFingerprints = secretsToRecord(inputs, recorded.secretFingerprints as Fingerprints | undefined);
  const refresh = changed.includes("refreshTrigger") && inputs.refreshTrigger !== undefined;
  const updating = `updating ${label}: it`;
  if (!refresh && !findOpenGoal(recorded, inputs)) {
    if (changed.includes("array")) await assertSameCluster(array, recorded.clusterId, updating, context.signal);
    const observed = Object.fromEntries(Object.entries(recorded).filter(([name]) => !(name in changeKinds)));
    const standing = { clusterId: recorded.clusterId, runningAt, hostIds, secretFingerprints };
    return { ...observed, ...toOutputs(inputs, undefined, standing) };
  }
  const timeoutSeconds = context.timeoutSeconds ?? DEFAULT_SETTLE_SECONDS;
  const deadline = context.clock.monotonic() + timeoutSeconds * 1000;
  const clusterId = await assertSameCluster(array, recorded.clusterId, updating, context.signal);
  if (!(await findHostSystem(array, id, { signal: context.signal }))) {
    throw new RefusalError(
      `updating ${label}: it was deleted on the array. Run "pulumi refresh"; the next "pulumi up" then makes it anew.`,
    );
  }
  const standing = { clusterId, runningAt, hostIds, secretFingerprints };
  const formerTrigger = recorded.refreshTrigger;
  return settleHostSystem(
    { id, inputs, refresh, formerTrigger, array, standing, deadline, timeoutSeconds, operation: "update" },
    context,
  );
}
