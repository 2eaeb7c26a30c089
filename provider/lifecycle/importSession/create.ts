import type { OperationContext } from "../handler";
import { adoptSession } from "./adopt";
import { advance, unobservedOutputs } from "./advance";
import type { NameKnowledge } from "./decideClaim";
import type { ImportSessionInputs } from "./inputs";
import { withRecordedName } from "./names";
import { obtainSession } from "./obtain";
import type { ImportSessionOutputs } from "./outputs";
import { toOutputs } from "./outputs";
import { defaultAdvanceSeconds } from "./timeouts";

export async function createImportSession(
  inputs: ImportSessionInputs,
  context: OperationContext,
  run: Pick<NameKnowledge, "isBeingReplaced">,
): Promise<{ id: string; outputs: ImportSessionOutputs }> {
  const array = context.array(inputs.array);
  const timeoutSeconds = context.timeoutSeconds ?? defaultAdvanceSeconds(inputs.waitFor);
  const startedAt = context.clock.now();
  const clusterId = await array.clusterId(context.signal);
  if (inputs.adoptSessionId !== undefined) {
    const adopted = await adoptSession(inputs.adoptSessionId, inputs, array, context);
    const named = withRecordedName(inputs, adopted, context.urn);
    return { id: adopted.id, outputs: toOutputs(named, adopted, clusterId) };
  }
  const id = await obtainSession(inputs, array, context, { ...run, deadline: startedAt + timeoutSeconds * 1000 });
  const session = await advance(
    {
      id,
      inputs,
      array,
      clusterId,
      startedAt,
      timeoutSeconds,
      operation: "create",
      fallback: unobservedOutputs(inputs, clusterId),
    },
    context,
  );
  return { id, outputs: toOutputs(inputs, session, clusterId) };
}
