// While the image is built: a program takes plugin and packages from what the image holds, wherever it has them from where it was written.
//   node prepareProgram.mjs <folder of the program> <package.json with what the image holds>
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [folder = "", held = ""] = process.argv.slice(2);
const project = join(folder, "Pulumi.yaml");
const manifest = join(folder, "package.json");

/** @param {string} file */
const parsed = (file) => JSON.parse(readFileSync(file, "utf8"));

writeFileSync(project, withoutPlugins(readFileSync(project, "utf8")));
const { dependencies, ...others } = parsed(held);
const own = existsSync(manifest) ? parsed(manifest) : others;
writeFileSync(
  manifest,
  `${JSON.stringify({ ...own, dependencies: { ...own.dependencies, ...dependencies } }, null, 2)}\n`,
);

/**
 * Without the block `plugins:`, which leads to a checkout. All else stays: what a program in YAML declares stands there, too.
 * @param {string} text
 */
function withoutPlugins(text) {
  let isInside = false;
  const kept = text.split("\n").filter((line) => {
    if (/^plugins\s*:/.test(line)) isInside = true;
    else if (/^[^\s#]/.test(line)) isInside = false;
    return !isInside || line.startsWith("#");
  });
  return kept.join("\n");
}
