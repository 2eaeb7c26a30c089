// A copy of the checkout as JavaScript, for a mutation run: it loads at once, and the checkout is left alone.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { transformSync } from "esbuild";
import { root } from "../root.mjs";

/** @returns {string} the copy's folder; the caller removes it */
export function copyTree() {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "powerstore-import-mutation-"));
  const options = /** @type {const} */ ({ cwd: root, encoding: "utf8", maxBuffer: 1e8 });
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], options);
  for (const file of files.split("\n").filter((name) => name !== "" && !name.startsWith("tests/e2e/"))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(root, file), join(folder, file));
    if (/(?<!\.d)\.ts$/.test(file)) writeScript(folder, file, readFileSync(join(root, file), "utf8"));
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
  return folder;
}

/**
 * @param {string} folder
 * @param {string} file as in the checkout
 * @param {string} source
 */
export function writeScript(folder, file, source) {
  const { code } = transformSync(source, { loader: "ts", format: "cjs", target: "node20", sourcefile: file });
  writeFileSync(join(folder, file.replace(/\.ts$/, ".js")), code);
}
