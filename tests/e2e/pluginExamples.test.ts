import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageSchema } from "../../provider/plugin/schema/packageSchema";
import { version } from "../../provider/plugin/version";
import { findEngine } from "./engine";

const root = join(__dirname, "../..");
const run = promisify(execFile);

describe("Schema and examples of other languages", () => {
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

  it("name in YAML only resources and inputs that the schema has", () => {
    const text = readFileSync(join(root, "examples/yaml/Pulumi.yaml"), "utf8");
    const [, resources = ""] = text.split(/^resources:$/m);
    const inputs = [...(resources.split(/^outputs:$/m)[0] ?? "").matchAll(/^ {6}(\w+):/gm)].map(([, name]) => name);
    const { resources: specs } = packageSchema(version) as {
      resources: Record<string, { inputProperties: object; requiredInputs: string[] }>;
    };
    const spec = specs["powerstore-import:index:ImportSession"];
    assert.ok(spec && inputs.length > 0);
    for (const name of inputs) assert.ok(name && Object.hasOwn(spec.inputProperties, name), name);
    for (const name of spec.requiredInputs) assert.ok(inputs.includes(name), name);
    assert.match(resources, /type: powerstore-import:ImportSession/);
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
