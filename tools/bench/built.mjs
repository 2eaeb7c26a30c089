import { Failure } from "../process/interruption.mjs";
import { run } from "../process/run.mjs";
import { root } from "../root.mjs";

/**
 * Compiles this repository: the program loads what is compiled, the dynamic host and the engine a bundle each.
 * @param {AbortSignal} signal
 */
export async function buildCompiled(signal) {
  const { code, stdout } = await run(process.execPath, ["node_modules/typescript/bin/tsc", "--build"], {
    cwd: root,
    signal,
  });
  if (code !== 0) throw new Failure(`the bench measures what is compiled, and that failed:\n${stdout}`);
  const { bundleDynamic, bundlePlugin } = await import("../package/bundle.mjs");
  await Promise.all([bundleDynamic(), bundlePlugin()]);
}
