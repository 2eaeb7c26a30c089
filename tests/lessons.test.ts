import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "..");

describe("docs/lessons-covered.md", () => {
  const text = readFileSync(join(root, "docs/lessons-covered.md"), "utf8");
  const named = [...text.matchAll(/`(tests\/[^`]+)`: "([^"]+)"/g)];

  it("names a test for every lesson", () => {
    const rows = text.split("\n").filter((line) => /^\| (?!ref|---)/.test(line));
    assert.ok(rows.length >= 17);
    for (const row of rows) assert.match(row, /`tests\/[^`]+`: "/, row);
  });

  for (const [, file = "", title = ""] of named) {
    it(`names a test that exists: ${title}`, () => {
      assert.ok(readFileSync(join(root, file), "utf8").includes(title), `${file} has no "${title}"`);
    });
  }
});
