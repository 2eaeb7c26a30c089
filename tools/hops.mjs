// `npm run hops`: how many files there are, and which of them a reader crosses from a call of the engine to the request on the wire, and in the
// simulator from the socket to the table of sessions.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { crossedFiles } from "./hops/crossed.mjs";
import { root } from "./root.mjs";

const require = createRequire(import.meta.url);
require("ts-node").register({ transpileOnly: true });

for (const folder of ["provider", "simulator/src"]) console.log(`${count(folder)} files in ${folder}`);
const { toWire, toTable } = await crossedFiles(
  require("../tests/provider/plugin/pluginStage"),
  require("../simulator/src/world/array/table"),
);
show("from Update to POST /import_session/{id}/pause", toWire);
show("in the simulator, from the socket to the session table", toTable);
process.exit(0);

/** @param {string} folder */
function count(folder) {
  const files = execFileSync("git", ["ls-files", folder], { cwd: root, encoding: "utf8" }).split("\n");
  return files.filter((file) => file.endsWith(".ts")).length;
}

/**
 * @param {string} way
 * @param {readonly string[]} files
 */
function show(way, files) {
  console.log(`\n${files.length} files ${way}:\n${files.map((file) => `  ${file}`).join("\n")}`);
}
