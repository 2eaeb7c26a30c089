import type * as z from "zod";

/** What an issue says of a value that has the form of a known one. */
export const OF_A_NEWER_ARRAY = "is not known here; a newer array may need a newer version of this package";

/** Whether an answer makes sense but for values that a newer array may know. */
export function hasOnlyUnknownValues({ issues }: z.ZodError): boolean {
  return issues.every(({ message }) => message.endsWith(OF_A_NEWER_ARRAY));
}
