import * as z from "zod";
import { optionalNumber, optionalText, textList } from "./optionalValues";

const volume = {
  id: z.string().min(1),
  name: optionalText,
  importable_criteria: optionalText,
  wwn: optionalText,
  size: optionalNumber,
};

/** The columns of a kind of source for what not all kinds call alike, or have. */
export type DiscoveredColumns = {
  readonly owner: string;
  readonly group: string | undefined;
  /** Names of the groups of a volume that is in several. */
  readonly groupNames: string | undefined;
  readonly hosts: string | undefined;
};

export const discoveredSelect = (columns: DiscoveredColumns) =>
  [...Object.keys(volume), ...Object.values(columns).filter((name) => name !== undefined)].join(",");

export const discoveredSchema = ({ owner, group, groupNames, hosts }: DiscoveredColumns) => {
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
