import type { QueryFunction } from "../operation/queryFunction";
import { getHosts } from "./hosts";
import { getImportableGroups, getImportableVolumes } from "./importables";
import { getImportHostVolumes } from "./importHostVolumes";
import { getImportSession, getImportSessions } from "./importSessions";
import { getRemoteSystems } from "./remoteSystems";

/** By the last part of their tokens, `powerstore-import:index:<name>`. */
export const queryFunctions = {
  getImportSession,
  getImportSessions,
  getImportableVolumes,
  getImportableGroups,
  getRemoteSystems,
  getHosts,
  getImportHostVolumes,
} as const satisfies Record<string, QueryFunction>;
