import assert from "node:assert/strict";
import { decideAdvance } from "../../../../provider/lifecycle/importSession/decide/decideAdvance";
import type { Goals } from "../../../../provider/lifecycle/importSession/decide/goals";
import type { Holds } from "../../../../provider/lifecycle/importSession/decide/holds";
import { findOpenGoal } from "../../../../provider/lifecycle/importSession/decide/openGoal";
import { stateTable } from "../../../../provider/lifecycle/importSession/decide/states";
import type { RawInputs } from "../../../../provider/lifecycle/operation/handler";
import type { ImportSessionState } from "../../../../provider/powerstore/api/schemas/importSession";
import type { SimulatorOptions } from "../../../../simulator/src";
import { sessionIn } from "./sessions";
import type { Stage } from "./stage";
import { openStage, readyVolume } from "./stage";

const nights = { schedule: "0 22 * * *", duration: "6h", timeZone: "UTC" };
const firstNight = { schedule: "2026-01-01T22:00", duration: "6h", timeZone: "UTC" };
const cutsOver = { advanceTo: "Import_Completed", waitFor: "Import_Completed" };
const HOUR = 3600;

/** The simulated array begins on 2026-01-01 at midnight UTC. */
describe("What a closed window holds back", () => {
  let stage: Stage;
  let program: RawInputs;

  async function start(more: RawInputs, options: SimulatorOptions = {}): Promise<void> {
    stage = await openStage(options);
    program = { ...readyVolume(stage.simulator), ...more };
    stage.simulator.advance(8 * HOUR);
  }
  afterEach(() => stage.close());

  const state = () => stage.session().state;

  /** The next runs have nothing to do, and ask the array nothing. */
  async function asksNothing(): Promise<void> {
    stage.simulator.clearJournal();
    for (const _ of [1, 2]) assert.equal(await stage.up(program), "unchanged");
    assert.deepEqual(stage.simulator.journal().entries, []);
  }

  const starts: [what: string, more: RawInputs][] = [
    ["a cut-over", cutsOver],
    ["a cut-over that no run waits for", { advanceTo: "Import_Completed" }],
    ["a pause", { paused: true }],
  ];
  for (const [what, more] of starts) {
    it(`is no open wish of a session that is yet to start: ${what} is asked for`, async () => {
      await start({ startWindows: [nights], ...more });
      await stage.up(program);
      assert.equal(state(), "Scheduled");
      await asksNothing();
    });
  }

  it("is done by the first run in the window", async () => {
    await start({ startWindows: [nights], ...cutsOver }, { copyBytesPerSecond: 0 });
    await stage.up(program);
    stage.simulator.advance(14 * HOUR + 60);
    await stage.up(program);
    assert.equal(state(), "Import_Completed");
  });

  for (const [which, startWindows] of [
    ["comes again", [nights]],
    ["never comes again", [firstNight]],
  ] as const) {
    it(`is no longer held where nobody ran in the window in which it began, and which ${which}: it is cut over`, async () => {
      await start({ startWindows, ...cutsOver }, { copyBytesPerSecond: 0 });
      await stage.up(program);
      stage.simulator.advance(24 * HOUR);
      await stage.up(program);
      assert.equal(state(), "Import_Completed");
    });

    it(`is no longer held where nobody ran in the window in which it began, and which ${which}: it is paused`, async () => {
      await start({ startWindows, paused: true }, { copyBytesPerSecond: 1 });
      await stage.up(program);
      stage.simulator.advance(24 * HOUR);
      await stage.up(program);
      assert.equal(state(), "Paused");
    });
  }

  it("is a copy that began at its time, when nobody ran: the next run outside of its windows pauses it", async () => {
    await start({ copyWindows: [nights], scheduledTimestamp: "2026-01-01T12:00:00Z" }, { copyBytesPerSecond: 1 });
    await stage.up(program);
    assert.equal(state(), "Scheduled");
    await asksNothing();
    stage.simulator.advance(6 * HOUR);
    assert.equal(state(), "Copy_In_Progress");
    assert.equal(await stage.up(program), "updated");
    assert.equal(state(), "Paused");
  });

  it("is also each gate before the copy of an agentless session, and no open wish, outside of its copy windows", async () => {
    const source = { remoteSystemId: "rs-xtremio-01", sourceResourceId: "xtremio-01-vol-01", type: "Agentless" };
    await start({ ...source, copyWindows: [nights], advanceTo: "Ready_To_Start_Copy" });
    await stage.up(program);
    assert.match(stage.warnings.join(), /waits at Mirror_Enabled; the copy is held until copyWindows open/);
    for (const [held, advanceTo, passed] of [
      ["Mirror_Enabled", "Ready_To_Start_Copy", "Ready_To_Start_Copy"],
      ["Ready_To_Start_Copy", "Ready_For_Cutover", "Copy_In_Progress"],
    ]) {
      program = { ...program, advanceTo };
      await stage.up(program);
      assert.equal(state(), held);
      await asksNothing();
      stage.simulator.advance(15 * HOUR);
      await stage.up(program);
      assert.equal(state(), passed);
      stage.simulator.advance(9 * HOUR);
    }
  });

  it("is also the second cut-over of a group, and no open wish", async () => {
    await start(
      { sourceResourceId: "unity-01-cg-01", cutoverWindows: [nights], ...cutsOver },
      { copyBytesPerSecond: 0 },
    );
    await stage.up(program);
    stage.simulator.advance(15 * HOUR);
    const rows = stage.simulator.world.rows("import_session") ?? [];
    const member = rows.find(({ parent_session_id }) => parent_session_id !== null);
    stage.simulator.world.failCutover(String(member?.id));
    await assert.rejects(stage.up(program), /is Import_Cutover_Incomplete/);
    stage.simulator.advance(10 * HOUR);
    await stage.up(program);
    await asksNothing();
    stage.simulator.advance(14 * HOUR);
    await stage.up(program);
    assert.equal(state(), "Import_Completed");
  });
});

