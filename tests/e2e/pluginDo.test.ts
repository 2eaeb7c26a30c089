import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VERSION } from "../../provider/plugin/publication";
import { expectSuccess } from "./migration";
import { usePluginMigration } from "./plugin";

const volume = { remoteSystemId: "name:Unity-01", sourceResourceId: "unity-01-vol-01" };

/** So many sessions are more than one page of the plugin's answer. */
const MANY = 101;

describe("pulumi do", () => {
  const migration = usePluginMigration({ sources: [{ name: "Unity-01", type: "Unity", volumes: MANY + 1 }] }, {});

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

  it("lists all of them by --all, where the CLI is content with a page without it", async () => {
    const { world } = migration().simulator;
    const isUsed = new Set(world.rows("import_session")?.map((session) => session.source_resource_id));
    const free = (world.rows("import_unity_volume") ?? []).filter(({ id }) => !isUsed.has(id));
    for (const { id } of free.slice(0, MANY - isUsed.size)) {
      const body = { name: `by-hand-${id}`, remote_system_id: "rs-unity-01", source_resource_id: id };
      world.operations["POST /import_session"]?.({ id: "", body });
    }
    const known = (world.rows("import_session") ?? []).map(({ id, name }) => ({ id, name }));
    assert.equal(known.length, MANY);
    const inOrder = known.sort((one, other) => (String(one.id) < String(other.id) ? -1 : 1));
    assert.deepEqual(await json("powerstore-import:index:ImportSession", "list", "--all"), inOrder);
    const page = await json("powerstore-import:index:ImportSession", "list");
    assert.deepEqual(page, inOrder.slice(0, 100));
  });
});
