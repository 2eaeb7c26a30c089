import type { RemoteSystem } from "../../../powerstore/api/schemas/remoteSystem";
import { refusedTakingText } from "../../arrayObject/ownershipTexts";
import { differencesOfNames } from "../../arrayObject/volumeNames";
import { isOldWish } from "../../operation/adopted";
import type { ArrayAccess, OperationContext } from "../../operation/handler";
import { RefusalError } from "../../operation/lifecycleErrors";
import { isGeneratedName } from "../../operation/names";
import { isMeantBy } from "../../operation/reference";
import { isState } from "../decide/states";
import { PARTIAL_DELETE_TEXT, systemLabel } from "../decide/texts";
import { differencesOf } from "../inputs/compare";
import type { RemoteSystemInputs } from "../inputs/inputs";
import { inputNames } from "../inputs/inputs";
import { readVolumeNames } from "./nameVolumes";
import { isTrustedSource } from "./trust";

/**
 * Takes an existing remote system over. Nothing is sent but reads: what the program says has to be there already.
 * @returns undefined where the wish is over.
 */
export async function adoptRemoteSystem(
  inputs: RemoteSystemInputs,
  { array, clusterId }: { readonly array: ArrayAccess; readonly clusterId: string },
  context: OperationContext,
): Promise<{ readonly system: RemoteSystem; readonly discoveredAt: string | undefined } | undefined> {
  const { endpoint, remoteSystems } = array.powerStore;
  const reference = inputs.adoptRemoteSystemId ?? "";
  const systems = await remoteSystems.listRemoteSystems({ signal: context.signal });
  const system = systems.find(isMeantBy(reference));
  // What this run has ended an array may go on to show for a while.
  if (!system || context.run.hasEnded({ clusterId, id: system.id })) {
    if (isOldWish("adoptRemoteSystemId", reference, clusterId, context)) return undefined;
    throw new RefusalError(
      `adopting remote system ${reference}: there is no such one on ${endpoint}. To make a new one, remove adoptRemoteSystemId from the program.`,
    );
  }
  const label = systemLabel(system, endpoint);
  if (isState(system.state, "Partial_Delete")) throw new RefusalError(`adopting ${label}: it ${PARTIAL_DELETE_TEXT}`);
  const isNameOpen = isGeneratedName(inputs.name, context);
  const names = inputNames.filter((name) => !(name === "name" && isNameOpen));
  const wanted = inputs.universalVolumeNames ?? {};
  const named = await readVolumeNames(system.id, wanted, array, context.signal);
  const differences = [
    ...differencesOf(names, system, inputs),
    ...differencesOfNames(wanted, named),
    ...(await trustDifferences(inputs, array, context.signal)),
  ];
  if (differences.length > 0) {
    throw new RefusalError(
      `adopting ${label}: the program says something else: ${differences.join("; ")}. Nothing was changed; let the program say what is there first.`,
    );
  }
  // Nothing may fail once it is taken.
  const discoveredAt = await discoveryTime(system, array, context);
  const taking = context.run.take(context.urn, { clusterId, id: system.id });
  if (taking.kind !== "allowed") throw new RefusalError(`adopting remote system: ${refusedTakingText(label, taking)}`);
  return { system, discoveredAt };
}

async function trustDifferences(
  { certificate, managementAddress }: RemoteSystemInputs,
  array: ArrayAccess,
  signal: AbortSignal,
): Promise<string[]> {
  if (certificate === undefined || managementAddress === undefined) return [];
  const isTrusted = await isTrustedSource({ certificate, managementAddress }, array, signal);
  return isTrusted ? [] : [`certificate is not one that the array trusts for ${managementAddress}`];
}

/**
 * When somebody last looked for what is on the source, for a remote system that this program has not made. A universal one does not tell: where
 * anything was found, it is now.
 */
export async function discoveryTime(
  system: RemoteSystem,
  array: ArrayAccess,
  { clock, signal }: OperationContext,
): Promise<string | undefined> {
  const discovery = await array.powerStore.remoteSystems.readDiscovery(system, { signal });
  if (discovery.kind === "stamp") return discovery.at;
  return discovery.count > 0 ? new Date(clock.now()).toISOString() : undefined;
}
