import * as z from "zod";
import { optionalText } from "./optionalValues";

const id = z.string().min(1);

const group = z.object({ id, name: optionalText, remote_system_id: optionalText, importable_criteria: optionalText });

export const universalGroupSelect = Object.keys(group.shape).join(",");

export const universalGroupSchema = group.transform((row) => ({
  id: row.id,
  name: row.name,
  remoteSystemId: row.remote_system_id,
  importableCriteria: row.importable_criteria,
}));

/** A consistency group of universal volumes as the array shows it: without its members. */
export type UniversalGroup = z.output<typeof universalGroupSchema>;

const volume = z.object({
  id,
  wwn: optionalText,
  name: optionalText,
  remote_system_id: optionalText,
  importable_criteria: optionalText,
  import_universal_consistency_group_id: optionalText,
});

export const universalVolumeSelect = Object.keys(volume.shape).join(",");

export const universalVolumeSchema = volume.transform((row) => ({
  id: row.id,
  wwn: row.wwn,
  name: row.name || undefined,
  remoteSystemId: row.remote_system_id,
  importableCriteria: row.importable_criteria,
  groupId: row.import_universal_consistency_group_id || undefined,
}));

/** A universal volume: it has no name until somebody gives it one. */
export type UniversalVolume = z.output<typeof universalVolumeSchema>;
