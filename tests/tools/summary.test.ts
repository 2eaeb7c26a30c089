import assert from "node:assert/strict";
import { load } from "./load";

const lint = { name: "lint", milliseconds: 1200, passed: true };
const tests = {
  name: "tests",
  milliseconds: 20_000,
  passed: true,
  totals: { passed: 40, failed: 0, skipped: 0, failedTests: [] },
};
const endToEnd = {
  name: "end to end",
  milliseconds: 90_000,
  passed: true,
  totals: { passed: 2, failed: 0, skipped: 1, failedTests: [] },
};
const failedTests = [{ name: "tests/a.test.ts: A copy is kept", why: "it is gone\n\n  of all" }];
const broken = { passed: false, totals: { passed: 39, failed: 1, skipped: 0, failedTests } };

describe("the closing summary", () => {
  const cases = [
    { name: "adds up all runs", parts: [lint, tests], last: "40 passed, 0 failed" },
    { name: "names skipped tests", parts: [lint, tests, endToEnd], last: "42 passed, 0 failed, 1 skipped" },
    {
      name: "names what failed",
      parts: [lint, { ...tests, ...broken }],
      last: "39 passed, 1 failed; not passed: tests",
    },
    {
      name: "never looks like a success when only a part without tests failed",
      parts: [{ ...lint, passed: false }, tests],
      last: "40 passed, 0 failed; not passed: lint",
    },
    {
      name: "never looks like a success when mocha did not come to its end",
      parts: [lint, { name: "tests", milliseconds: 1, passed: false, detail: "mocha did not come to its end" }],
      last: "0 passed, 0 failed; not passed: tests",
    },
  ];
  for (const { name, parts, last } of cases) {
    it(name, async () => {
      const { describeParts } = await load<{ describeParts(parts: readonly object[]): string }>("summary.mjs");
      assert.equal(describeParts(parts).split("\n").at(-1), last);
    });
  }

  it("names each test that failed, and why, above its last line, also of one of several processes", async () => {
    const { describeParts, joinParts } = await load<{
      describeParts(parts: readonly object[]): string;
      joinParts(name: string, parts: readonly object[]): object;
    }>("summary.mjs");
    const withFiles = { ...tests, ...broken, totals: { ...broken.totals, files: {} } };
    for (const part of [withFiles, joinParts("tests", [lint, withFiles])])
      assert.deepEqual(describeParts([part, lint]).split("\n").slice(-6), [
        "",
        "  failed: tests/a.test.ts: A copy is kept",
        "    it is gone",
        "",
        "      of all",
        "39 passed, 1 failed; not passed: tests",
      ]);
  });

  describe("of what several processes did of one part", () => {
    type Part = { name: string; milliseconds: number; passed: boolean; detail?: string; totals?: object };
    const join = async (parts: readonly object[]) =>
      (await load<{ joinParts(name: string, parts: readonly object[]): Part }>("summary.mjs")).joinParts("all", parts);
    const [one, other] = [
      { ...tests, totals: { ...tests.totals, files: { a: { passed: 40, failed: 0, skipped: 0 } } } },
      { ...endToEnd, totals: { ...endToEnd.totals, files: { b: { passed: 2, failed: 0, skipped: 1 } } } },
    ];

    it("has the tests of all of them", async () => {
      assert.deepEqual(await join([one, other]), {
        name: "all",
        milliseconds: 110_000,
        passed: true,
        totals: {
          passed: 42,
          failed: 0,
          skipped: 1,
          files: { ...one.totals.files, ...other.totals.files },
          failedTests: [],
        },
      });
    });

    it("has failed, and says so beside the numbers, where one of them did not come to its end", async () => {
      const joined = await join([
        one,
        { name: "2 of 2", milliseconds: 1, passed: false, detail: "no end (exit code 1)" },
      ]);
      const { describeParts } = await load<{ describeParts(parts: readonly object[]): string }>("summary.mjs");
      const lines = describeParts([joined]).split("\n");
      assert.match(lines[1] ?? "", /FAILED {2}40 passed, 0 failed; no end \(exit code 1\)$/);
      assert.equal(lines.at(-1), "40 passed, 0 failed; not passed: all");
    });
  });
});
