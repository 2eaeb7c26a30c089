import type { QueryFunction } from "../operation/queryFunction";
import { getImportableGroups, getImportableVolumes } from "./importables";
import { getImportSession, getImportSessions } from "./importSessions";

/** By the last part of their tokens, `powerstore-import:index:<name>`. */
export const queryFunctions = {
  getImportSession,
  getImportSessions,
  getImportableVolumes,
  getImportableGroups,
} as const satisfies Record<string, QueryFunction>;
