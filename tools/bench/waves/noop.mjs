import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleCommonJs } from "../../package/bundle.mjs";
import { root } from "../../root.mjs";

/** Where the engine finds the plugin that does nothing. */
export const NOOP_FOLDER = join(root, "dist", "bench", "noop");

/**
 * Bundles the plugin that does nothing as the real one is bundled.
 * @returns {Promise<string>} its folder
 */
export async function buildNoop() {
  const folder = NOOP_FOLDER;
  await bundleCommonJs(fileURLToPath(new URL("noopPlugin.cjs", import.meta.url)), join(folder, "noop.cjs"));
  const start = '#!/bin/sh\nexec node "$(dirname -- "$0")/noop.cjs" "$@"\n';
  writeFileSync(join(folder, "pulumi-resource-noop"), start, { mode: 0o755 });
  return folder;
}
