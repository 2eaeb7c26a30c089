import assert from "node:assert/strict";
import { onEachEngine, SESSION, volume } from "./stage";

const address = `${SESSION}.database`;
const SAYS_MORE = { description: "the database" };
const DAY_SECONDS = 24 * 3600;
const WAVE = "powerstore-import_wave";
const DB_01 = { source_resource_id: "unity-01-vol-01" };
const PAUSE = "POST /import_session/{id}/pause" as const;

const ignoring = (name: string) => ({ ...volume("01"), lifecycle: { ignore_changes: [name] } });

onEachEngine("What is to be ignored", {}, (stage) => {
  it("stays paused where somebody has paused it, whatever else is changed", async () => {
    const { terraform, simulator, declare, changes, sessions } = stage();
    declare({ database: ignoring("paused") });
    await terraform.succeed("apply");
    simulator.world.operations[PAUSE]?.({ id: String(terraform.recorded()[address]?.id), body: {} });
    simulator.clearJournal();

    declare({ database: { ...ignoring("paused"), ...SAYS_MORE } });
    const updated = await terraform.succeed("apply");

    assert.deepEqual([updated.actions, changes()], [{ [address]: "update" }, []]);
    assert.deepEqual(sessions(), { "unity-01-vol-01": "Paused" });
    assert.equal(terraform.recorded()[address]?.attributes.paused, true);
  });

  it("stays paused in a wave where its own entry's pause is named: the wave's is another one", async () => {
    const { terraform, simulator, declare, changes, sessions } = stage();
    const wave = (name: string, more: object = {}) => {
      const config = { name: "night", remote_system_id: "name:Unity-01", sessions: { "db-01": DB_01 }, ...more };
      declare({}, { resource: { [WAVE]: { night: { ...config, lifecycle: { ignore_changes: [name] } } } } });
    };
    const pause = 'sessions["db-01"].paused';
    wave(pause);
    await terraform.succeed("apply");
    const members = terraform.recorded()[`${WAVE}.night`]?.attributes.members as { "db-01": { id: string } };
    simulator.world.operations[PAUSE]?.({ id: members["db-01"].id, body: {} });
    simulator.clearJournal();

    wave(pause, { timeouts: { update: "300s" } });
    await terraform.succeed("apply");
    assert.deepEqual([changes(), sessions()], [[], { "unity-01-vol-01": "Paused" }]);

    wave("paused");
    const resumed = await terraform.succeed("apply");
    assert.match(resumed.warnings.join(), /sessions\["db-01"\].* is Paused: this run resumes it/);
    assert.deepEqual(changes(), ["POST /import_session/{id}/resume"]);
  });

  it("is no gate that an apply passes, whatever the configuration says", async () => {
    const { terraform, simulator, declare, changes, sessions } = stage();
    declare({ database: ignoring("advance_to") });
    await terraform.succeed("apply");
    simulator.advance(DAY_SECONDS);
    simulator.clearJournal();

    declare({ database: { ...ignoring("advance_to"), advance_to: "Import_Completed", ...SAYS_MORE } });
    const updated = await terraform.succeed("apply");

    assert.deepEqual([updated.actions, changes()], [{ [address]: "update" }, []]);
    assert.deepEqual(sessions(), { "unity-01-vol-01": "Ready_For_Cutover" });
    assert.equal(terraform.recorded()[address]?.attributes.advance_to, null);
  });

  it("is no matter of a destroy: what the refresh before it has kept counts no more", async () => {
    const { terraform, declare, sessions } = stage();
    declare({ database: { ...ignoring("paused"), cancel_on_destroy: true } });
    await terraform.succeed("apply");

    const destroyed = await terraform.succeed("destroy");

    assert.deepEqual([destroyed.warnings, sessions()], [[], {}]);
    assert.deepEqual(terraform.recorded(), {});
  });
});
