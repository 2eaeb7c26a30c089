import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

type Totals = { readonly failedTests: readonly { readonly name: string; readonly why: string }[] };

const root = join(__dirname, "../../..");

describe("mocha's totals", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-totals-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const totalsOf = (spec: string): unknown => {
    writeFileSync(join(folder, "spec.cjs"), spec);
    const args = ["--no-config", "--reporter", join(root, "tools/mocha/totalsReporter.cjs")];
    const totals = join(folder, "totals.json");
    const options = ["--reporter-option", `base=dot,totals=${totals}`, join(folder, "spec.cjs")];
    spawnSync(process.execPath, [join(root, "node_modules/mocha/bin/mocha.js"), ...args, ...options], { cwd: folder });
    return JSON.parse(readFileSync(totals, "utf8"));
  };

  it("count what passed, failed and was skipped, as a whole and of each file", () => {
    const spec = `
      it("passes", () => {});
      it("fails", () => { throw new Error("no"); });
      it("is skipped by itself", function () { this.skip(); });
      describe("without its hook", () => {
        before(function () { this.skip(); });
        it("is skipped", () => {});
        it("is skipped, too", () => {});
      });`;
    const counts = { passed: 1, failed: 1, skipped: 3 };
    assert.deepEqual(totalsOf(spec), {
      ...counts,
      files: { "spec.cjs": counts },
      failedTests: [{ name: "spec.cjs: fails", why: "no" }],
    });
  });

  it("say of what a test failed: how a long error begins, and how it ends", () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index + 1}`);
    const [failed] = (
      totalsOf(`it("fails", () => { throw new Error(${JSON.stringify(lines.join("\n"))}); });`) as Totals
    ).failedTests;
    assert.deepEqual(failed?.why.split("\n"), [...lines.slice(0, 8), "(68 more lines)", ...lines.slice(-24)]);
  });

  it("count a hook that fails for the file that has it", () => {
    const spec = 'describe("x", () => { before(() => { throw new Error("no"); }); it("never runs", () => {}); });';
    const counts = { passed: 0, failed: 1, skipped: 0 };
    const failedTests = [{ name: 'spec.cjs: x "before all" hook for "never runs"', why: "no" }];
    assert.deepEqual(totalsOf(spec), { ...counts, files: { "spec.cjs": counts }, failedTests });
  });
});
