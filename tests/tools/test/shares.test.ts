import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { load } from "../load";

type Shares = {
  longFiles: Readonly<Record<string, number>>;
  endToEndFiles(): string[];
  sharesOf(files: readonly string[], count: number, seconds?: Readonly<Record<string, number>>): string[][];
};

describe("the shares of the end-to-end tests", () => {
  it("have each file once", async () => {
    const { endToEndFiles, sharesOf } = await load<Shares>("test/shares.mjs");
    const files = endToEndFiles();
    assert.ok(files.includes("tests/e2e/oneVolume.test.ts"));
    for (const count of [1, 3, 1000]) assert.deepEqual(sharesOf(files, count).flat().sort(), files, `${count}`);
  });

  it("end at about the same time, the fullest first", async () => {
    const { sharesOf } = await load<Shares>("test/shares.mjs");
    const seconds = { a: 50, b: 40, c: 30, d: 20, e: 10 };
    assert.deepEqual(sharesOf(["a", "b", "c", "d", "e"], 2, seconds), [
      ["a", "d", "e"],
      ["b", "c"],
    ]);
    assert.deepEqual(sharesOf(["a", "unknown", "other"], 2, seconds), [["a"], ["other", "unknown"]]);
  });

  it("know no file that is gone", async () => {
    const { longFiles } = await load<Shares>("test/shares.mjs");
    for (const file of Object.keys(longFiles)) assert.ok(existsSync(join(__dirname, "../../..", file)), file);
  });
});