describe('Windows with ignoreChanges: ["paused"]', () => {
  let stage: Stage;
  let program: RawInputs;
  beforeEach(async () => {
    stage = await openStage({ copyBytesPerSecond: 1 });
    program = { ...readyVolume(stage.simulator), copyWindows: [nights] };
    stage.simulator.advance(23 * HOUR);
    await stage.up(program);
    stage.ignored = ["paused"];
    stage.simulator.clearJournal();
  });
  afterEach(() => stage.close());

  it("leave a pause alone that somebody pressed while they are open", async () => {
    stage.simulator.world.operations["POST /import_session/{id}/pause"]?.({ id: stage.recorded?.id ?? "", body: {} });
    stage.simulator.advance(60);
    await stage.refresh();
    await stage.up(program);
    assert.equal(stage.session().state, "Paused");
    assert.deepEqual(stage.changes(), []);
  });

  it("do not pause what is imported anew outside of them, for nobody would resume it", async () => {
    stage.simulator.advance(10 * HOUR);
    stage.recorded = undefined;
    await stage.up({ ...program, ...readyVolume(stage.simulator, 1), name: "another" });
    assert.equal(stage.session().state, "Copy_In_Progress");
  });

  it("leave a copy alone when they close, and say of nothing that it is held", async () => {
    stage.simulator.advance(10 * HOUR);
    await stage.refresh();
    await stage.up({ ...program, forceCancel: true });
    assert.equal(stage.session().state, "Copy_In_Progress");
    assert.deepEqual(stage.changes(), []);
    const { holdReason, nextChangeAt } = stage.recorded?.outputs ?? {};
    assert.deepEqual({ holdReason, nextChangeAt }, { holdReason: undefined, nextChangeAt: undefined });
  });
});

/** Every state with every hold and every goal: what a run would do, beside what makes the next one run. */
describe("A hold and a wish", () => {
  const hold = { reason: "it is held for a test" };
  const holds: Holds[] = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => ({
    ...(bits & 1 && { start: hold }),
    ...(bits & 2 && { copy: hold }),
    ...(bits & 4 && { gate: hold }),
  }));
  const gatesOf = {
    Non_Disruptive: [undefined, "Import_Completed"],
    Agentless: [undefined, "Ready_To_Start_Copy", "Ready_For_Cutover", "Import_Completed"],
  } as const;
  const waits = ["None", "Started", "Ready_For_Cutover", "Import_Completed"] as const;

  function* allGoals(): Generator<Goals> {
    for (const held of holds)
      for (const type of ["Non_Disruptive", "Agentless"] as const)
        for (const advanceTo of gatesOf[type])
          for (const waitFor of waits)
            for (const paused of held.copy ? [true] : [false, true, undefined])
              yield {
                type,
                advanceTo,
                waitFor,
                paused,
                held,
                automaticCutover: false,
                scheduledTimestamp: "2026-01-01T22:00:00Z",
              };
  }

  for (const state of Object.keys(stateTable) as ImportSessionState[]) {
    it(`${state}: where a run would end at a hold, it leaves nothing open; where it would act, it does`, () => {
      for (const goals of allGoals()) {
        const session = sessionIn(state, { type: goals.type, scheduledTimestamp: "2026-01-01T22:00:00Z" });
        const step = decideAdvance(session, goals, { accepted: [] });
        const open = findOpenGoal(state, goals);
        const texts = step.kind === "finish" ? (step.warnings ?? []) : [];
        const why = `${JSON.stringify(goals)}: ${JSON.stringify(step)}`;
        if (texts.some((text) => text.includes(hold.reason))) assert.equal(open, undefined, why);
        if (step.kind === "act") assert.notEqual(open, undefined, why);
      }
    });
  }
});
