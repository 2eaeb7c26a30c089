/** All changing operations of the array, by their names in the vendor's description. */

import type { Change } from "./array/change";
import { clusterOperations } from "./resources/cluster";
import { hostGroupOperations } from "./resources/hostGroups";
import { hostOperations } from "./resources/hosts";
import { importHostOperations } from "./resources/importHosts";
import { policyOperations } from "./resources/policy";
import { remoteSystemOperations } from "./resources/remoteSystems";
import { snapshotScheduleOperations } from "./resources/snapshotSchedules";
import { universalOperations } from "./resources/universalGroups";
import { volumeGroupOperations } from "./resources/volumeGroups";
import { volumeOperations } from "./resources/volumes";
import { actionOn } from "./session/actions";
import { createSession } from "./session/create";

const sessionOperations = {
  "POST /import_session": createSession,
  "PATCH /import_session/{id}": actionOn("modify"),
  "DELETE /import_session/{id}": actionOn("delete"),
  "POST /import_session/{id}/cancel": actionOn("cancel"),
  "POST /import_session/{id}/pause": actionOn("pause"),
  "POST /import_session/{id}/resume": actionOn("resume"),
  "POST /import_session/{id}/cutover": actionOn("cutover"),
  "POST /import_session/{id}/cleanup": actionOn("cleanup"),
  "POST /import_session/{id}/enable_destination_volume": actionOn("enable_destination_volume"),
  "POST /import_session/{id}/start_copy": actionOn("start_copy"),
} satisfies Record<string, Change>;

export const OPERATIONS: Readonly<Record<string, Change>> = {
  ...sessionOperations,
  ...remoteSystemOperations,
  ...importHostOperations,
  ...universalOperations,
  ...snapshotScheduleOperations,
  ...volumeOperations,
  ...volumeGroupOperations,
  ...hostOperations,
  ...hostGroupOperations,
  ...policyOperations,
  ...clusterOperations,
};
