import { type Command, InvalidArgumentError, Option } from "commander";

/** How what is ready is to be split into waves. */
export type PlanOptions = {
  /** The length of a window: `8h`. */
  readonly plan?: string;
  /** Bytes per second of all copies of an array together. */
  readonly rate?: number;
  readonly maxPerWave?: number;
};

const factors: Readonly<Record<string, number>> = { "": 1, K: 1e3, M: 1e6, G: 1e9, T: 1e12 };
const binary: Readonly<Record<string, number>> = { "": 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** Bytes per second of `200MB/s` or `1.5GiB/s`. */
export function parseRate(text: string): number {
  const [, amount, unit = "", isBinary] = /^(\d+(?:\.\d+)?)\s*([KMGT]?)(i?)B(?:\/s|ps)$/i.exec(text.trim()) ?? [];
  const rate = Number(amount) * ((isBinary ? binary : factors)[unit.toUpperCase()] ?? 0);
  if (!(rate > 0)) throw new InvalidArgumentError("must be bytes per second, such as 200MB/s or 1GiB/s.");
  return rate;
}

export function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1) throw new InvalidArgumentError("must be a whole number from 1 on.");
  return count;
}

export function addPlanOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--plan <window>", "split what is ready into waves that each fit into a window of 8h, 90m, ..."),
    )
    .addOption(
      new Option(
        "--rate <rate>",
        "with --plan: how fast all copies of an array go together, such as 200MB/s",
      ).argParser(parseRate),
    )
    .addOption(
      new Option("--max-per-wave <number>", "with --plan: so many imports in a wave at most").argParser(parseCount),
    );
}
