import { isBaseline } from "./rows.mjs";
import { figureOf } from "./statistics.mjs";
import { verdictOf } from "./verdicts.mjs";

/** Tables in Markdown: they are as readable on a terminal as on a page. */

/** @param {readonly import("./verdicts.mjs").Goal[]} goals */
export function goalTable(goals) {
  const head = ["figure", "measured (spread)", "baseline", "goal: at most", ""];
  const lines = goals.map((goal) => [
    ...[goal.figure, goal.measured, goal.baseline ?? "", goal.limit],
    verdictOf(goal),
  ]);
  return toTable([head, ...lines]);
}

/** @param {readonly import("./rows.mjs").Row[]} rows */
export function rowTable(rows) {
  const head = [
    "provider",
    "N",
    "latency",
    "scenario",
    "rounds",
    "seconds (spread)",
    "against no-op (spread)",
    "against the no-op plugin",
  ];
  const counts = ["requests", "of these reads", "Terraform's", "logins", "CPU s", "MB"];
  const lines = rows.map((row) => [
    ...[nameOf(row), row.count, `${row.latency} ms`, row.scenario, row.rounds],
    withSpread(row.seconds),
    row.ratio ? withSpread(row.ratio) : "",
    row.besidePlugin?.ratio ? withSpread(row.besidePlugin.ratio) : "",
    ...(isBaseline(row) ? ["", ""] : [row.requests, row.reads]),
    row.terraformRequests ?? "",
    isBaseline(row) ? "" : row.logins,
    row.cpuSeconds?.toFixed(2) ?? "",
    row.memoryBytes === undefined ? "" : (row.memoryBytes / 1e6).toFixed(0),
  ]);
  return toTable([[...head, ...counts], ...lines]);
}

/** @param {import("./rows.mjs").Row} row */
function nameOf({ surface, build, skipCheckpoints }) {
  const names = { noop: "no-op", noopPlugin: "no-op plugin", dynamic: "dynamic", plugin: "plugin" };
  const name = build === undefined ? names[surface] : `${surface} of ${build}`;
  return skipCheckpoints ? `${name}, no checkpoints` : name;
}

/** @param {import("../weight/weight.mjs").Weight} weight */
export function weightTable({ bare, plugin }) {
  const head = ["", "ms to the port line", "MB there", "ms to the first answer", "MB there"];
  const line = (/** @type {string} */ name, /** @type {typeof bare} */ values) => [
    name,
    numbers(
      values.map((one) => one.portMilliseconds),
      1,
    ),
    numbers(
      values.map((one) => one.portBytes),
      1e6,
    ),
    numbers(
      values.map((one) => one.callMilliseconds),
      1,
    ),
    numbers(
      values.map((one) => one.callBytes),
      1e6,
    ),
  ];
  return toTable([head, line("bare gRPC server", bare), line("plugin", plugin)]);
}

/**
 * @param {number} count
 * @param {import("./stage.mjs").Run} run
 */
export function waitingLine(count, { seconds, requests, reads }) {
  return `Waiting for ${count} copies with \`--parallel ${count}\`: ${seconds.toFixed(0)} s, ${requests} requests, of these ${reads} reads of sessions.`;
}

/** @param {readonly import("../simulator/report.mjs").Line[]} lines */
export function simulatorTable(lines) {
  const cells = lines.map(({ name, value, goal, isMet }) => [name, value, goal, isMet ? "met" : "**missed**"]);
  return toTable([["simulator", "measured", "goal", ""], ...cells]);
}

/**
 * @param {readonly (number | undefined)[]} values
 * @param {number} unit
 */
function numbers(values, unit) {
  const figure = figureOf(values);
  if (!figure) return "";
  const [middle, least, most] = [figure.median, figure.least, figure.most].map((value) => (value / unit).toFixed(0));
  return `${middle} (${least} to ${most})`;
}

/** @param {import("./statistics.mjs").Figure} figure */
export const withSpread = ({ median, least, most }) =>
  `${median.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})`;

/** @param {readonly (readonly (string | number)[])[]} lines the first is the head */
export function toTable(lines) {
  const texts = lines.map((cells) => cells.map(String));
  const widths = (texts[0] ?? []).map((_, column) =>
    Math.max(3, ...texts.map((cells) => (cells[column] ?? "").length)),
  );
  const draw = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...rest] = texts;
  return [draw(head), `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...rest.map(draw)].join("\n");
}
