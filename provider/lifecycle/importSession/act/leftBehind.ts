/** The volume that an import leaves behind although it was not completed: told as the last record of its id goes. */

import type { ArrayAccess, OperationContext } from "../../operation/handler";
import type { Ended } from "../decide/leftVolume";
import { leftText, volumeToLookFor } from "../decide/leftVolume";

/** One read, and only where a volume may be left; what cannot be read is not told of, for the import has ended all the same. */
export async function tellLeftVolume(
  ended: Ended,
  { array, label }: { readonly array: ArrayAccess; readonly label: string },
  { report, signal }: Pick<OperationContext, "report" | "signal">,
): Promise<void> {
  const volume = volumeToLookFor(ended);
  if (!volume) return;
  const { type, id } = volume;
  const isThere = await array.powerStore.inventory.hasDestination(type, id, { signal }).catch(() => false);
  if (isThere) report.warning(`${label} ${leftText(volume)}`);
}
