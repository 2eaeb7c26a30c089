import assert from "node:assert/strict";
import { createWorld, type SessionState, type WorldOptions } from "../../../../simulator/src/world";
import { act, createGroup, session, setUpSeconds } from "../fixtures";

const speed = 30 * 1024 * 1024;
const gibibyte = 1024 ** 3;

function copying(options: WorldOptions = {}) {
  const world = createWorld(options);
  const { id, members } = createGroup(world);
  world.advance(setUpSeconds);
  const [first = "", second = "", third = ""] = members;
  return { world, id, first, second, third };
}

describe("progress of a group", () => {
  it("counts what its members copied by size: 220, 230 and 240 GiB", () => {
    const { world, id } = copying();
    assert.equal(session(world, id).progress_percentage, 0);
    world.advance(3600);
    const copied = 3 * 3600 * speed;
    assert.equal(session(world, id).progress_percentage, Math.floor((copied * 100) / (690 * gibibyte)));
    world.advance(1e5);
    assert.equal(session(world, id).progress_percentage, 100);
  });

  it("shows the sum of the rates and the last completion, while a member copies and never else", () => {
    const { world, id, first, third } = copying();
    world.advance(60);
    const row = session(world, id);
    assert.equal(row.current_transfer_rate, 3 * speed);
    assert.equal(row.average_transfer_rate, 3 * speed);
    assert.equal(row.estimated_completion_timestamp, session(world, third).estimated_completion_timestamp);
    act(world, "pause", first);
    assert.equal(session(world, id).current_transfer_rate, 2 * speed);
    act(world, "resume", first);
    act(world, "pause", id);
    for (const name of ["current_transfer_rate", "average_transfer_rate", "estimated_completion_timestamp"]) {
      assert.equal(session(world, id)[name], null, name);
    }
  });

  it("is hidden until all is copied, where the text is taken by its letter", () => {
    const { world, id } = copying({ groupProgress: "hidden" });
    world.advance(3600);
    const values = () => {
      const { progress_percentage, current_transfer_rate, average_transfer_rate, estimated_completion_timestamp } =
        session(world, id);
      return [progress_percentage, current_transfer_rate, average_transfer_rate, estimated_completion_timestamp];
    };
    assert.deepEqual(values(), [0, null, null, null]);
    act(world, "pause", id);
    assert.deepEqual(values(), [0, null, null, null]);
    act(world, "resume", id);
    world.advance(1e5);
    assert.equal(session(world, id).state, "Ready_For_Cutover");
    assert.deepEqual(values(), [100, null, null, null]);
  });

  it("leaves out members that failed or were cancelled [I]", () => {
    const { world, id, first, second } = copying();
    world.advance(3600);
    world.failSession(first, { state: "Failed" });
    act(world, "cancel", second);
    world.advance(15);
    const copied = (3600 + 15) * speed;
    assert.equal(session(world, id).progress_percentage, Math.floor((copied * 100) / (240 * gibibyte)));
  });

  const stages: readonly { state: SessionState; progress: number | null; reason: string }[] = [
    { state: "Scheduled", progress: 0, reason: "[API]: 0 before the copy" },
    { state: "Queued", progress: 0, reason: "[API]: 0 before the copy" },
    { state: "In_Progress", progress: 0, reason: "its members are set up" },
    { state: "Ready_For_Cutover", progress: 100, reason: "everything is copied" },
    { state: "Cutover_In_Progress", progress: 100, reason: "[API]: null only after the cut-over" },
    { state: "Import_Completed", progress: null, reason: "[API]: null after the cut-over" },
    { state: "Import_Completed_With_Errors", progress: null, reason: "[API]: null after the cut-over" },
    { state: "Import_Cutover_Incomplete", progress: null, reason: "[API]: null on failure" },
    { state: "Failed", progress: null, reason: "[API]: null on failure" },
    { state: "Cancel_Failed", progress: null, reason: "[API]: null on failure" },
    { state: "Cancelled", progress: null, reason: "I: what was copied is gone" },
  ];
  for (const { state, progress, reason } of stages) {
    it(`is ${progress} in ${state} (${reason})`, () => {
      const world = createWorld();
      const { id } = createGroup(world);
      world.forceState(id, state);
      assert.equal(session(world, id).progress_percentage, progress);
    });
  }
});
