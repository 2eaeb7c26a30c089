import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Imports a module of `tools/`, which is plain JavaScript (it runs before anything is installed).
 * @param path relative to `tools/`
 * @typeParam T what the test uses of it; modules with a declaration file need no loader
 */
export async function load<T>(path: string): Promise<T> {
  return import(pathToFileURL(join(__dirname, "../../tools", path)).href);
}
