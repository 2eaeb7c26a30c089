import assert from "node:assert/strict";
import type { RawInputs } from "../../../../provider/lifecycle/operation/handler";
import { UNKNOWN } from "../../../../provider/lifecycle/operation/unknown";
import type { Stage } from "../arrayObject/stage";
import { onArray, openWaves, outputsOf, waveOf } from "./stage";

const HOUR = 3600;

/** The simulated array begins on 2026-01-01 at midnight UTC. */
const nights = { schedule: "0 22 * * *", duration: "6h", timeZone: "UTC" };
const days = { schedule: "0 6 * * *", duration: "12h", timeZone: "UTC" };
const longAgo = { schedule: "2025-12-01T22:00", duration: "6h", timeZone: "UTC" };
const TONIGHT = "2026-01-01T22:00:00Z (2026-01-01 22:00 UTC)";

describe("What the preview of a wave tells of windows", () => {
  let stage: Stage;

  /** It is eight in the morning. */
  async function byDay(options = {}): Promise<void> {
    stage = await openWaves(4, options);
    stage.simulator.advance(8 * HOUR);
  }
  afterEach(() => stage.close());

  const plans = () => stage.warnings.filter((text) => text.startsWith("This run "));

  /** The line of a preview of a new wave, or of one that is there. */
  async function plan(program: RawInputs): Promise<string | undefined> {
    stage.warnings.length = 0;
    if (stage.recorded) await stage.preview(program);
    else stage.previewCreate(program);
    assert.ok(plans().length <= 1, plans().join("\n"));
    return plans()[0];
  }

  describe("before it is there", () => {
    it("is until when those that have a place are scheduled, which is what the run does", async () => {
      await byDay();
      const program = waveOf(stage, 3, { startWindows: [nights], maxActive: 2 });
      assert.equal(
        await plan(program),
        `This run schedules 2, since the start is held until startWindows open at ${TONIGHT}: db-01, db-02; leaves 1 waiting for a place: db-03.`,
      );
      await stage.up(program);
      assert.deepEqual(onArray(stage), { "db-01": "Scheduled", "db-02": "Scheduled" });
    });

    it("is nothing inside of them", async () => {
      await byDay();
      assert.equal(await plan(waveOf(stage, 2, { startWindows: [days] })), "This run begins 2: db-01, db-02.");
    });

    it("is that the copy is held of those that begin outside of copyWindows", async () => {
      await byDay();
      assert.equal(
        await plan(waveOf(stage, 2, { copyWindows: [nights] })),
        `This run begins 2: db-01, db-02; holds back 2, since the copy is held until copyWindows open at ${TONIGHT}: db-01, db-02.`,
      );
    });

    it("is another thing of members that have windows of their own", async () => {
      await byDay();
      const own = {
        "db-02": { startWindows: [days] },
        "db-03": { startWindows: [{ ...nights, schedule: "0 23 * * *", timeZone: "Europe/Berlin" }] },
      };
      const text = await plan(waveOf(stage, 4, { startWindows: [{ ...nights, schedule: "30 22 * * *" }] }, own));
      assert.equal(
        text,
        "This run begins 1: db-02; schedules 2, since the start is held until startWindows open at 2026-01-01T22:30:00Z (2026-01-01 22:30 UTC): db-01, db-04; " +
          "schedules 1, since the start is held until startWindows open at 2026-01-01T22:00:00Z (2026-01-01 23:00 Europe/Berlin): db-03.",
      );
    });

    it("is who cannot begin, because no window opens again: the run refuses it, and does what it said of the others", async () => {
      await byDay();
      const program = waveOf(stage, 2, {}, { "db-02": { startWindows: [longAgo] } });
      assert.equal(
        await plan(program),
        "This run begins 1: db-01; cannot begin 1, since the start is held, and startWindows never open again: db-02.",
      );
      await assert.rejects(stage.up(program), /sessions\["db-02"\]: .*startWindows never open again/);
      assert.deepEqual(Object.keys(onArray(stage)), ["db-01"]);
    });

    it("is nothing of one that takes a session over: when that starts is the array's matter by now", async () => {
      await byDay();
      const own = { "db-02": { adoptSessionId: "name:by-hand" } };
      const text = await plan(waveOf(stage, 2, { startWindows: [nights] }, own));
      assert.match(String(text), /^This run begins 1: db-02; schedules 1, .*: db-01\.$/);
    });

    it("is nothing of windows that are not known yet, or of an entry that is not", async () => {
      await byDay();
      const inputs = { ...waveOf(stage, 2), startWindows: [{ ...nights, schedule: UNKNOWN }] };
      assert.equal(await plan(inputs), "This run begins 2: db-01, db-02.");
      const entry = { ...waveOf(stage, 1, { startWindows: [nights] }) };
      const sessions = { ...entry.sessions, later: UNKNOWN };
      assert.match(String(await plan({ ...entry, sessions })), /^This run begins 1: later; schedules 1, .*: db-01\.$/);
    });

    it("counts a priority that is not known yet as none, in the order of those that begin", async () => {
      await byDay();
      const own = { "db-02": { priority: UNKNOWN }, "db-03": { priority: 1 } };
      const text = await plan(waveOf(stage, 3, { maxActive: 2 }, own));
      assert.equal(text, "This run begins 2: db-03, db-01; leaves 1 waiting for a place: db-02.");
    });

    it("is no promise of outputs but of the keys", async () => {
      await byDay();
      const outputs = stage.previewCreate(waveOf(stage, 2, { startWindows: [nights], copyWindows: [nights] }));
      for (const name of ["counts", "phase", "holdReason", "nextChangeAt"]) {
        assert.equal(outputs[name], UNKNOWN, name);
      }
      assert.deepEqual(outputs.members, { "db-01": UNKNOWN, "db-02": UNKNOWN });
    });
  });

  describe("that is there", () => {
    const done = { advanceTo: "Import_Completed", waitFor: "Import_Completed", cutoverWindows: [nights] };

    it("is that the cut-over is held, where that is all that a change comes to by day", async () => {
      await byDay({ copyBytesPerSecond: 0 });
      await stage.up(waveOf(stage, 3, { waitFor: "Ready_For_Cutover", cutoverWindows: [nights] }));
      const program = waveOf(stage, 3, done);
      assert.equal(
        await plan(program),
        `This run holds back 3, since the cut-over is held until cutoverWindows open at ${TONIGHT}: db-01, db-02, db-03.`,
      );
      stage.simulator.clearJournal();
      await stage.up(program);
      assert.deepEqual(stage.changes(), []);
      assert.match(String(await plan(program)), /^This run holds back 3, since the cut-over is held/);
      assert.equal(await stage.up(program), "unchanged");
      stage.simulator.advance(14 * HOUR);
      assert.equal(await plan(program), "This run goes on with 3: db-01, db-02, db-03.");
    });

    it("is who is paused by them, and who goes on: as their own windows say", async () => {
      await byDay();
      const own = { "db-02": { copyWindows: [days] } };
      stage.simulator.advance(15 * HOUR);
      await stage.up(waveOf(stage, 3, { copyWindows: [nights] }, { "db-02": { copyWindows: [nights] } }));
      assert.deepEqual(new Set(Object.values(onArray(stage))), new Set(["Copy_In_Progress"]));
      const program = waveOf(stage, 3, { copyWindows: [{ ...nights, schedule: "0 2 * * *" }] }, own);
      assert.equal(
        await plan(program),
        "This run goes on with 3: db-01, db-02, db-03; holds back 2, since the copy is held until copyWindows open at 2026-01-02T02:00:00Z (2026-01-02 02:00 UTC): db-01, db-03; " +
          "holds back 1, since the copy is held until copyWindows open at 2026-01-02T06:00:00Z (2026-01-02 06:00 UTC): db-02.",
      );
      await stage.up(program);
      assert.deepEqual(new Set(Object.values(onArray(stage))), new Set(["Paused"]));
    });

    it("is until when further imports are scheduled", async () => {
      await byDay();
      await stage.up(waveOf(stage, 1));
      assert.match(
        String(await plan(waveOf(stage, 2, { startWindows: [nights] }))),
        /^This run schedules 1, since the start is held until startWindows open at 2026-01-01T22:00:00Z \(2026-01-01 22:00 UTC\): db-02; goes on with 1: db-01\.$/,
      );
    });

    it("is nothing of a start whose time has come since it was recorded", async () => {
      await byDay();
      const program = waveOf(stage, 1, { startWindows: [nights] });
      await stage.up(program);
      assert.match(String(await plan(program)), /^This run holds back 1, since the start is held until/);
      stage.simulator.advance(26 * HOUR);
      assert.equal(await plan(program), "This run goes on with 1: db-01.");
    });

    it("is of one that is begun anew what windows hold of its start", async () => {
      await byDay();
      const program = waveOf(stage, 1, { startWindows: [days] });
      await stage.up(program);
      stage.simulator.world.forceState(outputsOf(stage).members["db-01"]?.id ?? "", "Failed");
      await stage.refresh();
      const anew = waveOf(stage, 1, { startWindows: [nights] });
      assert.match(
        String(await plan(anew)),
        /^This run goes on with 1: db-01; holds back 1, since the start is held until startWindows open at .*: db-01\.$/,
      );
      await stage.up(anew);
      assert.deepEqual(onArray(stage), { "db-01": "Scheduled" });
    });

    it("is nothing of one that takes another session over in the place of one that has failed: that may have begun long ago", async () => {
      await byDay();
      const { sessions } = waveOf(stage, 2);
      await stage.up({ ...waveOf(stage, 0), sessions: { "db-02": sessions["db-02"] } });
      const adoptSessionId = outputsOf(stage).members["db-02"]?.id;
      stage.forget();
      stage.urn = String(stage.urn).replace("night-1", "night-2");
      stage.restart();
      await stage.up(waveOf(stage, 1));
      stage.simulator.world.forceState(outputsOf(stage).members["db-01"]?.id ?? "", "Failed");
      await stage.refresh();
      const moved = { ...waveOf(stage, 0), sessions: { "db-01": { ...sessions["db-02"], adoptSessionId } } };
      assert.equal(await plan({ ...moved, startWindows: [nights] }), "This run goes on with 1: db-01.");
      await stage.up({ ...moved, startWindows: [nights] });
      assert.deepEqual(onArray(stage), { "db-02": "Copy_In_Progress" });
      assert.equal(outputsOf(stage).members["db-01"]?.id, adoptSessionId);
    });

    it("is nothing of those of which only now is seen what became of them", async () => {
      await byDay({ copyBytesPerSecond: 1 << 20 });
      stage.simulator.advance(15 * HOUR);
      const program = waveOf(stage, 2, { copyWindows: [nights] });
      await stage.up(program);
      stage.simulator.advance(6 * HOUR);
      await stage.up(program);
      for (const { id } of stage.simulator.world.rows("import_session") ?? [])
        stage.simulator.world.forceState(String(id), "Ready_For_Cutover");
      stage.simulator.advance(HOUR);
      assert.equal(await plan(program), "This run records what became of 2: db-01, db-02.");
    });

    it("is nothing in a refresh", async () => {
      await byDay();
      await stage.up(waveOf(stage, 2, { copyWindows: [nights] }));
      stage.warnings.length = 0;
      await stage.refresh();
      assert.deepEqual(plans(), []);
    });
  });
});
