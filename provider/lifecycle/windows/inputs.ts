import * as z from "zod";
import { oneOf, text } from "../operation/fields";

/** The inputs of everything that keeps to windows. What a window says beyond its form is for `check.ts`. */

const zone = text(64);

const window = z
  .strictObject({
    kind: oneOf(["allow", "deny"])
      .meta({ title: "WindowKind" })
      .optional()
      .describe("Whether the window opens or closes. Closing wins. Default: allow."),
    schedule: text(256).describe(
      "When the window begins, by local clocks: a cron expression of five fields (`0 22 * * MON-FRI`, `0 22 * * SAT#3`), or a date and time for once (`2026-12-31T22:00`).",
    ),
    duration: text(16).describe(
      "How long it lasts, in elapsed time: days, hours and minutes such as `90m`, `8h`, `1h30m` or `1d`; at most `7d`.",
    ),
    timeZone: zone.optional().describe("IANA name of the schedule's time zone. Default: timeZone of the resource."),
    description: text(256).optional().describe("Free text, at most 256 characters."),
  })
  .meta({
    title: "Window",
    description:
      "A time that comes once or again and again, in which something may be done (allow) or must not (deny).",
  });

const windows = (what: string) =>
  z
    .array(window, "must be a list of windows")
    .min(1, "must not be empty: leave it out for always")
    .optional()
    .describe(`${what} One window that allows is enough, none that denies may be open. At any time if not given.`);

export const windowInputs = {
  timeZone: zone
    .optional()
    .describe("IANA name of the time zone of all windows that name none themselves, such as Europe/Berlin."),
  startWindows: windows("When imports start; outside, the array is told to start at the next opening."),
  copyWindows: windows(
    "When the background copy runs; outside it is paused by the next update. A pause does not stop the forwarding of writes.",
  ),
  cutoverWindows: windows(
    "When a cut-over that is asked for may begin; a window alone never cuts over. One that has begun runs to its end.",
  ),
} as const;

const schema = z.object(windowInputs);

/** Windows as check leaves them. */
export type WindowInputs = z.output<typeof schema>;
export type Window = z.output<typeof window>;

export const windowLists = ["startWindows", "copyWindows", "cutoverWindows"] as const;
export type WindowList = (typeof windowLists)[number];
