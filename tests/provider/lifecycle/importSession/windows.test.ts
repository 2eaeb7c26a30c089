import assert from "node:assert/strict";
import type { RawInputs } from "../../../../provider/lifecycle/operation/handler";
import { UNKNOWN } from "../../../../provider/lifecycle/operation/unknown";
import type { Between } from "../simulatedArray";
import type { Stage } from "./stage";
import { openStage, readyVolume } from "./stage";

/** 2026-01-01 is a Thursday; the simulated array begins at midnight UTC. */
const nights = { schedule: "0 22 * * *", duration: "6h", timeZone: "UTC" };
const saturday = { schedule: "0 20 * * SAT", duration: "4h", timeZone: "Europe/Berlin" };

const HOUR = 3600;

describe("A session with windows", () => {
  let stage: Stage;
  let program: RawInputs;

  async function start(more: RawInputs, options = {}): Promise<void> {
    stage = await openStage(options);
    program = { ...readyVolume(stage.simulator), ...more };
  }
  afterEach(() => stage.close());

  /** What comes of a first attempt that takes ten hours. */
  const troubles = {
    "the login expires": (request, pass) =>
      pass({ ...request, headers: { ...request.headers, Cookie: "auth_cookie=old", "DELL-EMC-TOKEN": "old" } }),
    "the array is busy": async () => ({ status: 503, headers: new Headers(), text: "" }),
  } satisfies Record<string, Between>;

  /** The first request to the action meets the trouble. */
  function once(action: string, trouble: Between): Between {
    let isFirst = true;
    return async (request, pass) => {
      if (!isFirst || !request.url.endsWith(action)) return pass(request);
      isFirst = false;
      stage.simulator.advance(10 * HOUR);
      return trouble(request, pass);
    };
  }

  const state = () => stage.session().state;
  const outputs = () => stage.recorded?.outputs;

  describe("for its start", () => {
    it("is handed to the array before the window, which starts it then, with nobody there", async () => {
      await start({ startWindows: [nights] });
      stage.simulator.advance(8 * HOUR);
      assert.equal(await stage.up(program), "created");
      assert.equal(state(), "Scheduled");
      assert.match(String(stage.session().scheduled_timestamp), /^2026-01-01T22:00:00/);
      assert.match(String(outputs()?.holdReason), /the start is held until startWindows open at 2026-01-01T22:00:00Z/);
      assert.equal(outputs()?.nextChangeAt, "2026-01-01T22:00:00Z");
      stage.simulator.advance(14 * HOUR + 60);
      assert.equal(state(), "Copy_In_Progress");
    });

    it("starts at once inside of the window", async () => {
      await start({ startWindows: [nights] });
      stage.simulator.advance(23 * HOUR);
      await stage.up(program);
      assert.equal(state(), "Copy_In_Progress");
    });

    it("is left to the next window where the login expires, and the array answers when this one is over", async () => {
      await start({ startWindows: [nights] });
      stage.simulator.advance(23 * HOUR);
      stage.between = once("/import_session", troubles["the login expires"]);
      await stage.up(program);
      assert.equal(state(), "Scheduled");
      assert.match(String(stage.session().scheduled_timestamp), /^2026-01-02T22:00:00/);
    });

    it("is no change in the next run, nor after a refresh", async () => {
      await start({ startWindows: [nights] });
      stage.simulator.advance(8 * HOUR);
      await stage.up(program);
      assert.equal(await stage.up(program), "unchanged");
      assert.equal(await stage.refresh(), "unchanged");
      assert.equal(await stage.up(program), "unchanged");
    });

    it("is given another time when the program's windows change before it", async () => {
      await start({ startWindows: [nights] });
      stage.simulator.advance(8 * HOUR);
      await stage.up(program);
      assert.equal(await stage.up({ ...program, startWindows: [{ ...nights, schedule: "0 20 * * *" }] }), "updated");
      assert.match(String(stage.session().scheduled_timestamp), /^2026-01-01T20:00:00/);
      assert.equal(await stage.up({ ...program, startWindows: [{ ...nights, schedule: "0 20 * * *" }] }), "unchanged");
    });

    it("starts soon when a window that is open now comes into the program", async () => {
      await start({ startWindows: [nights] });
      stage.simulator.advance(8 * HOUR);
      await stage.up(program);
      const now = { ...program, startWindows: [{ ...nights, schedule: "0 7 * * *" }] };
      await stage.up(now);
      stage.simulator.advance(120);
      assert.equal(state(), "Copy_In_Progress");
    });

    it("starts soon when the windows are taken out of the program: any time will do", async () => {
      await start({ startWindows: [nights] });
      stage.simulator.advance(8 * HOUR);
      await stage.up(program);
      const { startWindows: _, ...free } = program;
      assert.equal(await stage.up(free), "updated");
      assert.match(String(stage.session().scheduled_timestamp), /^2026-01-01T08:01:0\d(?:\.0+)?(?:Z|\+00:00)$/);
      await stage.up(free);
      stage.simulator.advance(120);
      assert.equal(state(), "Copy_In_Progress");
      assert.equal(await stage.up(free), "updated");
      assert.equal(await stage.up(free), "unchanged");
    });

    it("is told to start soon by the next run, when the array was busy as the windows were taken out of the program", async () => {
      await start({ startWindows: [nights] });
      stage.simulator.advance(8 * HOUR);
      await stage.up(program);
      const { startWindows: _, ...free } = program;
      stage.simulator.setFaults([{ operation: "PATCH /import_session/{id}", times: 1000, effect: { status: 503 } }]);
      stage.timeoutSeconds = 60;
      await assert.rejects(stage.up(free));
      stage.simulator.clearFaults();
      assert.equal(await stage.up(free), "updated");
      stage.simulator.advance(180);
      assert.equal(state(), "Copy_In_Progress");
    });

    for (const [name, schedule] of [
      ["soon is", "0 22 * * *"],
      ["the time that it has is", "3 8 * * *"],
    ]) {
      it(`is left to the next window when one that is open now is closed by the time that ${name}`, async () => {
        await start({ startWindows: [{ ...nights, schedule }] });
        stage.simulator.advance(8 * HOUR - 30);
        await stage.up(program);
        await stage.up({ ...program, startWindows: [{ ...nights, schedule: "0 7 * * *", duration: "1h" }] });
        assert.match(String(stage.session().scheduled_timestamp), /^2026-01-02T07:00:00/);
      });
    }

    it("ends a run that waits for more with what it waits for, for hours go by until then", async () => {
      await start({ startWindows: [nights], waitFor: "Ready_For_Cutover" });
      stage.simulator.advance(8 * HOUR);
      await stage.up(program);
      assert.equal(state(), "Scheduled");
      assert.match(stage.warnings.join("\n"), /is Scheduled; the start is held until .*run "pulumi up" then/);
      assert.equal(await stage.up(program), "unchanged");
    });

    it("is refused where no window opens any more: nothing is sent", async () => {
      await start({ startWindows: [{ schedule: "2025-12-01T22:00", duration: "6h", timeZone: "UTC" }] });
      await assert.rejects(stage.up(program), /startWindows never open again.*Nothing was started/);
      assert.deepEqual(stage.changes(), []);
    });
  });

  describe("that never open again", () => {
    const on = (day: string) => [{ schedule: `2026-01-${day}T00:00`, duration: "6h", timeZone: "UTC" }];

    it("are refused for an import that is Scheduled, and would start outside of them at the time that the array has", async () => {
      await start({ startWindows: on("10") });
      await stage.up(program);
      stage.simulator.advance(5 * 24 * HOUR);
      const over = { ...program, startWindows: on("03") };
      await stage.preview(over);
      assert.match(stage.warnings.join(), /starts it at 2026-01-10T00:00.*The update will fail for this reason/);
      await assert.rejects(stage.up(over), /startWindows never open again: the array starts it at 2026-01-10T00:00/);
      assert.match(String(outputs()?.holdReason), /^the start is held until startWindows open at 2026-01-10T00:00/);
      await stage.up({ ...program, startWindows: on("12") });
      assert.match(String(stage.session().scheduled_timestamp), /^2026-01-12T00:00/);
    });

    it("are recorded once it has begun, which no run has seen", async () => {
      await start({ startWindows: on("10"), waitFor: "Ready_For_Cutover" }, { copyBytesPerSecond: 0 });
      await stage.up(program);
      stage.simulator.advance(10 * 24 * HOUR);
      assert.equal(await stage.up({ ...program, startWindows: on("03") }), "updated");
      assert.equal(outputs()?.state, "Ready_For_Cutover");
      assert.equal(outputs()?.holdReason, undefined);
    });

    it("hold no start of one that is adopted, for the array has its time: it is said when", async () => {
      await start({ name: "by-hand", scheduledTimestamp: "2026-01-10T00:00:00Z" });
      await stage.up(program);
      const { id: adoptSessionId } = stage.recorded ?? {};
      stage.forget();
      stage.simulator.advance(5 * 24 * HOUR);
      const { scheduledTimestamp: _, ...others } = program;
      await stage.up({ ...others, adoptSessionId, startWindows: on("03") });
      assert.match(
        String(outputs()?.holdReason),
        /^the array starts it at 2026-01-10T00:00\S*, and startWindows never/,
      );
    });

    it("are warned of by each up where they keep an import from its cut-over for ever", async () => {
      await start({ waitFor: "Ready_For_Cutover" }, { copyBytesPerSecond: 0 });
      await stage.up(program);
      stage.simulator.advance(5 * 24 * HOUR);
      const over = { ...program, advanceTo: "Import_Completed", cutoverWindows: on("03") };
      for (const outcome of ["updated", "unchanged"]) {
        stage.warnings.length = 0;
        assert.equal(await stage.up(over), outcome);
        assert.match(
          stage.warnings.join(),
          /was last seen Ready_For_Cutover; the cut-over is held, and cutoverWindows never open again\./,
        );
      }
    });
  });

  describe("for its copy", () => {
    const copies = { copyWindows: [nights] };

    it("is paused by the run that comes outside of them, and resumed by the one inside", async () => {
      await start(copies);
      stage.simulator.advance(23 * HOUR);
      await stage.up(program);
      assert.equal(state(), "Copy_In_Progress");
      assert.equal(await stage.up(program), "unchanged");
    });

    it("is paused as soon as it copies where it begins outside of them, and says until when", async () => {
      await start(copies);
      stage.simulator.advance(8 * HOUR);
      await stage.up(program);
      assert.equal(state(), "Paused");
      assert.match(String(outputs()?.holdReason), /the copy is held until copyWindows open at 2026-01-01T22:00:00Z/);
      assert.equal(outputs()?.paused, false, "the wish is none");
    });

    it("is no drift while it is paused by them, and no wish that is open", async () => {
      await start(copies);
      stage.simulator.advance(8 * HOUR);
      await stage.up(program);
      assert.equal(await stage.refresh(), "unchanged");
      assert.equal(await stage.up(program), "unchanged");
      assert.equal(await stage.refresh(), "unchanged");
    });

    it("is resumed inside of them, which is no surprise to anybody", async () => {
      await start(copies);
      stage.simulator.advance(8 * HOUR);
      await stage.up(program);
      stage.simulator.advance(14 * HOUR + 60);
      stage.warnings.length = 0;
      assert.equal(await stage.refresh(), "unchanged");
      assert.equal(await stage.up(program), "updated");
      assert.equal(state(), "Copy_In_Progress");
      assert.doesNotMatch(stage.warnings.join("\n"), /nobody of this program/);
    });

    it("is not resumed after them where the array is busy until they are over", async () => {
      await start(copies);
      stage.simulator.advance(8 * HOUR);
      await stage.up(program);
      stage.simulator.advance(15 * HOUR);
      stage.between = once("/resume", troubles["the array is busy"]);
      await stage.up(program);
      assert.equal(state(), "Paused");
      assert.ok(!stage.changes().some((change) => change.includes("/resume")));
      assert.match(String(outputs()?.holdReason), /the copy is held until copyWindows open at 2026-01-02T22:00:00Z/);
    });

    it("stays paused inside of them if the program says so", async () => {
      await start(copies);
      stage.simulator.advance(8 * HOUR);
      await stage.up({ ...program, paused: true });
      stage.simulator.advance(14 * HOUR + 60);
      assert.equal(await stage.up({ ...program, paused: true }), "unchanged");
      assert.equal(state(), "Paused");
    });

    it("ends a run that waits for the end of the copy when they close, with success", async () => {
      await start({ ...copies, waitFor: "Ready_For_Cutover" }, { copyBytesPerSecond: 1 << 20 });
      stage.simulator.advance(23 * HOUR);
      await stage.up(program);
      assert.equal(state(), "Paused");
      assert.match(stage.warnings.join("\n"), /is Paused; the copy is held until .*2026-01-02T22:00:00Z/);
    });
  });

  describe("for its cut-over", () => {
    const cutsOver = { cutoverWindows: [saturday], advanceTo: "Import_Completed", waitFor: "Import_Completed" };

    it("waits at the gate outside of them, ends well, and has nothing to do until they open", async () => {
      await start(cutsOver, { copyBytesPerSecond: 0 });
      assert.equal(await stage.up(program), "created");
      assert.equal(state(), "Ready_For_Cutover");
      assert.match(
        String(outputs()?.holdReason),
        /the cut-over is held until cutoverWindows open at 2026-01-03T19:00:00Z \(2026-01-03 20:00 Europe\/Berlin\)/,
      );
      assert.equal(await stage.up(program), "unchanged");
      assert.ok(!stage.changes().some((change) => change.includes("/cutover")));
    });

    it("is cut over by the run inside of them", async () => {
      await start(cutsOver, { copyBytesPerSecond: 0 });
      await stage.up(program);
      stage.simulator.advance(2 * 24 * HOUR + 19 * HOUR + 60);
      assert.equal(await stage.up(program), "updated");
      assert.equal(state(), "Import_Completed");
      assert.equal(outputs()?.nextChangeAt, undefined);
    });

    it("is not cut over by them alone", async () => {
      await start({ cutoverWindows: [nights] }, { copyBytesPerSecond: 0 });
      stage.simulator.advance(23 * HOUR);
      await stage.up(program);
      stage.simulator.advance(HOUR);
      await stage.up(program);
      assert.equal(state(), "Ready_For_Cutover");
    });

    for (const [trouble, first] of Object.entries(troubles)) {
      it(`is left to the next window where ${trouble}, and they are over when it can be sent again`, async () => {
        await start({ ...cutsOver, cutoverWindows: [nights] }, { copyBytesPerSecond: 0 });
        stage.simulator.advance(8 * HOUR);
        await stage.up(program);
        stage.simulator.advance(15 * HOUR);
        stage.between = once("/cutover", first);
        await stage.up(program);
        assert.equal(state(), "Ready_For_Cutover");
        assert.match(String(outputs()?.holdReason), /held until cutoverWindows open at 2026-01-02T22:00:00Z/);
        stage.simulator.advance(14 * HOUR);
        await stage.up(program);
        assert.equal(state(), "Import_Completed");
      });
    }

    it("runs to its end when it has begun, though they close meanwhile", async () => {
      await start(
        { ...cutsOver, cutoverWindows: [{ ...nights, duration: "1m" }] },
        { copyBytesPerSecond: 0, cutoverSeconds: 600 },
      );
      stage.simulator.advance(22 * HOUR - 40);
      await stage.up({ ...program, waitFor: "Ready_For_Cutover" });
      stage.simulator.advance(30);
      await stage.up(program);
      assert.equal(state(), "Import_Completed");
    });
  });

  describe("in a preview", () => {
    const HELD = "is held until startWindows open at 2026-01-01T22:00:00Z (2026-01-01 22:00 UTC).";
    const cutsOver = { cutoverWindows: [nights], advanceTo: "Import_Completed", waitFor: "Import_Completed" };
    const told = () => [...stage.infos, ...stage.warnings];

    /** It is eight in the morning. */
    async function byDay(more: RawInputs, options = {}): Promise<void> {
      await start(more, options);
      stage.simulator.advance(8 * HOUR);
    }

    /** What the preview of a program says. */
    async function previewed(wanted: RawInputs): Promise<readonly string[]> {
      [stage.infos.length, stage.warnings.length] = [0, 0];
      await stage.preview(wanted);
      return told();
    }

    it("says until when its start is held, and promises nothing of it in its outputs", async () => {
      await byDay({ startWindows: [nights] });
      assert.deepEqual(await previewed(program), [`this run creates it; the start ${HELD}`]);
      const outputs = await stage.preview(program);
      assert.deepEqual([outputs.holdReason, outputs.nextChangeAt, outputs.state], [UNKNOWN, UNKNOWN, UNKNOWN]);
    });

    it("says that its copy is held where it begins outside of copyWindows", async () => {
      await byDay({ copyWindows: [nights] });
      const [text, ...more] = await previewed(program);
      assert.match(
        String(text),
        /^this run creates it; the copy is held until copyWindows open at 2026-01-01T22:00:00Z/,
      );
      assert.deepEqual(more, []);
    });

    it("warns that the create will be refused where no window opens again", async () => {
      await byDay({ startWindows: [{ schedule: "2025-12-01T22:00", duration: "6h", timeZone: "UTC" }] });
      await previewed(program);
      assert.deepEqual(stage.warnings, [
        "the start is held, and startWindows never open again: the create will be refused, unless an earlier run has begun it.",
      ]);
    });

    it("says nothing inside of them, of windows that are not known yet, and of a session that is taken over", async () => {
      await byDay({ startWindows: [{ ...nights, schedule: "0 6 * * *" }] });
      assert.deepEqual(await previewed(program), []);
      assert.deepEqual(await previewed({ ...program, startWindows: [{ ...nights, schedule: UNKNOWN }] }), []);
      assert.deepEqual(await previewed({ ...program, startWindows: [nights], adoptSessionId: "name:by-hand" }), []);
    });

    it("says nothing of copyWindows where ignoreChanges leaves pausing to whoever is at the array", async () => {
      await byDay({ copyWindows: [nights] });
      stage.ignored = ["paused"];
      assert.deepEqual(await previewed(program), []);
      await stage.up(program);
      const [text, ...more] = await previewed({ ...program, description: "more" });
      assert.match(String(text), /cannot change the description/);
      assert.deepEqual(more, []);
    });

    it("says that the cut-over is held, with the state that was last seen", async () => {
      await byDay({ cutoverWindows: [nights], waitFor: "Ready_For_Cutover" }, { copyBytesPerSecond: 0 });
      await stage.up(program);
      const [text, ...more] = await previewed({ ...program, ...cutsOver });
      assert.match(
        String(text),
        /was last seen Ready_For_Cutover; the cut-over is held until cutoverWindows open at 2026-01-01T22:00:00Z \(2026-01-01 22:00 UTC\)\.$/,
      );
      assert.deepEqual(more, []);
    });

    it("says nothing where nothing changes, nor when the windows are open, nor in a refresh", async () => {
      await byDay({ ...cutsOver }, { copyBytesPerSecond: 0 });
      await stage.up(program);
      assert.deepEqual(await previewed(program), []);
      stage.infos.length = 0;
      assert.ok(stage.recorded);
      const { inputs } = stage.recorded;
      stage.recorded = { ...stage.recorded, inputs: { ...inputs, description: "not on the array" } };
      assert.equal(await stage.refresh(), "changed");
      assert.deepEqual(stage.infos, []);
      stage.simulator.advance(14 * HOUR);
      const texts = await previewed(program);
      assert.ok(texts.length > 0 && texts.every((text) => !text.includes("is held")), texts.join("\n"));
    });
  });

  describe("on an array whose clock is off", () => {
    const warned = () => stage.warnings.filter((text) => text.includes("the clock of"));

    it("is told so, once", async () => {
      await start({ copyWindows: [nights] });
      stage.wallSeconds = () => -600;
      await stage.up(program);
      await stage.up({ ...program, paused: true });
      assert.equal(warned().length, 1);
      assert.match(String(warned()[0]), /is 10 min ahead of this machine's/);
    });

    it("is told of one that is behind, too, whose scheduled starts come late", async () => {
      await start({ copyWindows: [nights] });
      stage.wallSeconds = () => 3600;
      await stage.up(program);
      assert.match(warned().join("\n"), /^the clock of https:\S+ is 60 min behind this machine's\./);
    });

    it("is not where it is off by less than five minutes, or where there are no windows", async () => {
      await start({ copyWindows: [nights] });
      stage.wallSeconds = () => 240;
      await stage.up(program);
      stage.wallSeconds = () => 3600;
      const { copyWindows: _, ...without } = program;
      await stage.up({ ...without, paused: true });
      assert.deepEqual(warned(), []);
    });
  });

  it("that cannot be meant is refused before anything is sent, by the property", async () => {
    await start({});
    const bad = { ...program, automaticCutover: true, cutoverWindows: [{ schedule: "0 25 * * *", duration: "6h" }] };
    await assert.rejects(stage.up(bad), /cutoverWindows\[0\]\.schedule/);
    assert.deepEqual(stage.simulator.journal().entries, []);
  });

  it("may have its time zone changed where its former start windows are over as well", async () => {
    await start(
      { startWindows: [{ schedule: "2026-01-01T22:00", duration: "6h", timeZone: "UTC" }] },
      { setUpSeconds: 0 },
    );
    await stage.up(program);
    const later = { scheduled_timestamp: "2026-01-05T22:00:00Z" };
    stage.simulator.world.operations["PATCH /import_session/{id}"]?.({ id: stage.recorded?.id ?? "", body: later });
    stage.simulator.advance(48 * 3600);
    stage.restart();
    await stage.refresh();
    assert.equal(await stage.up(program), "unchanged");
    const cutoverWindows = [{ schedule: "0 22 * * *", duration: "6h" }];
    assert.equal(await stage.up({ ...program, timeZone: "Europe/Berlin", cutoverWindows }), "updated");
  });
});
