import * as z from "zod";

/** What an array may leave out or send as null: absent here. */

export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

export const number = z
  .number()
  .nullish()
  .transform((value) => value ?? undefined);

/** Nothing is an empty list. */
export const texts = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);
