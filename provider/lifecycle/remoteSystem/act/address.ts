import type { ArrayAccess, OperationContext } from "../../operation/handler";
import { RefusalError } from "../../operation/lifecycleErrors";
import { addressRefusal, dependsOnRelease } from "../decide/decideAddress";
import type { RemoteSystemInputs } from "../inputs/inputs";

/** Refuses an address that the array's release does not take, before anything is sent; only where it depends on that is the array asked what it runs. */
export async function requireAddress(
  inputs: RemoteSystemInputs,
  array: ArrayAccess,
  { signal }: OperationContext,
): Promise<void> {
  if (!dependsOnRelease(inputs)) return;
  const release = await array.powerStore.inventory.getRelease({ signal }).catch(() => undefined);
  const reason = addressRefusal(inputs, release);
  if (reason !== undefined) throw new RefusalError(`remote system "${inputs.name}": ${reason}`);
}
