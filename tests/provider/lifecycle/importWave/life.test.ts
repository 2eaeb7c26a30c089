import assert from "node:assert/strict";
import { searchesOn } from "../../../../provider/lifecycle/array/searches";
import type { Stage } from "../arrayObject/stage";
import { onArray, openWaves, outputsOf, volumeIds, waveOf } from "./stage";

describe("The life of an import wave", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  it("begins with all of its imports, named by wave, key and hash, and shows what became of each", async () => {
    stage = await openWaves(3);
    assert.equal(await stage.up(waveOf(stage, 3)), "created");
    assert.deepEqual(onArray(stage), {
      "db-01": "Copy_In_Progress",
      "db-02": "Copy_In_Progress",
      "db-03": "Copy_In_Progress",
    });
    const { members, counts, phase, clusterId } = outputsOf(stage);
    assert.deepEqual(counts, { Copy_In_Progress: 3 });
    assert.equal(phase, "Running");
    assert.equal(clusterId, "PS0000000001");
    assert.equal(members["db-01"]?.id, stage.simulator.world.rows("import_session")?.[0]?.id);
    assert.match(members["db-01"]?.name ?? "", /^night-1-db-01-[0-9a-f]{8}$/);
  });

  it("has nothing to do when the same program runs again, and asks the array nothing", async () => {
    stage = await openWaves(3);
    const program = waveOf(stage, 3);
    await stage.up(program);
    const before = stage.simulator.journal().entries.length;
    assert.equal(await stage.up(program), "unchanged");
    assert.equal(stage.simulator.journal().entries.length, before);
  });

  it("is the same after a refresh, and ends with a destroy that leaves nothing behind", async () => {
    stage = await openWaves(3);
    await stage.up(waveOf(stage, 3));
    assert.equal(await stage.refresh(), "unchanged");
    await stage.destroy();
    assert.deepEqual(onArray(stage), {});
  });

  it("pauses and resumes all, but for members that say otherwise", async () => {
    stage = await openWaves(3);
    const stubborn = { "db-02": { paused: false } };
    await stage.up(waveOf(stage, 3, {}, stubborn));
    assert.equal(await stage.up(waveOf(stage, 3, { paused: true }, stubborn)), "updated");
    assert.deepEqual(onArray(stage), { "db-01": "Paused", "db-02": "Copy_In_Progress", "db-03": "Paused" });
    assert.equal(await stage.up(waveOf(stage, 3, { paused: false }, stubborn)), "updated");
    assert.deepEqual(new Set(Object.values(onArray(stage))), new Set(["Copy_In_Progress"]));
  });

  it("cuts over those that may", async () => {
    stage = await openWaves(2, { copyBytesPerSecond: 0 });
    await stage.up(waveOf(stage, 2, { waitFor: "Ready_For_Cutover" }));
    assert.equal(outputsOf(stage).phase, "Ready");
    const cutsOver = { "db-01": { waitFor: "Import_Completed", advanceTo: "Import_Completed" } };
    assert.equal(await stage.up(waveOf(stage, 2, { waitFor: "Ready_For_Cutover" }, cutsOver)), "updated");
    assert.deepEqual(onArray(stage), { "db-01": "Import_Completed", "db-02": "Ready_For_Cutover" });
  });

  it("goes on with one that stood before a window, once that opens while others keep the run going", async () => {
    stage = await openWaves(2, { sources: [{ name: "Unity-01", type: "Unity", volumes: 23 }] });
    // The first copy takes 57 minutes, the second 63: at one o'clock the one waits at its gate, and the other still copies.
    const cutoverWindows = [{ schedule: "0 1 * * *", duration: "1h", timeZone: "UTC" }];
    const cutsOver = { advanceTo: "Import_Completed", waitFor: "Import_Completed", cutoverWindows };
    assert.equal(await stage.up(waveOf(stage, 2, cutsOver)), "created");
    assert.deepEqual(onArray(stage), { "db-01": "Import_Completed", "db-02": "Import_Completed" });
    assert.equal(outputsOf(stage).phase, "Completed");
  });

  for (const how of ["adopted", "found by its name"]) {
    it(`cuts over nothing that it takes over, though a window opens while others keep the run going: ${how}`, async () => {
      stage = await openWaves(2, { sources: [{ name: "Unity-01", type: "Unity", volumes: 23 }] });
      await stage.up(waveOf(stage, 1, { waitFor: "Ready_For_Cutover" }));
      const { id } = outputsOf(stage).members["db-01"] ?? {};
      stage.forget();
      stage.restart();
      // It is half past three, and the copy of the other one takes an hour.
      stage.simulator.advance(3 * 3600 - 1800);
      const cutoverWindows = [{ schedule: "0 4 * * *", duration: "1h", timeZone: "UTC" }];
      const own = { advanceTo: "Import_Completed", cutoverWindows, ...(how === "adopted" && { adoptSessionId: id }) };
      const program = waveOf(stage, 2, { waitFor: "Ready_For_Cutover" }, { "db-01": own });
      await stage.up(program);
      assert.deepEqual(onArray(stage), { "db-01": "Ready_For_Cutover", "db-02": "Ready_For_Cutover" });
      await stage.up(program);
      assert.equal(onArray(stage)["db-01"], "Import_Completed");
    });
  }

  it("ends with those that kept it going, and leaves to the next run what it went on with meanwhile", async () => {
    stage = await openWaves(2, { sources: [{ name: "Unity-01", type: "Unity", volumes: 23 }] });
    const copyWindows = [{ schedule: "0 1 * * *", duration: "10h", timeZone: "UTC" }];
    const program = waveOf(stage, 2, { waitFor: "Ready_For_Cutover" }, { "db-01": { copyWindows } });
    assert.equal(await stage.up(program), "created");
    assert.deepEqual(onArray(stage), { "db-01": "Copy_In_Progress", "db-02": "Ready_For_Cutover" });
    assert.equal(outputsOf(stage).members["db-01"]?.state, "Copy_In_Progress");
    assert.equal(await stage.up(program), "updated");
    assert.equal(outputsOf(stage).phase, "Ready");
  });

  it("takes further imports in, and begins these alone", async () => {
    stage = await openWaves(4);
    await stage.up(waveOf(stage, 2));
    assert.equal(await stage.up(waveOf(stage, 4)), "updated");
    assert.equal(Object.keys(onArray(stage)).length, 4);
    assert.equal(stage.changes().filter((change) => change === "POST /import_session").length, 4);
  });
});

