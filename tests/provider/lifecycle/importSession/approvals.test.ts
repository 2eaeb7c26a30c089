import assert from "node:assert/strict";
import { searchesOn } from "../../../../provider/lifecycle/array/searches";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import type { Fact } from "../../../../provider/lifecycle/engineRun/facts";
import { sharedLedger } from "../engineRun/sharedLedger";
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

/** Of an array on which somebody else has to approve what is critical, and has not said anything yet. */
describe("A request of an import that waits for its approval", () => {
  let stage: Stage;
  let left: (readonly Fact[])[];
  const start = async (operation: string) => {
    stage = await openStage({ version: "4.4", criticalOperations: [operation] });
    left = [];
  };
  afterEach(() => stage.close());

  /** A run of the engine, of one process, which leaves its account to the next; it gives up soon. */
  async function inRun<T>(work: () => Promise<T>): Promise<T> {
    stage.run = new EngineRun(sharedLedger(left)());
    stage.warnings.length = 0;
    stage.timeoutSeconds = 30;
    try {
      return await work();
    } finally {
      stage.run.close();
    }
  }
  const inRunThatFails = (work: () => Promise<unknown>, error: RegExp) => inRun(() => assert.rejects(work(), error));
  const jobs = () => stage.simulator.world.rows("job") ?? [];
  const decide = (decision: "Approved" | "Rejected") => {
    for (const { id, phase } of jobs()) {
      if (phase === "Waiting_Approval") stage.simulator.world.decideJob(String(id), { decision });
    }
    stage.simulator.advance(60);
  };
  const toldOf = (what: RegExp) => {
    const [job] = jobs();
    const said = stage.warnings.filter((text) => text.includes(`job ${job?.id}`) && what.test(text));
    assert.equal(said.length, 1, stage.warnings.join("\n"));
    assert.match(said.join(), /still waits for the approval of a second person\. Have it rejected on the array/);
  };
  /** A refresh does not know what the next run wants: whoever reads it is not to have rejected what is wanted. */
  const toldInRefreshOf = (what: RegExp) => {
    const said = stage.warnings.filter((text) => text.includes(`job ${jobs()[0]?.id}`) && what.test(text));
    assert.equal(said.length, 1, stage.warnings.join("\n"));
    assert.match(said.join(), /A run that wants it as well waits for that job; if it is not to be any more/);
    assert.doesNotMatch(said.join(), /this one does not/);
  };
  const untold = () => assert.doesNotMatch(stage.warnings.join("\n"), /job /);
  /** Ctrl-C as a job is read; undone by what is answered. */
  const stopAtJob = () => {
    const stop = new AbortController();
    stage.signal = stop.signal;
    stage.between = (request, pass) => {
      if (new URL(request.url).pathname.includes("/job/")) stop.abort();
      return pass(request);
    };
    return () => {
      stage.signal = new AbortController().signal;
      stage.between = (request, pass) => pass(request);
    };
  };
  const WAITS = /still waits for the approval of a second person/;

  describe("to cut over,", () => {
    const cutOver = { ...volume, advanceTo: "Import_Completed" };
    const ready = async () => {
      await start("POST /import_session/{id}/cutover");
      await inRun(() => stage.up({ ...volume, waitFor: "None" }));
      stage.simulator.advance(4 * 3600);
      await inRun(() => stage.up({ ...volume, waitFor: "Ready_For_Cutover" }));
      assert.equal(stage.session().state, "Ready_For_Cutover");
    };

    it("is sent once, whoever runs how often", async () => {
      await ready();
      for (let runs = 0; runs < 3; runs++) await inRunThatFails(() => stage.up(cutOver), WAITS);
      assert.equal(jobs().length, 1);
      untold();
      decide("Approved");
      await inRun(() => stage.up(cutOver));
      assert.equal(jobs().length, 1);
      assert.equal(stage.recorded?.outputs.state, "Import_Completed");
      assert.equal(stage.recorded?.outputs.pendingRequests, undefined);
    });

    it("is sent once where a Ctrl-C has ended the wait for it", async () => {
      await ready();
      const goOn = stopAtJob();
      await inRunThatFails(() => stage.up(cutOver), /stopped before job/);
      goOn();
      await inRunThatFails(() => stage.up(cutOver), WAITS);
      assert.equal(jobs().length, 1);
    });

    it("is sent anew after it was rejected", async () => {
      await ready();
      await inRunThatFails(() => stage.up(cutOver), WAITS);
      decide("Rejected");
      await inRunThatFails(() => stage.up(cutOver), WAITS);
      assert.equal(jobs().length, 2);
    });

    it("is told of by each run that does not ask for it any more, until it is over", async () => {
      await ready();
      await inRunThatFails(() => stage.up(cutOver), WAITS);
      for (let runs = 0; runs < 2; runs++) {
        await inRun(() => stage.up({ ...volume, waitFor: "Ready_For_Cutover" }));
        toldOf(/is cut over all the same/);
      }
      await inRun(() => stage.refresh());
      toldInRefreshOf(/is cut over once/);
      decide("Rejected");
      await inRun(() => stage.up({ ...volume, waitFor: "Ready_For_Cutover" }));
      untold();
      assert.equal(await inRun(() => stage.up({ ...volume, waitFor: "Ready_For_Cutover" })), "unchanged");
      assert.equal(stage.session().state, "Ready_For_Cutover");
    });
  });

  describe("to make it,", () => {
    const sessions = () => stage.simulator.world.rows("import_session") ?? [];

    it("is sent once, whoever runs how often, and what comes of it is the program's own", async () => {
      await start("POST /import_session");
      for (let runs = 0; runs < 3; runs++) await inRunThatFails(() => stage.up(volume), WAITS);
      assert.equal(jobs().length, 1);
      decide("Approved");
      await inRun(() => stage.up(volume));
      assert.deepEqual([jobs().length, sessions().length], [1, 1]);
      assert.equal(stage.recorded?.outputs.claimed, undefined);
    });

    /** Somebody approves it as the next run looks at it for the first or the second time. */
    const approvedAt = async (look: number) => {
      await start("POST /import_session");
      await inRunThatFails(() => stage.up(volume), WAITS);
      let looks = 0;
      stage.between = (request, pass) => {
        if (new URL(request.url).pathname.includes("/job/") && ++looks === look) decide("Approved");
        return pass(request);
      };
    };

    for (const look of [1, 2]) {
      it(`is followed by the next run to its end, approved before its look ${look}`, async () => {
        await approvedAt(look);
        assert.equal(await inRun(() => stage.up(volume)), "created");
        assert.deepEqual([jobs().length, sessions().length], [1, 1]);
        assert.equal(stage.recorded?.outputs.claimed, undefined);
      });
    }

    for (const look of [0, 1, 2]) {
      it(`is the program's own under a name that it has chosen, approved before its look ${look}`, async () => {
        const chosen = { ...volume, name: "chosen" };
        await start("POST /import_session");
        await inRunThatFails(() => stage.up(chosen), WAITS);
        let looks = 0;
        if (look === 0) decide("Approved");
        stage.between = (request, pass) => {
          if (new URL(request.url).pathname.includes("/job/") && ++looks === look) decide("Approved");
          return pass(request);
        };
        assert.equal(await inRun(() => stage.up(chosen)), "created");
        assert.deepEqual([jobs().length, sessions().length], [1, 1]);
        assert.equal(stage.recorded?.outputs.claimed, undefined);
      });
    }

    it("is not forgotten where a Ctrl-C comes once it is made, before it is seen whether it is what the program wants", async () => {
      await start("POST /import_session");
      await inRunThatFails(() => stage.up(volume), WAITS);
      const stop = new AbortController();
      stage.signal = stop.signal;
      let looks = 0;
      stage.between = (request, pass) => {
        const isOfJob = new URL(request.url).pathname.includes("/job/");
        if (isOfJob && ++looks === 3) decide("Approved");
        if (!isOfJob && looks >= 3) stop.abort();
        return pass(request);
      };
      await inRunThatFails(() => stage.up(volume), /The import may be running: .*finds it by this name/);
      stage.signal = new AbortController().signal;
      stage.between = (request, pass) => pass(request);
      assert.equal(await inRun(() => stage.up(volume)), "created");
      assert.deepEqual([jobs().length, sessions().length], [1, 1]);
      assert.equal(stage.recorded?.outputs.claimed, undefined);
    });

    it("is not taken for what the program wants by now, which is something else", async () => {
      await approvedAt(2);
      const other = { ...volume, sourceResourceId: "unity-01-vol-02" };
      await inRunThatFails(() => stage.up(other), /unity-01-vol-01/);
      assert.equal(jobs().length, 1);
    });

    describe("and which the program does not want any more,", () => {
      const other = { sourceResourceId: "unity-01-vol-02" };

      for (const name of [undefined, "chosen"]) {
        const program = { ...volume, ...(name && { name }) };
        const changed = { ...program, ...other };
        /** Approved after the program was changed. */
        const approvedLate = async () => {
          await start("POST /import_session");
          await inRunThatFails(() => stage.up(program), WAITS);
          await inRunThatFails(() => stage.up(changed), WAITS);
          decide("Approved");
        };
        const what = name ? "a chosen name" : "a generated name";

        it(`is told to be an earlier run's, and with what the next run goes on, as long as it waits: ${what}`, async () => {
          await start("POST /import_session");
          await inRunThatFails(() => stage.up(program), WAITS);
          const ways = name
            ? /look for this name on the array/
            : /an earlier run has asked for it\. The next "pulumi up" .* where the program says what it said then\..* have the job rejected/;
          for (let runs = 0; runs < 2; runs++) await inRunThatFails(() => stage.up(changed), ways);
          decide("Rejected");
          await inRunThatFails(() => stage.up(changed), WAITS);
          decide("Approved");
          assert.equal(await inRun(() => stage.up(changed)), "created");
        });

        it(`is not called another's once it is made, and goes on where the former source comes back: ${what}`, async () => {
          await approvedLate();
          await inRunThatFails(
            () => stage.up(changed),
            /for which an earlier run has asked, is .*sourceResourceId is unity-01-vol-01 on the array.*Put the former values back/,
          );
          const [found] = sessions();
          const back = { ...program, ...(name && { adoptSessionId: String(found?.id) }) };
          await inRun(() => stage.up(back));
          assert.equal(stage.recorded?.id, found?.id);
          assert.equal(sessions().length, 1);
        });
      }

      it("is told of by each run as long as it is there, and only its record is to be deleted once it is over", async () => {
        await start("POST /import_session");
        await inRunThatFails(() => stage.up(volume), WAITS);
        decide("Approved");
        const changed = { ...volume, ...other };
        for (let runs = 0; runs < 3; runs++) {
          await inRunThatFails(
            () => stage.up(changed),
            /an earlier run has asked.*which takes it over; to end it if it is not to be any more, run/,
          );
        }
        stage.simulator.world.failSession(String(sessions()[0]?.id), { state: "Failed" });
        await inRunThatFails(
          () => stage.up(changed),
          /an earlier run has asked.*Delete that record on the array, and run/,
        );
      });
    });

    it("is sent anew after it was rejected", async () => {
      await start("POST /import_session");
      await inRunThatFails(() => stage.up(volume), WAITS);
      decide("Rejected");
      await inRunThatFails(() => stage.up(volume), WAITS);
      assert.equal(jobs().length, 2);
    });
  });

  describe("to delete the record of an earlier attempt, whose name is wanted,", () => {
    const sessions = () => stage.simulator.world.rows("import_session") ?? [];
    const deletes = () => stage.changes().filter((change) => change.startsWith("DELETE")).length;
    beforeEach(async () => {
      await start("DELETE /import_session/{id}");
      await inRun(() => stage.up(volume));
      stage.simulator.world.failSession(String(stage.recorded?.id), { state: "Failed" });
      stage.forget();
      for (let runs = 0; runs < 3; runs++) {
        stage.restart();
        await inRunThatFails(() => stage.up(volume), WAITS);
      }
    });

    it("is sent once, whoever runs how often, and the import is made anew once it is approved", async () => {
      assert.deepEqual([jobs().length, deletes()], [1, 1]);
      decide("Approved");
      stage.restart();
      assert.equal(await inRun(() => stage.up(volume)), "created");
      assert.deepEqual([jobs().length, deletes(), sessions().length], [1, 1, 1]);
      assert.equal(stage.recorded?.outputs.claimed, undefined);
    });

    it("is sent anew after it was rejected", async () => {
      decide("Rejected");
      await inRunThatFails(() => stage.up(volume), WAITS);
      assert.equal(jobs().length, 2);
    });
  });

  it("to start at another time is another one where the time is another", async () => {
    await start("PATCH /import_session/{id}");
    const at = (scheduledTimestamp: string) => ({ ...volume, scheduledTimestamp });
    await inRun(() => stage.up(at("2026-03-01T00:00:00Z")));
    await inRunThatFails(() => stage.up(at("2026-04-01T00:00:00Z")), WAITS);
    await inRunThatFails(() => stage.up(at("2026-04-01T00:00:00Z")), WAITS);
    assert.equal(jobs().length, 1);
    await inRunThatFails(() => stage.up(at("2026-05-01T00:00:00Z")), WAITS);
    assert.equal(jobs().length, 2);
    toldOf(/is given another start all the same/);
    assert.equal(stage.recorded?.outputs.pendingRequests?.length, 2);
  });

  it("to start at a time is the same where the time is spelled otherwise", async () => {
    await start("PATCH /import_session/{id}");
    const at = (scheduledTimestamp: string) => ({ ...volume, scheduledTimestamp });
    await inRun(() => stage.up(at("2026-03-01T00:00:00Z")));
    await inRunThatFails(() => stage.up(at("2026-04-01T00:00:00Z")), WAITS);
    await inRunThatFails(() => stage.up(at("2026-04-01T02:00:00+02:00")), WAITS);
    assert.equal(jobs().length, 1);
  });

  describe("to start as soon as may be, no matter when that is by now,", () => {
    const nights = { schedule: "0 22 * * *", duration: "6h", timeZone: "UTC" };
    const later = "2026-05-01T00:00:00Z";
    beforeEach(async () => {
      await start("PATCH /import_session/{id}");
      stage.simulator.advance(8 * 3600);
      await inRun(() => stage.up({ ...volume, startWindows: [nights] }));
    });

    it("is sent once, and stays on record as it was sent", async () => {
      let first: unknown;
      for (let runs = 0; runs < 3; runs++) {
        await inRunThatFails(() => stage.up(volume), WAITS);
        const pending = stage.recorded?.outputs.pendingRequests;
        assert.equal(pending?.length, 1);
        first ??= pending?.[0]?.scheduledTimestamp;
        assert.equal(pending?.[0]?.scheduledTimestamp, first);
        stage.simulator.advance(600);
        stage.restart();
      }
      assert.equal(jobs().length, 1);
      untold();
    });

    it("is sent beside one that asks for a later start, which is told of", async () => {
      await inRunThatFails(() => stage.up({ ...volume, scheduledTimestamp: later }), WAITS);
      await inRunThatFails(
        () => stage.up({ ...volume, startWindows: [{ ...nights, schedule: "0 0 * * *", duration: "23h" }] }),
        WAITS,
      );
      assert.equal(jobs().length, 2);
      toldOf(/is given another start all the same/);
    });
  });

  describe("to pause,", () => {
    it("is told of as what could not be read where this user may not read jobs", async () => {
      await start("POST /import_session/{id}/pause");
      await inRun(() => stage.up(volume));
      await inRunThatFails(() => stage.up({ ...volume, paused: true }), WAITS);
      stage.simulator.setFaults([{ operation: "GET /job/{id}", times: 9, effect: { status: 403 } }]);
      await inRun(() => stage.up(volume));
      assert.match(stage.warnings.join("\n"), /is paused all the same .* and the job could not be read\./);
      assert.equal(stage.recorded?.outputs.pendingRequests?.length, 1);
    });

    const takenBack = ["recorded check", "diff", "check", "create"] as const;

    for (const paused of [true, false]) {
      it(`is kept on record where the resource takes its import again, and is ${paused ? "followed" : "told of"}`, async () => {
        await start("POST /import_session/{id}/pause");
        await inRun(() => stage.up(volume));
        await inRunThatFails(() => stage.up({ ...volume, paused: true }), WAITS);
        const again = () => stage.replace({ ...volume, paused }, takenBack);
        if (paused) await inRunThatFails(again, WAITS);
        else {
          await inRun(again);
          toldOf(/is paused all the same/);
        }
        assert.equal(stage.recorded?.outputs.pendingRequests?.length, 1);
        await inRunThatFails(() => stage.up({ ...volume, paused: true }), WAITS);
        assert.equal(jobs().length, 1);
      });
    }

    it("is kept on record where a Ctrl-C comes as soon as the resource has taken its import again", async () => {
      await start("POST /import_session/{id}/pause");
      await inRun(() => stage.up(volume));
      await inRunThatFails(() => stage.up({ ...volume, paused: true }), WAITS);
      const goOn = stopAtJob();
      await inRunThatFails(() => stage.replace({ ...volume, paused: true }, takenBack), /The session is kept/);
      untold();
      assert.equal(stage.recorded?.outputs.pendingRequests?.length, 1);
      goOn();
      await inRunThatFails(() => stage.up({ ...volume, paused: true }), WAITS);
      assert.equal(jobs().length, 1);
    });
  });

  describe("to cancel,", () => {
    it("is sent once by destroys, and told of by each run that keeps the import", async () => {
      await start("POST /import_session/{id}/cancel");
      await inRun(() => stage.up(volume));
      for (let runs = 0; runs < 2; runs++) await inRunThatFails(() => stage.destroy(), WAITS);
      assert.equal(jobs().length, 1);
      for (let runs = 0; runs < 2; runs++) {
        await inRun(() => stage.up(volume));
        toldOf(/is cancelled all the same/);
      }
      await inRun(() => stage.refresh());
      toldInRefreshOf(/is cancelled once/);
      decide("Rejected");
      await inRun(() => stage.up(volume));
      untold();
      assert.equal(await inRun(() => stage.up(volume)), "unchanged");
      assert.equal(stage.session().state, "Copy_In_Progress");
    });

    it("ends the import once it is approved, with the next destroy", async () => {
      await start("POST /import_session/{id}/cancel");
      await inRun(() => stage.up(volume));
      await inRunThatFails(() => stage.destroy(), WAITS);
      decide("Approved");
      await inRun(() => stage.destroy());
      assert.equal(jobs().length, 1);
      assert.equal((stage.simulator.world.rows("import_session") ?? []).length, 0);
    });

    it("loses no import that a run has taken over, where a Ctrl-C comes as its job is read", async () => {
      await start("POST /import_session/{id}/cancel");
      await inRun(() => stage.up(volume));
      const { id } = stage.recorded ?? {};
      await inRunThatFails(() => stage.destroy(), WAITS);
      stage.forget();
      const goOn = stopAtJob();
      await inRunThatFails(() => stage.up(volume), /The session is kept/);
      assert.equal(stage.recorded?.id, id);
      goOn();
      await inRun(() => stage.up(volume));
      toldOf(/is cancelled all the same/);
      assert.equal(stage.recorded?.id, id);
    });

    it("is told of by the runs that refuse to replace what copies by now", async () => {
      await start("POST /import_session/{id}/cancel");
      const later = { ...volume, scheduledTimestamp: new Date(stage.simulator.now() + 3600_000).toISOString() };
      const changed = { ...later, automaticCutover: true };
      await inRun(() => stage.up(later));
      const calls = ["recorded check", "diff", "check", "delete", "create"] as const;
      await inRunThatFails(() => stage.replace(changed, calls), /once job \S+ is approved, it is cancelled/);
      stage.simulator.advance(3600 + 60);
      await inRunThatFails(() => stage.replace(changed, calls), /left alone|throw this import away/);
      toldOf(/is cancelled all the same/);
      await inRunThatFails(() => stage.up(changed), /throw this import away/);
      toldOf(/is cancelled all the same/);
      assert.equal(stage.session().state, "Copy_In_Progress");
    });

    it("says that nobody looks again by then, and is told of, where a replacement was taken back", async () => {
      await start("POST /import_session/{id}/cancel");
      const later = {
        ...volume,
        scheduledTimestamp: new Date(stage.simulator.now() + 3600_000).toISOString(),
      };
      await inRun(() => stage.up(later));
      const calls = ["recorded check", "diff", "check", "delete", "create"] as const;
      await inRunThatFails(
        () => stage.replace({ ...later, automaticCutover: true }, calls),
        /once job \S+ is approved, it is cancelled\. Have the job rejected/,
      );
      assert.equal(stage.recorded?.outputs.pendingRequests?.length, 1);
      stage.simulator.advance(3600 + 60);
      await inRun(() => stage.up(later));
      toldOf(/is cancelled all the same/);
      assert.equal(stage.session().state, "Copy_In_Progress");
    });
  });
});
