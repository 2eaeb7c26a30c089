import assert from "node:assert/strict";
import { searchesOn } from "../../../../provider/lifecycle/array/searches";
import type { Stage } from "./stage";
import { openStage } from "./stage";

const volume = { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-vol-01" };
const group = { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-cg-01" };

type Waiting = {
  readonly what: string;
  readonly operation: string;
  prepare(stage: Stage): Promise<unknown>;
  play(stage: Stage): Promise<unknown>;
};

const at = (scheduledTimestamp: string) => ({ ...volume, scheduledTimestamp });
const copying = (stage: Stage) => stage.up(volume);
const failed = async (stage: Stage) => {
  await stage.up(volume);
  stage.simulator.world.failSession(String(stage.recorded?.id), { state: "Failed" });
};

const waiting: readonly Waiting[] = [
  {
    what: "an import that is made",
    operation: "POST /import_session",
    prepare: async () => undefined,
    play: (stage) => stage.up(volume),
  },
  {
    what: "a pause",
    operation: "POST /import_session/{id}/pause",
    prepare: copying,
    play: (stage) => stage.up({ ...volume, paused: true }),
  },
  {
    what: "another start",
    operation: "PATCH /import_session/{id}",
    prepare: (stage) => stage.up(at("2026-03-01T00:00:00Z")),
    play: (stage) => stage.up(at("2026-04-01T00:00:00Z")),
  },
  {
    what: "a cancel",
    operation: "POST /import_session/{id}/cancel",
    prepare: copying,
    play: (stage) => stage.destroy(),
  },
  {
    what: "the end of a record",
    operation: "DELETE /import_session/{id}",
    prepare: failed,
    play: (stage) => stage.destroy(),
  },
  {
    what: "the end of an earlier attempt's record",
    operation: "DELETE /import_session/{id}",
    prepare: async (stage) => {
      await failed(stage);
      stage.forget();
    },
    play: (stage) => stage.up(volume),
  },
];

/** Of an array on which somebody else has to approve what is critical, and takes their time. */
describe("The approval of a second person", () => {
  let stage: Stage;
  afterEach(() => stage.close());

  for (const { what, operation, prepare, play } of waiting) {
    it(`is waited for as long as the operation may take, and it is said for what it waits: ${what}`, async () => {
      stage = await openStage({ version: "4.4", criticalOperations: [operation] });
      await prepare(stage);
      stage.timeoutSeconds = 900;
      const begun = stage.simulator.now();
      await assert.rejects(play(stage), /still waits for the approval of a second person after \d+ s/);
      const seconds = (stage.simulator.now() - begun) / 1000;
      assert.ok(Math.abs(seconds - 900) < 10, `${seconds} s`);
      assert.match(stage.progress.join("\n"), /job \S+ still waits for the approval of a second person/);
    });

    it(`is waited for no longer than until Ctrl-C: ${what}`, async () => {
      stage = await openStage({ version: "4.4", criticalOperations: [operation] });
      await prepare(stage);
      const stop = new AbortController();
      stage.signal = stop.signal;
      stage.between = (request, pass) => {
        if (new URL(request.url).pathname.includes("/job/")) stop.abort();
        return pass(request);
      };
      await assert.rejects(
        play(stage),
        /stopped before job \S+ of it had ended; whether it is carried out is not known/,
      );
    });
  }
});

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
      if (isLook)
        stage.simulator.world.setCriteria(volume.sourceResourceId, ++looks === 1 ? "Host_Not_Added" : "Ready");
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
