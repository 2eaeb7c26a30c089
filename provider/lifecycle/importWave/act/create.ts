import { assertSameCluster } from "../../array/arrayAccess";
import type { OperationContext, RawInputs } from "../../operation/handler";
import { generateName } from "../../operation/names";
import { UNKNOWN } from "../../operation/unknown";
import type { ImportWaveInputs } from "../inputs/inputs";
import type { ImportWaveOutputs } from "../inputs/outputs";
import { settleWave } from "./settle";

/** The wave itself is nowhere on the array; its id only has to be its own. */
const idOf = ({ urn, nameOrigin = urn }: OperationContext) =>
  nameOrigin === undefined || nameOrigin === UNKNOWN ? "wave" : generateName(nameOrigin);

export async function createImportWave(
  inputs: ImportWaveInputs,
  context: OperationContext,
): Promise<{ readonly id: string; readonly outputs: ImportWaveOutputs }> {
  const array = context.array(inputs.array);
  const clusterId = await array.clusterId(context.signal);
  const id = idOf(context);
  const outputs = await settleWave(id, { inputs, recorded: undefined, array, clusterId }, context);
  return { id, outputs };
}

export async function updateImportWave(
  id: string,
  recorded: RawInputs,
  inputs: ImportWaveInputs,
  context: OperationContext,
): Promise<ImportWaveOutputs> {
  const array = context.array(inputs.array);
  const clusterId = await assertSameCluster(
    array,
    recorded.clusterId,
    `updating import wave ${id}: it`,
    context.signal,
  );
  return settleWave(id, { inputs, recorded, array, clusterId }, context);
}
