import * as z from "zod";
import type { SessionView } from "../sessions/sessionView";
import { sessionViewSchema } from "../sessions/sessionView";
import { standings } from "../sessions/standing";

export const statusSchema = z
  .object({
    schema: z.literal("powerstore-import/status/1"),
    at: z.string().describe("When this was so, ISO 8601."),
    arrays: z.array(
      z.object({
        name: z.string(),
        endpoint: z.string(),
        failure: z.string().optional().describe("Why the array is missing from the rest."),
      }),
    ),
    sessions: z.array(sessionViewSchema).describe("What needs somebody comes first."),
  })
  .meta({ title: "Status" });

export type Status = z.infer<typeof statusSchema>;

/** What needs somebody first; within that by array and name. */
export function inOrderOfNeed(sessions: readonly SessionView[]): readonly SessionView[] {
  const place = ({ standing }: SessionView) => standings.indexOf(standing);
  const label = ({ array, name, id }: SessionView) => `${array}\n${name ?? id}`;
  return sessions.toSorted((one, other) => place(one) - place(other) || label(one).localeCompare(label(other)));
}
