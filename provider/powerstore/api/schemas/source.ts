import * as z from "zod";
import { optionalNumber, optionalText } from "./optionalValues";

/** What the groups of all source types have in common; criteria are left open, a newer array may know more of them. */
const group = { id: z.string().min(1), name: optionalText, importable_criteria: optionalText };

/** The same for volumes. A universal volume has no name until somebody gives it one [ARRAY sources]. */
const volume = {
  ...group,
  wwn: optionalText,
  size: optionalNumber,
};

/** The columns to ask for; `owner` is the one that names the source array. */
export const groupSelect = (owner: string) => [...Object.keys(group), owner].join(",");
export const volumeSelect = (owner: string) => [...Object.keys(volume), owner].join(",");

export const groupSchema = (owner: string) => z.looseObject(group).transform((row) => common(row, owner));

export const volumeSchema = (owner: string) =>
  z.looseObject(volume).transform((row) => ({ ...common(row, owner), wwn: row.wwn, size: row.size }));

const sized = { id: volume.id, size: volume.size };

export const sizeSelect = (group: string | undefined) => [...Object.keys(sized), group].filter(Boolean).join(",");

export const sizeSchema = (group: string | undefined) =>
  z.looseObject(sized).transform((row) => ({
    id: row.id,
    size: row.size,
    groupId: group === undefined ? undefined : optionalText.safeParse((row as Record<string, unknown>)[group]).data,
  }));

type Wire = { [Name in keyof typeof group]: z.output<(typeof group)[Name]> } & { readonly [name: string]: unknown };

function common(row: Wire, owner: string) {
  const ownerId = optionalText.safeParse(row[owner]).data;
  return { id: row.id, name: row.name, importableCriteria: row.importable_criteria, ownerId };
}

/** `ownerId`: what the array says of where it is; see `SourceSystem` for how it is compared. */
export type SourceGroup = z.output<ReturnType<typeof groupSchema>>;
/** `size` in bytes. */
export type SourceVolume = z.output<ReturnType<typeof volumeSchema>>;

/** `size` in bytes; `groupId`: the group that it is a member of. */
export type VolumeSize = z.output<ReturnType<typeof sizeSchema>>;

/** What tells a remote system, or the source array that it became, from others of its type. Storage Center's serial numbers are numbers. */
const system = {
  id: z.string().min(1),
  management_address: optionalText,
};
const serialNumber = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined || value === "" ? undefined : String(value)));

export const systemSelect = (serial: string) => [...Object.keys(system), serial].join(",");

export const systemSchema = (serial: string) =>
  z.looseObject(system).transform((row) => ({
    id: row.id,
    managementAddress: row.management_address,
    serialNumber: serialNumber.safeParse(row[serial]).data,
  }));

export type SourceSystem = z.output<ReturnType<typeof systemSchema>>;
