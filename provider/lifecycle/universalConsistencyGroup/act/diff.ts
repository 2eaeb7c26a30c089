import { assertSameCluster } from "../../array/arrayAccess";
import type { ChangeVerdict } from "../../arrayObject/diff";
import { diffObject } from "../../arrayObject/diff";
import { heldText } from "../../arrayObject/remove";
import { GONE } from "../../engineRun/facts";
import type { DiffResult, OperationContext, RawInputs } from "../../operation/handler";
import { withRecordedName } from "../../operation/names";
import { hasUnknown } from "../../operation/unknown";
import { groupLabel } from "../decide/texts";
import type { GroupInputs, InputName } from "../inputs/inputs";
import { changedInputs, changeKinds } from "../inputs/inputs";
import type { GroupOutputs } from "../inputs/outputs";
import { findGroup, importsOf } from "./observe";

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

/** Judges a change of what only a new group can have, and any change while an import goes on; otherwise nothing is sent. */
export async function judgeChange(
  id: string,
  recorded: Partial<GroupOutputs>,
  inputs: RawInputs,
  changed: readonly InputName[],
  context: OperationContext,
): Promise<ChangeVerdict<InputName>> {
  const touching = changed.filter((name) => changeKinds[name] !== "nothing" && changeKinds[name] !== "connection");
  if (touching.length === 0 || hasUnknown(inputs)) return { kind: "update" };
  const array = context.array(inputs.array as string | undefined);
  const label = groupLabel({ id, name: recorded.name }, array.powerStore.endpoint);
  await assertSameCluster(array, recorded.clusterId, `comparing ${label}: it`, context.signal);
  const options = { signal: context.signal };
  const group = await findGroup(array, id, options);
  const isOther =
    changed.includes("remoteSystemId") &&
    (await array.resolve("remote_system", String(inputs.remoteSystemId), context.signal)) !==
      (group?.remoteSystemId ?? recorded.remoteSystemId);
  const names = isOther ? (["remoteSystemId"] as const) : [];
  if (!group) {
    return names.length > 0
      ? { kind: "replace", names, seen: GONE, warning: `${label} is gone from the array: it is made anew.` }
      : { kind: "update" };
  }
  const isNamesOnly = touching.every((name) => name === "volumeNames");
  const holders = isNamesOnly ? [] : await importsOf(array, id, options);
  if (holders.length > 0 && (isOther || touching.some((name) => name !== "remoteSystemId"))) {
    return {
      kind: "refuse",
      reason: `changing ${label}: nothing of a group changes while it is imported, and ${heldText(holders)}. Let the import end first, or take the change back.`,
    };
  }
  if (!isOther) return { kind: "update" };
  return {
    kind: "replace",
    names,
    warning: `${label}: a group on another remote system can be had only by making it anew, with another id.`,
  };
}
