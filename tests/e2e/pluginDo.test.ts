import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VERSION } from "../../provider/plugin/publication";
import { expectSuccess } from "./migration";
import { usePluginMigration } from "./plugin";

const volume = { remoteSystemId: "name:Unity-01", sourceResourceId: "unity-01-vol-01" };

describe("pulumi do", () => {
  const migration = usePluginMigration({}, {});

  before("install the plugin as a release", async () => {
    const folder = mkdtempSync(join(tmpdir(), "powerstore-import-do-"));
    try {
      const { writeArchives } = await import("../../tools/package/archives.mjs");
      const [archive = ""] = await writeArchives(folder, VERSION);
      const install = ["plugin", "install", "resource", "powerstore-import", VERSION, "-f", archive];
      expectSuccess(await migration().engine.run(install));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  const json = async (...args: string[]) => {
    const { endpoint, username, password, caFile } = migration().simulator;
    const env = {
      ...{ POWERSTORE_ENDPOINT: endpoint, POWERSTORE_USERNAME: username },
      ...{ POWERSTORE_PASSWORD: password, POWERSTORE_CA_FILE: caFile },
    };
    const { stdout } = expectSuccess(await migration().engine.run(["do", ...args], { env }));
    return JSON.parse(stdout);
  };

  it("lists the sessions of the array, and asks its functions", async () => {
    const { declare, up, recorded } = migration();
    declare({ resources: { database: volume } });
    await up();
    const [database] = await recorded();
    const listed = await json("powerstore-import:index:ImportSession", "list");
    assert.deepEqual(listed, [{ id: database?.id, name: database?.outputs?.name }]);
    const { volumes } = await json(
      "powerstore-import:index:getImportableVolumes",
      "--remote-system-id",
      "name:Unity-01",
    );
    assert.equal(volumes.find(({ id }: { id: string }) => id === volume.sourceResourceId)?.isImportable, false);
  });
});
