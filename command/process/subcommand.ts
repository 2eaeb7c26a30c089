import type { Command } from "commander";
import type { ExitCode } from "./exits";
import type { Surroundings } from "./surroundings";

/** Answers one question about a migration. Reads only. */
export type Run<Options> = (options: Options, surroundings: Surroundings) => Promise<ExitCode>;

/** What a subcommand is called and takes. What it does is loaded when somebody wants it: `--help` is to be there at once. */
export type Subcommand = {
  /** What its exit codes mean, where they mean something else than for all. */
  readonly exits?: string;
  /** Adds name, description and options. */
  define(program: Command): Command;
  load(): Run<never>;
};
