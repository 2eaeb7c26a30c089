import assert from "node:assert/strict";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import type { Stage } from "./stage";
import { openStage, readyVolume } from "./stage";

describe("Adopting an existing session", () => {
  let stage: Stage;
  let volume: { remoteSystemId: string; sourceResourceId: string };
  let existing: string;

  beforeEach(async () => {
    stage = await openStage();
    volume = readyVolume(stage.simulator);
    const body = {
      remote_system_id: volume.remoteSystemId,
      source_resource_id: volume.sourceResourceId,
      name: "by-hand",
      description: "from the GUI",
      type: "Non_Disruptive",
    };
    const answer = stage.simulator.world.operations["POST /import_session"]?.({ id: "", body });
    assert.ok(answer);
    existing = (answer.body as { id: string }).id;
    stage.simulator.advance(600);
  });
  afterEach(() => stage.close());

  for (const reference of ["id", "name:by-hand"]) {
    it(`by ${reference} sends nothing but reads, and the next diff is empty`, async () => {
      const program = { ...volume, adoptSessionId: reference === "id" ? existing : reference };
      await stage.up(program);
      assert.equal(stage.recorded?.id, existing);
      assert.equal(stage.recorded?.outputs.name, "by-hand");
      assert.deepEqual(stage.changes(), []);
      assert.equal(await stage.up(program), "unchanged");
      assert.equal(await stage.refresh(), "unchanged");
      assert.equal(await stage.up(program), "unchanged");
    });
  }

  it("takes over nothing that this very run has deleted, although the array goes on to show it for a while", async () => {
    const late = await openStage({ lateSeconds: 2 });
    try {
      await late.up(volume);
      const { name } = late.session();
      late.simulator.world.failSession(String(late.recorded?.id), { state: "Failed" });
      late.simulator.advance(60);
      late.run = new EngineRun();
      const adopting = { ...volume, adoptSessionId: `name:${name}` };
      await assert.rejects(late.replace(adopting, ["check", "delete", "create"]), /there is no such session/);
      assert.equal(late.simulator.world.rows("import_session")?.length, 0);
    } finally {
      await late.close();
    }
  });

  for (const reference of ["id", "name:by-hand"]) {
    it(`by ${reference} is over with a session that has failed: it is imported anew as any other, time and again`, async () => {
      const program = { ...volume, adoptSessionId: reference === "id" ? existing : reference };
      await stage.up(program);
      const ids = [stage.recorded?.id];
      for (const _ of [1, 2]) {
        stage.simulator.world.failSession(String(stage.recorded?.id), { state: "Failed" });
        await stage.refresh();
        assert.equal(await stage.up(program), "replaced");
        assert.equal(stage.session().state, "Copy_In_Progress");
        assert.match(String(stage.recorded?.outputs.name), /^db-01-[0-9a-f]{8}$/);
        assert.equal(await stage.up(program), "unchanged");
        ids.push(stage.recorded?.id);
      }
      assert.equal(new Set(ids).size, 3);
      assert.equal(stage.simulator.world.rows("import_session")?.length, 1);
    });
  }

  it("is over with a session that --replace has ended", async () => {
    const program = { ...volume, adoptSessionId: existing };
    await stage.up(program);
    await stage.replace(program, ["check", "delete", "create"]);
    assert.notEqual(stage.recorded?.id, existing);
    assert.equal(stage.session().state, "Copy_In_Progress");
  });

  it("of another session than it has had takes that one over, whenever the program has come to name it", async () => {
    const own = readyVolume(stage.simulator, 1);
    await stage.up({ ...own });
    await stage.up({ ...own, adoptSessionId: existing });
    await stage.replace({ ...volume, adoptSessionId: existing }, ["check", "delete", "create"]);
    assert.equal(stage.recorded?.id, existing);
  });

  it("stays adopted when the input is taken out again", async () => {
    await stage.up({ ...volume, adoptSessionId: existing });
    assert.equal(await stage.up(volume), "updated");
    assert.equal(await stage.up(volume), "unchanged");
    assert.equal(stage.recorded?.outputs.name, "by-hand");
    assert.deepEqual(stage.changes(), []);
  });

  it("is managed from then on as if it had been made here", async () => {
    await stage.up({ ...volume, adoptSessionId: existing });
    await stage.up({ ...volume, adoptSessionId: existing, paused: true });
    assert.equal(stage.session().state, "Paused");
    await stage.destroy();
    assert.equal(stage.simulator.world.row("import_session", existing), undefined);
  });

  it("compares the start of one that is scheduled, as an instant", async () => {
    const other = readyVolume(stage.simulator, 1);
    const body = {
      remote_system_id: other.remoteSystemId,
      source_resource_id: other.sourceResourceId,
      name: "later",
      scheduled_timestamp: "2026-03-01T00:00:00Z",
    };
    stage.simulator.world.operations["POST /import_session"]?.({ id: "", body });
    const program = { ...other, adoptSessionId: "name:later" };
    for (const start of [{}, { scheduledTimestamp: "2026-03-02T00:00:00Z" }])
      await assert.rejects(stage.up({ ...program, ...start }), /scheduledTimestamp is 2026-03-01\S* on the array/);
    await stage.up({ ...program, scheduledTimestamp: "2026-03-01T01:00:00+01:00" });
    assert.deepEqual(stage.changes(), []);
  });

  it("takes over a paused one for a program that says paused", async () => {
    stage.simulator.world.operations["POST /import_session/{id}/pause"]?.({ id: existing, body: {} });
    await stage.up({ ...volume, adoptSessionId: existing, paused: true });
    assert.equal(stage.recorded?.outputs.state, "Paused");
    assert.deepEqual(stage.changes(), []);
  });

  it("is refused with all differences listed, and nothing is touched", async () => {
    const program = {
      ...volume,
      sourceResourceId: "unity-01-vol-02",
      automaticCutover: true,
      paused: true,
      name: "mine",
      description: "for the board",
      adoptSessionId: existing,
    };
    await assert.rejects(stage.up(program), (error: Error) => {
      assert.doesNotMatch(error.message, /for the board/, "it may be a secret");
      for (const name of ["sourceResourceId", "automaticCutover", "paused", "name", "description"]) {
        assert.match(error.message, new RegExp(`${name} is .* on the array and .* in the program`));
      }
      return true;
    });
    assert.equal(stage.recorded, undefined);
    assert.deepEqual(stage.changes(), []);
  });

  it("is an error for a session that is gone, never a new import", async () => {
    await assert.rejects(stage.up({ ...volume, adoptSessionId: "no-such" }), /no such session.*remove adoptSessionId/s);
    await assert.rejects(
      stage.up({ ...volume, adoptSessionId: "name:no-such" }),
      /no such session.*remove adoptSessionId/s,
    );
    assert.deepEqual(stage.changes(), []);
  });

  it("leaves an open wish to the next up", async () => {
    stage.simulator.advance(24 * 3600);
    const program = { ...volume, adoptSessionId: existing, advanceTo: "Import_Completed" };
    await stage.up(program);
    assert.deepEqual(stage.changes(), []);
    assert.equal(await stage.up(program), "updated");
    assert.equal(stage.recorded?.outputs.state, "Import_Completed");
  });

  it("keeps its name on record where the stack is renamed, as long as the program gives none", async () => {
    const program = { ...volume, adoptSessionId: existing };
    await stage.up(program);
    stage.urn = stage.urn.replace(":prod::", ":live::");
    assert.equal(await stage.up(program), "unchanged");
    assert.equal(stage.recorded?.outputs.name, "by-hand");
    await stage.up({ ...program, description: "of today" });
    assert.equal(stage.recorded?.outputs.name, "by-hand");
    assert.doesNotMatch(stage.warnings.join("\n"), /cannot change the name/);
    await stage.up({ ...program, name: "given" });
    assert.equal(stage.recorded?.outputs.name, "given", "what the program says is recorded");
  });
});
