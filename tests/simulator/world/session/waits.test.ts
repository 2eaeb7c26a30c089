import assert from "node:assert/strict";
import { createWorld } from "../../../../simulator/src/world";
import { act, create, createGroup, createMany, refusal, session, setUpSeconds, stateOf, statesOf } from "../fixtures";

describe("a session that waits in the queue although there is room", () => {
  it("is Queued for so long, and then begins", () => {
    const world = createWorld({ queuedSeconds: 0.003 });
    const id = create(world);
    assert.equal(stateOf(world, id), "Queued");
    world.advance(0.002);
    assert.equal(stateOf(world, id), "Queued");
    world.advance(0.001);
    assert.equal(stateOf(world, id), "In_Progress");
  });

  it("waits after its schedule, too", () => {
    const world = createWorld({ queuedSeconds: 5 });
    const id = create(world, { scheduled_timestamp: "2026-01-01T00:01:00Z" });
    world.advance(60);
    assert.equal(stateOf(world, id), "Queued");
    world.advance(5);
    assert.equal(stateOf(world, id), "In_Progress");
  });

  it("can be cancelled meanwhile", () => {
    const world = createWorld({ queuedSeconds: 5 });
    const id = create(world);
    act(world, "cancel", id);
    world.advance(60);
    assert.equal(stateOf(world, id), "Cancelled");
  });

  it("still waits for a place when its time is over and there is none", () => {
    const world = createWorld({ queuedSeconds: 5, maxActiveSessions: 1 });
    const [first = "", second = ""] = createMany(world, 2);
    world.advance(5);
    assert.deepEqual(statesOf(world, [first, second]), ["In_Progress", "Queued"]);
    world.failSession(first, { state: "Failed" });
    assert.equal(stateOf(world, second), "In_Progress");
  });

  it("waits with the members of its group", () => {
    const world = createWorld({ queuedSeconds: 5 });
    const { id, members } = createGroup(world);
    assert.deepEqual(
      statesOf(world, [id, ...members]),
      Array.from({ length: 4 }, () => "Queued"),
    );
    world.advance(5);
    assert.deepEqual(
      statesOf(world, [id, ...members]),
      Array.from({ length: 4 }, () => "In_Progress"),
    );
  });

  it("goes on waiting in the world that a snapshot of it becomes", () => {
    const world = createWorld({ queuedSeconds: 5 });
    const id = create(world);
    world.advance(2);
    const twin = createWorld({ queuedSeconds: 5 });
    twin.restore(world.snapshot());
    twin.advance(2.999);
    assert.equal(stateOf(twin, id), "Queued");
    twin.advance(0.001);
    assert.equal(stateOf(twin, id), "In_Progress");
  });
});

const slow = { actionSeconds: 10 };

