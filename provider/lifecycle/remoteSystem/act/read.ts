import type { RemoteSystem } from "../../../powerstore/api/schemas/remoteSystem";
import { assertSameCluster } from "../../array/arrayAccess";
import type { Fingerprints } from "../../arrayObject/fingerprints";
import type { ArrayAccess, OperationContext, RawInputs, ReadResult } from "../../operation/handler";
import { withoutUndefined } from "../../operation/jsonValues";
import { RefusalError } from "../../operation/lifecycleErrors";
import { isMeantBy, nameIn } from "../../operation/reference";
import { isState } from "../decide/states";
import { PARTIAL_DELETE_TEXT, systemLabel } from "../decide/texts";
import { isAsWanted, shownInputs, shownValue } from "../inputs/compare";
import type { InputName, RemoteSystemInputs } from "../inputs/inputs";
import type { RemoteSystemOutputs, Standing } from "../inputs/outputs";
import { toOutputs } from "../inputs/outputs";
import { isFileOnly } from "../inputs/rules";
import { needsOf, sourceTypes } from "../inputs/sourceTypes";
import { discoveryTime } from "./adopt";
import { isConnected } from "./connect";
import { readVolumeNames } from "./nameVolumes";
import { findRemoteSystem } from "./observe";

type Recorded = Partial<RemoteSystemOutputs>;
type Read = ReadResult<RemoteSystemInputs, RemoteSystemOutputs>;

/** The remote system as it is, mapped back into inputs; undefined when it is certainly gone. */
export async function readRemoteSystem(
  id: string,
  raw: RawInputs | undefined,
  context: OperationContext,
): Promise<Read | undefined> {
  const recorded = (raw ?? {}) as Recorded;
  const array = context.array(recorded.array);
  const label = systemLabel({ id, name: recorded.name }, array.powerStore.endpoint);
  const clusterId = await assertSameCluster(array, recorded.clusterId, `reading ${label}: it`, context.signal);
  const system = await findRemoteSystem(array, id, { signal: context.signal });
  if (!system) {
    if (raw !== undefined) return undefined;
    throw new RefusalError(`reading ${label}: there is no such remote system.`);
  }
  refuseStranger(system, label);
  warnOfWhatIsSeen(system, recorded, label, context);
  const names = recorded.universalVolumeNames;
  const named = names && { universalVolumeNames: await readVolumeNames(id, names, array, context.signal) };
  const inputs = raw === undefined ? importedInputs(system) : { ...observedInputs(system, recorded), ...named };
  const standing = await standingOf(system, { raw, recorded, inputs, clusterId, array }, context);
  return { id, inputs, outputs: toOutputs(inputs, system, standing) };
}

/** A PowerStore or a PowerProtect appliance is a remote system, too; nothing is imported from it. */
function refuseStranger({ type }: RemoteSystem, label: string): void {
  if (needsOf(type)) return;
  throw new RefusalError(
    `reading ${label}: it is a ${type}, and nothing is imported from that. RemoteSystem is for sources of imports: ${sourceTypes.join(", ")}.`,
  );
}

function warnOfWhatIsSeen(system: RemoteSystem, recorded: Recorded, label: string, { report }: OperationContext): void {
  if (isState(system.state, "Partial_Delete")) report.warning(`${label} ${PARTIAL_DELETE_TEXT}`);
  const former = recorded.serialNumber;
  if (former === undefined || system.serialNumber === undefined || former === system.serialNumber) return;
  report.warning(
    `${label} leads to another box now: its serial number was ${former} and is ${system.serialNumber}. What was discovered on the former one is no source any more.`,
  );
}

type Reading = {
  readonly raw: RawInputs | undefined;
  readonly recorded: Recorded;
  readonly inputs: RemoteSystemInputs;
  readonly clusterId: string;
  readonly array: ArrayAccess;
};

async function standingOf(
  system: RemoteSystem,
  { raw, recorded, inputs, clusterId, array }: Reading,
  context: OperationContext,
): Promise<Standing> {
  const claimed = recorded.claimed === true && !context.run.isOwn(context.urn, { clusterId, id: system.id });
  const secretFingerprints = recorded.secretFingerprints as Fingerprints | undefined;
  if (raw !== undefined) {
    const { connectedAt, discoveredAt } = recorded;
    return { clusterId, claimed, connectedAt, discoveredAt, secretFingerprints };
  }
  const isThere = isConnected(system, isFileOnly(inputs));
  const connectedAt = isThere ? new Date(context.clock.now()).toISOString() : undefined;
  return { clusterId, connectedAt, discoveredAt: await discoveryTime(system, array, context), secretFingerprints };
}

/** What a program would say that has made it. Secrets and fcTargets no answer of the array contains. */
function importedInputs(system: RemoteSystem): RemoteSystemInputs {
  const isOfType = (name: InputName) => name !== "managementPort" || system.type === "PowerMax_VMAX";
  const shown = shownInputs.filter(isOfType).map((name) => [name, shownValue(name, system)] as const);
  return withoutUndefined({
    ...(Object.fromEntries(shown) as Partial<RemoteSystemInputs>),
    discover: true,
    waitFor: "Connected" as const,
  }) as unknown as RemoteSystemInputs;
}

/** What a program has never given is not managed by it, and so cannot drift; a description it can take away. */
const drifting: readonly InputName[] = ["description"];

/** The recorded inputs, with what the array shows otherwise in the array's words. */
function observedInputs(system: RemoteSystem, recorded: Recorded): RemoteSystemInputs {
  const inputs: Record<string, unknown> = Object.fromEntries(
    Object.entries(recorded).filter(([name]) => isInput(name)),
  );
  for (const name of shownInputs) {
    const known = inputs[name];
    if (known === undefined && !drifting.includes(name)) continue;
    const shown = shownValue(name, system);
    if (!isAsWanted(name, known, system)) inputs[name] = shown;
  }
  return withoutUndefined(inputs) as unknown as RemoteSystemInputs;
}

const kept: readonly string[] = [
  "certificate",
  "fcTargets",
  "discover",
  "discoveryTrigger",
  "waitFor",
  "adoptRemoteSystemId",
  "array",
];
const isInput = (name: string) => kept.includes(name) || (shownInputs as readonly string[]).includes(name);

/** The id behind what `pulumi import` was given: an id, or `name:<name>`; undefined when there is no such remote system. */
export async function findImportedId(reference: string, context: OperationContext): Promise<string | undefined> {
  const array = context.array();
  const options = { signal: context.signal };
  if (nameIn(reference) === undefined) return (await findRemoteSystem(array, reference, options))?.id;
  return (await array.powerStore.remoteSystems.listRemoteSystems(options)).find(isMeantBy(reference))?.id;
}
