import assert from "node:assert/strict";
import { load } from "./load";

const lint = { name: "lint", milliseconds: 1200, passed: true };
const tests = { name: "tests", milliseconds: 20_000, passed: true, totals: { passed: 40, failed: 0, skipped: 0 } };
const endToEnd = {
  name: "end to end",
  milliseconds: 90_000,
  passed: true,
  totals: { passed: 2, failed: 0, skipped: 1 },
};
const broken = { passed: false, totals: { passed: 39, failed: 1, skipped: 0 } };

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
});
