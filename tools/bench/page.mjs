import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.mjs";

const page = join(root, "docs", "performance.md");
const END = "<!-- end of what is written -->";

/**
 * Puts the tables of a bench into docs/performance.md, in the place of its former ones.
 * @param {string} command that measured and saves them
 * @param {string} tables
 */
export function saveTables(command, tables) {
  writeFileSync(page, withTables(readFileSync(page, "utf8"), command, tables));
}

/**
 * @param {string} text of the page
 * @param {string} command
 * @param {string} tables
 */
export function withTables(text, command, tables) {
  const begin = `<!-- written by ${command} -->`;
  const [before, rest = ""] = text.split(begin);
  const end = rest.indexOf(END);
  if (before === undefined || end < 0) throw new Error(`docs/performance.md has lost its line ${begin}`);
  return `${before}${begin}\n\n${tables}\n\n${rest.slice(end)}`;
}
