import assert from "node:assert/strict";
import { createWorld } from "../../../../simulator/src/world";
import { act, copySeconds, create, createGroup, session, setUpSeconds, stateOf } from "../fixtures";

const speed = 30 * 1024 * 1024;

function copying(): { readonly world: ReturnType<typeof createWorld>; readonly id: string } {
  const world = createWorld();
  const id = create(world);
  world.advance(setUpSeconds);
  return { world, id };
}

describe("progress of a copy", () => {
  it("follows the clock, without a tick in between", () => {
    const { world, id } = copying();
    assert.equal(session(world, id).progress_percentage, 0);
    for (const percent of [1, 10, 50, 99]) {
      const { world: other, id: same } = copying();
      other.advance((copySeconds * percent) / 100);
      assert.equal(session(other, same).progress_percentage, percent);
    }
  });

  it("is the same however the time was cut into steps", () => {
    const inSteps = copying();
    for (let step = 0; step < 1000; step += 1) inSteps.world.advance(1.5);
    const atOnce = copying();
    atOnce.world.advance(1500);
    assert.deepEqual(session(inSteps.world, inSteps.id), session(atOnce.world, atOnce.id));
  });

  it("shows rates and an estimate while the copy runs, and never else", () => {
    const { world, id } = copying();
    world.advance(60);
    const running = session(world, id);
    assert.equal(running.current_transfer_rate, speed);
    assert.equal(running.average_transfer_rate, speed);
    assert.equal(running.estimated_completion_timestamp, "2026-01-01T00:57:23.334+00:00");
    act(world, "pause", id);
    for (const row of [session(world, id), sessionIn("Ready_For_Cutover")]) {
      assert.equal(row.current_transfer_rate, null);
      assert.equal(row.average_transfer_rate, null);
      assert.equal(row.estimated_completion_timestamp, null);
    }
  });

  it("updates last_update_timestamp for as long as it runs [API last_update_timestamp]", () => {
    const { world, id } = copying();
    const updated = () => session(world, id).last_update_timestamp;
    world.advance(60);
    assert.equal(updated(), "2026-01-01T00:01:30.000+00:00");
    world.advance(1);
    assert.equal(updated(), "2026-01-01T00:01:31.000+00:00");
    act(world, "pause", id);
    world.advance(60);
    assert.equal(updated(), "2026-01-01T00:01:31.000+00:00");
  });

  it("updates that of its group as well, until the last member has copied", () => {
    const world = createWorld();
    const { id } = createGroup(world);
    const updated = () => session(world, id).last_update_timestamp;
    world.advance(40);
    assert.equal(updated(), "2026-01-01T00:00:40.000+00:00");
    world.advance(1e5);
    const end = updated();
    world.advance(60);
    assert.equal(session(world, id).state, "Ready_For_Cutover");
    assert.equal(updated(), end);
  });

  const stages = [
    { state: "Scheduled", progress: 0, reason: "[API]: 0 before the copy" },
    { state: "Queued", progress: 0, reason: "[API]: 0 before the copy" },
    { state: "In_Progress", progress: 0, reason: "[API]: 0 before the copy" },
    { state: "Mirror_Enabled", progress: 0, reason: "[API]: 0 before the copy" },
    { state: "Ready_To_Start_Copy", progress: 0, reason: "[API]: 0 before the copy" },
    { state: "Ready_For_Cutover", progress: 100, reason: "everything is copied" },
    { state: "Cutover_In_Progress", progress: 100, reason: "[API]: null only after the cut-over" },
    { state: "Import_Completed", progress: null, reason: "[API]: null after the cut-over" },
    { state: "Failed", progress: null, reason: "[API]: null on failure" },
    { state: "Cancel_Required", progress: null, reason: "[API]: null on failure" },
    { state: "Cleanup_Required", progress: null, reason: "[API]: null on failure" },
    { state: "Cancelled", progress: null, reason: "I: what was copied is gone" },
  ] as const;
  for (const { state, progress, reason } of stages) {
    it(`is ${progress} in ${state} (${reason})`, () => {
      assert.equal(sessionIn(state).progress_percentage, progress);
    });
  }

  function sessionIn(state: Parameters<ReturnType<typeof createWorld>["forceState"]>[1]) {
    const world = createWorld();
    const id = create(world);
    world.forceState(id, state);
    return session(world, id);
  }
});

