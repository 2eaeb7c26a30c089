import { printable } from "../text/printable";
import type { Column } from "../text/table";

/** What would begin something else in a cell of a table of Markdown. */
const plain = (text: string) =>
  printable(text)
    .replace(/[\\|`*_[\]~]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;");

const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

/** The same columns as a table of the terminal has. */
export function markdownTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const textOf = (column: Column<Row>, row: Row) => {
    const cell = column.cell(row);
    return plain(typeof cell === "string" ? cell : cell.text);
  };
  const head = line(columns.map(({ title }) => title.toLowerCase()));
  const rule = line(columns.map(({ align }) => (align === "right" ? "---:" : "---")));
  return `${[head, rule, ...rows.map((row) => line(columns.map((column) => textOf(column, row))))].join("\n")}\n`;
}
