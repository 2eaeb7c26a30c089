// `npm run hops`: how many files there are, and which of them a reader crosses from a call of the engine to the request on the wire, and in the
// simulator from the socket to the table of sessions: the files on the stack at that moment, awaiting callers among them, and those that
// hand a promise on without a frame of their own.
import { execFileSync } from "node:child_process";
import https from "node:https";
import { createRequire } from "node:module";
import { relative, sep } from "node:path";
import { root } from "./root.mjs";

const require = createRequire(import.meta.url);

/** On the way to the wire. */
const withoutFrame = ["provider/lifecycle/importSession/importSession.ts", "provider/powerstore/api/importSessions.ts"];

require("ts-node").register({ transpileOnly: true });
Error.stackTraceLimit = 200;
/** @type {typeof import("../tests/provider/plugin/pluginStage.js")} */
const { openPluginStage, source } = require("../tests/provider/plugin/pluginStage");
/** @type {typeof import("../simulator/src/world/array/table.js")} */
const { Table } = require("../simulator/src/world/array/table");

for (const folder of ["provider", "simulator/src"]) console.log(`${count(folder)} files in ${folder}`);
const stage = await openPluginStage();
const toTable = framesOf(Table.prototype, "put", ([row]) => Object(row).source_resource_id === source.sourceResourceId);
const { id, inputs, outputs } = await stage.created({ ...source, waitFor: "None" });
toTable.restore();
stage.simulator.advance(60);
const toWire = framesOf(https, "request", ([url]) => String(url).endsWith("/pause"));
await stage.update(id, outputs, { ...inputs, paused: true });
toWire.restore();
await stage.close();
const wire = toWire.files("provider/");
const fromUpdate = wire.slice(0, wire.lastIndexOf("provider/plugin/calls/resource.ts") + 1);
show("from Update to POST /import_session/{id}/pause", [...fromUpdate, ...withoutFrame]);
show("in the simulator, from the socket to the session table", toTable.files("simulator/"));
process.exit(0);

/**
 * Listens to a method until the first call that is meant.
 * @param {object} owner
 * @param {string} name
 * @param {(args: readonly unknown[]) => boolean} isMeant
 */
function framesOf(owner, name, isMeant) {
  const original = Reflect.get(owner, name);
  let stack = "";
  /** @this {unknown} @param {unknown[]} args */
  function listen(...args) {
    if (stack === "" && isMeant(args)) stack = new Error().stack ?? "";
    return Reflect.apply(original, this, args);
  }
  Reflect.set(owner, name, listen);
  return {
    restore: () => void Reflect.set(owner, name, original),
    /** @param {string} folder */
    files: (folder) => {
      if (stack === "") throw new Error(`${name} was not called`);
      const paths = [...stack.matchAll(/\(?([^\s()]+\.ts):\d+:\d+\)?/g)].map(([, path = ""]) => path);
      return paths.map((path) => relative(root, path).split(sep).join("/")).filter((file) => file.startsWith(folder));
    },
  };
}

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
  const crossed = [...new Set(files)];
  console.log(`\n${crossed.length} files ${way}:\n${crossed.map((file) => `  ${file}`).join("\n")}`);
}
