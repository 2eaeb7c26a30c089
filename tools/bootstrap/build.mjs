import { join } from "node:path";
import { Failure } from "../process/interruption.mjs";
import { run } from "../process/run.mjs";
import { root } from "../root.mjs";

/**
 * Compiles provider, sdk and simulator, and makes one file of what the dynamic host loads. `tsc --build` looks at time stamps first: nothing changed is under a second. From Node 22 on the compiler
 * keeps its own code compiled, and would leave that in the user's temporary folder.
 * @param {{ steps: import("../process/steps.mjs").Steps, signal: AbortSignal }} context
 */
export async function build({ steps, signal }) {
  await steps.time("build", async () => {
    const { code } = await run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "--build"], {
      cwd: root,
      env: { ...process.env, NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "node") },
      signal,
      output: "inherit",
    });
    if (code !== 0) {
      throw new Failure("the TypeScript sources do not compile; the compiler's messages are above.", code);
    }
    const { bundleDynamic } = await import("../package/bundle.mjs");
    await bundleDynamic();
  });
}
