import assert from "node:assert/strict";
import { createWorld } from "../../../simulator/src/world";
import { act, call, create, createMany, refusal, session, setUpSeconds, stateOf, statesOf } from "./fixtures";

const said = (row: ReturnType<typeof session>) => (row.error as { message_l10n: string } | null)?.message_l10n;

describe("an array without room", () => {
  it("lets running copies fail at once, each as its type does, and says why", () => {
    const world = createWorld();
    const plain = create(world);
    const agentless = create(world, { name: "agentless", type: "Agentless" });
    world.advance(setUpSeconds + 60);
    act(world, "enable_destination_volume", agentless);
    act(world, "start_copy", agentless);
    world.setSpace("full");
    assert.deepEqual(statesOf(world, [plain, agentless]), ["Failed", "Cancel_Required"]);
    assert.match(
      String(said(session(world, plain))),
      /Copying from source unity-01-vol-01 failed after 1 percent.*no space/,
    );
  });

  it("lets a set-up fail, and a copy that is resumed", () => {
    const world = createWorld();
    const paused = create(world);
    world.advance(setUpSeconds);
    act(world, "pause", paused);
    const new_ = create(world, { name: "new", source_resource_id: "unity-01-vol-02" });
    world.setSpace("full");
    world.advance(setUpSeconds);
    assert.deepEqual(statesOf(world, [paused, new_]), ["Paused", "Failed"]);
    assert.match(String(said(session(world, new_))), /Setting up the import of unity-01-vol-02 failed.*no space/);
    act(world, "resume", paused);
    assert.equal(stateOf(world, paused), "Failed");
  });

  it("lets what has been copied be cut over", () => {
    const world = createWorld();
    const id = create(world);
    world.advance(1e5);
    world.setSpace("refusing");
    act(world, "cutover", id);
    world.advance(20);
    assert.equal(stateOf(world, id), "Import_Completed");
  });

  it("takes new imports and volumes while it is full, and none while it refuses them", () => {
    const world = createWorld();
    const volume = () => call(world, "POST /volume", "", { name: "v", size: 8192 });
    world.setSpace("refusing");
    for (const work of [() => create(world), volume]) {
      const { status, message } = refusal(work);
      assert.equal(status, 422);
      assert.match(message, /no space left/);
    }
    assert.deepEqual([world.count("import_session"), world.count("volume")], [0, 0]);
    world.setSpace("full");
    create(world);
    volume();
  });

  it("is as before once there is room again", () => {
    const world = createWorld();
    world.setSpace("refusing");
    world.setSpace("free");
    const [id = ""] = createMany(world, 1);
    world.advance(1e5);
    assert.equal(stateOf(world, id), "Ready_For_Cutover");
  });

  it("is one in the world that a snapshot of it becomes, and no more after a reset", () => {
    const world = createWorld();
    world.setSpace("refusing");
    const twin = createWorld();
    twin.restore(world.snapshot());
    assert.equal(refusal(() => create(twin)).status, 422);
    twin.reset();
    create(twin);
  });

  it("is nothing else", () => {
    assert.throws(() => createWorld().setSpace("half" as "full"), {
      name: "RangeError",
      message: /free, full, refusing/,
    });
  });
});
