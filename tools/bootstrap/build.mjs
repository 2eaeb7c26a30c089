import { join } from "node:path";
import { Failure } from "../process/interruption.mjs";
import { run } from "../process/run.mjs";
import { root } from "../root.mjs";

/**
 * Compiles provider, sdk and simulator. `tsc --build` looks at time stamps first: nothing changed is under a second.
 * @param {{ steps: import("../process/steps.mjs").Steps, signal: AbortSignal }} context
 */
export async function build({ steps, signal }) {
  await steps.time("build", async () => {
    const { code } = await run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "--build"], {
      cwd: root,
      signal,
      output: "inherit",
    });
    if (code !== 0) {
      throw new Failure("the TypeScript sources do not compile; the compiler's messages are above.", code);
    }
  });
}