describe("pause and resume", () => {
  it("keep what was copied, for as long as the pause lasts", () => {
    const { world, id } = copying();
    world.advance(copySeconds / 2);
    act(world, "pause", id);
    assert.equal(stateOf(world, id), "Paused");
    world.advance(1e6);
    assert.equal(session(world, id).progress_percentage, 50);
    act(world, "resume", id);
    assert.equal(session(world, id).progress_percentage, 50);
    world.advance(copySeconds / 2 - 2);
    assert.equal(stateOf(world, id), "Copy_In_Progress");
    world.advance(3);
    assert.equal(stateOf(world, id), "Ready_For_Cutover");
  });

  it("leave the average rate that of the time spent copying", () => {
    const { world, id } = copying();
    world.advance(100);
    act(world, "pause", id);
    world.advance(100);
    act(world, "resume", id);
    world.advance(100);
    assert.equal(session(world, id).average_transfer_rate, speed);
  });

  it("can be repeated without wear: a copy paused every second ends after the same time of copying", () => {
    const { world, id } = copying();
    for (let second = 0; second < 3000; second += 1) {
      world.advance(1);
      act(world, "pause", id);
      world.advance(1);
      act(world, "resume", id);
    }
    assert.equal(session(world, id).progress_percentage, Math.floor((3000 * 100) / copySeconds));
  });
});

describe("trouble with a copy", () => {
  it("slowed down, it goes on from where it is, and its estimate moves", () => {
    const { world, id } = copying();
    world.advance(copySeconds / 2);
    world.slowCopy(id, 4);
    const slowed = session(world, id);
    assert.equal(slowed.progress_percentage, 50);
    assert.equal(slowed.current_transfer_rate, speed / 4);
    world.advance(copySeconds);
    assert.equal(session(world, id).progress_percentage, 75);
    world.slowCopy(id, 1);
    world.advance(copySeconds / 4 + 1);
    assert.equal(stateOf(world, id), "Ready_For_Cutover");
  });

  it("may be slower than the calendar is long, and can still be read and kept", () => {
    const { world, id } = copying();
    world.slowCopy(id, 1e300);
    assert.equal(session(world, id).state, "Copy_In_Progress");
    world.restore(JSON.parse(JSON.stringify(world.snapshot())));
    world.advance(1e9);
    assert.equal(session(world, id).progress_percentage, 0);
  });

  const ends = [
    { type: "Non_Disruptive", reachable: true, state: "Failed", reason: "cancelled by itself [GUIDE 64]" },
    { type: "Non_Disruptive", reachable: false, state: "Cleanup_Required", reason: "that cancel fails [GUIDE 66]" },
    { type: "Agentless", reachable: true, state: "Cancel_Required", reason: "to be cancelled by hand [GUIDE 32]" },
  ] as const;
  for (const { type, reachable, state, reason } of ends) {
    it(`failing at 30 percent, a ${type} import ends as ${state} (${reason})`, () => {
      const world = createWorld();
      const id = create(world, { type });
      world.failCopyAt(id, 30);
      world.advance(setUpSeconds);
      if (type === "Agentless") {
        act(world, "enable_destination_volume", id);
        act(world, "start_copy", id);
      }
      if (!reachable) world.setReachable("rs-unity-01", false);
      world.advance(copySeconds * 0.29);
      assert.equal(stateOf(world, id), "Copy_In_Progress");
      world.advance(copySeconds * 0.02);
      const row = session(world, id);
      assert.equal(row.state, state);
      assert.equal(row.progress_percentage, null);
      assert.match((row.error as { message_l10n: string }).message_l10n, /after 30 percent/);
      assert.equal(world.rows("volume")?.length, state === "Failed" ? 0 : 1);
    });
  }

  it("set below the present percentage, it fails at once", () => {
    const { world, id } = copying();
    world.advance(copySeconds / 2);
    world.failCopyAt(id, 10);
    assert.equal(stateOf(world, id), "Failed");
  });

  it("waits for a paused copy to reach the percentage", () => {
    const { world, id } = copying();
    world.failCopyAt(id, 50);
    world.advance(100);
    act(world, "pause", id);
    world.advance(1e6);
    assert.equal(stateOf(world, id), "Paused");
    act(world, "resume", id);
    world.advance(copySeconds / 2);
    assert.equal(stateOf(world, id), "Failed");
  });
});
