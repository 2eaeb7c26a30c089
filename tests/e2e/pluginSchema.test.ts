import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { VERSION } from "../../provider/plugin/publication";
import { packageSchema } from "../../provider/plugin/schema/packageSchema";
import { findEngine } from "./engine";

const run = promisify(execFile);

describe("The schema", () => {
  it("passes the engine's check without a word", async function () {
    const engine = await findEngine();
    if (!engine) return this.skip();
    const folder = mkdtempSync(join(tmpdir(), "powerstore-import-schema-"));
    const schema = join(folder, "schema.json");
    try {
      writeFileSync(schema, JSON.stringify(packageSchema(VERSION)));
      const { stdout, stderr } = await run(engine.program, ["schema", "check", schema], {
        env: { ...process.env, PULUMI_HOME: folder, PULUMI_SKIP_UPDATE_CHECK: "1" },
      });
      assert.equal(stdout + stderr, "");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
