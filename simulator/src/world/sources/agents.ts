/** Agents of import hosts: who has one for a volume, and what its status means for the volumes that its host sees. */
import type { ArrayState } from "../array/arrayState";
import type { Stored } from "../records/records";
import { settleGroup } from "./groupCriteria";
import { HOST_OUTDATED, hostVolumeIdsOf, seenVolumes } from "./hostVolume";

/** The import hosts that see a volume, as far as the array knows them. */
export function hostSystemsOf({ tables }: ArrayState, volume: Stored): readonly Stored[] {
  const systemIds = hostVolumeIdsOf(volume).map((id) => tables.import_host_volume.get(id)?.host_system_id);
  return systemIds.map((id) => tables.import_host_system.get(String(id))).filter((system) => system !== undefined);
}

/** Whether the agent says that it is not well; one that says nothing, as of rows that somebody wrote, is. */
export function isIdleAgent({ agent_status: status }: Stored): boolean {
  return status !== undefined && status !== "Running";
}

/** [API VolumeImportableCriteriaEnum]: a volume says that the version of an agent does not fit, until all agents run again. */
export function followAgent(array: ArrayState, systemId: string): void {
  for (const { kind, table, volume } of seenVolumes(array)) {
    const systems = hostSystemsOf(array, volume);
    if (!systems.some(({ id }) => id === systemId)) continue;
    const idle = criteriaAfter(volume.idle_criteria, systems);
    if (idle === volume.idle_criteria) continue;
    const isShown = volume.importable_criteria === volume.idle_criteria;
    table.put({ ...volume, idle_criteria: idle, ...(isShown ? { importable_criteria: idle } : {}) });
    settleGroup(array, kind, volume.group_id);
  }
}

function criteriaAfter(criteria: string, systems: readonly Stored[]): string {
  const isOutdated = systems.some(({ agent_status }) => agent_status === "Version_Unsupported");
  if (isOutdated) return criteria === "Ready" ? HOST_OUTDATED : criteria;
  return criteria === HOST_OUTDATED && !systems.some(isIdleAgent) ? "Ready" : criteria;
}
