import assert from "node:assert/strict";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import type { RawInputs } from "../../../../provider/lifecycle/operation/handler";
import type { Stage } from "./stage";
import { openStage, readyVolume, URN } from "./stage";

/** Ids are unique on one array only: two profiles of a program may have sessions of one id. */
describe("Two arrays of a program whose ids coincide", () => {
  let east: Stage;
  let west: Stage;
  let program: RawInputs;

  beforeEach(async () => {
    east = await openStage({ ids: "counted" });
    west = await openStage({ ids: "counted", cluster: { name: "PowerStore-02" } });
    west.urn = `${URN}-west`;
    program = readyVolume(east.simulator);
    inOneRun();
    await east.up(program);
    await west.up(program);
    for (const stage of [east, west]) stage.simulator.advance(60);
    assert.equal(east.recorded?.id, west.recorded?.id);
    assert.notEqual(east.recorded?.outputs.clusterId, west.recorded?.outputs.clusterId);
  });
  afterEach(() => Promise.all([east.close(), west.close()]));

  /** One process serves both resources, and one account has both. */
  function inOneRun(): void {
    const run = new EngineRun();
    for (const stage of [east, west]) {
      stage.run = run;
      stage.simulator.clearJournal();
    }
  }
  const idOf = ({ recorded }: Stage) => recorded?.id;
  const left = ({ simulator }: Stage) => simulator.world.rows("import_session")?.map(({ state }) => state);
  const ended = ['POST /import_session/{id}/cancel {"force":false}', "DELETE /import_session/{id}"];

  it("ends the one that leaves the program, and neither for the other's sake leaves it, nor touches the other", async () => {
    inOneRun();
    assert.equal(await west.up(program), "unchanged");
    await east.destroy();
    assert.deepEqual([east.changes(), left(east)], [ended, []]);
    assert.deepEqual([west.changes(), left(west)], [[], ["Copy_In_Progress"]]);
  });

  it("replaces the one while the other goes on", async () => {
    east.simulator.world.failSession(east.recorded?.id ?? "", { state: "Failed" });
    inOneRun();
    await east.refresh();
    inOneRun();
    assert.equal(await west.up({ ...program, paused: true }), "updated");
    assert.equal(await east.up(program), "replaced");
    assert.deepEqual([left(east), left(west)], [["Copy_In_Progress"], ["Paused"]]);
  });

  it("adopts on the one what has the id of another resource's session on the other", async () => {
    const id = idOf(west);
    west.recorded = undefined;
    inOneRun();
    assert.equal(await east.up(program), "unchanged");
    assert.equal(await west.up({ ...program, adoptSessionId: id }), "created");
    assert.equal(idOf(west), id);
    assert.deepEqual([east.changes(), west.changes()], [[], []]);
  });
});
