import { searchesOn } from "../../array/searches";
import type { ArrayAccess, OperationContext } from "../../operation/handler";
import { decideReadiness } from "../decide/decideReadiness";
import type { ImportSessionInputs } from "../inputs/inputs";

const LOOK_SECONDS = 5;

/**
 * After a refused POST: waits while the array is about to find the source ready, because this run has just had it searched. Says whether the POST
 * is worth another attempt: not if the source was ready all along, so that it was refused for something else.
 * @param deadline on the monotonic clock
 */
export async function awaitReadiness(
  inputs: ImportSessionInputs,
  array: ArrayAccess,
  deadline: number,
  { clock, signal, report }: OperationContext,
): Promise<boolean> {
  const { isFresh } = searchesOn(array);
  if (!isFresh()) return false;
  const remoteSystemId = await array.resolve("remote_system", inputs.remoteSystemId, signal);
  const { sourceResourceId } = inputs;
  for (let looks = 0; ; looks++) {
    const criteria = await array.powerStore.inventory.findImportableCriteria(remoteSystemId, sourceResourceId, {
      signal,
    });
    const readiness = decideReadiness(criteria, inputs, isFresh());
    if (readiness.kind !== "wait") return readiness.kind === "ready" && looks > 0;
    if (clock.monotonic() >= deadline) return false;
    report.progress(`source ${sourceResourceId} is ${criteria ?? "not listed"}; waits for ${readiness.what}`);
    await clock.sleep(array.secondsToPoll(LOOK_SECONDS), signal);
  }
}
