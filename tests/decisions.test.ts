import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(__dirname, "../docs/decisions");
const index = readFileSync(join(folder, "README.md"), "utf8");
const pages = readdirSync(folder)
  .filter((file) => file !== "README.md")
  .sort();
const numbers = pages.map((file) => Number(file.slice(0, 3)));

describe("The index of the decisions", () => {
  it("names every page, in the order of their numbers", () => {
    const rows = [...index.matchAll(/^\| \[(\d{3})\]\((.*?)\)/gm)];
    assert.deepEqual(
      rows.map(([, , file]) => file),
      pages,
    );
    for (const [, number = "", file = ""] of rows) assert.ok(file.startsWith(`${number}-`), file);
  });

  it("says which numbers were never given", () => {
    const all = Array.from({ length: Math.max(...numbers) }, (_, before) => before + 1);
    const missing = all.filter((number) => !numbers.includes(number));
    const named = [...index.matchAll(/The number (\d{3}) was never given/g)].map(([, number]) => Number(number));
    assert.deepEqual(named, missing);
    assert.equal(new Set(numbers).size, numbers.length, "no number twice");
  });
});
