import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const script = join(__dirname, "../../../tools/bootstrap.mjs");

describe("the bootstrap", () => {
  it("tells an old Node in one sentence which one is needed", () => {
    const disguise = 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.18.3" } })';
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      ["--import", `data:text/javascript,${encodeURIComponent(disguise)}`, script, "check"],
      { encoding: "utf8" },
    );
    assert.equal(status, 1);
    assert.equal(stderr, "error: this needs Node 20.19 or newer, and you are running 20.18.3.\n");
    assert.equal(stdout, "");
  });

  it("lists its steps when asked for one that is not there", () => {
    const { status, stderr } = spawnSync(process.execPath, [script, "tset"], { encoding: "utf8" });
    assert.equal(status, 2);
    assert.match(stderr, /usage: .*check\|.*test/);
  });
});
