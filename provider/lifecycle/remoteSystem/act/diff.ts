import { assertSameCluster } from "../../array/arrayAccess";
import type { ChangeVerdict } from "../../arrayObject/diff";
import { diffObject } from "../../arrayObject/diff";
import { heldText, holdersAmong } from "../../arrayObject/remove";
import { GONE } from "../../engineRun/facts";
import type { DiffResult, OperationContext, RawInputs } from "../../operation/handler";
import { withRecordedName } from "../../operation/names";
import { hasUnknown } from "../../operation/unknown";
import { findOpenGoal } from "../decide/decideConnection";
import { systemLabel } from "../decide/texts";
import { changedInputs, isAsWanted, isShown, isUntold } from "../inputs/compare";
import type { InputName, RemoteSystemInputs } from "../inputs/inputs";
import { changeKinds } from "../inputs/inputs";
import type { RemoteSystemOutputs } from "../inputs/outputs";
import { findRemoteSystem } from "./observe";

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

type Recorded = Partial<RemoteSystemOutputs>;

/**
 * Judges a change for diff, which says what will come of it, and for update, which refuses what cannot be. Sends nothing as long as no replacement is
 * in sight; otherwise it reads the array, for recorded states grow old.
 */
export async function judgeChange(
  id: string,
  recorded: Recorded,
  inputs: RawInputs,
  changed: readonly InputName[],
  context: OperationContext,
): Promise<ChangeVerdict<InputName>> {
  const candidates = changed.filter((name) => mayReplace(name, recorded, inputs));
  if (candidates.length === 0) return { kind: "update" };
  const array = context.array(hasUnknown(inputs.array) ? recorded.array : (inputs.array as string | undefined));
  const { remoteSystems, endpoint } = array.powerStore;
  const label = systemLabel({ id, name: recorded.name }, endpoint);
  await assertSameCluster(array, recorded.clusterId, `comparing ${label}: it`, context.signal);
  const options = { signal: context.signal };
  const system = await findRemoteSystem(array, id, options);
  if (!system) {
    return {
      kind: "replace",
      names: candidates,
      seen: GONE,
      warning: `${label} is gone from the array: it is made anew.`,
    };
  }
  const names = candidates.filter((name) => !isShown(name) || !isAsWanted(name, inputs[name], system));
  if (names.length === 0) return { kind: "update" };
  const what = `another ${names.join(" and ")} can be had only by making it anew`;
  const holders = holdersAmong(await remoteSystems.listSessionsOf(id, options));
  if (holders.length === 0) return { kind: "replace", names, warning: `${label}: ${what}, with another id.` };
  return {
    kind: "refuse",
    reason: `changing ${label}: ${what}, and ${heldText(holders)}. Let them end first, or take the change back.`,
  };
}

/** An unknown never replaces: the known value decides later. What the state lacks because the array never shows it is recorded, no more. */
function mayReplace(name: InputName, recorded: Recorded, inputs: RawInputs): boolean {
  if (hasUnknown(inputs[name]) || hasUnknown(inputs.type) || isUntold(name, recorded)) return false;
  return changeKinds[name] === "createOnly" || isTakenAway(name, recorded, inputs);
}

/** `remote_system_modify` adds file accounts and changes their passwords, but neither takes one away nor gives a Unity another one. */
function isTakenAway(name: InputName, recorded: Recorded, inputs: RawInputs): boolean {
  if (name === "unityServiceAccountUsername") return recorded[name] !== undefined;
  if (name !== "fileConnectionAddress" && name !== "vnxFileUsername" && name !== "managementAddress") return false;
  return recorded[name] !== undefined && inputs[name] === undefined;
}
