import { spawnSync } from "node:child_process";
import type { Context } from "mocha";

/** Programs that tests start and that npm does not bring; `.ci/run` installs each of them where it is missing. */
export const neededPrograms = ["curl", "python3"] as const;

/** What says that a lack of the kind is a failure: `.ci/run` sets all of them. */
type Requirement = "POWERSTORE_IMPORT_REQUIRE_ENGINE" | "POWERSTORE_IMPORT_REQUIRE_PROGRAMS";

/**
 * Leaves out tests that this machine lacks something for, where nobody overlooks it. In CI that is a failure, as a missing engine is: the machine
 * could have had it.
 */
export function skipLoudly(
  context: Context,
  what: string,
  reason: string,
  requirement: Requirement = "POWERSTORE_IMPORT_REQUIRE_ENGINE",
): never {
  if (process.env[requirement] === "1") throw new Error(`no ${what}: ${reason}`);
  console.error(`*** NO ${what.toUpperCase()}: the tests of it are SKIPPED (${reason}) ***`);
  return context.skip();
}

/** Goes on only where there is such a program. */
export function skipWithout(context: Context, program: (typeof neededPrograms)[number]): void {
  if (spawnSync(program, ["--version"]).status === 0) return;
  skipLoudly(context, program, "it is not on PATH", "POWERSTORE_IMPORT_REQUIRE_PROGRAMS");
}