describe("An import of a wave whose source is not ready yet", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  it("keeps no other waiting: what has begun is paused meanwhile, as the program says", async () => {
    stage = await openWaves(2);
    const [, late = ""] = volumeIds(stage, 2);
    const { world } = stage.simulator;
    world.setCriteria(late, "Host_Not_Added");
    searchesOn(stage.context().array()).started();
    let isReady = false;
    stage.between = (request, pass) => {
      if (!isReady && onArray(stage)["db-01"] === "Paused") {
        isReady = true;
        world.setCriteria(late, "Ready");
      }
      return pass(request);
    };
    assert.equal(await stage.up(waveOf(stage, 2, { paused: true })), "created");
    assert.deepEqual(onArray(stage), { "db-01": "Paused", "db-02": "Paused" });
    assert.deepEqual(outputsOf(stage).counts, { Paused: 2 });
    assert.equal(stage.changes().filter((change) => change === "POST /import_session").length, 3);
  });
});

describe("A wave whose imports are yet to start", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  for (const [what, more] of [
    ["a cut-over", { advanceTo: "Import_Completed", waitFor: "Import_Completed" }],
    ["a pause", { paused: true }],
  ] as const) {
    it(`has nothing to do until their window, though ${what} is asked for, and asks the array nothing`, async () => {
      stage = await openWaves(2);
      const program = waveOf(stage, 2, {
        startWindows: [{ schedule: "0 22 * * *", duration: "6h" }],
        timeZone: "UTC",
        ...more,
      });
      stage.simulator.advance(8 * 3600);
      await stage.up(program);
      assert.deepEqual(onArray(stage), { "db-01": "Scheduled", "db-02": "Scheduled" });
      stage.simulator.clearJournal();
      assert.equal(await stage.up(program), "unchanged");
      assert.deepEqual(stage.simulator.journal().entries, []);
    });
  }
});

