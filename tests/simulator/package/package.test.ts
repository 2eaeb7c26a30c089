import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { skipLoudly } from "../../skipLoudly";
import { makeFolder, type Packed, pack, run } from "./packed";

/** What npm says when no registry can be reached. */
const outOfReach = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED/;

describe("the packed simulator", function () {
  this.timeout(180_000);
  const { path: folder, remove } = makeFolder();
  let packed: Packed;
  before(() => {
    packed = pack(folder);
  });
  after(remove);

  it("has what it needs to run and to be understood, and nothing else", () => {
    const tops = new Set(packed.files.map((file) => file.split("/")[0]));
    assert.deepEqual([...tops].sort(), [
      "LICENSE",
      "README.md",
      "dist",
      "package.json",
      "page",
      "powerstore-import-simulator.js",
      "spec",
    ]);
    for (const file of ["dist/cli.js", "dist/index.js", "dist/index.d.ts", "spec/powerstore-4.1-import.facts.json"]) {
      assert.ok(packed.files.includes(file), file);
    }
    assert.deepEqual(
      packed.files.filter((file) => /\.tsbuildinfo$|\.test\./.test(file)),
      [],
    );
  });

  it("installs alone into an empty folder, with no part of the provider, and runs", async function () {
    const empty = join(folder, "empty");
    mkdirSync(empty);
    const args = ["install", "--prefer-offline", "--no-audit", "--no-fund", "--fetch-retries=0", packed.archive];
    const { status, stderr } = spawnSync("npm", args, { cwd: empty, encoding: "utf8" });
    if (status !== 0 && outOfReach.test(stderr)) {
      const reason = "npm reaches none, and its cache has not all that is needed";
      skipLoudly(this, "registry", reason, "POWERSTORE_IMPORT_REQUIRE_PROGRAMS");
    }
    assert.equal(status, 0, stderr);
    const modules = join(empty, "node_modules");
    const installed = readdirSync(modules);
    for (const stranger of ["pulumi-powerstore-import", "@pulumi", "zod", "typescript"]) {
      assert.ok(!installed.includes(stranger), `${stranger} came along`);
    }
    const command = join(modules, ".bin", "powerstore-import-simulator");
    assert.match(run(command, ["--version"], empty), /^\d+\.\d+\.\d+\n$/);
    const child = spawn(command, [], { cwd: empty, stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(child.stdout, "data");
    const { caFile } = JSON.parse(String(line));
    assert.ok(existsSync(caFile));
    child.kill("SIGTERM");
    assert.deepEqual(await once(child, "close"), [0, null]);
    assert.ok(!existsSync(caFile), "nothing is left of it");
  });
});
