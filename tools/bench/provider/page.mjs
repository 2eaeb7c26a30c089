import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../root.mjs";
import { drawChart } from "./chart.mjs";
import { toText } from "./report.mjs";

const page = join(root, "docs", "performance.md");
const BEGIN = "<!-- written by npm run bench -- --save -->";
const END = "<!-- end of what is written -->";

/**
 * Puts the tables into docs/performance.md, in the place of the former ones, and draws docs/performance.svg.
 * @param {import("./report.mjs").Report} report
 */
export function savePage(report) {
  writeFileSync(page, withTables(readFileSync(page, "utf8"), toText(report)));
  const chart = drawChart(report.rows, `${report.machine}, Pulumi ${report.engine}, ${report.date}`);
  if (chart) writeFileSync(join(root, "docs", "performance.svg"), chart);
}

/**
 * @param {string} text of the page
 * @param {string} tables
 */
export function withTables(text, tables) {
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`docs/performance.md has lost its line ${BEGIN}`);
  return `${before}${BEGIN}\n\n${tables}\n\n${END}${after}`;
}
