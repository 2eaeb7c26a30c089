import * as z from "zod";
import type { SourceKind } from "../sourceKinds";
import { ownerColumnOf } from "../sourceKinds";
import { optionalNumber, optionalText, textList } from "./optionalValues";

const volume = {
  id: z.string().min(1),
  name: optionalText,
  importable_criteria: optionalText,
  wwn: optionalText,
  size: optionalNumber,
};

/** Kinds whose volumes tell which hosts with an agent see them [ARRAY sources]. */
const seenByAgents: ReadonlySet<string> = new Set([
  "import_unity_volume",
  "import_vnx_volume",
  "import_psgroup_volume",
  "import_storage_center_volume",
]);
/** Kinds of which a volume may be in several groups: then the one group is empty, and a list has their names [ARRAY sources]. */
const inSeveral: ReadonlySet<string> = new Set(["import_storage_center_volume", "import_xtremio_volume"]);

function columnsOf(kind: SourceKind) {
  const { volumes, groups } = kind;
  return {
    owner: ownerColumnOf(kind),
    group: groups && `${groups}_id`,
    groupNames: groups && inSeveral.has(volumes) ? `${groups}_names` : undefined,
    hosts: seenByAgents.has(volumes) ? "host_volume_ids" : undefined,
  };
}

export const discoveredSelect = (kind: SourceKind) =>
  [...Object.keys(volume), ...Object.values(columnsOf(kind)).filter((name) => name !== undefined)].join(",");

export const discoveredSchema = (kind: SourceKind) => {
  const { owner, group, groupNames, hosts } = columnsOf(kind);
  return z.looseObject(volume).transform((row) => {
    const cells: Readonly<Record<string, unknown>> = row;
    const textOf = (name: string | undefined) =>
      name === undefined ? undefined : optionalText.safeParse(cells[name]).data || undefined;
    const listOf = (name: string | undefined) =>
      name === undefined ? [] : (textList.safeParse(cells[name]).data ?? []);
    return {
      id: row.id,
      name: row.name || undefined,
      importableCriteria: row.importable_criteria,
      wwn: row.wwn,
      size: row.size,
      ownerId: textOf(owner),
      groupId: textOf(group),
      groupNames: listOf(groupNames),
      hostVolumeIds: listOf(hosts),
    };
  });
};

/**
 * A volume with what it belongs to. `size` in bytes; `groupNames`: of a volume that is in several groups, which is imported alone; `hostVolumeIds`:
 * how hosts with an agent see it.
 */
export type DiscoveredVolume = z.output<ReturnType<typeof discoveredSchema>>;
