/** The simulator's README, for tests that do what it says. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const readme = readFileSync(join(__dirname, "..", "..", "..", "simulator", "README.md"), "utf8");

/** The text below a heading, up to the next heading that is not deeper. */
export function sectionOf(heading: string): string {
  const lines = readme.split("\n");
  const start = lines.indexOf(heading);
  assert.ok(start >= 0, `the README has ${heading}`);
  const depth = heading.indexOf(" ");
  const isEnd = (line: string) => /^#+ [A-Z]/.test(line) && line.indexOf(" ") <= depth;
  const length = lines.slice(start + 1).findIndex(isEnd);
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join("\n");
}

/** The rows of the tables in a text, cell by cell, headings left out. */
export function tableRows(text: string): readonly string[][] {
  const lines = text.split("\n");
  const isHeading = (index: number) => /^\|[-|]+\|$/.test(lines[index + 1] ?? "");
  const rows = lines.filter((line, index) => /^\| /.test(line) && !isHeading(index));
  return rows.map((line) =>
    line
      .slice(1, -1)
      .split(" | ")
      .map((cell) => cell.replace(/\|$/, "").trim()),
  );
}

/** What is between backquotes. */
export function codeIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
}

/** The only block of code in this language below a heading. */
export function codeBlock(heading: string, language: string): string {
  const blocks = [...sectionOf(heading).matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter(([, found]) => found === language);
  assert.equal(blocks.length, 1, `${heading} has one block of ${language}`);
  return blocks[0]?.[2] ?? "";
}
