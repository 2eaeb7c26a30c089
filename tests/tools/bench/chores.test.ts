import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "../load";

type Goal = { readonly figure: string; readonly measured: string; readonly isMet: boolean };
type Measured = {
  readonly install?: { seconds: number; packages: number; megabytes: number };
  readonly check?: number;
  readonly demo?: number;
};

describe("the bench of chores", () => {
  const goalsOf = async (measured: Measured) =>
    (await load<{ choreGoals(measured: Measured): Goal[] }>("bench/chores/goals.mjs")).choreGoals(measured);
  const verdicts = (goals: readonly Goal[]) => goals.map(({ isMet }) => isMet);

  it("holds each to its goal", async () => {
    const met = { install: { seconds: 13, packages: 185, megabytes: 244 }, check: 35, demo: 15 };
    assert.deepEqual(verdicts(await goalsOf(met)), [true, true, true, true]);
    const missed = { install: { seconds: 13.1, packages: 186, megabytes: 244 }, check: 35.1, demo: 15.1 };
    assert.deepEqual(verdicts(await goalsOf(missed)), [false, false, false, false]);
  });

  it("says nothing of what was not wanted, nor of the tests, which it does not run", async () => {
    assert.deepEqual(
      (await goalsOf({ check: 30.04 })).map(({ figure, measured }) => [figure, measured]),
      [["npm run check, seconds", "30"]],
    );
    assert.deepEqual(await goalsOf({}), []);
  });

  it("does all of them, or those that are named", async () => {
    const { choresIn } = await load<{ choresIn(args: readonly string[]): string[] }>("bench/chores.mjs");
    assert.deepEqual(choresIn([]), ["install", "check", "demo"]);
    assert.deepEqual(choresIn(["--only", "demo,install"]), ["install", "demo"]);
    for (const args of [["--only", "test"], ["--fast"], ["demo"]]) {
      assert.throws(() => choresIn(args), /bench chores takes --only install,check,demo/);
    }
  });

  it("counts what npm installed from elsewhere, wherever it lies", async () => {
    const { countPackages } = await load<{ countPackages(installed: object): number }>("bench/chores/measure.mjs");
    const installed = {
      policy: {},
      "node_modules/a": {},
      "node_modules/a/node_modules/b": {},
      "node_modules/pulumi-powerstore-import-policy": { link: true },
    };
    assert.equal(countPackages(installed), 2);
  });

  it("counts the bytes of a folder as the disk holds them, and follows no link out of it", async () => {
    const { bytesOf } = await load<{ bytesOf(path: string): number }>("bench/chores/measure.mjs");
    const folder = mkdtempSync(join(tmpdir(), "powerstore-import-chores-"));
    try {
      mkdirSync(join(folder, "within"));
      writeFileSync(join(folder, "within", "file"), "x".repeat(10_000));
      symlinkSync(__filename, join(folder, "link"));
      const blocks = [folder, join(folder, "within"), join(folder, "within", "file")].map(
        (path) => statSync(path).blocks,
      );
      const own = blocks.reduce((sum, count) => sum + count * 512, 0);
      assert.ok(bytesOf(folder) >= own);
      assert.ok(bytesOf(folder) < own + statSync(__filename).blocks * 512 + 1);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