describe("What many imports of a wave have in common", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  it("is said of the first and then of all others together: that a window is closed", async () => {
    stage = await openWaves(15);
    const startWindows = [{ schedule: "0 22 1 1 *", duration: "1h", timeZone: "Europe/Berlin" }];
    stage.simulator.advance(24 * 3600);
    await stage.up(waveOf(stage, 15, { startWindows }));
    const [first = "", others = "", ...sums] = stage.warnings;
    assert.match(
      first,
      /^sessions\["db-\d\d"\]: import session "night-1-db-\d\d-.* is Scheduled; the start is held until /,
    );
    assert.match(
      others,
      /^14 more imports \((db-\d\d, ){11}db-\d\d and 2 more\): each is Scheduled; the start is held until /,
    );
    assert.equal(sums.length, 1);
  });
});

describe("The time of a run of a wave", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  it("is over at once where the array has taken all of it to say how the others are: nobody is waited for any more", async () => {
    stage = await openWaves(3);
    await stage.up(waveOf(stage, 3));
    stage.timeoutSeconds = 60;
    let over: number | undefined;
    stage.between = async (request, pass) => {
      if (over === undefined) {
        stage.simulator.advance(90);
        over = stage.simulator.now();
      }
      return pass(request);
    };
    const run = stage.up(waveOf(stage, 3, {}, { "db-01": { waitFor: "Ready_For_Cutover" } }));
    await assert.rejects(
      run,
      /^IncompleteError: sessions\["db-01"\]: .* still Copy_In_Progress .* raise the wave's customTimeouts\.$/,
    );
    assert.equal(stage.simulator.now(), over);
  });

  const failing = (run: Promise<unknown>) =>
    run.then(
      () => assert.fail("did not fail"),
      (error: Error) => error.message,
    );

  it("is what is said of an import that was begun when most of it was over", async () => {
    stage = await openWaves(4);
    stage.timeoutSeconds = 6000;
    const program = waveOf(stage, 2, { maxActive: 1, waitFor: "Ready_For_Cutover" });
    assert.match(
      await failing(stage.up(program)),
      /sessions\["db-02"\].*still Copy_In_Progress \(\d+ %\) after 100 min\./,
    );
  });

  it("is what is said of an import that goes on when it is over", async () => {
    stage = await openWaves(3);
    await stage.up(waveOf(stage, 2));
    stage.timeoutSeconds = 120;
    let isFirst = true;
    stage.between = (request, pass) => {
      if (isFirst) stage.simulator.advance(150);
      isFirst = false;
      return pass(request);
    };
    const program = waveOf(stage, 2, {}, { "db-02": { waitFor: "Ready_For_Cutover" } });
    assert.match(
      await failing(stage.up(program)),
      /sessions\["db-02"\].*still Copy_In_Progress \(\d+ %\) after 2 min\./,
    );
  });

  it("is what is said of an import that is ended and is not gone when it is over", async () => {
    stage = await openWaves(3, { cancelSeconds: 1200 });
    const { sessions, ...program } = waveOf(stage, 2, { onRemove: "cancel" });
    await stage.up({ ...program, sessions });
    stage.timeoutSeconds = 600;
    let isFirst = true;
    stage.between = (request, pass) => {
      if (isFirst) stage.simulator.advance(60);
      isFirst = false;
      return pass(request);
    };
    const { "db-01": _, ...others } = sessions;
    const began = stage.simulator.now() + 60_000;
    assert.match(
      await failing(stage.up({ ...program, sessions: others })),
      /sessions\["db-01"\].*still Cancel_In_Progress.* after 10 min\./,
    );
    assert.ok(stage.simulator.now() - began <= 600_000, "and no more");
  });
});

