import { join } from "node:path";
import { root } from "../root.mjs";

/** Names the folder in which the Node processes of engines keep what they have compiled; without it they keep nothing. */
export const COMPILE_CACHE_VARIABLE = "POWERSTORE_IMPORT_COMPILE_CACHE";

const preload = join(root, "tools", "compileCache", "preload.cjs");

/**
 * Node compiles a thousand modules each time that it starts a program or a dynamic provider, which is more than half of what `pulumi up` costs here.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv} what to add to the environment of an engine
 */
export function compileCache(env) {
  const folder = env[COMPILE_CACHE_VARIABLE] ?? "";
  if (folder === "") {
    return {};
  }
  const options = [env.NODE_OPTIONS ?? "", `--require ${JSON.stringify(preload)}`].join(" ").trim();
  return { [COMPILE_CACHE_VARIABLE]: folder, NODE_COMPILE_CACHE: folder, NODE_OPTIONS: options };
}
