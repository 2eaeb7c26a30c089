import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { UsageError } from "../process/exits";
import type { Surroundings } from "../process/surroundings";

const LARGEST_ANSWER_BYTES = 512 * 1024 * 1024;

/**
 * What `pulumi` prints. It is asked to read only.
 * @throws UsageError with its own words where it fails or is not there.
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
      const reason =
        "code" in error && error.code === "ENOENT"
          ? "the command pulumi was not found"
          : stderr.trim() || error.message;
      fail(new UsageError(`--stack: "pulumi ${args.join(" ")}" failed: ${reason}`));
    });
  });
}
