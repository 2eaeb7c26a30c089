import assert from "node:assert/strict";
import { UNKNOWN } from "../../../provider/lifecycle/operation/unknown";
import { PASSWORD } from "../lifecycle/remoteSystem/stage";
import type { Entry, Values } from "./core";
import type { Stage } from "./stage";
import { openStage, SESSION, source } from "./stage";

const WAVE = "powerstore-import_wave";
const PAUSE = "POST /import_session/{id}/pause" as const;

describe("What a configuration tells Terraform to ignore, and an apply is told as it is written", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const applied = async (entry: Entry) => {
    const command = stage.command();
    const [plan] = await command.apply([entry]);
    return { action: plan?.action, errors: command.errors, changes: stage.changes() };
  };
  const made = async (config: Values, ignoreChanges: readonly string[]) => {
    const entry: Entry = { type: SESSION, config, state: undefined, ignoreChanges };
    assert.deepEqual((await applied(entry)).errors, []);
    stage.simulator.clearJournal();
    return entry;
  };
  const NOTHING_SENT = { action: "update", errors: [], changes: [] };

  it("leaves paused what somebody has paused at the array, whatever else is changed", async () => {
    const entry = await made(source, ["paused"]);
    stage.simulator.world.operations[PAUSE]?.({ id: String(entry.state?.id), body: {} });
    entry.config = { ...source, description: "the database" };
    assert.deepEqual(await applied(entry), NOTHING_SENT);
    assert.deepEqual([entry.state?.paused, entry.state?.state], [true, "Paused"]);
  });

  it("resumes an import of a wave for which the wave's own paused is to be ignored, and says so in the plan: the pause is its entry's", async () => {
    const sessions = { first: { source_resource_id: source.source_resource_id } };
    const config = { name: "night", remote_system_id: source.remote_system_id, sessions };
    const entry: Entry = { type: WAVE, config, state: undefined, ignoreChanges: ["paused"] };
    await stage.command().apply([entry]);
    const members = entry.state?.members as Readonly<Record<string, Values>>;
    stage.simulator.world.operations[PAUSE]?.({ id: String(members.first?.id), body: {} });
    stage.simulator.clearJournal();
    const command = stage.command();
    await command.apply([entry]);
    assert.match(command.warnings.join("\n"), /sessions\["first"\]: .* is Paused: this run resumes it/);
    assert.deepEqual(stage.changes(), ["POST /import_session/{id}/resume"]);
  });

  it("cuts nothing over that the plan does not cut over", async () => {
    const entry = await made(source, ["advance_to"]);
    stage.simulator.advance(24 * 3600);
    entry.config = { ...source, advance_to: "Import_Completed", description: "the database" };
    assert.deepEqual(await applied(entry), NOTHING_SENT);
    assert.deepEqual([entry.state?.advance_to, entry.state?.state], [null, "Ready_For_Cutover"]);
  });

  it("goes on with a cut-over that is on record and no more in the configuration", async () => {
    const entry = await made({ ...source, advance_to: "Import_Completed" }, ["advance_to"]);
    stage.simulator.advance(24 * 3600);
    entry.config = { ...source, description: "the database" };
    const { errors, changes } = await applied(entry);
    assert.deepEqual([errors, changes], [[], ["POST /import_session/{id}/cutover"]]);
    assert.deepEqual([entry.state?.advance_to, entry.state?.state], ["Import_Completed", "Import_Completed"]);
  });

  const identities = { type: "Agentless", source_resource_id: "unity-01-vol-02", remote_system_id: "name:other" };
  for (const [name, other] of Object.entries(identities)) {
    it(`changes the rest of a session whose ${name} is another one in the configuration`, async () => {
      const entry = await made(source, [name]);
      const before = entry.state?.[name];
      entry.config = { ...source, [name]: other, description: "the database" };
      assert.deepEqual(await applied(entry), NOTHING_SENT);
      assert.deepEqual([entry.state?.[name], entry.state?.description], [before, "the database"]);
    });
  }

  const holders = {
    "powerstore-import_host_system": {
      agent_address: "db-01.example.com",
      agent_port: 8443,
      os_type: "Linux",
      username: "root",
    },
    "powerstore-import_remote_system": {
      type: "Unity",
      name: "unity-09",
      management_address: "10.20.0.10",
      iscsi_addresses: ["10.20.0.21", "10.20.0.22"],
      username: "admin",
    },
  };
  for (const [type, given] of Object.entries(holders)) {
    it(`sends no secret of a ${type} that the plan was not asked about`, async () => {
      const entry: Entry = { type, config: { ...given, password: PASSWORD }, state: undefined };
      assert.deepEqual((await applied(entry)).errors, []);
      stage.simulator.clearJournal();
      const timeouts = { create: null, read: null, update: "5m", delete: null };
      entry.config = { ...given, password: "Another-123!", timeouts };
      entry.ignoreChanges = ["password"];
      assert.deepEqual(await applied(entry), NOTHING_SENT);
      entry.ignoreChanges = [];
      const [plan] = await stage.command().plan([entry]);
      assert.ok(plan?.plannedPrivate && !Buffer.from(plan.plannedPrivate).includes("Another"), "a plan has no secret");
      const { errors, changes } = await applied(entry);
      assert.deepEqual([errors, changes.length > 0], [[], true], "what is not ignored is sent");
    });
  }

  it("is told to a new object all the same: there is nothing to keep", async () => {
    const entry = await made({ ...source, paused: true }, ["paused"]);
    assert.deepEqual([entry.state?.paused, entry.state?.state], [true, "Paused"]);
  });

  it("counts where the plan did not know it, and the apply does", async () => {
    const entry = await made(source, []);
    entry.config = { ...source, paused: UNKNOWN };
    const command = stage.command();
    const plans = await command.plan([entry]);
    entry.config = { ...source, paused: true };
    await command.applyPlan([entry], plans);
    assert.deepEqual([command.errors, entry.state?.state], [[], "Paused"]);
  });
});
