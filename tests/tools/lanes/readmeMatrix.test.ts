import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "../load";

type Lane = { name: string; engine: string; sdk: string; node: string; python: string };
type Totals = { passed: number; failed: number; skipped: number };
type Result = Omit<Lane, "name"> & { date?: string; commit?: string; files: Record<string, Totals> };
type Results = Partial<Record<string, Result>>;
type Part = { passed: boolean; detail: string };
type ReadmeMatrix = {
  finishMatrix(results: Results, options: { isCi: boolean; file: string }): Part;
  writeMatrix(resultOf: (name: string) => Result | undefined, file: string): void;
};
type Matrix = { rows: readonly { files?: string[] }[]; marks: { begin: string; end: string } };

describe("The end of npm test", () => {
  let folder: string;
  let file: string;
  let readme: ReadmeMatrix;
  let matrix: Matrix;
  let whole: Record<string, Result>;

  before(async () => {
    readme = await load<ReadmeMatrix>("lanes/readmeMatrix.mjs");
    matrix = await load<Matrix>("lanes/matrix.mjs");
    const { lanes } = await load<{ lanes: Record<string, Lane> }>("lanes/lanes.mjs");
    const names = matrix.rows.flatMap(({ files = [] }) => files);
    const passed = { passed: 3, failed: 0, skipped: 0 };
    const files = Object.fromEntries(names.map((name) => [`tests/e2e/${name}.test.ts`, passed]));
    const of = { date: "2026-11-28", commit: "0123456789ab", files };
    whole = Object.fromEntries(Object.values(lanes).map((lane) => [lane.name, { ...lane, ...of }]));
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-matrix-"));
    file = join(folder, "README.md");
    writeFileSync(file, `# Title\n${matrix.marks.begin}\n| by hand |\n${matrix.marks.end}\n`);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const text = () => readFileSync(file, "utf8");
  const finish = (results: Results, isCi = false) => readme.finishMatrix(results, { isCi, file });
  /** The results with something else in that of the newest set. */
  const changed = (change: Partial<Result>): Results => ({
    ...whole,
    newest: { ...(whole.newest as Result), ...change },
  });

  it("writes the matrix, with date, commit and Node of each run under it", () => {
    assert.deepEqual(finish(whole).detail, "written");
    assert.match(text(), /^# Title\n<!-- matrix.*-->\n\| {2}\| oldest set \| newest set \|\n/);
    const { node } = whole.newest as Result;
    assert.ok(
      text().includes(
        `The newest set ran on 2026-11-28 at commit 0123456789ab, with Node ${node}.\n${matrix.marks.end}`,
      ),
    );
  });

  it("in CI fails for a matrix that somebody has typed, and writes nothing", () => {
    const before = text();
    const { passed, detail } = finish(whole, true);
    assert.equal(passed, false);
    assert.match(detail, /^not what this run came to/);
    assert.equal(text(), before);
  });

  it("in CI fails not for the date, commit or Node of the run that wrote it", () => {
    finish(changed({ date: "2026-01-01", commit: "ba9876543210 with changes", node: `${whole.newest?.node}9` }));
    const before = text();
    assert.deepEqual(finish(whole, true), { ...finish(whole, true), passed: true, detail: "what this run came to" });
    assert.equal(text(), before);
  });

  const left: readonly [string, () => Results, RegExp][] = [
    ["one of the sets did not run whole", () => ({ oldest: whole.oldest }), /no whole run of the newest set/],
    ["an engine is another", () => changed({ engine: "3.249.0" }), /no whole run of the newest set as it is now/],
    ["the SDK is another", () => changed({ sdk: "3.249.0" }), /newest set as it is now/],
    ["Node is of another major version", () => changed({ node: "21.0.0" }), /newest set as it is now/],
    ["Pulumi for Python is another", () => changed({ python: "3.1.0" }), /newest set as it is now/],
    ["the run does not say when it was", () => changed({ date: undefined }), /newest set as it is now/],
    ["tests of a row were skipped", () => changed({ files: {} }), /newest: the tests of ".*" did not all pass/],
  ];
  for (const [name, results, reason] of left) {
    it(`leaves the matrix as it is, and says why, where ${name}; npm run matrix refuses it`, () => {
      const before = text();
      for (const isCi of [false, true]) {
        const { passed, detail } = finish(results(), isCi);
        assert.ok(passed, "what could not be run is judged by others");
        assert.match(detail, /^left as it is: /);
        assert.match(detail, reason);
      }
      assert.throws(() => readme.writeMatrix((lane) => results()[lane], file), reason);
      assert.equal(text(), before);
    });
  }
});

describe("What is kept of a run", () => {
  type Origin = { date: string; commit: string };
  it("has the day on which it began, and the commit, with a word on changes", async () => {
    const { originOfRun } = await load<{ originOfRun(now: Date): Origin }>("lanes/results.mjs");
    const { date, commit } = originOfRun(new Date("2026-11-29T23:59:00Z"));
    assert.equal(date, "2026-11-29");
    assert.match(commit, /^([0-9a-f]{12,}( with changes)?|none)$/);
  });
});
