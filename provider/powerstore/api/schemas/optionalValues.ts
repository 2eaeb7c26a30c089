import * as z from "zod";

/** What an array may leave out or send as null: absent here. */

export const optionalText = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

export const optionalNumber = z
  .number()
  .nullish()
  .transform((value) => value ?? undefined);

/** Nothing is an empty list. */
export const textList = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);
