import type { ImportHostSystemCreate } from "../../../powerstore/api/importHostSystems";
import type { ImportHostSystem } from "../../../powerstore/api/schemas/importHostSystem";
import { comparableName } from "../../../powerstore/http/endpoint";
import { searchesOn } from "../../array/searches";
import { fingerprintsMadeWith, fingerprintsOfNone } from "../../arrayObject/fingerprints";
import { obtain } from "../../arrayObject/obtain";
import { refusedTakingText } from "../../arrayObject/ownershipTexts";
import { isOldWish } from "../../operation/adopted";
import { changeOptions, DEFAULT_SETTLE_SECONDS } from "../../operation/customTimeouts";
import type { ArrayAccess, OperationContext } from "../../operation/handler";
import { withoutUndefined } from "../../operation/jsonValues";
import { RefusalError } from "../../operation/lifecycleErrors";
import { refuseUnlessDeleted } from "../../operation/notReplaced";
import { hostSystemLabel, isRunning } from "../decide/decideAgent";
import { differencesOf } from "../inputs/compare";
import type { HostSystemInputs } from "../inputs/inputs";
import { addressMark, secretInputs } from "../inputs/inputs";
import type { HostSystemOutputs } from "../inputs/outputs";
import { secretsToRecord, toOutputs } from "../inputs/outputs";
import { findHostSystem, hostIdsOf } from "./observe";
import { settleHostSystem } from "./settle";

type Created = { readonly id: string; readonly outputs: HostSystemOutputs };

export async function createHostSystem(inputs: HostSystemInputs, context: OperationContext): Promise<Created> {
  refuseUnlessDeleted(context);
  const array = context.array(inputs.array);
  const timeoutSeconds = context.timeoutSeconds ?? DEFAULT_SETTLE_SECONDS;
  const deadline = context.clock.monotonic() + timeoutSeconds * 1000;
  const clusterId = await array.clusterId(context.signal);
  const isAdopting = inputs.adoptImportHostSystemId !== undefined;
  const adopted = isAdopting ? await adopt(inputs, { array, clusterId }, context) : undefined;
  if (adopted) return adopted;
  const { importHostSystems, endpoint } = array.powerStore;
  const address = comparableName(inputs.agentAddress);
  const sent = secretsToRecord(inputs);
  const obtained = await obtain<ImportHostSystem>(
    {
      what: `import host system ${inputs.agentAddress}`,
      clusterId,
      mark: addressMark(inputs.agentAddress),
      adoptInput: "adoptImportHostSystemId",
      hasGeneratedName: false,
      isNamespaced: () => false,
      isAsPosted: () => true,
      look: async () => {
        const systems = await importHostSystems.listImportHostSystems({ signal: context.signal });
        return systems.find(({ agentAddress }) => comparableName(agentAddress ?? "") === address);
      },
      differences: (found) => differencesOf(found, inputs),
      unfit: () => undefined,
      label: (found) => hostSystemLabel(found, endpoint),
      secretFingerprints: sent,
      post: () => importHostSystems.createImportHostSystem(toCreateBody(inputs), changeOptions(context, deadline)),
      explain: async (refusal) => refusal,
    },
    context,
  );
  searchesOn(array).started();
  // The array changes nothing of it, and shows none of them: the next run makes it anew where it was made with others.
  const madeWith = obtained.kind === "claimed" ? obtained.madeWith : undefined;
  const secretFingerprints = madeWith ? fingerprintsMadeWith(secretInputs, inputs, madeWith) : sent;
  const isKnown = obtained.kind === "made" || obtained.isOwnPost || madeWith !== undefined;
  const hasNone = isKnown ? fingerprintsOfNone(secretInputs, inputs) : {};
  const standing = { clusterId, secretFingerprints: { ...hasNone, ...secretFingerprints } };
  const outputs = await settleHostSystem(
    { id: obtained.id, inputs, refresh: false, array, standing, deadline, timeoutSeconds, operation: "create" },
    context,
  );
  return { id: obtained.id, outputs };
}

function toCreateBody(inputs: HostSystemInputs): ImportHostSystemCreate {
  return withoutUndefined({
    agentAddress: inputs.agentAddress,
    agentPort: inputs.agentPort,
    osType: inputs.osType,
    username: inputs.username,
    password: inputs.password,
    chapSingleUsername: inputs.chapSingleUsername,
    chapSinglePassword: inputs.chapSinglePassword,
    chapMutualUsername: inputs.chapMutualUsername,
    chapMutualPassword: inputs.chapMutualPassword,
  });
}

/**
 * Nothing is sent but reads: what the program says has to be there already.
 * @returns undefined where the wish is over.
 */
async function adopt(
  inputs: HostSystemInputs,
  { array, clusterId }: { readonly array: ArrayAccess; readonly clusterId: string },
  context: OperationContext,
): Promise<Created | undefined> {
  const { endpoint } = array.powerStore;
  const id = inputs.adoptImportHostSystemId ?? "";
  const options = { signal: context.signal };
  const system = await findHostSystem(array, id, options);
  if (!system || context.run.hasEnded({ clusterId, id })) {
    if (isOldWish("adoptImportHostSystemId", id, clusterId, context)) return undefined;
    throw new RefusalError(
      `adopting import host system ${id}: there is no such one on ${endpoint}. To make a new one, remove adoptImportHostSystemId from the program.`,
    );
  }
  const label = hostSystemLabel(system, endpoint);
  const differences = differencesOf(system, inputs);
  if (differences.length > 0) {
    throw new RefusalError(
      `adopting ${label}: the program says something else: ${differences.join("; ")}. Nothing was changed; let the program say what is there first.`,
    );
  }
  // Nothing may fail once it is taken.
  const hostIds = await hostIdsOf(array, id, options);
  const taking = context.run.take(context.urn, { clusterId, id });
  if (taking.kind !== "allowed") throw new RefusalError(`adopting: ${refusedTakingText(label, taking)}`);
  const runningAt = isRunning(system) ? new Date(context.clock.now()).toISOString() : undefined;
  return { id, outputs: toOutputs(inputs, system, { clusterId, runningAt, hostIds, secretFingerprints: undefined }) };
}
