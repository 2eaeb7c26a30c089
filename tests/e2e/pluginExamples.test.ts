import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { version } from "../../provider/plugin/publication";
import { packageSchema } from "../../provider/plugin/schema/packageSchema";
import { findEngine } from "./engine";

const root = join(__dirname, "../..");
const run = promisify(execFile);

describe("The schema, and the Go example against it", () => {
  let folder: string;
  let schema: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-schema-"));
    schema = join(folder, "schema.json");
    writeFileSync(schema, JSON.stringify(packageSchema(version)));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("pass the engine's check of the schema without a word", async function () {
    const engine = await findEngine();
    if (!engine) return this.skip();
    const { stdout, stderr } = await run(engine.pulumi, ["schema", "check", schema], {
      env: { ...process.env, PULUMI_HOME: folder, PULUMI_SKIP_UPDATE_CHECK: "1" },
    });
    assert.equal(stdout + stderr, "");
  });

  it("compile in Go against the generated SDK", async function () {
    this.timeout(600_000);
    const { canGenerate, generateSdk } = await import("../../tools/package/generateSdk.mjs");
    if (!canGenerate()) {
      assert.notEqual(process.env.POWERSTORE_IMPORT_REQUIRE_ENGINE, "1", "no go on PATH");
      console.error("*** NO GO: the Go example is NOT COMPILED ***");
      return this.skip();
    }
    // Where the example's go.mod expects it.
    await generateSdk("go", schema, join(root, "dist/sdks/go"));
    const env = { ...process.env, GOSUMDB: "off", GOWORK: "off", GOTOOLCHAIN: "local", CGO_ENABLED: "0" };
    await run("go", ["build", "-o", join(folder, "example"), "."], { cwd: join(root, "examples/go"), env });
  });
});
