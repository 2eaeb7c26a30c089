import assert from "node:assert/strict";
import type { Fact } from "../../../../provider/lifecycle/engineRun/facts";
import { importWave } from "../../../../provider/lifecycle/importWave/importWave";
import type { RawInputs } from "../../../../provider/lifecycle/operation/handler";
import type { Stage } from "../arrayObject/stage";
import { sharedLedger } from "../engineRun/sharedLedger";
import { onArray, openWaves, outputsOf, waveOf } from "./stage";

/** Of an array on which a second person has to approve a pause, and has not said anything yet. */
describe("A request for an import of a wave that waits for its approval", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openWaves(4, { version: "4.4", criticalOperations: ["POST /import_session/{id}/pause"] });
    await stage.up(waveOf(stage, 2));
  });
  afterEach(() => stage.close());

  const jobs = () => stage.simulator.world.rows("job") ?? [];
  const paused = () => waveOf(stage, 2, {}, { "db-01": { paused: true } });
  const wait = async () => {
    stage.timeoutSeconds = 30;
    await assert.rejects(stage.up(paused()), /still waits for the approval of a second person/);
    stage.warnings.length = 0;
  };

  it("is sent once", async () => {
    await wait();
    await wait();
    assert.equal(jobs().length, 1);
    assert.deepEqual(outputsOf(stage).members["db-01"]?.pendingRequests, [{ action: "pause", jobId: jobs()[0]?.id }]);
  });

  it("is told of by the run that leaves its import to itself, with nobody to be told later", async () => {
    await wait();
    const { "db-02": other = {} } = waveOf(stage, 2).sessions;
    await stage.up({ ...waveOf(stage, 1), onRemove: "leave", sessions: { "db-02": other } });
    assert.match(stage.warnings.join("\n"), new RegExp(`is paused all the same once job ${jobs()[0]?.id}`));
  });

  it("is told of by each run that does not ask for it any more, until it is over", async () => {
    await wait();
    for (let runs = 0; runs < 2; runs++) {
      stage.warnings.length = 0;
      await stage.up(waveOf(stage, 2));
      assert.match(stage.warnings.join("\n"), new RegExp(`is paused all the same once job ${jobs()[0]?.id}`));
    }
    stage.warnings.length = 0;
    await stage.refresh();
    assert.match(stage.warnings.join("\n"), new RegExp(`is paused once job ${jobs()[0]?.id}`));
    stage.simulator.world.decideJob(String(jobs()[0]?.id), { decision: "Rejected" });
    stage.warnings.length = 0;
    await stage.up(waveOf(stage, 2));
    assert.doesNotMatch(stage.warnings.join("\n"), /job/);
    assert.equal(outputsOf(stage).members["db-01"]?.pendingRequests, undefined);
    assert.equal(await stage.up(waveOf(stage, 2)), "unchanged");
    assert.deepEqual(onArray(stage), { "db-01": "Copy_In_Progress", "db-02": "Copy_In_Progress" });
  });
});

describe("A create of an import of a wave that waits for its approval", () => {
  for (const then of ["destroyed", "taken out"]) {
    it(`is told of when that is ${then}: the array begins it all the same`, async () => {
      const stage = await openWaves(4, { version: "4.4", criticalOperations: ["POST /import_session"] });
      try {
        const left: (readonly Fact[])[] = [];
        stage.ledger = () => sharedLedger(left)();
        const program = waveOf(stage, 1, { onRemove: "cancel" });
        stage.timeoutSeconds = 30;
        await assert.rejects(stage.up(program), /still waits for the approval of a second person/);
        stage.restart();
        stage.warnings.length = 0;
        if (then === "destroyed") await stage.destroy();
        else await stage.up({ ...program, sessions: {} });
        const jobs = stage.simulator.world.rows("job") ?? [];
        assert.equal(jobs.length, 1);
        const told = new RegExp(`"night-1-db-01-\\w+" on \\S+ is begun all the same once job ${jobs[0]?.id}`);
        assert.match(stage.warnings.join("\n"), told);
      } finally {
        await stage.close();
      }
    });
  }
});

describe("A cancel of one import of a wave that waits for its approval", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openWaves(4, { version: "4.4", criticalOperations: ["POST /import_session/{id}/cancel"] });
  });
  afterEach(() => stage.close());

  const jobs = () => stage.simulator.world.rows("job") ?? [];
  const waiting = /still waits for the approval of a second person/;
  const cancelled = () => new RegExp(`db-01.* is cancelled all the same once job ${jobs()[0]?.id}`);

  for (const why of ["taken out", "replaced"]) {
    it(`is sent once and told of, wherever the next run is made: of one that is ${why}`, async () => {
      const scheduledTimestamp = new Date(stage.simulator.now() + 86_400_000).toISOString();
      const all = { onRemove: "cancel", ...(why === "replaced" && { scheduledTimestamp }) };
      const program = waveOf(stage, 2, all);
      await stage.up(program);
      const { "db-02": other = {} } = program.sessions;
      const changed =
        why === "replaced"
          ? waveOf(stage, 2, all, { "db-01": { automaticCutover: true } })
          : { ...program, sessions: { "db-02": other } };
      stage.timeoutSeconds = 30;
      for (const _ of [1, 2]) {
        await assert.rejects(stage.up(changed), waiting);
        // Another machine has no account of this run.
        stage.restart();
      }
      assert.equal(jobs().length, 1);
      const { pendingRequests } = outputsOf(stage).members["db-01"] ?? {};
      assert.deepEqual(pendingRequests, [{ action: "cancel", jobId: jobs()[0]?.id }]);
      stage.warnings.length = 0;
      await stage.up(program);
      assert.match(stage.warnings.join("\n"), cancelled());
    });
  }

  it("is on record where an engine records what a delete has left of the wave", async () => {
    await stage.up(waveOf(stage, 2));
    const { recorded } = stage;
    assert.ok(recorded);
    stage.timeoutSeconds = 30;
    stage.restart();
    let outputs = recorded.outputs;
    const recordLeft = (left: RawInputs) => {
      outputs = { ...outputs, ...left };
    };
    await assert.rejects(
      importWave.handler.delete(recorded.id, recorded.outputs, { ...stage.context(), recordLeft }),
      waiting,
    );
    assert.equal(jobs().length, 2);
    stage.recorded = { ...recorded, outputs };
    stage.restart();
    await assert.rejects(stage.destroy(), waiting);
    assert.equal(jobs().length, 2);
  });
});

describe("A cancel that a destroy of a wave has asked for and that waits for its approval", () => {
  it("is on record with the import where a Ctrl-C comes as the next wave has taken that over", async () => {
    const stage = await openWaves(4, { version: "4.4", criticalOperations: ["POST /import_session/{id}/cancel"] });
    try {
      const left: (readonly Fact[])[] = [];
      stage.ledger = () => sharedLedger(left)();
      await stage.up(waveOf(stage, 1));
      const { id } = outputsOf(stage).members["db-01"] ?? {};
      stage.timeoutSeconds = 30;
      await assert.rejects(stage.destroy(), /still waits for the approval of a second person/);
      stage.restart();
      stage.forget();
      const stop = new AbortController();
      stage.signal = stop.signal;
      stage.between = (request, pass) => {
        if (new URL(request.url).pathname.includes("/job/")) stop.abort();
        return pass(request);
      };
      await assert.rejects(stage.up(waveOf(stage, 1)), /The session is kept/);
      const member = outputsOf(stage).members["db-01"];
      assert.deepEqual([member?.id, member?.pendingRequests?.map(({ action }) => action)], [id, ["cancel"]]);
    } finally {
      await stage.close();
    }
  });
});
