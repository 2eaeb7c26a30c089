/** Markdown as GitHub and GitLab show it. */

import type { Column } from "../text/table";
import { textOf } from "../text/table";

/** A text of somebody else in a line: it is shown as it is, mentions nobody, and is no link. */
export function markdownText(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]()#+!|~$&<>@]/g, (sign) => (/[&<>@]/.test(sign) ? entityOf(sign) : `\\${sign}`))
    .replace(/:(?=\/\/)/g, entityOf(":"))
    .replace(/\bwww\./gi, (start) => start.replace(".", entityOf(".")));
}

const entityOf = (sign: string) => `&#${sign.codePointAt(0)};`;

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
