import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../root.mjs";
import { saveTables } from "../page.mjs";
import { drawChart } from "./chart.mjs";
import { toText } from "./report.mjs";

/**
 * Puts the tables into docs/performance.md, and draws docs/performance.svg.
 * @param {import("./report.mjs").Report} report
 */
export function savePage(report) {
  saveTables("npm run bench -- --save", toText(report));
  const chart = drawChart(report.rows, `${report.machine}, Pulumi ${report.engine}, ${report.date}`);
  if (chart) writeFileSync(join(root, "docs", "performance.svg"), chart);
}
