import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runInline } from "./inlineProgram";
import { findManagers } from "./managers";
import { expectSuccess } from "./migration";
import { usePluginMigration } from "./plugin";

describe("A program that Bun runs, on the real engine", () => {
  const migration = usePluginMigration();

  const inline = `
import * as dynamic from "pulumi-powerstore-import";
import * as plugin from "pulumi-powerstore-import/plugin";
export function program() {
  const source = (number: string) => ({ remoteSystemId: "name:Unity-01", sourceResourceId: "unity-01-vol-" + number });
  new plugin.ImportSession("database", source("01"));
  new dynamic.ImportSession("archive", source("02"));
  console.log("run by Bun", process.versions.bun);
}
`;

  it("imports by both classes, and destroys: by the Automation API, for the language host of `runtime: bun` is in no Go module", async function () {
    const { engine, sessions } = migration();
    const { bun, env } = await findManagers(this);
    writeFileSync(join(engine.projectFolder, "inline.ts"), inline);
    const { stdout } = expectSuccess(await runInline(engine, "up", env, [bun]));
    assert.match(stdout, /run by Bun \d+\./);
    assert.deepEqual(sessions(), { database: "Copy_In_Progress", archive: "Copy_In_Progress" });
    expectSuccess(await runInline(engine, "destroy", env, [bun]));
    assert.deepEqual(sessions(), {});
  });
});
