import Papa from "papaparse";
import { withoutControls } from "../text/plain";

/**
 * What a spreadsheet would take for a formula, and run: also behind blanks, in the wide forms of East Asian keyboards, and in a text of several lines, which
 * Papa Parse's own pattern lets pass.
 */
const formula = /^\s*[=+\-@\t\r＝＋－＠]/;

const shown = (value: unknown) => (typeof value === "string" ? withoutControls(value) : value);

/** Rows under the names of their columns (RFC 4180). A text that a spreadsheet would run is defused by an apostrophe. */
export function csvText(columns: readonly string[], rows: readonly Readonly<Record<string, unknown>>[]): string {
  const data = rows.map((row) => columns.map((column) => shown(row[column] ?? "")));
  const text = Papa.unparse({ fields: [...columns], data }, { escapeFormulae: formula, newline: "\r\n" });
  // A header alone has its end already.
  return data.length === 0 ? text : `${text}\r\n`;
}
