import * as z from "zod";
import { windowLists } from "../../provider/lifecycle/windows/inputs";
import { askedArraySchema } from "../arrays/askedArray";

export const outcomes = ["failed", "stands", "beyond", "ready", "completed"] as const;

const missed = z
  .object({
    list: z.enum(windowLists).describe("Which windows."),
    closedAt: z.string().describe("When the last of them closed that came too early, ISO 8601."),
    bySeconds: z.number().describe("How much longer it would have had to be open."),
  })
  .meta({ title: "MissedWindow" });

export type Missed = z.infer<typeof missed>;

const forecastImport = z
  .object({
    label: z.string().describe("How the program calls it; without a program the session's name."),
    sessionId: z.string().optional().describe("Id of its session, if it has one now."),
    state: z
      .string()
      .describe(
        "State now, in the array's own words; Not_Started without a session, unless it is known to be completed.",
      ),
    queuePlace: z.number().optional().describe("Its place in the array's queue; 1 is the next."),
    wavePlace: z.number().optional().describe("Its place among those that their wave has not begun; 1 is the next."),
    outcome: z
      .enum(outcomes)
      .describe(
        "completed, ready: its copy is done, and nobody is to cut over. stands: somebody has to act. beyond: not within the horizon.",
      ),
    endState: z.string().describe("State at the end of the forecast."),
    copyEndsAt: z
      .string()
      .optional()
      .describe("When its copy is done, ISO 8601; absent where that is past, or never comes."),
    endsAt: z
      .string()
      .optional()
      .describe("When it is done, ISO 8601: cut over, or ready where nobody is to cut over."),
    todo: z.string().optional().describe("What somebody has to do, where it stands."),
    missed: z.array(missed).describe("Windows that come too early for it."),
  })
  .meta({ title: "ForecastImport" });

export type ForecastImport = z.infer<typeof forecastImport>;

const forecast = z
  .object({
    array: z.string(),
    of: z.string().describe("The wave, or the session; empty: all sessions that are there."),
    endsAt: z
      .string()
      .optional()
      .describe("When the last of its imports is done, ISO 8601; absent where one never is."),
    imports: z.array(forecastImport),
  })
  .meta({ title: "Forecast" });

export const forecastSchema = z
  .object({
    schema: z.literal("powerstore-import/forecast/1"),
    at: z.string().describe("The present that it begins with, ISO 8601."),
    everySeconds: z.number().describe('How often somebody runs "pulumi up".'),
    arrays: z.array(
      askedArraySchema
        .extend({
          rate: z
            .number()
            .optional()
            .describe("Bytes per second at which each import that does not copy yet is assumed to copy."),
          confidence: z
            .enum(["measured", "given", "assumed"])
            .optional()
            .describe("Where that rate is from: sessions that copy, --rate, or nowhere."),
          assumptions: z.array(z.string()).describe("What the forecast rests on."),
        })
        .meta({ title: "ForecastArray" }),
    ),
    forecasts: z.array(forecast),
  })
  .meta({ title: "ForecastDocument" });

export type ForecastDocument = z.infer<typeof forecastSchema>;
export type Forecast = z.infer<typeof forecast>;
export type ForecastArray = ForecastDocument["arrays"][number];

/** It ends when the last of its imports is done, if all of them ever are. */
export function forecastOf(array: string, of: string, imports: readonly ForecastImport[]): Forecast {
  const ends = imports.flatMap(({ endsAt }) => endsAt ?? []);
  const isWhole = imports.every(({ outcome }) => outcome === "completed" || outcome === "ready");
  const last = ends.toSorted().at(-1);
  return { array, of, ...(isWhole && last !== undefined && { endsAt: last }), imports: [...imports] };
}
