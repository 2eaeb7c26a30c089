import assert from "node:assert/strict";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import { wishOf } from "../../../../provider/lifecycle/importSession/inputs/marks";
import type { Recorded, Stage } from "./stage";
import { openStage, readyVolume, URN } from "./stage";

const OTHER = `${URN}-renamed`;
const says = /of this program imports the same source.*this one is not thrown away/s;

/** A stack with two entries of one source, as an interrupted destroy and a rename leave them: only one of the two can be under way. */
describe("A delete of the one import of its source that goes on, while another resource's is recorded so,", () => {
  let stage: Stage;
  let volume: ReturnType<typeof readyVolume>;
  /** The session is Cancelled on the array, of which the state does not know. */
  let dead: Recorded;
  let alive: Recorded;
  beforeEach(async () => {
    stage = await openStage();
    volume = readyVolume(stage.simulator);
    as(OTHER);
    dead = await copying();
    stage.simulator.world.forceState(dead.id, "Cancelled");
    as(URN);
    alive = await copying();
    assert.notEqual(alive.id, dead.id);
  });
  afterEach(() => stage.close());

  function as(urn: string, run?: EngineRun, holding?: Recorded): void {
    stage.urn = urn;
    stage.run = run;
    stage.recorded = holding;
    stage.restart();
    stage.warnings.length = 0;
    stage.simulator.clearJournal();
  }

  async function copying(): Promise<Recorded> {
    await stage.up(volume);
    stage.simulator.advance(60);
    assert.equal(stage.session().state, "Copy_In_Progress");
    assert.ok(stage.recorded);
    return stage.recorded;
  }

  /** An up with the other resource in the program and this one no more. */
  async function dropThis(program: Record<string, unknown> = volume, other = dead, mine = alive): Promise<void> {
    const run = new EngineRun();
    as(OTHER, run, other);
    await stage.up(program).catch(() => undefined);
    as(URN, run, mine);
    await stage.destroy();
  }

  const ended = ['POST /import_session/{id}/cancel {"force":false}', "DELETE /import_session/{id}"];

  it("is refused, with both ways on, and sends nothing", async () => {
    await assert.rejects(dropThis(), says);
    await assert.rejects(
      dropThis(),
      new RegExp(`adoptSessionId: "${alive.id}".*pulumi up --replace ${OTHER}".*pulumi destroy --target ${URN}"`, "s"),
    );
    assert.deepEqual(stage.changes(), []);
    assert.equal(stage.session(alive.id).state, "Copy_In_Progress");
  });

  it("is refused also once the state knows that the other was cancelled, in a run that goes on after its error", async () => {
    as(OTHER, undefined, dead);
    await stage.refresh();
    assert.equal(stage.recorded?.outputs.state, "Cancelled");
    await assert.rejects(dropThis(volume, stage.recorded), says);
    assert.deepEqual(stage.changes(), []);
  });

  it("leaves it alone once the other resource has adopted it, and the dead record is gone", async () => {
    const run = new EngineRun();
    as(OTHER, run, dead);
    const program = { ...volume, adoptSessionId: alive.id };
    await stage.replace(program, ["check", "delete", "create"]);
    assert.equal(stage.recorded?.id, alive.id);
    assert.deepEqual(stage.changes(), ["DELETE /import_session/{id}"]);
    as(URN, run, alive);
    await stage.destroy();
    assert.deepEqual(stage.changes(), []);
    assert.match(stage.warnings.join(), /which took it over: it is left alone/);
  });

  it("goes on in a destroy, which has no program", async () => {
    as(URN, new EngineRun(), alive);
    await stage.destroy();
    assert.deepEqual(stage.changes(), ended);
  });

  it("goes on where the other import is completed: then it needs no copy", async () => {
    const completed = { ...dead, outputs: { ...dead.outputs, state: "Import_Completed" as const } };
    await dropThis(volume, completed);
    assert.deepEqual(stage.changes(), ended);
  });

  it("goes on where nothing has been copied yet", async () => {
    stage.simulator.world.forceState(alive.id, "Queued");
    await dropThis();
    assert.ok(stage.changes().includes("DELETE /import_session/{id}"));
  });

  it("goes on where the other imports with another array", async () => {
    const run = new EngineRun();
    run.checked(OTHER, true, wishOf(alive.outputs));
    const { sole } = wishOf(alive.outputs);
    run.compared(OTHER, { id: dead.id, clusterId: "another" }, "same", sole && { sole });
    as(URN, run, alive);
    await stage.destroy();
    assert.deepEqual(stage.changes(), ended);
  });

  for (const [what, remoteSystemId] of [
    ["is spelled otherwise", "name:Unity-01"],
    ["was made anew, under another id", "rs-unity-01-anew"],
  ] as const) {
    it(`is refused where the remote system of the other ${what}: the id of a source is of one on the array`, async () => {
      const other = { ...dead, outputs: { ...dead.outputs, remoteSystemId } };
      await assert.rejects(dropThis({ ...volume, remoteSystemId }, other), says);
      assert.deepEqual(stage.changes(), []);
    });
  }
});
