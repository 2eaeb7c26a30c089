import assert from "node:assert/strict";
import type { Entry } from "./core";
import type { Stage } from "./stage";
import { openStage, SESSION, source } from "./stage";

/** Of an array on which a second person has to approve what is critical, and has not said anything yet. */
describe("A request of a session in Terraform that waits for its approval", () => {
  let stage: Stage;
  const made = async (operation: string, more: Entry["config"] = {}) => {
    stage = await openStage({ version: "4.4", criticalOperations: [operation] });
    const timeouts = { update: "30s", delete: "30s" };
    const entry: Entry = { type: SESSION, config: { ...source, ...more, timeouts }, state: undefined };
    await stage.command().apply([entry]);
    return entry;
  };
  afterEach(() => stage.close());

  const jobs = () => stage.simulator.world.rows("job") ?? [];
  const applied = async (entry: Entry) => {
    const command = stage.command();
    await command.apply([entry]);
    return command;
  };
  const WAITS = /still waits for the approval of a second person/;

  it("is sent once, and told of by each apply that does not ask for it any more: a pause", async () => {
    const entry = await made("POST /import_session/{id}/pause");
    const { config } = entry;
    for (let runs = 0; runs < 2; runs++) {
      entry.config = { ...config, paused: true };
      assert.match((await applied(entry)).errors.join(), WAITS);
    }
    assert.equal(jobs().length, 1);
    entry.config = config;
    assert.match((await applied(entry)).warnings.join(), /is paused all the same once job/);
    stage.simulator.world.decideJob(String(jobs()[0]?.id), { decision: "Rejected" });
    const over = await applied(entry);
    assert.deepEqual(over.diagnostics, []);
    assert.equal(entry.state?.pending_requests, null);
  });

  it("is sent once by destroys, and told of by each apply that keeps the session: a cancel", async () => {
    const entry = await made("POST /import_session/{id}/cancel", { cancel_on_destroy: true });
    const { config } = entry;
    entry.config = undefined;
    for (let runs = 0; runs < 2; runs++) assert.match((await applied(entry)).errors.join(), WAITS);
    assert.equal(jobs().length, 1);
    entry.config = config;
    for (let runs = 0; runs < 2; runs++) {
      assert.match((await applied(entry)).warnings.join(), /is cancelled all the same once job/);
    }
    assert.equal(entry.state?.state, "Copy_In_Progress");
  });
});
