import type { RemoteSystem, RemoteSystemChange } from "../../../powerstore/api/schemas/remoteSystem";
import { JobPendingError, RefusedError } from "../../../powerstore/http/powerStoreErrors";
import { assertSameCluster } from "../../array/arrayAccess";
import type { Fingerprints } from "../../arrayObject/fingerprints";
import { unknownFingerprint } from "../../arrayObject/fingerprints";
import { changeOptions } from "../../operation/customTimeouts";
import type { ArrayAccess, OperationContext, RawInputs } from "../../operation/handler";
import { IncompleteError, RefusalError, sentenceOf } from "../../operation/lifecycleErrors";
import { mayBeDone } from "../../operation/lostRequest";
import { withRecordedName } from "../../operation/names";
import { findOpenGoal } from "../decide/decideConnection";
import { isState } from "../decide/states";
import { PARTIAL_DELETE_TEXT, systemLabel } from "../decide/texts";
import { changedInputs, isAsWanted, isSecret, isUntold } from "../inputs/compare";
import type { InputName, RemoteSystemInputs } from "../inputs/inputs";
import { changeKinds } from "../inputs/inputs";
import type { RemoteSystemOutputs, Standing } from "../inputs/outputs";
import { secretsToRecord, toOutputs } from "../inputs/outputs";
import { requireAddress } from "./address";
import { connectSystem, DEFAULT_CONNECT_SECONDS, goalsOf } from "./connect";
import { judgeChange } from "./diff";
import { findRemoteSystem } from "./observe";
import { trustSource, withTrustAdvice } from "./trust";

type Recorded = Partial<RemoteSystemOutputs>;

/** Where the way to the source or the account for it is another one, everything behind it is looked at again. */
const reconnecting: readonly InputName[] = [
  "managementAddress",
  "managementPort",
  "username",
  "password",
  "fileConnectionAddress",
  "vnxFileUsername",
  "vnxFilePassword",
  "unityServiceAccountUsername",
  "unityServiceAccountPassword",
];

export async function updateRemoteSystem(
  id: string,
  raw: RawInputs,
  given: RemoteSystemInputs,
  context: OperationContext,
): Promise<RemoteSystemOutputs> {
  const recorded = raw as Recorded;
  const inputs = withRecordedName(given, raw, context);
  const changed = changedInputs(raw, inputs);
  await refuseWhatCannotBe(id, recorded, inputs, changed, context);
  const open = findOpenGoal(recorded, inputs);
  const isSilent = changed.every((name) => changeKinds[name] === "nothing" || changeKinds[name] === "connection");
  if (isSilent && !open && !changed.includes("array")) return recordOnly(recorded, inputs);
  const timeoutSeconds = context.timeoutSeconds ?? DEFAULT_CONNECT_SECONDS;
  const deadline = context.clock.monotonic() + timeoutSeconds * 1000;
  const array = context.array(inputs.array);
  const label = systemLabel({ id, name: recorded.name }, array.powerStore.endpoint);
  const clusterId = await assertSameCluster(array, recorded.clusterId, `updating ${label}: it`, context.signal);
  if (isSilent && !open) return recordOnly(recorded, inputs);
  const system = await requireThere(id, label, array, context);
  if (changed.includes("managementAddress")) await requireAddress(inputs, array, context);
  const isTrustOther = changed.includes("certificate") || changed.includes("managementAddress");
  if (isTrustOther) await trustSource(inputs, array, deadline, context);
  const sent = await send({ id, system, recorded, inputs, changed, label }, array, deadline, context);
  const isAnew = changed.includes("certificate") || sent.some((name) => reconnecting.includes(name));
  const isTriggered = changed.includes("discoveryTrigger") && inputs.discoveryTrigger !== undefined;
  const discover = isTriggered || (inputs.discover && (isAnew || recorded.discoveredAt === undefined));
  const standing: Standing = {
    clusterId,
    claimed: recorded.claimed === true && !context.run.isOwn(context.urn, { clusterId, id }),
    connectedAt: isAnew ? undefined : recorded.connectedAt,
    discoveredAt: discover ? undefined : recorded.discoveredAt,
    secretFingerprints: secretsToRecord(inputs, recorded.secretFingerprints as Fingerprints | undefined),
  };
  const mustWait = isAnew || discover || open !== undefined;
  const goals = { ...goalsOf({ ...inputs, waitFor: mustWait ? inputs.waitFor : "None" }, discover), isAnew };
  const former = isTriggered ? { discoveryTrigger: recorded.discoveryTrigger } : {};
  return connectSystem(
    { id, inputs, array, goals, former, standing, deadline, timeoutSeconds, operation: "update" },
    context,
  );
}

/** What diff has warned of, or could not find out: judged anew, for it may be well by now. */
async function refuseWhatCannotBe(
  id: string,
  recorded: Recorded,
  inputs: RemoteSystemInputs,
  changed: readonly InputName[],
  context: OperationContext,
): Promise<void> {
  const verdict = await judgeChange(id, recorded, inputs, changed, context);
  if (verdict.kind === "refuse") throw new RefusalError(verdict.reason);
  if (verdict.kind !== "replace") return;
  throw new RefusalError(
    `${verdict.warning} This run was not planned as a replacement, so nothing was done: run "pulumi up" again.`,
  );
}

