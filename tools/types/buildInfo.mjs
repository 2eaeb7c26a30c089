import { copyFileSync, existsSync, mkdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheRoot } from "../cacheRoot.cjs";
import { root } from "../root.mjs";

/**
 * Does a check of types with what the last one, in whichever checkout, has left of what it had found: a fresh clone checks what is new to it, where
 * it took 40 s of a core. The compiler compares the text of each file with what it has noted of it, and its own version and options.
 * @template T
 * @param {string} file of the compiler, relative to the checkout
 * @param {() => Promise<T>} work
 * @param {{ folder?: string, env?: NodeJS.ProcessEnv }} [places]
 */
export async function withBuildInfo(file, work, { folder = root, env = process.env } = {}) {
  const own = join(folder, file);
  const kept = join(cacheRoot(env), "types", file);
  if (!existsSync(own)) {
    copy(kept, own);
  }
  const result = await work();
  copy(own, kept);
  return result;
}

/**
 * In one step, for several checkouts may do so at once. What cannot be had is done without.
 * @param {string} from
 * @param {string} to
 */
function copy(from, to) {
  try {
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, `${to}.${process.pid}`);
    renameSync(`${to}.${process.pid}`, to);
  } catch {
    // none yet, or nowhere to keep it
  }
}