describe("an action that takes time", () => {
  const gates = [
    { action: "enable_destination_volume", from: "Mirror_Enabled", to: "Ready_To_Start_Copy" },
    { action: "start_copy", from: "Ready_To_Start_Copy", to: "Copy_In_Progress" },
    { action: "pause", from: "Copy_In_Progress", to: "Paused" },
    { action: "resume", from: "Paused", to: "Copy_In_Progress" },
  ] as const;
  for (const { action, from, to } of gates) {
    it(`leads from ${from} to ${to} when the time of ${action} has passed, and not before`, () => {
      const world = createWorld(slow);
      const id = create(world, { type: "Agentless" });
      world.forceState(id, from);
      assert.deepEqual(act(world, action, id), { status: 204 });
      world.advance(9.999);
      assert.equal(stateOf(world, id), from);
      world.advance(0.001);
      assert.equal(stateOf(world, id), to);
    });
  }

  function pausing() {
    const world = createWorld(slow);
    const id = create(world);
    world.advance(setUpSeconds);
    act(world, "pause", id);
    return { world, id };
  }

  it("lets the copy go on until it has its effect", () => {
    const { world, id } = pausing();
    world.advance(1000);
    const copied = 10 * 30 * 1024 ** 2;
    assert.equal(session(world, id).progress_percentage, Math.floor((copied * 100) / (100 * 1024 ** 3)));
  });

  it("lets nobody in before its end: every other action is 422 and says what is under way", () => {
    const { world, id } = pausing();
    for (const action of ["pause", "cancel"]) {
      const { status, message } = refusal(() => act(world, action, id));
      assert.equal(status, 422);
      assert.match(message, /^0xE0FF00030006 .* is busy: its pause is under way/);
    }
    world.advance(10);
    act(world, "cancel", id);
    assert.equal(stateOf(world, id), "Cancel_In_Progress");
  });

  it("has no effect any more on a copy that got through before it", () => {
    const world = createWorld(slow);
    const id = create(world);
    world.advance(setUpSeconds + Math.floor((100 * 1024) / 30));
    act(world, "pause", id);
    world.advance(10);
    assert.equal(stateOf(world, id), "Ready_For_Cutover");
    act(world, "cutover", id);
  });

  it("has no effect on a group that is not fit for it any more", () => {
    const world = createWorld(slow);
    const { id, members } = createGroup(world);
    world.advance(setUpSeconds);
    act(world, "pause", id);
    world.forceState(members[0] ?? "", "Ready_For_Cutover");
    world.advance(10);
    assert.equal(stateOf(world, id), "In_Progress");
    assert.deepEqual(statesOf(world, members), ["Ready_For_Cutover", "Copy_In_Progress", "Copy_In_Progress"]);
  });

  it("pauses and resumes a whole group at its end", () => {
    const world = createWorld(slow);
    const { id, members } = createGroup(world);
    world.advance(setUpSeconds);
    act(world, "pause", id);
    assert.equal(refusal(() => act(world, "pause", members[0] ?? "")).status, 422);
    world.advance(10);
    assert.deepEqual(statesOf(world, [id, ...members]), ["Paused", "Paused", "Paused", "Paused"]);
    act(world, "resume", id);
    world.advance(10);
    assert.equal(stateOf(world, id), "In_Progress");
  });

  it("is in a snapshot, and has its effect in the world that this becomes", () => {
    const { world, id } = pausing();
    world.advance(4);
    const twin = createWorld(slow);
    twin.restore(world.snapshot());
    assert.deepEqual(twin.snapshot(), world.snapshot());
    twin.advance(6);
    assert.equal(stateOf(twin, id), "Paused");
  });

  it("is named by the array where a snapshot forgets its timer", () => {
    const { world } = pausing();
    const snapshot = structuredClone(world.snapshot()) as { agenda: { collection: string }[] };
    snapshot.agenda = snapshot.agenda.filter(({ collection }) => collection !== "import_session_action");
    assert.throws(() => world.restore(snapshot), /\/agenda must hold all sessions with a pending action/);
  });
});

describe("settings of a running world", () => {
  it("hold from their change on, and until a reset", () => {
    const world = createWorld();
    world.configure({ queuedSeconds: 5, destinationAtFailed: "stays" });
    assert.equal(stateOf(world, create(world)), "Queued");
    assert.equal(world.settings().destinationAtFailed, "stays");
    world.reset();
    assert.equal(world.settings().destinationAtFailed, "goes");
    assert.equal(stateOf(world, create(world)), "In_Progress");
  });

  it("let in who waits when there is more room", () => {
    const world = createWorld({ maxActiveSessions: 1 });
    const ids = createMany(world, 2);
    world.configure({ maxActiveSessions: 2 });
    assert.deepEqual(statesOf(world, ids), ["In_Progress", "In_Progress"]);
  });

  const wrong: readonly { name: string; change: Record<string, unknown>; says: RegExp }[] = [
    {
      name: "a value that makes no sense",
      change: { actionSeconds: -1 },
      says: /^actionSeconds must be a number from 0 on/,
    },
    {
      name: "a fate that is none",
      change: { destinationAtPurge: "melts" },
      says: /^destinationAtPurge must be goes or stays/,
    },
    { name: "a name that is no setting", change: { qeuedSeconds: 1 }, says: /^qeuedSeconds is nothing/ },
    { name: "what only a new world can have", change: { ids: "counted" }, says: /^ids is nothing/ },
  ];
  for (const { name, change, says } of wrong) {
    it(`stay as they are after ${name}`, () => {
      const world = createWorld();
      const before = world.settings();
      assert.throws(() => world.configure(change), { name: "RangeError", message: says });
      assert.deepEqual(world.settings(), before);
    });
  }
});
