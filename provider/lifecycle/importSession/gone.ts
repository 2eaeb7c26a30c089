import type { ArrayAccess } from "../handler";
import type { GoneVerdict } from "./decideGone";
import { decideGone } from "./decideGone";
import type { ImportSessionOutputs } from "./outputs";

/** Gathers what tells a purged record from a deleted session, asking only as much as is needed. */
export async function judgeGone(recorded: Partial<ImportSessionOutputs>, array: ArrayAccess): Promise<GoneVerdict> {
  const { inventory } = array.powerStore;
  if (decideGone({ recorded }) === "completed") return "completed";
  const { destinationResourceId: destination, remoteSystemId, sourceResourceId } = recorded;
  const destinationExists = destination
    ? await inventory.hasDestination(recorded.destinationResourceType ?? "volume", destination)
    : undefined;
  // A missing destination does not end the search: a volume that was deleted after its cut-over is no reason to import again.
  if (destinationExists || !remoteSystemId || !sourceResourceId) return decideGone({ recorded, destinationExists });
  const sourceCriteria = await inventory.findImportableCriteria(
    await array.resolve("remote_system", remoteSystemId),
    sourceResourceId,
  );
  return decideGone({ recorded, destinationExists, sourceCriteria });
}
