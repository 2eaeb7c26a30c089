/** All that a report says, whichever way it is written. */
import * as z from "zod";
import { askedArraySchema } from "../../arrays/askedArray";
import { partSchema } from "../../fleet/filter";
import { absentImportSchema } from "../../fleet/joinStack";
import { elsewhereSchema } from "../../fleet/unasked";
import { sessionViewSchema } from "../../sessions/sessionView";
import { standings } from "../../sessions/standing";
import { totalsSchema } from "../../sessions/totals";
import { secretSchema } from "../../stack/secretWaves";
import { windowStandingSchema } from "../../stack/windowsNow";
import { changeSchema } from "../history/changes";
import { historySchema, storySchema } from "../history/schema";

const timelineSchema = storySchema.shape.steps.describe("Its states from the first one seen to that of now.");

const reportSessionSchema = sessionViewSchema.extend({ timeline: timelineSchema }).meta({ title: "ReportSession" });

const todoSchema = z
  .object({
    standing: z.enum(standings),
    state: z.string().describe("State in the array's own words."),
    todo: z.string().describe("What somebody has to do."),
    onHosts: z.string().optional().describe("What has to be done on the hosts before that."),
    words: z.string().optional().describe("What the array says went wrong."),
    sessions: z.array(z.object({ array: z.string(), id: z.string(), name: z.string().optional() })),
  })
  .meta({ title: "Todo" });

const arraySchema = askedArraySchema
  .extend({
    lastSeenAt: z.string().optional().describe("When a report last heard it, if it has not answered now. ISO 8601."),
    lastSeenSessions: z.int().optional().describe("How many sessions it had then."),
    totals: totalsSchema.optional().describe("Absent where it has not answered."),
  })
  .meta({ title: "ReportArray" });

const waveSchema = z
  .object({
    name: z.string(),
    totals: totalsSchema,
    notStarted: z.int().describe("How many of its imports have no session yet; totals do not count them."),
    windows: z.array(windowStandingSchema).describe("How its windows stand."),
    holds: z.array(z.string()).describe("Why the program does not go on with some of its imports."),
    nextChangeAt: z.string().optional().describe("When its windows next change something. ISO 8601."),
  })
  .meta({ title: "ReportWave" });

export const reportSchema = z
  .object({
    schema: z.literal("powerstore-import/report/1"),
    at: z.string().describe("When this was so, ISO 8601."),
    since: z.string().optional().describe("When the last report was, ISO 8601; absent without a history."),
    totals: totalsSchema,
    arrays: z.array(arraySchema),
    waves: z.array(waveSchema).describe("With a stack: its waves."),
    absent: z.array(absentImportSchema).describe("With a stack: its imports of which there is no session."),
    windows: z.array(windowStandingSchema).describe("With a stack: how the windows of its resources stand."),
    todos: z.array(todoSchema).describe("What somebody has to do, the most pressing first."),
    changes: z.array(changeSchema).describe("What is other than at the last report."),
    points: historySchema.shape.points.describe("How the whole stood at earlier reports, and now."),
    sessions: z.array(reportSessionSchema).describe("What needs somebody comes first."),
    elsewhere: elsewhereSchema,
    secretImports: secretSchema,
    part: partSchema,
  })
  .meta({ title: "Report" });

export type Report = z.infer<typeof reportSchema>;
export type ReportSession = z.infer<typeof reportSessionSchema>;
export type ReportArray = z.infer<typeof arraySchema>;
export type Todo = z.infer<typeof todoSchema>;
export type ReportWave = z.infer<typeof waveSchema>;
