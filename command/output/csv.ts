import type Papa from "papaparse";

export type CsvColumn<Row> = { readonly title: string; cell(row: Row): string | number | boolean | undefined };

/** How what a spreadsheet takes for a formula begins, in wide characters, too. The library's own pattern lets a text of several lines through. */
const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** Comma-separated values (RFC 4180). A text that a spreadsheet would take for a formula begins with an apostrophe instead. */
export function csvText<Row>(rows: readonly Row[], columns: readonly CsvColumn<Row>[]): string {
  const { unparse } = require("papaparse") as typeof Papa;
  const data = rows.map((row) => columns.map(({ cell }) => cell(row) ?? ""));
  const fields = columns.map(({ title }) => title);
  return `${unparse({ fields, data }, { escapeFormulae: formula, newline: "\n" })}\n`;
}
