// `npm run mutants [-- provider/lifecycle/importSession/decide/decideGone.ts ...] [--tests tests/provider/lifecycle] [--every 4]`: wrong versions of
// the lifecycle's sources, or of the files and folders named, and which of them its tests do not notice. Of so many one is tried. Not part of `npm test`.
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { judgeAll } from "./mutation/judge.mjs";
import { mutate } from "./mutation/mutants.mjs";
import { copyTree, writeScript } from "./mutation/tree.mjs";
import { root } from "./root.mjs";

/** Mutants between two lines that say how far it is. */
const PROGRESS = 20;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    every: { type: "string", default: "1" },
    tests: {
      type: "string",
      multiple: true,
      default: ["lifecycle", "plugin", "dynamic"].map((name) => `tests/provider/${name}`),
    },
  },
});
const sources = listed(positionals.length > 0 ? positionals : ["provider/lifecycle"]);
if (sources.length === 0) {
  console.error(`error: no sources in ${positionals.join(", ")}`);
  process.exit(2);
}
const every = Number(values.every);
if (!Number.isInteger(every) || every < 1) {
  console.error(`error: --every must be a whole number from 1, not ${values.every}`);
  process.exit(2);
}
const testFiles = listed(values.tests).filter((file) => file.endsWith(".test.ts"));

const folder = copyTree();
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

/** @type {import("./mutation/judge.mjs").PlacedMutant[]} */
const mutants = [];
for (const file of sources) {
  const mutated = mutate(readFileSync(join(root, file), "utf8"), mutants.length);
  writeScript(folder, file, mutated.text);
  mutants.push(...mutated.mutants.map((mutant) => ({ ...mutant, file })));
}
const tried = mutants.filter((_, number) => number % every === every - 1);
console.log(
  `${tried.length} of ${mutants.length} mutants of ${sources.length} files, against ${testFiles.length} files of tests`,
);

/** @type {Map<string, { noticed: number, all: number }>} */
const scores = new Map(sources.map((file) => [file, { noticed: 0, all: 0 }]));
let judged = 0;
// Loaded first, as in every run of these tests.
const loaded = ["tests/quickTrust.ts", ...testFiles];
const stage = { folder, files: loaded.map((file) => join(folder, file.replace(/\.ts$/, ".js"))) };
await judgeAll(stage, tried, ({ file, line, from, to }, verdict) => {
  const score = scores.get(file) ?? { noticed: 0, all: 0 };
  score.all += 1;
  if (verdict === "noticed") score.noticed += 1;
  else console.log(`${verdict} ${file}:${line}\n    ${short(from)}\n    ${short(to)}`);
  judged += 1;
  if (judged % PROGRESS === 0) console.log(`${judged} of ${tried.length} tried, ${Math.round(process.uptime())} s`);
});

console.log("");
for (const [file, score] of scores) if (score.all > 0) console.log(`${percent(score)} ${file}`);
const total = [...scores.values()].reduce((sum, { noticed, all }) => ({
  noticed: sum.noticed + noticed,
  all: sum.all + all,
}));
console.log(`${percent(total)} noticed, ${total.noticed} of ${total.all}`);
process.exit(0);

/** @param {readonly string[]} paths @returns {readonly string[]} the TypeScript files below them that git knows or would add */
function listed(paths) {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "--", ...paths];
  const files = execFileSync("git", args, { cwd: root, encoding: "utf8" }).split("\n");
  return files.filter((file) => /(?<!\.d)\.ts$/.test(file)).sort();
}

/** @param {string} text */
function short(text) {
  const line = text.replace(/\s+/g, " ");
  return line.length > 150 ? `${line.slice(0, 147)}...` : line;
}

/** @param {{ readonly noticed: number, readonly all: number }} score */
function percent({ noticed, all }) {
  return `${((100 * noticed) / Math.max(1, all)).toFixed(1).padStart(5)} %`;
}
