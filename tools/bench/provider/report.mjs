import { toGoals } from "./goals.mjs";
import { toRows } from "./rows.mjs";
import { goalTable, rowTable, simulatorTable, waitingLine, weightTable } from "./tables.mjs";
import { describeVerdicts } from "./verdicts.mjs";

/** @typedef {import("./results.mjs").Results & { goals: import("./verdicts.mjs").Goal[], rows: import("./rows.mjs").Row[] }} Report */

/**
 * @param {import("./results.mjs").Results} results
 * @returns {Report}
 */
export function toReport(results) {
  const rows = toRows(results.series);
  return { ...results, goals: toGoals(rows, results.weight), rows };
}

/**
 * The tables, for a terminal and for a page.
 * @param {Report} report
 */
export function toText(report) {
  const { machine, engine, date, minutes, incomplete, goals, rows, weight, waiting, simulator } = report;
  const end = incomplete ? ` Not complete: ${incomplete}.` : "";
  const about = `Measured on ${date} in ${minutes} minutes: ${machine}, Pulumi ${engine}.${end}`;
  return [
    about,
    describeVerdicts(goals),
    goalTable(goals),
    ...(rows.length > 0 ? [rowTable(rows)] : []),
    ...(weight ? [weightTable(weight)] : []),
    ...(waiting ? [waitingLine(waiting.count, waiting.run)] : []),
    ...(simulator ? [simulatorTable(simulator)] : []),
  ].join("\n\n");
}
