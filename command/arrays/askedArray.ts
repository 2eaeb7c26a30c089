import * as z from "zod";
import type { Answered } from "./openArrays";

/** An array as the documents of all subcommands name it. */
export const askedArraySchema = z.object({
  name: z.string(),
  endpoint: z.string(),
  failure: z.string().optional().describe("Why the array is missing from the rest."),
});

export const askedArray = ({ name, endpoint, failure }: Answered<unknown>): z.infer<typeof askedArraySchema> => ({
  name,
  endpoint,
  ...(failure && { failure: failure.message }),
});
