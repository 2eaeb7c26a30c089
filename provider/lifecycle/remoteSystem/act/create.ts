import type {
  RemoteSystem,
  RemoteSystemChange,
  RemoteSystemCreate,
} from "../../../powerstore/api/schemas/remoteSystem";
import { fingerprintsMadeWith, unknownFingerprint } from "../../arrayObject/fingerprints";
import type { Obtained } from "../../arrayObject/obtain";
import { obtain } from "../../arrayObject/obtain";
import { changeOptions } from "../../operation/customTimeouts";
import type { ArrayAccess, OperationContext } from "../../operation/handler";
import { withoutUndefined } from "../../operation/jsonValues";
import { IncompleteError, messageOf } from "../../operation/lifecycleErrors";
import { withRecordedName } from "../../operation/names";
import { refuseUnlessDeleted } from "../../operation/notReplaced";
import { deprecatedText } from "../decide/texts";
import { isAsWanted, isSecret, isShown, shownValue } from "../inputs/compare";
import type { InputName, RemoteSystemInputs } from "../inputs/inputs";
import { changeKinds, inputNames } from "../inputs/inputs";
import type { RemoteSystemOutputs, Standing } from "../inputs/outputs";
import { createOnlySecrets, secretsToRecord, toOutputs } from "../inputs/outputs";
import { isFileOnly } from "../inputs/rules";
import { needsOf } from "../inputs/sourceTypes";
import { requireAddress } from "./address";
import { adoptRemoteSystem } from "./adopt";
import { connectSystem, DEFAULT_CONNECT_SECONDS, goalsOf, isConnected } from "./connect";
import { trustSource } from "./trust";
import { wantedSystem } from "./wanted";

type Created = { readonly id: string; readonly outputs: RemoteSystemOutputs };

export async function createRemoteSystem(inputs: RemoteSystemInputs, context: OperationContext): Promise<Created> {
  refuseUnlessDeleted(context);
  const array = context.array(inputs.array);
  const timeoutSeconds = context.timeoutSeconds ?? DEFAULT_CONNECT_SECONDS;
  const deadline = context.clock.monotonic() + timeoutSeconds * 1000;
  const clusterId = await array.clusterId(context.signal);
  const isAdopting = inputs.adoptRemoteSystemId !== undefined;
  const adopted = isAdopting ? await adoptRemoteSystem(inputs, { array, clusterId }, context) : undefined;
  if (adopted) {
    const { system, discoveredAt } = adopted;
    const named = withRecordedName(inputs, system, context);
    const connectedAt = isConnected(system, isFileOnly(named))
      ? new Date(context.clock.now()).toISOString()
      : undefined;
    const standing = { clusterId, discoveredAt, connectedAt, secretFingerprints: undefined };
    return { id: system.id, outputs: toOutputs(named, system, standing) };
  }
  await requireAddress(inputs, array, context);
  await warnOfDeprecation(inputs, array, context);
  await trustSource(inputs, array, deadline, context);
  const body = toCreateBody(inputs);
  const post = () => array.powerStore.remoteSystems.createRemoteSystem(body, changeOptions(context, deadline));
  const obtained = await obtain(wantedSystem({ inputs, array, clusterId, post }, context), context);
  const standing = standingOf(obtained, inputs, clusterId);
  if (obtained.kind === "claimed") await alignClaimed(obtained, inputs, { array, standing, deadline }, context);
  const goals = goalsOf(inputs, inputs.discover);
  // Nothing is named of one that may be another stack's: that is left to the next run, which somebody has asked for who knows of it.
  const isUnnamed = standing.claimed === true && inputs.universalVolumeNames !== undefined;
  const asked = isUnnamed ? { ...inputs, universalVolumeNames: {} } : inputs;
  const outputs = await connectSystem(
    { id: obtained.id, inputs: asked, array, goals, standing, deadline, timeoutSeconds, operation: "create" },
    context,
  );
  return { id: obtained.id, outputs };
}

/** Whatever was claimed may have been made with other secrets, unless the POST was this run's; what is sent again is known again. */
function standingOf(obtained: Obtained, inputs: RemoteSystemInputs, clusterId: string): Standing {
  if (obtained.kind === "made") return { clusterId, secretFingerprints: secretsToRecord(inputs) };
  if (!obtained.isProven) return { clusterId, claimed: true, secretFingerprints: undefined };
  const unchangeable = obtained.madeWith && fingerprintsMadeWith(createOnlySecrets, inputs, obtained.madeWith);
  return { clusterId, secretFingerprints: { ...secretsToRecord(inputs), ...unchangeable } };
}

