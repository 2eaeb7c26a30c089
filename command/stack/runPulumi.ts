import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "../process/exits";
import type { Surroundings } from "../process/surroundings";

const LARGEST_ANSWER_BYTES = 512 * 1024 * 1024;

/**
 * What `pulumi` prints. It is asked to read only.
 * @throws UsageError where it is not there, or has no such stack or project; else an Error; both with its own words.
 */
export function runPulumi(
  args: readonly string[],
  cwd: string | undefined,
  { environment, folder, stopped }: Pick<Surroundings, "environment" | "folder" | "stopped">,
): Promise<string> {
  const options = {
    cwd: resolve(folder, cwd ?? "."),
    env: { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" },
    maxBuffer: LARGEST_ANSWER_BYTES,
    signal: stopped,
  };
  return new Promise((done, fail) => {
    execFile("pulumi", ["--non-interactive", ...args], options, (error, stdout, stderr) => {
      if (error === null) return done(stdout);
      const command = `--stack: "pulumi ${args.join(" ")}"`;
      if (stopped.aborted) return fail(new Error(`${command} was stopped`));
      if ("code" in error && error.code === "ENOENT")
        return fail(new UsageError(`${command} failed: ${missingText(options.cwd)}`));
      const words = stderr.trim() || error.message;
      fail(new (isWrongUse(words) ? UsageError : Error)(`${command} failed: ${words}`));
    });
  });
}

const missingText = (folder: string) =>
  existsSync(folder) ? "the command pulumi was not found" : `there is no folder ${folder}`;

/** Versions 3.248 and 3.276 say so of a stack or a project that is not there; all of its failures end with the same code. */
const isWrongUse = (words: string) =>
  /no stack named|a stack name may|no Pulumi\.yaml project file|fully qualified (stack )?name/.test(words);
