import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

/** A program whose dependency makes the resource: the SDK is that of the package in between, the folder is the program's. */
const program = (sdk: string) => `
const pulumi = require(${JSON.stringify(join(root, "node_modules/@pulumi/pulumi"))});
pulumi.runtime.setMocks({ newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call: () => ({}) });
const { ImportSession } = require(${JSON.stringify(join(root, sdk))});
try {
  new ImportSession("database", { remoteSystemId: "name:Unity-01", sourceResourceId: "unity-01-vol-01" });
  console.log("made");
} catch (error) {
  console.log(pulumi.RunError.isInstance(error), error.message);
}
`;

describe("The classes in a package between the program and this one", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-placement-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const run = (sdk: string) => {
    const { stdout, stderr } = spawnSync(process.execPath, ["-e", program(sdk)], { cwd: folder, encoding: "utf8" });
    assert.equal(stderr, "");
    return stdout;
  };

  it("say where the dynamic one is not found, and that the plugin's works there", () => {
    const said = run("dist/sdk/index.js");
    assert.match(
      said,
      /^true ImportSession "database": .*is not installed there.*use the class of pulumi-powerstore-import\/plugin/,
    );
    assert.ok(said.includes(folder), "names the program's folder");
  });

  it("are made where the program has the package as well", () => {
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(root, join(folder, "node_modules/pulumi-powerstore-import"));
    assert.equal(run("dist/sdk/index.js"), "made\n");
  });

  it("of the plugin are made wherever they are", () => {
    assert.equal(run("dist/sdk/plugin/index.js"), "made\n");
  });
});
