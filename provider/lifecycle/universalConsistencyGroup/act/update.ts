import { assertSameCluster } from "../../array/arrayAccess";
import { DEFAULT_SETTLE_SECONDS } from "../../operation/customTimeouts";
import type { OperationContext, RawInputs } from "../../operation/handler";
import { withoutUndefined } from "../../operation/jsonValues";
import { RefusalError } from "../../operation/lifecycleErrors";
import { withRecordedName } from "../../operation/names";
import type { GroupGoals } from "../decide/decideGroup";
import { groupLabel } from "../decide/texts";
import type { GroupInputs } from "../inputs/inputs";
import { changedInputs, changeKinds } from "../inputs/inputs";
import type { GroupOutputs } from "../inputs/outputs";
import { findOpenGoal, judgeChange } from "./diff";
import { findGroup } from "./observe";
import { settleGroup } from "./settle";

export async function updateGroup(
  id: string,
  raw: RawInputs,
  given: GroupInputs,
  context: OperationContext,
): Promise<GroupOutputs> {
  const recorded = raw as Partial<GroupOutputs>;
  const inputs = withRecordedName(given, raw, context);
  const changed = changedInputs(raw, inputs);
  const verdict = await judgeChange(id, recorded, inputs, changed, context);
  if (verdict.kind === "refuse") throw new RefusalError(verdict.reason);
  if (verdict.kind === "replace") {
    throw new RefusalError(
      `${verdict.warning} This run was not planned as a replacement, so nothing was done: run "pulumi up" again.`,
    );
  }
  const isSilent = changed.every((name) => changeKinds[name] === "nothing" || changeKinds[name] === "connection");
  const open = findOpenGoal(recorded, inputs);
  const recordOnly = () => ({ ...withoutInputs(recorded), ...withoutUndefined(inputs) }) as GroupOutputs;
  if (isSilent && !open && !changed.includes("array")) return recordOnly();
  const timeoutSeconds = context.timeoutSeconds ?? DEFAULT_SETTLE_SECONDS;
  const deadline = context.clock.monotonic() + timeoutSeconds * 1000;
  const array = context.array(inputs.array);
  const label = groupLabel({ id, name: recorded.name }, array.powerStore.endpoint);
  const clusterId = await assertSameCluster(array, recorded.clusterId, `updating ${label}: it`, context.signal);
  if (isSilent && !open) return recordOnly();
  if (!(await findGroup(array, id, { signal: context.signal }))) {
    throw new RefusalError(
      `updating ${label}: it was deleted on the array. Run "pulumi refresh"; the next "pulumi up" then makes it anew.`,
    );
  }
  const isLarger = changed.includes("importUniversalVolumeIds");
  const standing = {
    clusterId,
    claimed: recorded.claimed === true && !context.run.isOwn(context.urn, { clusterId, id }),
    readyAt: isLarger ? undefined : recorded.readyAt,
  };
  const goals: GroupGoals = { ...inputs, waitFor: isLarger || open ? inputs.waitFor : "None" };
  return settleGroup(
    { id, inputs, goals, former: recorded, array, standing, deadline, timeoutSeconds, operation: "update" },
    context,
  );
}

const withoutInputs = (recorded: Partial<GroupOutputs>) =>
  Object.fromEntries(Object.entries(recorded).filter(([name]) => !(name in changeKinds)));
