import assert from "node:assert/strict";
import { searchesOn } from "../../../../provider/lifecycle/array/searches";
import type { Stage } from "./stage";
import { openStage } from "./stage";

const volume = { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-vol-01" };
const group = { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-cg-01" };

/** Of an array on which somebody else has to approve what is critical, and says no. */
describe("A change of an import that is not approved", () => {
  let stage: Stage;
  beforeEach(async () => {
    const actions = ["pause", "cancel", "cutover"].map((action) => `POST /import_session/{id}/${action}`);
    stage = await openStage({ version: "4.4", criticalOperations: actions });
    stage.between = async (request, pass) => {
      rejectJobs();
      return pass(request);
    };
  });
  afterEach(() => stage.close());

  const jobs = () => stage.simulator.world.rows("job") ?? [];
  const rejectJobs = () => {
    const waiting = jobs().find(({ phase }) => phase === "Waiting_Approval");
    if (waiting) stage.simulator.world.decideJob(waiting.id, { decision: "Rejected", reason: "not on a Friday" });
  };

  it("is asked for once, and told with the reason: a pause", async () => {
    await stage.up(volume);
    await assert.rejects(stage.up({ ...volume, paused: true }), /was rejected.*not on a Friday/);
    assert.equal(jobs().length, 1);
  });

  it("is asked for once, and not of each member: a pause of a group", async () => {
    await stage.up(group);
    stage.simulator.advance(600);
    await assert.rejects(stage.up({ ...group, paused: true }), /was rejected.*not on a Friday/);
    assert.equal(jobs().length, 1);
  });

  it("is asked for once, ready or not: a create for a source that the array is about to look for", async () => {
    await stage.close();
    stage = await openStage({ version: "4.4", criticalOperations: ["POST /import_session"] });
    let looks = 0;
    stage.between = async (request, pass) => {
      rejectJobs();
      const isLook = request.url.includes(`import_unity_volume/${volume.sourceResourceId}`);
      if (isLook) stage.simulator.world.setCriteria(volume.sourceResourceId, ++looks === 1 ? "Host_Not_Added" : "Ready");
      return pass(request);
    };
    searchesOn(stage.array).started();
    await assert.rejects(stage.up(volume), /was rejected.*not on a Friday/);
    assert.equal(jobs().length, 1);
  });

  it("is asked for once, and no force is advised: a cancel", async () => {
    await stage.up(volume);
    await assert.rejects(stage.destroy(), (error: Error) => {
      assert.match(error.message, /was rejected.*not on a Friday/);
      assert.doesNotMatch(error.message, /FORCE_CANCEL/);
      return true;
    });
    assert.equal(jobs().length, 1);
    assert.equal(stage.session().state, "Copy_In_Progress");
  });
});
