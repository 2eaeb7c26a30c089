import { readFileSync } from "node:fs";
import { Failure } from "../process/interruption.mjs";
import { majorOf } from "./results.mjs";

/**
 * A row of the matrix: what is the same for a lane, or what its tests say.
 * @typedef {object} Row
 * @property {string} title
 * @property {(lane: import("./lanes.mjs").Lane) => string} [version]
 * @property {readonly string[]} [files] of tests that show it
 * @property {string} [done] what these do with it; default "run"
 * @property {string} [reason] why it is not run; beside `files` on the lane whose run leaves them out
 */

/** @type {readonly Row[]} */
export const rows = [
  { title: "Pulumi engine", version: ({ engine }) => engine },
  { title: "`@pulumi/pulumi`", version: ({ sdk }) => sdk },
  { title: "Node", version: ({ node }) => `${majorOf(node)}` },
  { title: "`pulumi` for Python", version: ({ python }) => python },
  { title: "language hosts for YAML, Java", version: ({ yaml, java }) => `${yaml}, ${java}` },
  { title: "TypeScript, dynamic resources", files: ["oneVolume", "moving", "replacing"] },
  { title: "TypeScript, plugin", files: ["pluginOneVolume", "pluginTypeScript"] },
  { title: "Python", files: ["pluginPython"] },
  { title: "Go", files: ["pluginGo"], done: "run by the Automation API; its language host is in no Go module" },
  { title: "YAML", files: ["pluginYaml"] },
  { title: "Java", files: ["pluginJava"] },
  {
    title: ".NET",
    files: ["pluginSdks"],
    done: "generated, **not compiled**: no .NET SDK here",
    reason: "**not compiled**, not generated again: the same generator",
  },
  {
    title: "Terraform, as the machine has it, with the provider from a mirror",
    files: ["terraformPackages", "terraformDocs"],
  },
  { title: "npm", files: ["template"] },
  {
    title: installers(),
    files: ["packageManagers"],
    done: "installed, both classes made",
    reason: "not installed again: the same package",
  },
  { title: "pnpm's layout, on the engine", files: ["pluginPackages"] },
  {
    title: "Bun as runtime",
    files: ["bun"],
    done: "run by the Automation API; the language host of `runtime: bun` is in no Go module",
  },
];

/** What stands around the matrix in the README. */
export const marks = {
  begin: "<!-- matrix: written by `npm test` from what it came to -->",
  end: "<!-- end of matrix -->",
};

/**
 * The matrix as a table in Markdown.
 * @param {readonly { lane: import("./lanes.mjs").Lane, result: import("./results.mjs").LaneResult }[]} runs
 */
export function describeMatrix(runs) {
  const lines = [
    ["", ...runs.map(({ lane }) => `${lane.name} set`)],
    runs.map(() => "---").concat("---"),
    ...rows.map((row) => [row.title, ...runs.map((run) => cell(row, run))]),
  ];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/**
 * @param {Row} row
 * @param {{ lane: import("./lanes.mjs").Lane, result: import("./results.mjs").LaneResult }} run
 */
function cell({ title, version, files = [], done = "run", reason = "" }, { lane, result }) {
  if (version !== undefined) {
    return version(lane);
  }
  const totals = files.map((name) => result.files[`tests/e2e/${name}.test.ts`]);
  if (totals.every((of) => of === undefined) && reason !== "") {
    return reason;
  }
  if (!totals.every((of) => of !== undefined && of.passed > 0 && of.failed === 0 && of.skipped === 0)) {
    throw new Failure(`${lane.name}: the tests of "${title}" did not all pass, or did not run`);
  }
  return done;
}

/**
 * When the runs were, of what, and on which Node.
 * @param {readonly { lane: import("./lanes.mjs").Lane, result: import("./results.mjs").LaneResult }[]} runs
 */
export const describeOrigins = (runs) =>
  runs
    .map(
      ({ lane, result: { date, commit, node } }) =>
        `The ${lane.name} set ran on ${date} at commit ${commit}, with Node ${node}.`,
    )
    .join(" ");

/**
 * The table in the README, without when that was.
 * @param {string} readme
 */
export function matrixIn(readme) {
  const [, text = ""] = readme.split(marks.begin);
  return text
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .join("\n");
}

/**
 * The README with a new matrix.
 * @param {string} readme
 * @param {string} matrix
 */
export function replaceMatrix(readme, matrix) {
  const [begin, end] = [readme.indexOf(marks.begin), readme.indexOf(marks.end)];
  if (begin < 0 || end < begin) {
    throw new Failure(`the README has no ${marks.begin} ... ${marks.end}`);
  }
  return `${readme.slice(0, begin)}${marks.begin}\n${matrix}\n${readme.slice(end)}`;
}

/** By the versions that the tests have of them. */
function installers() {
  const pinned = readFileSync(new URL("../packageManagers/package.json", import.meta.url), "utf8");
  const { dependencies, optionalDependencies } = JSON.parse(pinned);
  const yarns = [dependencies.yarn, dependencies["@yarnpkg/cli-dist"]].map(majorOf).join(" and ");
  const [pnpm, bun] = [optionalDependencies["@pnpm/exe.linux-x64"], optionalDependencies["@oven/bun-linux-x64"]];
  return `pnpm ${majorOf(pnpm)}, yarn ${yarns} (\`node_modules\` and Plug'n'Play), Bun ${majorOf(bun)} as installers`;
}
