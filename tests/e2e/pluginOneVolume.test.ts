import assert from "node:assert/strict";
import { join } from "node:path";
import { allText, expectSuccess } from "./migration";
import { usePluginMigration } from "./plugin";

const volume = { remoteSystemId: "name:Unity-01", sourceResourceId: "unity-01-vol-01" };

describe("One import by the plugin on the real engine", () => {
  const migration = usePluginMigration();

  beforeEach(() => migration().simulator.clearJournal());

  it("is created by up: one login, one POST, one log-out, and copies", async () => {
    const { declare, up, changes, logins, simulator, recorded } = migration();
    declare({ resources: { database: volume } });
    await up();
    assert.equal(changes().length, 1);
    assert.equal(logins(), 1);
    assert.equal(simulator.journal().entries.at(-1)?.path, "/api/rest/logout");
    const [resource] = await recorded();
    assert.equal(resource?.type, "powerstore-import:index:ImportSession");
    assert.equal(resource?.outputs?.state, "Copy_In_Progress");
  });

  it("leaves no password, cookie or token in the backend's files", async () => {
    const { engine, simulator } = migration();
    const backend = allText(join(engine.folder, "backend"));
    assert.match(backend, /ImportSession/);
    assert.ok(!backend.includes(simulator.password), "the password is in the state");
    assert.doesNotMatch(backend, /auth_cookie|DELL-EMC-TOKEN|Basic /i);
  });

  it("makes no change and asks the array nothing when the program is unchanged", async () => {
    const { engine, simulator } = migration();
    expectSuccess(await engine.up({ args: ["--expect-no-changes"] }));
    assert.deepEqual(simulator.journal().entries, []);
  });
});
