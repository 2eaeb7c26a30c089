import { type Command, Option } from "commander";

/** How what is ready is to be split into waves. */
export type PlanOptions = {
  /** The length of a window: `8h`. */
  readonly plan?: string;
  /** Bytes per second of all copies of an array together. */
  readonly rate?: string;
  readonly maxPerWave?: string;
};

export function addPlanOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--plan <window>", "split what is ready into waves that each fit into a window of 8h, 90m, ..."),
    )
    .addOption(new Option("--rate <rate>", "with --plan: how fast all copies of an array go together, such as 200MB/s"))
    .addOption(new Option("--max-per-wave <number>", "with --plan: so many imports in a wave at most"));
}
