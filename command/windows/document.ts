import * as z from "zod";
import { windowLists } from "../../provider/lifecycle/windows/inputs";

const clockChange = z
  .object({
    at: z.string().describe("When clocks are set, ISO 8601 in UTC."),
    zone: z.string().describe("Of which time zone."),
    minutes: z.number().describe("By how much; negative: back."),
  })
  .meta({ title: "ClockChange" });

const opening = z
  .object({
    opensAt: z.string().describe("ISO 8601 in UTC; of one that is open already, the time of the question."),
    closesAt: z.string().optional().describe("ISO 8601 in UTC; absent: never."),
    isOpen: z.boolean().describe("Whether it is open already."),
    opensByItsClock: z.string().describe("What clocks in the window's zone show then, and the zone."),
    closesByItsClock: z.string().optional(),
    opensByLocalClock: z.string().describe("What clocks in localZone show then."),
    closesByLocalClock: z.string().optional(),
    minutes: z.number().optional().describe("How long it is open, elapsed time."),
    clockChanges: z.array(clockChange).describe("Clock changes as it opens, while it is open, or as it closes."),
  })
  .meta({ title: "Opening" });

export type Opening = z.infer<typeof opening>;

export const windowsSchema = z
  .object({
    schema: z.literal("powerstore-import/windows/1"),
    at: z.string().describe("From when on, ISO 8601."),
    localZone: z.string(),
    lists: z.array(
      z
        .object({
          of: z
            .string()
            .describe("The resources and imports that have these windows; empty for windows that were given directly."),
          list: z.enum([...windowLists, "windows"]),
          openings: z.array(opening),
          isOver: z.boolean().describe("Whether there are no more than these."),
        })
        .meta({ title: "WindowList" }),
    ),
  })
  .meta({ title: "Windows" });

export type WindowsDocument = z.infer<typeof windowsSchema>;
