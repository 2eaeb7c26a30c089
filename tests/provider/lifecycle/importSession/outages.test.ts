import assert from "node:assert/strict";
import { reportProgress } from "../../../../provider/lifecycle/importSession/act/progress";
import { clockFrom } from "../../../clock";
import { sessionIn } from "./sessions";
import type { Stage } from "./stage";
import { openStage, readyVolume } from "./stage";

describe("An array that does not answer in the middle of a wait", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  it("is asked again for some minutes: a fail-over of its management does not end a wait of hours", async () => {
    const program = { ...readyVolume(stage.simulator), waitFor: "Ready_For_Cutover" };
    // A read is sent four times before it fails: 20 answers are 5 failed looks.
    stage.simulator.setFaults([
      { operation: "GET /import_session/{id}", skip: 30, times: 20, effect: { status: 500 } },
    ]);
    await stage.up(program);
    assert.equal(stage.recorded?.outputs.state, "Ready_For_Cutover");
  });

  it("ends the wait with the id when it stays away, and the next up goes on", async () => {
    const program = { ...readyVolume(stage.simulator), waitFor: "Ready_For_Cutover" };
    stage.simulator.setFaults([
      { operation: "GET /import_session/{id}", skip: 30, times: 100_000, effect: { drop: "before" } },
    ]);
    const before = stage.simulator.now();
    await assert.rejects(stage.up(program), /The session is kept.*last seen Copy_In_Progress/s);
    const minutes = (stage.simulator.now() - before) / 60_000;
    assert.ok(minutes < 30, `gave up after ${minutes} min`);
    stage.simulator.clearFaults();
    assert.equal(await stage.up(program), "updated");
  });

  it("fails at once when it does not answer the first question of an update: the state stays as it was", async () => {
    await stage.up(readyVolume(stage.simulator));
    const recorded = stage.recorded;
    stage.simulator.setFaults([{ operation: "* *", times: 1000, effect: { drop: "before" } }]);
    await assert.rejects(stage.up({ ...readyVolume(stage.simulator), paused: true }));
    assert.equal(stage.recorded, recorded);
  });

  it("does not wait for a state of a newer array to become one that it knows", async () => {
    const skip = 1;
    const body = { id: "any", name: "any", state: "Being_Invented" };
    const begun = stage.simulator.now();
    stage.simulator.setFaults([{ operation: "GET /import_session/{id}", skip, times: 1000, effect: { body } }]);
    await assert.rejects(
      stage.up({ ...readyVolume(stage.simulator), waitFor: "Ready_For_Cutover" }),
      /"Being_Invented" is not known here.*The session is kept/s,
    );
    assert.ok(stage.simulator.now() - begun < 120_000, "an outage is waited for ten minutes");
  });
});

describe("Progress", () => {
  const sameClock = { secondsAhead: () => undefined };

  function reports(quiet: boolean, percents: readonly number[]) {
    const lines: string[] = [];
    let now = 0;
    const clock = clockFrom(() => now);
    const report = { warning: () => {}, info: () => {}, progress: (text: string) => void lines.push(text) };
    const show = reportProgress({ report, clock, settings: { quiet } }, sameClock);
    for (const progressPercentage of percents) {
      show(sessionIn("Copy_In_Progress", { progressPercentage }));
      now += 15_000;
    }
    show(sessionIn("Ready_For_Cutover"));
    return lines;
  }

  it("is shown when the state changes, at every 5 %, and once a minute", () => {
    assert.deepEqual(reports(false, [0, 1, 2, 6, 6, 6, 6, 6]), [
      "Copy_In_Progress (0 %)",
      "Copy_In_Progress (6 %)",
      "Copy_In_Progress (6 %)",
      "Ready_For_Cutover",
    ]);
  });

  it("is shown when the place in the queue changes, once it is known", () => {
    const lines: string[] = [];
    const report = { warning: () => {}, info: () => {}, progress: (text: string) => void lines.push(text) };
    const show = reportProgress({ report, clock: clockFrom(() => 0), settings: {} }, sameClock);
    for (const placeInQueue of [undefined, 2, 2, 1]) show({ ...sessionIn("Queued"), placeInQueue });
    assert.deepEqual(lines, [
      "Queued, starts by itself when an import before it makes room",
      "Queued, place 2 in the queue, starts by itself when an import before it makes room",
      "Queued, place 1 in the queue, starts by itself when an import before it makes room",
    ]);
  });

  it("tells what is left by the array's clock, by which the array tells the end", () => {
    const lines: string[] = [];
    const report = { warning: () => {}, info: () => {}, progress: (text: string) => void lines.push(text) };
    const hourAhead = { secondsAhead: () => 3600 };
    const show = reportProgress({ report, clock: clockFrom(() => 0), settings: {} }, hourAhead);
    show(sessionIn("Copy_In_Progress", { estimatedCompletionTimestamp: "1970-01-01T01:20:00Z" }));
    assert.match(String(lines), /about 20 min left$/);
  });

  it("is shown by state only where nobody watches", () => {
    assert.deepEqual(reports(true, [0, 10, 20, 30, 40]), ["Copy_In_Progress (0 %)", "Ready_For_Cutover"]);
  });
});
