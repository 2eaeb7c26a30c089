import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "mocha";
import type { Engine } from "../../tools/engine/contract";

/** Whether an engine can run programs in a language; a released CLI brings the hosts of all. */
export const hasHost = ({ pathEntries }: Engine, language: string): boolean =>
  pathEntries.some((folder) => existsSync(join(folder, `pulumi-language-${language}`)));

/**
 * Leaves out the tests of a language that this machine lacks something for, where nobody overlooks it. In CI that is a failure, as a missing
 * engine is: the machine could have had it.
 */
export function skipLoudly(context: Context, language: string, reason: string): void {
  if (process.env.POWERSTORE_IMPORT_REQUIRE_ENGINE === "1")
    throw new Error(`the ${language} example cannot be run: ${reason}`);
  console.error(`*** NO ${language.toUpperCase()}: the test of the ${language} example is SKIPPED (${reason}) ***`);
  context.skip();
}