function recordOnly(recorded: Recorded, inputs: RemoteSystemInputs): RemoteSystemOutputs {
  const { connectedAt, discoveredAt, claimed, clusterId, secretFingerprints } = recorded;
  const observed = Object.fromEntries(Object.entries(recorded).filter(([name]) => !(name in changeKinds)));
  const fingerprints = secretsToRecord(inputs, secretFingerprints as Fingerprints | undefined);
  const standing = { clusterId, claimed, connectedAt, discoveredAt, secretFingerprints: fingerprints };
  return { ...observed, ...toOutputs(inputs, undefined, standing) };
}

async function requireThere(
  id: string,
  label: string,
  array: ArrayAccess,
  context: OperationContext,
): Promise<RemoteSystem> {
  const system = await findRemoteSystem(array, id, { signal: context.signal });
  if (!system) {
    throw new RefusalError(
      `updating ${label}: it was deleted on the array. Run "pulumi refresh"; the next "pulumi up" then makes it anew.`,
    );
  }
  if (isState(system.state, "Partial_Delete")) throw new RefusalError(`updating ${label}: it ${PARTIAL_DELETE_TEXT}`);
  return system;
}

type Sending = {
  readonly id: string;
  readonly system: RemoteSystem;
  readonly recorded: Recorded;
  readonly inputs: RemoteSystemInputs;
  readonly changed: readonly InputName[];
  readonly label: string;
};

/** Sends what has changed and the array does not have yet, and nothing else; its names. */
async function send(
  sending: Sending,
  array: ArrayAccess,
  deadline: number,
  context: OperationContext,
): Promise<readonly InputName[]> {
  const { id, inputs, changed, label } = sending;
  const names = changed.filter((name) => changeKinds[name] === "updated" && isToSend(name, sending));
  const unsent = changed.filter((name) => isSecret(name) && changeKinds[name] === "updated" && !names.includes(name));
  if (unsent.length > 0) {
    context.report.warning(
      `${label}: ${unsent.join(" and ")} is only recorded, not sent: what the array has is not known to be another one. A later change is sent.`,
    );
  }
  if (names.length === 0) return [];
  // An empty text is how a description is taken away; null would be skipped.
  const body = Object.fromEntries(names.map((name) => [name, inputs[name] ?? ""])) as RemoteSystemChange;
  try {
    await array.powerStore.remoteSystems.modifyRemoteSystem(id, body, changeOptions(context, deadline));
  } catch (error) {
    const told = error instanceof RefusedError ? withAdvice(error, names, sending) : error;
    throw mayBeDone(error) || error instanceof JobPendingError ? inDoubt(told, names, sending) : told;
  }
  return names;
}

/**
 * Nobody knows whether the array has by now what was sent: none of it counts as recorded, so that whichever the program gives next is looked at, and a secret sent,
 * also where the change is taken back. The name stays, for a program that gives none goes on with the recorded one.
 */
function inDoubt(error: unknown, names: readonly InputName[], { id, recorded }: Sending): IncompleteError {
  const { secretFingerprints, ...rest } = recorded;
  const unsure = names.filter((name) => !isSecret(name) && name !== "name");
  const unseen = names.some((name) => reconnecting.includes(name)) ? ["connectedAt", "discoveredAt"] : [];
  const kept = Object.entries(rest).filter(([name]) => ![...unsure, ...unseen].includes(name));
  const secrets = Object.fromEntries(names.filter(isSecret).map((name) => [name, unknownFingerprint()]));
  const outputs = { ...Object.fromEntries(kept), secretFingerprints: { ...secretFingerprints, ...secrets } };
  return new IncompleteError(id, outputs, sentenceOf(error));
}

function isToSend(name: InputName, sending: Sending): boolean {
  const { system, recorded, inputs } = sending;
  if (!isSecret(name)) return !isAsWanted(name, inputs[name], system);
  if (!isUntold(name, recorded)) return true;
  // What an import or adoption found is left alone, as long as it works.
  return (
    isState(system.state, "Management_Connection_Lost") || isAccountNew(name, system) || isOfOtherUser(name, sending)
  );
}

const users: Readonly<Partial<Record<InputName, InputName>>> = {
  password: "username",
  vnxFilePassword: "vnxFileUsername",
  unityServiceAccountPassword: "unityServiceAccountUsername",
};

/** The array would go on with the former user's password. */
function isOfOtherUser(name: InputName, { system, inputs, changed }: Sending): boolean {
  const user = users[name];
  return user !== undefined && changed.includes(user) && !isAsWanted(user, inputs[user], system);
}

/** The first password of an account that the array does not have yet. */
function isAccountNew(name: InputName, system: RemoteSystem): boolean {
  if (name === "vnxFilePassword") return system.vnxFileUsername === undefined;
  return name === "unityServiceAccountPassword" && system.unityServiceAccountUsername === undefined;
}

function withAdvice(refusal: RefusedError, names: readonly InputName[], { system, inputs }: Sending): RefusedError {
  return names.includes("name") ? withNameAdvice(refusal, system) : withTrustAdvice(refusal, inputs);
}

/** Dell's text lists the name as changeable for some types only; its schema takes it for all. */
function withNameAdvice(refusal: RefusedError, { type, name }: RemoteSystem): RefusedError {
  const text = `Dell documents a change of the name for other types than VNX, Unity and PowerMax_VMAX; this one is a ${type}. If that is the reason, give it its former name ("${name}") again`;
  return new RefusedError(`${refusal.message}. ${text}.`, refusal);
}
