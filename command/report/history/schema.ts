/** What earlier reports have seen: a change of state an entry, not a copy of all sessions an observation. */
import * as z from "zod";
import { totalsSchema } from "../../sessions/totals";

const moment = z.string().describe("ISO 8601.");

const stepSchema = z.object({
  state: z.string().describe("In the array's own words."),
  at: moment.describe("The latest moment at which the session can have come into it. ISO 8601."),
  after: moment.optional().describe("When an observation last saw another state. ISO 8601."),
});

export const storySchema = z.object({
  array: z.string(),
  id: z.string(),
  name: z.string().optional(),
  steps: z.array(stepSchema).min(1).describe("From the first state seen to the last one."),
  progressPercentage: z.number().optional().describe("When last seen."),
  seenAt: moment.describe("When an observation last saw it. ISO 8601."),
  goneAt: moment.optional().describe("When its array no longer knew it. ISO 8601."),
  cut: z.literal(true).optional().describe("Steps between the first and the others are left out."),
});

const counts = { done: true, running: true, queued: true, held: true, failed: true, cancelled: true } as const;

const pointSchema = totalsSchema.pick({ ...counts, copiedBytes: true, totalBytes: true }).extend({ at: moment });

export const historySchema = z
  .object({
    schema: z.literal("powerstore-import/history/1"),
    points: z.array(pointSchema).describe("One an observation that heard all its arrays; old ones are thinned out."),
    reportedAt: moment.optional().describe("When the last observation was. ISO 8601."),
    sessions: z.array(storySchema),
  })
  .meta({ title: "History" });

export type History = z.infer<typeof historySchema>;
export type Story = z.infer<typeof storySchema>;
export type Step = z.infer<typeof stepSchema>;
export type Point = z.infer<typeof pointSchema>;

export const emptyHistory: History = { schema: "powerstore-import/history/1", points: [], sessions: [] };
