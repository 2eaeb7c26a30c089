/** Markdown as GitHub and GitLab show it. */

import { plain } from "../text/plain";
import type { Column } from "../text/table";
import { textOf } from "../text/table";

/** Every sign that some dialect gives a meaning to; a reference is a sign and no syntax (CommonMark, 2.5). */
const signs = /[!-+/:-@[-`{-~]/g;

/** Each of them as a reference: of no sign of somebody else's text does a forge make anything. */
export const referenced = (text: string): string => plain(text).replace(signs, (sign) => `&#${sign.charCodeAt(0)};`);

/** A text of somebody else in a line: it is shown as it is, and is no link. What would notify somebody is broken by a sign without width. */
export const markdownText = (text: string): string => referenced(text).replace(/&#(64|35);/g, "&#$1;&#8288;");

export type MarkdownColumn<Row> = { readonly title: string; readonly align?: "right"; text(row: Row): string };

/** A table; each text is escaped. */
export function markdownTable<Row>(columns: readonly MarkdownColumn<Row>[], rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const head = line(columns.map(({ title }) => title));
  const rule = line(columns.map(({ align }) => (align === "right" ? "--:" : "---")));
  const body = rows.map((row) => line(columns.map(({ text }) => markdownText(text(row)))));
  return `${[head, rule, ...body].join("\n")}\n`;
}

/** The columns of a table of the terminal. */
export function asMarkdown<Row>(columns: readonly Column<Row>[]): readonly MarkdownColumn<Row>[] {
  return columns.map(({ title, align, cell }) => ({
    title: title.toLowerCase(),
    ...(align === "right" && { align }),
    text: (row) => textOf(cell(row)),
  }));
}
