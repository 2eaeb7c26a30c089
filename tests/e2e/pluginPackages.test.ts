import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version } from "../../provider/plugin/version";
import { expectSuccess } from "./migration";
import { usePluginMigration } from "./plugin";

const volume = { remoteSystemId: "name:Unity-01", sourceResourceId: "unity-01-vol-01" };

describe("The plugin's packages", () => {
  const migration = usePluginMigration({}, { plugins: {} });
  let folder: string;
  let tarball: string;
  let archives: string[];

  before("pack", async () => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-release-"));
    const { writeArchives, writeTarball } = await import("../../tools/package/archives.mjs");
    [tarball, archives] = await Promise.all([writeTarball(folder), writeArchives(folder, version)]);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("are not needed by a purely dynamic program: none is looked for", async () => {
    const { declare, up, recorded } = migration();
    declare({ surface: "pulumi-powerstore-import", resources: { database: volume } });
    await up();
    assert.equal((await recorded())[0]?.type, "pulumi-nodejs:dynamic/powerstore-import:ImportSession");
  });

  it("are installed by the engine from an archive of any platform's name, and take the stack over without a request", async () => {
    const { engine, declare, recorded, simulator } = migration();
    for (const platform of [
      "linux-amd64",
      "linux-arm64",
      "darwin-amd64",
      "darwin-arm64",
      "windows-amd64",
      "windows-arm64",
    ]) {
      const name = `pulumi-resource-powerstore-import-v${version}-${platform}.tar.gz`;
      assert.ok(archives.includes(join(folder, name)), name);
    }
    const [archive = ""] = archives;
    expectSuccess(await engine.run(["plugin", "install", "resource", "powerstore-import", version, "-f", archive]));
    const before = await recorded();
    declare({ resources: { database: volume } });
    simulator.clearJournal();
    const result = expectSuccess(await engine.up());
    assert.doesNotMatch(result.stdout, /replace|delete/);
    const [moved] = await recorded();
    assert.equal(moved?.type, "powerstore-import:index:ImportSession");
    assert.equal(moved?.id, before[0]?.id);
    assert.deepEqual(migration().changes(), []);
  });

  it("hold all that the plugin needs to run, and the npm tarball its executables", async () => {
    const unpacked = join(folder, "unpacked");
    mkdirSync(unpacked);
    execFileSync("tar", ["-xzf", tarball, "-C", unpacked]);
    for (const file of [
      "pulumi-resource-powerstore-import",
      "pulumi-resource-powerstore-import.cmd",
      "dist/plugin/plugin.cjs",
      "dist/sdk/plugin/index.js",
      "dist/provider/dynamic/index.js",
    ]) {
      assert.ok(existsSync(join(unpacked, "package", file)), file);
    }
    const { engine, simulator } = migration();
    const env = { PATH: `${join(unpacked, "package")}:${process.env.PATH}`, PULUMI_HOME: join(folder, "home") };
    simulator.clearJournal();
    const result = expectSuccess(await engine.destroy({ env }));
    assert.match(result.stdout + result.stderr, /powerstore-import.*\$PATH|deleted/s);
    assert.deepEqual(migration().changes(), [
      'POST /import_session/{id}/cancel {"force":false}',
      "DELETE /import_session/{id}",
    ]);
  });
});
