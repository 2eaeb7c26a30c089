import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

/** The files that a new process has loaded when `program` has run, the compiler left out. */
function filesLoadedBy(program: string): readonly string[] {
  const report = "process.stdout.write(Object.keys(require.cache).join('\\n'))";
  const args = ["-r", "ts-node/register/transpile-only", "-e", `${program};${report}`];
  return execFileSync(process.execPath, args, { cwd: root, encoding: "utf8" }).split("\n");
}

const isOf = (file: string, name: string) => file.includes(`/node_modules/${name}/`);

describe("What is loaded", function () {
  this.timeout(60_000); // new processes, beside all else that npm test runs

  it("by a program that imports the package: its own few files beside Pulumi's", () => {
    const loaded = filesLoadedBy("require('./sdk')");
    assert.deepEqual(
      loaded.filter((file) => isOf(file, "zod")),
      [],
    );
    const own = loaded.filter((file) => file.startsWith(root) && !file.includes("/node_modules/"));
    assert.deepEqual(
      own.map((file) => file.slice(root.length + 1)).filter((file) => !file.startsWith("sdk/")),
      [],
    );
  });

  it("by the plugin before its first call: a gRPC server, for the engine waits for the port", () => {
    const loaded = filesLoadedBy("require('./provider/plugin/process/main')");
    assert.ok(loaded.some((file) => isOf(file, "@grpc/grpc-js")));
    assert.deepEqual(
      loaded.filter((file) => isOf(file, "zod")),
      [],
    );
  });

  it("by the dynamic host, as packed: one file, for four hundred take three times as long to load", async () => {
    const folder = mkdtempSync(join(tmpdir(), "powerstore-import-weight-"));
    try {
      const { bundleDynamic, dynamicFile } = await import("../../tools/package/bundle.mjs");
      const file = join(folder, "index.cjs");
      await bundleDynamic(file);
      const loaded = filesLoadedBy(`process.exitCode = require(${JSON.stringify(file)}).provider ? 0 : 1`);
      assert.deepEqual(
        loaded.filter((other) => other.startsWith(root) && !other.includes("/node_modules/")),
        [],
      );
      assert.ok(loaded.includes(file));
      assert.equal(resolve(root, require("../../package.json").exports["./dynamic"].default), dynamicFile);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("by the dynamic host before its first request: of other people's packages zod alone, for Pulumi's process holds other providers, too", () => {
    const before = new Set(filesLoadedBy("require('@pulumi/pulumi'); require('@grpc/grpc-js')"));
    const loaded = filesLoadedBy(
      "require('@pulumi/pulumi'); require('@grpc/grpc-js'); require('./provider/dynamic'); require('./provider/powerstore/http/transport')",
    );
    const packages = loaded.filter((file) => !before.has(file) && file.includes("/node_modules/"));
    assert.ok(packages.length > 0);
    assert.deepEqual(
      packages.filter((file) => !isOf(file, "zod")),
      [],
    );
  });
});
