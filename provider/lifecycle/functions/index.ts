import { getImportableGroups, getImportableVolumes } from "./importables";
import { getImportSession, getImportSessions } from "./importSessions";
import type { QueryFunction } from "./queryFunction";

/** By the last part of their tokens, `powerstore-import:index:<name>`. */
export const queryFunctions = {
  getImportSession,
  getImportSessions,
  getImportableVolumes,
  getImportableGroups,
} as const satisfies Record<string, QueryFunction>;
