// `npm run walk -- [--troubles calm|deaths|all] [--model name] [--processes 2]`: the provider's lifecycle through every state that a stack and its
// array get into, until no new one appears, or a rule is broken. Each model is a process of its own.
import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "./root.mjs";

/** @typedef {import("./walk/one.mjs").Line} Line */

const { values } = parseArgs({
  options: {
    troubles: { type: "string", default: "all" },
    model: { type: "string", default: "" },
    processes: { type: "string", default: String(availableParallelism()) },
  },
});
const processes = Number(values.processes);
if (!Number.isInteger(processes) || processes < 1) fail(`--processes must be a whole number, not ${values.processes}`);

/** @type {Line[]} */
const lines = [];
const names = (await list()).filter((name) => name.includes(values.model));
if (names.length === 0) fail(`no model is called ${values.model}`);
const start = Date.now();
console.log(`${names.length} models, ${values.troubles} troubles, ${processes} at a time; Ctrl-C ends`);
const waiting = [...names];
await Promise.all(Array.from({ length: processes }, work));
const sum = (/** @type {"states" | "transitions"} */ what) => lines.reduce((total, line) => total + line[what], 0);
console.log(
  `\n${sum("states").toLocaleString("en")} states, ${sum("transitions").toLocaleString("en")} transitions, ${Math.round((Date.now() - start) / 1000)} s`,
);
const broken = lines.filter(({ violations }) => violations.length > 0);
console.log(broken.length === 0 ? "no rule is broken" : `BROKEN in ${broken.map(({ name }) => name).join(", ")}`);
process.exitCode = broken.length === 0 ? 0 : 1;

async function work() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const line = await run(["--model", name]);
    lines.push(line);
    console.log(`${line.text}\n  ${line.ends}`);
    for (const violation of line.violations) console.log(`\nBROKEN in ${name}\n${violation}\n`);
  }
}

/** @returns {Promise<string[]>} */
async function list() {
  return (await run(["--list"])).names;
}

/**
 * @param {string[]} args
 * @returns {Promise<Line>}
 */
function run(args) {
  return new Promise((resolve, reject) => {
    const child = fork(join(root, "tools", "walk", "one.mjs"), [...args, "--troubles", values.troubles]);
    child.once("message", (line) => resolve(/** @type {Line} */ (line)));
    child.once("exit", (code, signal) =>
      reject(new Error(`the walk of ${args.join(" ")} ended with ${signal ?? code}`)),
    );
  });
}

/**
 * @param {string} what
 * @returns {never}
 */
function fail(what) {
  console.error(`error: ${what}`);
  process.exit(2);
}
