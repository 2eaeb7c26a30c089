import type { ImportSession, ImportSessionState } from "../../../../provider/powerstore/api/schemas/importSession";

/** A session in a state, as the client would return it; what a state implies is filled in. */
export function sessionIn(state: ImportSessionState, more: Partial<ImportSession> = {}): ImportSession {
  return {
    id: "17",
    name: "db-01",
    type: "Non_Disruptive",
    description: undefined,
    remoteSystemId: "rs-1",
    sourceResourceId: "lun-1",
    destinationResourceId: undefined,
    destinationResourceType: undefined,
    parentSessionId: undefined,
    state,
    estimatedCompletionTimestamp: undefined,
    progressPercentage: undefined,
    averageTransferRate: undefined,
    currentTransferRate: undefined,
    protectionPolicyId: undefined,
    volumeGroupId: undefined,
    globalStorageDiscoveryAddress: undefined,
    automaticCutover: false,
    scheduledTimestamp: state === "Scheduled" ? "2026-01-02T00:00:00Z" : undefined,
    error: undefined,
    lastUpdateTimestamp: undefined,
    ...more,
  };
}
