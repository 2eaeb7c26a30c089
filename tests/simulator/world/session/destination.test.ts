import assert from "node:assert/strict";
import { createWorld, type WorldOptions } from "../../../../simulator/src/world";
import { act, call, create, createGroup, rowOf, session, setUpSeconds, stateOf, type TestWorld } from "../fixtures";
import { longEnough } from "../group/fixtures";

const source = "unity-01-vol-01";
const all = {
  destinationAtCancelled: "stays",
  destinationAtForcedCancel: "stays",
  destinationAtFailed: "stays",
  destinationAtPurge: "stays",
} as const satisfies WorldOptions;

type Copying = { readonly world: TestWorld; readonly id: string; readonly volume: string };

function copying(options: WorldOptions, body: Record<string, unknown> = {}): Copying {
  const world = createWorld(options);
  const id = create(world, body);
  world.advance(setUpSeconds + 100);
  return { world, id, volume: String(session(world, id).destination_resource_id) };
}

const ends: readonly {
  readonly name: string;
  readonly option: keyof typeof all;
  readonly end: (copying: Copying) => void;
  readonly state: string | undefined;
}[] = [
  {
    name: "is cancelled",
    option: "destinationAtCancelled",
    end({ world, id }) {
      act(world, "cancel", id);
      world.advance(15);
    },
    state: "Cancelled",
  },
  {
    name: "is cancelled with force while its source answers",
    option: "destinationAtForcedCancel",
    end({ world, id }) {
      act(world, "cancel", id, { force: true });
      world.advance(15);
    },
    state: "Cancelled",
  },
  {
    name: "fails while it copies",
    option: "destinationAtFailed",
    end: ({ world, id }) => world.failCopyAt(id, 0),
    state: "Failed",
  },
  {
    name: "is failed from outside",
    option: "destinationAtFailed",
    end: ({ world, id }) => world.failSession(id, { state: "Failed" }),
    state: "Failed",
  },
  {
    name: "loses its record",
    option: "destinationAtPurge",
    end: ({ world, id }) => world.purgeSession(id),
    state: undefined,
  },
];

describe("the destination of an import that", () => {
  for (const { name, option, end, state } of ends) {
    it(`${name} stays where ${option} says so, beside a source that can be imported again`, () => {
      const it = copying({ [option]: "stays" });
      end(it);
      const { world, id, volume } = it;
      assert.equal(world.row("import_session", id)?.state, state);
      assert.equal(rowOf(world, "volume", volume).state, "Ready");
      assert.equal(rowOf(world, "import_unity_volume", source).importable_criteria, "Ready");
      if (state !== undefined) assert.equal(session(world, id).destination_resource_id, volume);
    });

    it(`${name} goes unless ${option} says otherwise, whatever the other three say`, () => {
      const it = copying({ ...all, [option]: "goes" });
      end(it);
      const { world, id, volume } = it;
      assert.equal(world.row("import_session", id)?.state, state);
      assert.equal(world.row("volume", volume), undefined);
      assert.equal(world.row("import_session", id)?.destination_resource_id ?? null, null);
      assert.equal(rowOf(world, "import_unity_volume", source).importable_criteria, "Ready");
    });
  }
});

describe("a destination that was left behind", () => {
  function leftBehind(body: Record<string, unknown> = {}): Copying {
    const it = copying(all, body);
    act(it.world, "cancel", it.id);
    it.world.advance(15);
    return it;
  }

  it("is a volume like any other: it outlives the record, and can be deleted", () => {
    const { world, id, volume } = leftBehind();
    act(world, "delete", id);
    rowOf(world, "volume", volume);
    call(world, "DELETE /volume/{id}", volume);
    assert.equal(world.row("volume", volume), undefined);
  });

  it("does not stand in the way of a new import, which makes one of its own", () => {
    const { world, volume } = leftBehind();
    const id = create(world, { name: "again" });
    world.advance(setUpSeconds);
    const { destination_resource_id } = session(world, id);
    assert.notEqual(destination_resource_id, volume);
    assert.equal(world.count("volume"), 2);
  });

  it("cannot be reached by hosts after an Agentless cancel [API cancel, GUIDE 40]", () => {
    const { world, volume } = leftBehind({ type: "Agentless" });
    assert.equal(rowOf(world, "volume", volume).is_host_access_available, false);
  });

  it("is made anew for a session that somebody brings back after it was deleted", () => {
    const { world, id, volume } = leftBehind();
    call(world, "DELETE /volume/{id}", volume);
    world.forceState(id, "Paused");
    const { destination_resource_id } = session(world, id);
    assert.notEqual(destination_resource_id, volume);
    rowOf(world, "volume", String(destination_resource_id));
  });

  it("is still in its volume group, with those of the other members", () => {
    const world = createWorld(all);
    const { id, members } = createGroup(world);
    world.advance(setUpSeconds + 100);
    const group = String(session(world, id).destination_resource_id);
    act(world, "cancel", id);
    world.advance(15);
    assert.equal(stateOf(world, id), "Cancelled");
    assert.equal(rowOf(world, "volume_group", group).is_importing, false);
    const volumes = members.map((member) =>
      rowOf(world, "volume", String(session(world, member).destination_resource_id)),
    );
    assert.deepEqual(
      volumes.map(({ id }) => world.related("volume", id, "volume_groups")[0]?.id),
      [group, group, group],
    );
    assert.equal(rowOf(world, "import_unity_consistency_group", "unity-01-cg-01").importable_criteria, "Ready");
  });

  it("comes along in a snapshot", () => {
    const { world } = leftBehind();
    const twin = createWorld();
    twin.restore(world.snapshot());
    assert.deepEqual(twin.snapshot(), world.snapshot());
  });
});

describe("a purge that leaves volumes", () => {
  it("of a group leaves those of all members, and their group", () => {
    const world = createWorld({ destinationAtPurge: "stays" });
    const { id } = createGroup(world);
    world.advance(setUpSeconds + 100);
    world.purgeSession(id);
    assert.deepEqual([world.count("import_session"), world.count("volume"), world.count("volume_group")], [0, 3, 2]);
  });

  it("changes nothing for an import that was finished", () => {
    const { world, id, volume } = copying({ destinationAtPurge: "goes" });
    world.advance(longEnough);
    act(world, "cutover", id);
    world.advance(20);
    world.purgeSession(id);
    rowOf(world, "volume", volume);
    assert.equal(rowOf(world, "import_unity_volume", source).importable_criteria, "Imported");
  });
});
