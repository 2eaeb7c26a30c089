import { goalTable, toTable, withSpread } from "../provider/tables.mjs";
import { describeVerdicts } from "../provider/verdicts.mjs";
import { toGoals } from "./goals.mjs";
import { toRows } from "./rows.mjs";

/** @typedef {import("./results.mjs").Results & { goals: import("../provider/verdicts.mjs").Goal[], rows: import("./rows.mjs").Row[] }} Report */

/**
 * @param {import("./results.mjs").Results} results
 * @returns {Report}
 */
export function toReport(results) {
  const rows = toRows(results.series);
  return { ...results, goals: toGoals(rows), rows };
}

/** What the contestants are called in the table. */
const names = {
  wave: "ImportWave",
  map: "one no-op map",
  separate: "separate no-ops",
  sessions: "ImportSessions",
};

/**
 * The tables, for a terminal and for a page.
 * @param {Report} report
 */
export function toText({ machine, engine, language, latency, date, minutes, leftOut, goals, rows }) {
  const program = language === "yaml" ? "a YAML program" : "a JavaScript program";
  const about = `Measured on ${date} in ${minutes} minutes: ${machine}, Pulumi ${engine}, ${program}, ${latency} ms of latency.`;
  const without = leftOut.length > 0 ? ` Left out: ${leftOut.join("; ")}.` : "";
  const tables = [...(goals.length > 0 ? [goalTable(goals)] : []), rowTable(rows)];
  return [about + without, describeVerdicts(goals), ...tables].join("\n\n");
}

/** @param {readonly import("./rows.mjs").Row[]} rows */
function rowTable(rows) {
  const head = ["what", "N", "scenario", "rounds", "seconds (spread)", "against map", "separate", "ImportSessions"];
  const counts = ["requests", "of these reads", "CPU s", "MB", "state bytes"];
  const lines = rows.map((row) => [
    ...[names[row.contestant], row.count, row.scenario, row.rounds, withSpread(row.seconds)],
    ...[row.against.map, row.against.separate, row.against.sessions].map((one) =>
      one?.ratio ? one.ratio.median.toFixed(3) : "",
    ),
    ...(isNoop(row) ? ["", ""] : [row.requests, row.reads]),
    row.cpuSeconds?.toFixed(2) ?? "",
    row.memoryBytes === undefined ? "" : (row.memoryBytes / 1e6).toFixed(0),
    row.stateBytes ?? "",
  ]);
  return toTable([[...head, ...counts], ...lines]);
}

/** @param {import("./rows.mjs").Row} row */
const isNoop = ({ contestant }) => contestant === "map" || contestant === "separate";
