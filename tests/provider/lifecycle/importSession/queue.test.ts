import assert from "node:assert/strict";
import type { Stage } from "./stage";
import { openStage, readyVolume } from "./stage";

/** Copies never end here, so that whoever has a place keeps it. */
const endless = { copyBytesPerSecond: 1, maxActiveSessions: 1, setUpSeconds: 0 };

describe("A session in the queue", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(endless);
  });
  afterEach(() => stage.close());

  const make = (index: number, name: string) => {
    const { remoteSystemId, sourceResourceId } = readyVolume(stage.simulator, index);
    const body = { name, remote_system_id: remoteSystemId, source_resource_id: sourceResourceId };
    stage.simulator.world.operations["POST /import_session"]?.({ id: "", body });
    stage.simulator.advance(1);
  };
  const program = () => ({ ...readyVolume(stage.simulator, 0), waitFor: "Import_Completed", automaticCutover: true });
  const queueReads = () =>
    stage.simulator.journal().entries.filter(({ path }) => path.includes("state=eq.Queued")).length;

  it("that is waited for shows its place, which is asked for once a minute at most", async () => {
    for (const index of [1, 2, 3]) make(index, `by-hand-${index}`);
    stage.timeoutSeconds = 300;
    await assert.rejects(stage.up(program()), /still Queued/);
    assert.match(stage.progress.join("\n"), /Queued, place 3 in the queue/);
    assert.ok(queueReads() >= 4 && queueReads() <= 6, `${queueReads()} requests in 5 minutes`);
  });

  it("moves up when another one leaves", async () => {
    make(1, "copies");
    make(2, "before");
    stage.timeoutSeconds = 60;
    await assert.rejects(stage.up(program()), /still Queued/);
    const before = stage.simulator.world.rowByName("import_session", "before");
    stage.simulator.world.operations["POST /import_session/{id}/cancel"]?.({ id: before?.id ?? "", body: {} });
    stage.restart();
    await assert.rejects(stage.up(program()), /still Queued/);
    const places = stage.progress.flatMap((text) => /place (\d+)/.exec(text)?.[1] ?? []);
    assert.deepEqual(places, ["2", "1"]);
  });

  it("that is not waited for asks for no place", async () => {
    make(1, "copies");
    await stage.up({ ...program(), waitFor: "Started" });
    assert.equal(stage.recorded?.outputs.state, "Queued");
    assert.equal(queueReads(), 0);
  });

  it("is waited for all the same when the array does not tell the place", async () => {
    make(1, "copies");
    stage.simulator.setFaults([{ operation: "GET /import_session", times: 1000, effect: { status: 500 } }]);
    stage.timeoutSeconds = 120;
    await assert.rejects(stage.up(program()), /still Queued/);
    assert.match(stage.progress.join("\n"), /^Queued, starts by itself/m);
  });
});