describe("Places in a wave", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  it("are held by so many imports at a time, by priority and then by key", async () => {
    stage = await openWaves(5);
    await stage.up(waveOf(stage, 5, { maxActive: 2 }, { "db-05": { priority: 1 } }));
    assert.deepEqual(Object.keys(onArray(stage)).sort(), ["db-01", "db-05"]);
    const { members, counts } = outputsOf(stage);
    assert.deepEqual(counts, { Copy_In_Progress: 2, Not_Started: 3 });
    assert.match(members["db-02"]?.holdReason ?? "", /waits for a place/);
  });

  it("are given on in the next run when copies are done", async () => {
    stage = await openWaves(5);
    const program = waveOf(stage, 5, { maxActive: 2 });
    await stage.up(program);
    stage.simulator.advance(2 * 3600);
    assert.equal(await stage.up(program), "updated");
    assert.deepEqual(onArray(stage), {
      "db-01": "Ready_For_Cutover",
      "db-02": "Ready_For_Cutover",
      "db-03": "Copy_In_Progress",
      "db-04": "Copy_In_Progress",
    });
  });

  for (const [when, more] of [
    ["in the next run", {}],
    ["in the same run", { waitFor: "Ready_For_Cutover" }],
  ] as const) {
    it(`are given on ${when} also to those whose time to start has passed since: they start at once`, async () => {
      stage = await openWaves(3);
      const scheduledTimestamp = new Date(stage.simulator.now() + 3_600_000).toISOString();
      const program = waveOf(stage, 3, { maxActive: 1, scheduledTimestamp, ...more });
      stage.timeoutSeconds = 48 * 3600;
      await stage.up(program);
      if (!("waitFor" in more)) {
        stage.simulator.advance(3 * 3600);
        await stage.up(program);
      }
      assert.match(stage.warnings.join("\n"), /sessions\["db-02"\].*so the new session starts at once/);
      assert.ok("db-02" in onArray(stage));
      await assert.rejects(
        stage.up(waveOf(stage, 4, { maxActive: 4, scheduledTimestamp })),
        /sessions\["db-04"\].*lies in the past/s,
        "a new wish is none that was accepted",
      );
    });
  }

  it("are looked for, and what is found then is what the run records", async () => {
    stage = await openWaves(5);
    const program = waveOf(stage, 5, { maxActive: 2 });
    await stage.up(program);
    stage.simulator.advance(2 * 3600);
    await stage.up(program);
    assert.deepEqual(outputsOf(stage).counts, { Ready_For_Cutover: 2, Copy_In_Progress: 2, Not_Started: 1 });
    assert.equal(outputsOf(stage).members["db-01"]?.state, "Ready_For_Cutover");
  });

  it("are given on by an import that is found to have failed, which the run names with its reason and the next one imports again", async () => {
    stage = await openWaves(4);
    const program = waveOf(stage, 4, { maxActive: 2 });
    await stage.up(program);
    stage.simulator.world.forceState(outputsOf(stage).members["db-01"]?.id ?? "", "Failed");
    await assert.rejects(stage.up(program), /sessions\["db-01"\].* is Failed/);
    assert.deepEqual(outputsOf(stage).counts, { Failed: 1, Copy_In_Progress: 2, Not_Started: 1 });
    stage.simulator.advance(2 * 3600);
    await stage.up(program);
    assert.equal(onArray(stage)["db-01"], "Copy_In_Progress");
  });

  it("are given on within one run that waits for the end of the copies", async () => {
    stage = await openWaves(5);
    let most = 0;
    stage.between = async (request, pass) => {
      const rows = stage.simulator.world.rows("import_session") ?? [];
      most = Math.max(
        most,
        rows.filter(({ state }) => ["In_Progress", "Copy_In_Progress", "Queued"].includes(String(state))).length,
      );
      return pass(request);
    };
    await stage.up(waveOf(stage, 5, { maxActive: 2, waitFor: "Ready_For_Cutover" }));
    assert.deepEqual(new Set(Object.values(onArray(stage))), new Set(["Ready_For_Cutover"]));
    assert.equal(Object.keys(onArray(stage)).length, 5);
    assert.equal(most, 2);
  });
});
