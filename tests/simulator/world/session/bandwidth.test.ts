import assert from "node:assert/strict";
import fc from "fast-check";
import { createWorld } from "../../../../simulator/src/world";
import { act, create, createGroup, createMany, session, stateOf, statesOf, type TestWorld } from "../fixtures";

const mebibyte = 1024 ** 2;
/** Two copies have all of their speed, four have half of it. */
const shared = { copyBytesPerSecond: 30 * mebibyte, totalCopyBytesPerSecond: 60 * mebibyte, setUpSeconds: 0 };

const ratesOf = (world: TestWorld, ids: readonly string[]) =>
  ids.map((id) => Number(session(world, id).current_transfer_rate) / mebibyte);

describe("copies that share a bandwidth", () => {
  it("slow each other down once there are too many, and are quicker again when one ends or pauses", () => {
    const world = createWorld(shared);
    const [first = "", second = "", third = "", fourth = ""] = createMany(world, 4);
    assert.deepEqual(ratesOf(world, [first, second, third, fourth]), [15, 15, 15, 15]);
    act(world, "pause", fourth);
    assert.deepEqual(ratesOf(world, [first, second, third]), [20, 20, 20]);
    act(world, "cancel", third);
    assert.deepEqual(ratesOf(world, [first, second]), [30, 30]);
    world.purgeSession(second);
    act(world, "resume", fourth);
    assert.deepEqual(ratesOf(world, [first, fourth]), [30, 30]);
  });

  it("end when their bytes are copied, at the speeds that they had on the way", () => {
    const options = { ...shared, totalCopyBytesPerSecond: 30 * mebibyte, sources: [sized(3000)] };
    const world = createWorld(options);
    const begin = (number: number) =>
      create(world, { name: `import-${number}`, source_resource_id: `unity-01-vol-0${number}` });
    const first = begin(1);
    world.advance(60);
    const second = begin(2);
    // 1800 MiB alone, 1200 MiB at half the speed in 80 seconds; the other one has 1200 of its own by then, and 1800 to go.
    world.advance(79.999);
    assert.equal(stateOf(world, first), "Copy_In_Progress");
    world.advance(0.001);
    assert.deepEqual(statesOf(world, [first, second]), ["Ready_For_Cutover", "Copy_In_Progress"]);
    world.advance(59.999);
    assert.equal(stateOf(world, second), "Copy_In_Progress");
    world.advance(0.001);
    assert.equal(stateOf(world, second), "Ready_For_Cutover");
  });

  it("copy as much together as the bandwidth allows, whatever happens to them", () => {
    const step = fc.record({ session: fc.nat(3), action: fc.constantFrom("pause", "resume"), seconds: fc.nat(300) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const world = createWorld(shared);
        const ids = createMany(world, 4);
        let expected = 0;
        for (const { session: index, action, seconds } of steps) {
          const id = ids[index] ?? "";
          const isFit = stateOf(world, id) === (action === "pause" ? "Copy_In_Progress" : "Paused");
          if (isFit) act(world, action, id);
          const running = ids.filter((each) => stateOf(world, each) === "Copy_In_Progress").length;
          world.advance(seconds);
          expected += Math.min(running * 30, 60) * mebibyte * seconds;
        }
        assert.ok(Math.abs(copied(world, ids) - expected) < 200, `${copied(world, ids)} of ${expected}`);
      }),
      { numRuns: 50 },
    );
  });

  it("are paused together as a group without one of them copying twice", () => {
    const world = createWorld({ ...shared, totalCopyBytesPerSecond: 30 * mebibyte });
    const { id, members } = createGroup(world);
    world.advance(300);
    act(world, "pause", id);
    assert.ok(Math.abs(copied(world, members) - 300 * 30 * mebibyte) < 10, `${copied(world, members)}`);
  });

  it("go on at their share in the world that a snapshot of them becomes", () => {
    const world = createWorld(shared);
    const ids = createMany(world, 4);
    world.advance(100);
    const twin = createWorld(shared);
    twin.restore(world.snapshot());
    for (const each of [world, twin]) each.advance(5000);
    assert.deepEqual(twin.snapshot(), world.snapshot());
    assert.deepEqual(ratesOf(twin, ids), ratesOf(world, ids));
  });

  it("take another speed in a running world, and keep what they have copied", () => {
    const world = createWorld({ setUpSeconds: 0, copyBytesPerSecond: 10 * mebibyte });
    const ids = createMany(world, 1);
    world.advance(100);
    world.configure({ copyBytesPerSecond: 20 * mebibyte });
    world.advance(100);
    assert.equal(copied(world, ids), 3000 * mebibyte);
    assert.deepEqual(ratesOf(world, ids), [20]);
  });
});

function sized(mebibytes: number) {
  return { name: "Unity-01", type: "Unity", volumes: 2, sizeBytes: mebibytes * mebibyte } as const;
}

/** Bytes in a standing and a running meter. */
function copied(world: TestWorld, ids: readonly string[]): number {
  const twin = createWorld(world.settings());
  twin.restore(world.snapshot());
  for (const id of ids) if (stateOf(twin, id) === "Copy_In_Progress") twin.forceState(id, "Paused");
  const { collections } = twin.snapshot() as {
    readonly collections: { readonly import_session: readonly { id: string; copy: { copied_bytes: number } }[] };
  };
  const meters = collections.import_session.filter(({ id }) => ids.includes(id));
  return meters.reduce((sum, { copy }) => sum + copy.copied_bytes, 0);
}
