import type { ImportHostSystem } from "../../../powerstore/api/schemas/importHostSystem";
import { assertSameCluster } from "../../array/arrayAccess";
import type { Fingerprints } from "../../arrayObject/fingerprints";
import type { OperationContext, RawInputs, ReadResult } from "../../operation/handler";
import { withoutUndefined } from "../../operation/jsonValues";
import { RefusalError } from "../../operation/lifecycleErrors";
import { hostSystemLabel, isRunning } from "../decide/decideAgent";
import { isAsWanted } from "../inputs/compare";
import type { HostSystemInputs } from "../inputs/inputs";
import type { HostSystemOutputs } from "../inputs/outputs";
import { toOutputs } from "../inputs/outputs";
import { findHostSystem, hostIdsOf } from "./observe";

type Recorded = Partial<HostSystemOutputs>;

/** The host system as it is, mapped back into inputs; undefined when it is certainly gone. */
export async function readHostSystem(
  id: string,
  raw: RawInputs | undefined,
  context: OperationContext,
): Promise<ReadResult<HostSystemInputs, HostSystemOutputs> | undefined> {
  const recorded = (raw ?? {}) as Recorded;
  const array = context.array(recorded.array);
  const label = hostSystemLabel({ id, agentAddress: recorded.agentAddress }, array.powerStore.endpoint);
  const clusterId = await assertSameCluster(array, recorded.clusterId, `reading ${label}: it`, context.signal);
  const options = { signal: context.signal };
  const system = await findHostSystem(array, id, options);
  if (!system) {
    if (raw !== undefined) return undefined;
    throw new RefusalError(`reading ${label}: there is no such import host system.`);
  }
  const inputs = observedInputs(system, recorded);
  const now = new Date(context.clock.now()).toISOString();
  const standing = {
    clusterId,
    runningAt: recorded.runningAt ?? (raw === undefined && isRunning(system) ? now : undefined),
    hostIds: await hostIdsOf(array, id, options),
    secretFingerprints: recorded.secretFingerprints as Fingerprints | undefined,
  };
  return { id, inputs, outputs: toOutputs(inputs, system, standing) };
}

/** The recorded spelling as long as it means what is observed. */
function observedInputs(system: ImportHostSystem, recorded: Recorded): HostSystemInputs {
  const pick = <Name extends "agentAddress" | "agentPort" | "osType" | "username">(name: Name) =>
    recorded[name] !== undefined && isAsWanted(name, recorded[name], system) ? recorded[name] : system[name];
  return withoutUndefined({
    agentAddress: pick("agentAddress"),
    agentPort: pick("agentPort"),
    osType: pick("osType"),
    username: pick("username"),
    refreshTrigger: recorded.refreshTrigger,
    waitFor: recorded.waitFor ?? "Running",
    adoptImportHostSystemId: recorded.adoptImportHostSystemId,
    array: recorded.array,
  }) as unknown as HostSystemInputs;
}

/** The id that `pulumi import` was given, where there is one such: import host systems have no names. */
export async function findImportedId(reference: string, context: OperationContext): Promise<string | undefined> {
  return (await findHostSystem(context.array(), reference, { signal: context.signal }))?.id;
}
