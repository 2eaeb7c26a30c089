/** What git leaves out in a project that `pulumi new <this repository>` made: it has the repository's own .gitignore. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

describe("A project from this repository as a template", () => {
  let folder: string;
  before("make one, with a stack and what is installed and built", () => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-project-"));
    cpSync(join(__dirname, "../.gitignore"), join(folder, ".gitignore"));
    const files = [
      "Pulumi.yaml",
      "Pulumi.fresh.yaml",
      "examples/wave/Pulumi.mine.yaml",
      "dist/a.js",
      "node_modules/a.js",
    ];
    for (const file of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), "\n");
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("has its stack's configuration committed, and neither packages, nor what is built, nor a try of an example", () => {
    const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, encoding: "utf8" });
    git("init", "--quiet");
    git("add", "-A");
    assert.deepEqual(git("ls-files").trim().split("\n"), [".gitignore", "Pulumi.fresh.yaml", "Pulumi.yaml"]);
  });
});
