import * as z from "zod";

const waveSchema = z
  .object({
    name: z.string().describe("Unique in the plan; also the name of the ImportWave that generate makes of it."),
    array: z.string().describe("A wave is on one array."),
    sourceIds: z.array(z.string()).describe("Its imports, the largest first."),
    bytes: z.number().describe("All that is to be copied, as far as sizes are told."),
    seconds: z.number().describe("How long that takes at the rate."),
  })
  .meta({ title: "PlannedWave" });

export const planSchema = z
  .object({
    windowSeconds: z.number().describe("How long a window is."),
    bytesPerSecond: z.number().describe("The rate of all copies of an array together."),
    maxPerWave: z.number().optional(),
    waves: z.array(waveSchema).describe("Each fits into one window, unless a warning says otherwise."),
    warnings: z.array(z.string()),
  })
  .meta({ title: "Plan" });

export type Plan = z.infer<typeof planSchema>;
export type PlannedWave = Plan["waves"][number];
