import { Failure } from "../process/interruption.mjs";
import { run } from "../process/run.mjs";
import { root } from "../root.mjs";

/**
 * Compiles this repository: the dynamic host loads what is compiled, the engine starts the plugin's bundle.
 * @param {AbortSignal} signal
 */
export async function buildCompiled(signal) {
  const { code, stdout } = await run(process.execPath, ["node_modules/typescript/bin/tsc", "--build"], {
    cwd: root,
    signal,
  });
  if (code !== 0) throw new Failure(`the bench measures what is compiled, and that failed:\n${stdout}`);
  const { bundlePlugin } = await import("../package/bundle.mjs");
  await bundlePlugin();
}
