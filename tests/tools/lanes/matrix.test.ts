import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "../load";

type Lane = { name: string; engine: string; sdk: string; node: string; python: string };
type Totals = { passed: number; failed: number; skipped: number };
type Row = { title: string; version?: (lane: Lane) => string; files?: string[]; done?: string; reason?: string };
type Matrix = {
  rows: readonly Row[];
  marks: { begin: string; end: string };
  describeMatrix(runs: readonly { lane: Lane; result: { files: Record<string, Totals> } }[]): string;
  matrixIn(readme: string): string;
  replaceMatrix(readme: string, matrix: string): string;
};

const passed: Totals = { passed: 3, failed: 0, skipped: 0 };

describe("the matrix in the README", () => {
  let matrix: Matrix;
  let lanes: Record<string, Lane>;
  before(async () => {
    matrix = await load<Matrix>("lanes/matrix.mjs");
    ({ lanes } = await load<{ lanes: Record<string, Lane> }>("lanes/lanes.mjs"));
  });

  /** Every file that a row names, with the totals of all, of one, or none of it. */
  const runOn = (lane: Lane, changed: Record<string, Totals | undefined> = {}) => {
    const names = matrix.rows.flatMap(({ files = [] }) => files);
    const all = Object.fromEntries(names.map((name) => [`tests/e2e/${name}.test.ts`, passed]));
    return { lane, result: { files: JSON.parse(JSON.stringify({ ...all, ...changed })) } };
  };
  const oldest = () => lanes.oldest as Lane;

  it("names the versions of the lanes, and says of each row whether it was run or why not", () => {
    const lines = matrix.describeMatrix([runOn(oldest())]).split("\n");
    assert.equal(lines[2], `| Pulumi engine | ${oldest().engine} |`);
    assert.ok(lines.includes("| Node | 20 |"));
    assert.ok(lines.includes("| Python | run |"));
    assert.equal(lines.length, 2 + matrix.rows.length);
    for (const line of lines) assert.doesNotMatch(line, /\| +\|$/, "no cell is empty");
  });

  it("gives the reason where a lane leaves out what another runs", () => {
    const run = runOn(oldest(), { "tests/e2e/packageManagers.test.ts": undefined });
    assert.match(matrix.describeMatrix([run]), /\| not installed again: the same package \|/);
  });

  const refused: { name: string; totals: Totals | undefined }[] = [
    { name: "failed", totals: { ...passed, failed: 1 } },
    { name: "was skipped", totals: { passed: 0, failed: 0, skipped: 2 } },
    { name: "was skipped in part", totals: { passed: 1, failed: 0, skipped: 1 } },
    { name: "did not run", totals: undefined },
  ];
  for (const { name, totals } of refused) {
    it(`is not written from a run in which a language ${name}`, () => {
      const run = runOn(oldest(), { "tests/e2e/pluginPython.test.ts": totals });
      assert.throws(() => matrix.describeMatrix([run]), /oldest: the tests of "Python"/);
    });
  }

  it("takes the place of the one before, and touches nothing else", () => {
    const { begin, end } = matrix.marks;
    assert.equal(matrix.replaceMatrix(`a\n${begin}\nold\n${end}\nb`, "new"), `a\n${begin}\nnew\n${end}\nb`);
    assert.throws(() => matrix.replaceMatrix("a", "new"), /the README has no/);
  });

  // That what it says was run, was: npm test compares it in CI.
  it("has the lanes and rows as they are now: else npm test writes it", () => {
    const written = matrix.matrixIn(readFileSync(join(__dirname, "../../../README.md"), "utf8"));
    const others = { "tests/e2e/packageManagers.test.ts": undefined, "tests/e2e/pluginSdks.test.ts": undefined };
    const runs = Object.values(lanes).map((lane, index) => runOn(lane, index === 0 ? {} : others));
    assert.equal(written, matrix.describeMatrix(runs));
  });
});
