import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { version } from "../../provider/plugin/publication";
import { packageSchema } from "../../provider/plugin/schema/packageSchema";

const root = join(__dirname, "../..");
const run = promisify(execFile);

describe("The Go example", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-go-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("compiles against the generated SDK", async function () {
    this.timeout(600_000);
    const { canGenerate, generateSdk } = await import("../../tools/package/generateSdk.mjs");
    if (!canGenerate()) {
      assert.notEqual(process.env.POWERSTORE_IMPORT_REQUIRE_ENGINE, "1", "no go on PATH");
      console.error("*** NO GO: the Go example is NOT COMPILED ***");
      return this.skip();
    }
    const schema = join(folder, "schema.json");
    writeFileSync(schema, JSON.stringify(packageSchema(version)));
    // Where the example's go.mod expects it.
    await generateSdk("go", schema, join(root, "dist/sdks/go"));
    const env = { ...process.env, GOSUMDB: "off", GOWORK: "off", GOTOOLCHAIN: "local", CGO_ENABLED: "0" };
    await run("go", ["build", "-o", join(folder, "example"), "."], { cwd: join(root, "examples/go"), env });
  });
});
