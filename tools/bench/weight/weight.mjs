import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleCommonJs, bundlePlugin } from "../../package/bundle.mjs";
import { run } from "../../process/run.mjs";
import { weighServer } from "./servers.mjs";

/**
 * @typedef {object} Weight one entry per round
 * @property {{ pulumi: number, added: number }[]} requires milliseconds to load Pulumi's SDK, and then this package
 * @property {import("./servers.mjs").ServerWeight[]} plugin
 * @property {import("./servers.mjs").ServerWeight[]} bare a gRPC server on the same protocol, bundled in the same way
 */

const here = (/** @type {string} */ file) => fileURLToPath(new URL(file, import.meta.url));

/**
 * What the package weighs before it does anything. Baseline and package take turns.
 * @param {{ rounds: number, signal: AbortSignal, say: (line: string) => void }} options
 * @returns {Promise<Weight>}
 */
export async function measureWeight({ rounds, signal, say }) {
  const folder = mkdtempSync(join(tmpdir(), "powerstore-import-weight-"));
  try {
    const [plugin, bare] = [join(folder, "plugin.cjs"), join(folder, "bare.cjs")];
    await bundlePlugin(plugin);
    await bundleCommonJs(here("bareServer.cjs"), bare);
    /** @type {Weight} */
    const weight = { requires: [], plugin: [], bare: [] };
    say(`weight: ${rounds} rounds`);
    for (let round = 0; round < rounds; round++) {
      signal.throwIfAborted();
      weight.requires.push(JSON.parse((await run(process.execPath, [here("requires.mjs")], { signal })).stdout));
      weight.bare.push(await weighServer(bare));
      weight.plugin.push(await weighServer(plugin));
    }
    return weight;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
