import * as z from "zod";

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

/** What the groups of all source types have in common; criteria are left open, a newer array may know more of them. */
const group = z.object({ id: z.string().min(1), name: text, importable_criteria: text });

/** The same for volumes. A universal volume has no name until somebody gives it one (powerstore.md 3). */
const volume = group.extend({
  wwn: text,
  size: z
    .number()
    .nullish()
    .transform((value) => value ?? undefined),
});

export const groupSelect = Object.keys(group.shape).join(",");
export const volumeSelect = Object.keys(volume.shape).join(",");

export const groupSchema = group.transform(({ importable_criteria, ...row }) => ({
  ...row,
  importableCriteria: importable_criteria,
}));

export const volumeSchema = volume.transform(({ importable_criteria, ...row }) => ({
  ...row,
  importableCriteria: importable_criteria,
}));

export type SourceGroup = z.output<typeof groupSchema>;
/** `size` in bytes. */
export type SourceVolume = z.output<typeof volumeSchema>;
