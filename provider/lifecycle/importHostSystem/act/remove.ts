import type { ImportHostSystem } from "../../../powerstore/api/schemas/importHostSystem";
import { removeObject } from "../../arrayObject/remove";
import { deleteUntilGone } from "../../arrayObject/untilGone";
import type { OperationContext, RawInputs } from "../../operation/handler";
import { RefusalError } from "../../operation/lifecycleErrors";
import { hostSystemLabel, statusText } from "../decide/decideAgent";
import { marksOf } from "../inputs/inputs";
import type { HostSystemOutputs } from "../inputs/outputs";
import { findHostSystem } from "./observe";
import { useText } from "./use";

/** The host itself stays on the array, as far as anybody documents. */
export async function removeHostSystem(id: string, recorded: RawInputs, context: OperationContext): Promise<void> {
  const { array: profile, agentAddress } = recorded as Partial<HostSystemOutputs>;
  const array = context.array(profile);
  const label = hostSystemLabel({ id, agentAddress }, array.powerStore.endpoint);
  const options = { signal: context.signal };
  const end = async () => {
    const use = await useText(array, id, options);
    if (use !== undefined) {
      throw new RefusalError(
        `deleting ${label}: ${use}. Let the imports end or destroy them first; sessions that depend on this resource are destroyed before it by themselves. Nothing was sent.`,
      );
    }
    await deleteUntilGone<ImportHostSystem>(
      {
        label,
        secondsToPoll: array.secondsToPoll,
        find: () => findHostSystem(array, id, options),
        text: (system) => `there, its agent ${statusText(system)}`,
        send: (change) => array.powerStore.importHostSystems.deleteImportHostSystem(id, change),
      },
      context,
    );
  };
  const marks = marksOf(id, recorded);
  await removeObject({ id, recorded, array, label, marks, adoptInput: "adoptImportHostSystemId", end }, context);
}
