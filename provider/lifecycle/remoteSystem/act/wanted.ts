import type { RemoteSystem } from "../../../powerstore/api/schemas/remoteSystem";
import { comparableName } from "../../../powerstore/http/endpoint";
import { RefusedError } from "../../../powerstore/http/powerStoreErrors";
import { fingerprintsOf } from "../../arrayObject/fingerprints";
import type { Wanted } from "../../arrayObject/obtain";
import type { ArrayAccess, OperationContext } from "../../operation/handler";
import { isGeneratedName, isNamespaced } from "../../operation/names";
import { isState } from "../decide/states";
import { PARTIAL_DELETE_TEXT, statesText, systemLabel } from "../decide/texts";
import { differencesOf } from "../inputs/compare";
import type { InputName, RemoteSystemInputs } from "../inputs/inputs";
import { changeKinds, inputNames } from "../inputs/inputs";
import { boxMark, nameMark } from "../inputs/marks";
import { createOnlySecrets } from "../inputs/outputs";
import { withTrustAdvice } from "./trust";

type Making = {
  readonly inputs: RemoteSystemInputs;
  readonly array: ArrayAccess;
  readonly clusterId: string;
  readonly post: () => Promise<string>;
};

const createOnly = inputNames.filter((name) => changeKinds[name] === "createOnly");

/** What a create wants, and how it is found again: by its name, or by the box that it leads to. */
export function wantedSystem(
  { inputs, array, clusterId, post }: Making,
  context: OperationContext,
): Wanted<RemoteSystem> {
  const { remoteSystems, endpoint } = array.powerStore;
  const { signal } = context;
  const list = () => remoteSystems.listRemoteSystems({ signal });
  return {
    what: `remote system "${inputs.name}"`,
    clusterId,
    // A program that is killed and then gives another name has made the box all the same.
    mark: boxMark(inputs) ?? nameMark(inputs.name),
    adoptInput: "adoptRemoteSystemId",
    hasGeneratedName: isGeneratedName(inputs.name, context),
    isNamespaced: (found) => isNamespaced(inputs.name, context) && hasName(inputs)(found),
    isAsPosted: hasName(inputs),
    look: async () => {
      const systems = await list();
      return systems.find(hasName(inputs)) ?? systems.find(leadsToBox(inputs));
    },
    // Found by its box under another name, it is another one unless it is proven to be this resource's, which is renamed then.
    differences: (found, isProven) => differencesOf(isProven ? createOnly : inputNames, found, inputs),
    unfit: (found) => (isState(found.state, "Partial_Delete") ? PARTIAL_DELETE_TEXT : undefined),
    label: (found) => systemLabel(found, endpoint),
    secretFingerprints: fingerprintsOf(createOnlySecrets, inputs, undefined),
    post,
    explain: async (refusal) => {
      const systems = await list().catch(() => []);
      const [holder] = systems.filter((system) => sharesBox(system, inputs));
      if (!holder) return withTrustAdvice(refusal, inputs);
      const text = `The source is ${systemLabel(holder, endpoint)} already, which is ${statesText(holder)}; to have that one, set adoptRemoteSystemId: "${holder.id}", unless another stack has it`;
      return new RefusedError(`${refusal.message}. ${text}.`, refusal);
    },
  };
}

const hasName =
  ({ name }: RemoteSystemInputs) =>
  (system: RemoteSystem) =>
    system.name !== undefined && comparableName(system.name) === comparableName(name);

/**
 * Two remote systems for one source are never wanted, whether or not the array refuses them. A universal one is known by its targets, not by an
 * address that nothing is managed at.
 */
const leadsToBox = (inputs: RemoteSystemInputs) => (system: RemoteSystem) =>
  inputs.type !== "Universal" && system.type === inputs.type && isSameAddress(inputs, system);

function sharesBox(system: RemoteSystem, inputs: RemoteSystemInputs): boolean {
  const targets = inputs.iscsiAddresses ?? [];
  return isSameAddress(inputs, system) || system.iscsiAddresses.some((address) => targets.includes(address));
}

function isSameAddress(inputs: RemoteSystemInputs, system: RemoteSystem): boolean {
  const names: readonly InputName[] = ["managementAddress", "fileConnectionAddress"];
  return names.some((name) => {
    const [wanted, shown] = [inputs[name], system[name as "managementAddress" | "fileConnectionAddress"]];
    return wanted !== undefined && shown !== undefined && comparableName(String(wanted)) === comparableName(shown);
  });
}
