import type { ArrayAccess } from "../handler";
import type { GoneVerdict } from "./decideGone";
import { decideGone } from "./decideGone";
import type { ImportSessionOutputs } from "./outputs";

/** Gathers what tells a purged record from a deleted session, asking only as much as is needed. */
export async function judgeGone(recorded: Partial<ImportSessionOutputs>, array: ArrayAccess): Promise<GoneVerdict> {
  const { inventory } = array.powerStore;
  const bySelf = decideGone({ recorded });
  if (bySelf === "completed") return bySelf;
  const { destinationResourceId: destination, remoteSystemId, sourceResourceId } = recorded;
  const destinationExists = destination
    ? await inventory.hasDestination(recorded.destinationResourceType ?? "volume", destination)
    : undefined;
  const byDestination = decideGone({ recorded, destinationExists });
  if (byDestination !== "unknown" || !remoteSystemId || !sourceResourceId) return byDestination;
  const sourceCriteria = await inventory.findImportableCriteria(
    await array.resolve("remote_system", remoteSystemId),
    sourceResourceId,
  );
  return decideGone({ recorded, destinationExists, sourceCriteria });
}
