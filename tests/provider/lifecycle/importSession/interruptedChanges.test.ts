import assert from "node:assert/strict";
import type { Stage } from "./stage";
import { openStage, readyVolume } from "./stage";

/** Changes whose request or answer was lost: found by the fault matrix. */
describe("A change that was interrupted", () => {
  let stage: Stage;
  let scheduled: { remoteSystemId: string; sourceResourceId: string; scheduledTimestamp: string };
  beforeEach(async () => {
    stage = await openStage();
    scheduled = { ...readyVolume(stage.simulator), scheduledTimestamp: "2026-03-01T00:00:00Z" };
    await stage.up(scheduled);
  });
  afterEach(() => stage.close());

  it("of the schedule is made by the next up, and does not count as made before", async () => {
    const program = { ...scheduled, scheduledTimestamp: "2026-04-01T00:00:00Z" };
    stage.simulator.setFaults([{ operation: "PATCH /import_session/{id}", times: 99, effect: { status: 503 } }]);
    await assert.rejects(stage.up(program), /is busy.*The session is kept/s);
    stage.simulator.clearFaults();
    assert.equal(await stage.up(program), "updated");
    assert.equal(Date.parse(String(stage.session().scheduled_timestamp)), Date.parse(program.scheduledTimestamp));
    assert.equal(await stage.up(program), "unchanged");
  });

  it("by a lost answer to the cancel of a replacement is recognised as the replacement's own doing", async () => {
    const before = stage.recorded?.id;
    stage.simulator.setFaults([{ operation: "POST /import_session/{id}/cancel", effect: { drop: "after" } }]);
    assert.equal(await stage.up({ ...scheduled, automaticCutover: true }), "replaced");
    assert.notEqual(stage.recorded?.id, before);
    assert.equal(stage.simulator.world.rows("import_session")?.length, 1);
  });
});