/**
 * A remote system of an earlier, interrupted run was made from the inputs of that run: what can be changed is brought to those of this one. Nothing is
 * changed of one that may be another stack's.
 */
async function alignClaimed(
  obtained: Extract<Obtained, { kind: "claimed" }>,
  inputs: RemoteSystemInputs,
  { array, standing, deadline }: { array: ArrayAccess; standing: Standing; deadline: number },
  context: OperationContext,
): Promise<void> {
  if (obtained.isOwnPost || !obtained.isProven) return;
  const { remoteSystems } = array.powerStore;
  const { id } = obtained;
  let system: RemoteSystem | undefined;
  try {
    system = await remoteSystems.getRemoteSystem(id, { signal: context.signal });
    const names = namesToAlign(inputs, system);
    const body = Object.fromEntries(names.map((name) => [name, inputs[name]])) as RemoteSystemChange;
    if (names.length > 0) await remoteSystems.modifyRemoteSystem(id, body, changeOptions(context, deadline));
  } catch (error) {
    throw new IncompleteError(id, unaligned(inputs, system, standing), messageOf(error));
  }
}

function namesToAlign(inputs: RemoteSystemInputs, system: RemoteSystem): readonly InputName[] {
  return inputNames.filter(
    (name) =>
      inputs[name] !== undefined &&
      changeKinds[name] === "updated" &&
      (isSecret(name) || (isShown(name) && !isAsWanted(name, inputs[name], system))),
  );
}

/** As it is, so that the next run sees what is to be changed; which secrets it has, nobody knows. */
function unaligned(
  inputs: RemoteSystemInputs,
  system: RemoteSystem | undefined,
  standing: Standing,
): RemoteSystemOutputs {
  const open = system ? namesToAlign(inputs, system) : [];
  const shown = open.flatMap((name) => (system && isShown(name) ? [[name, shownValue(name, system)]] : []));
  const given = inputNames.filter((name) => isSecret(name) && changeKinds[name] === "updated" && inputs[name]);
  const unknown = Object.fromEntries(given.map((name) => [name, unknownFingerprint()]));
  const secretFingerprints = { ...standing.secretFingerprints, ...unknown };
  return toOutputs({ ...inputs, ...Object.fromEntries(shown) }, undefined, { ...standing, secretFingerprints });
}

/** Only for the types that need it is the array asked what it runs; where that fails, the warning is better than none. */
async function warnOfDeprecation(
  { type, name }: RemoteSystemInputs,
  array: ArrayAccess,
  { report, signal }: OperationContext,
): Promise<void> {
  const since = needsOf(type)?.deprecatedSince;
  if (since === undefined) return;
  const release = await array.powerStore.inventory.getRelease({ signal }).catch(() => undefined);
  const text = deprecatedText(type, since, release);
  if (text !== undefined) report.warning(`remote system "${name}": ${text}`);
}

export function toCreateBody(inputs: RemoteSystemInputs): RemoteSystemCreate {
  // There is no CHAP but with iSCSI.
  const hasChap = inputs.dataConnectionType === "iSCSI";
  return withoutUndefined({
    type: inputs.type,
    name: inputs.name,
    description: inputs.description,
    managementAddress: inputs.managementAddress,
    managementPort: inputs.managementPort,
    username: inputs.username,
    password: inputs.password,
    dataConnectionType: inputs.dataConnectionType,
    iscsiAddresses: inputs.iscsiAddresses,
    fcTargets: inputs.fcTargets,
    discoveryChapMode: hasChap ? inputs.discoveryChapMode : undefined,
    sessionChapMode: hasChap ? inputs.sessionChapMode : undefined,
    importChapInfo: inputs.importChapInfo,
    fileConnectionAddress: inputs.fileConnectionAddress,
    vnxFileUsername: inputs.vnxFileUsername,
    vnxFilePassword: inputs.vnxFilePassword,
    unityServiceAccountUsername: inputs.unityServiceAccountUsername,
    unityServiceAccountPassword: inputs.unityServiceAccountPassword,
  });
}
