import assert from "node:assert/strict";
import { createWorld } from "../../../../simulator/src/world";
import { act, createGroup, setUpSeconds, stateOf, statesOf, type TestWorld } from "../fixtures";

type Editable = {
  format: number;
  serials: Record<string, number>;
  queue: string[];
  agenda: unknown[];
  collections: { [name: string]: Record<string, unknown>[] };
};

function copying() {
  const world = createWorld({ ids: "counted" });
  const group = createGroup(world);
  world.advance(setUpSeconds);
  return { world, ...group };
}

function edited(world: TestWorld): Editable {
  return JSON.parse(JSON.stringify(world.snapshot())) as Editable;
}

function record(snapshot: Editable, collection: string, index: number): Record<string, unknown> {
  return snapshot.collections[collection]?.[index] ?? assert.fail(`${collection} has a record ${index}`);
}

describe("a snapshot with groups", () => {
  it("keeps trouble that waits: cut-overs and cancels that will fail", () => {
    const { world, id, members } = copying();
    world.failCutover(members[1] ?? "");
    world.failCancel(id, 1);
    const twin = createWorld({ sources: [] });
    twin.restore(edited(world));
    twin.advance(1e5);
    act(twin, "cutover", id);
    twin.advance(20);
    assert.equal(stateOf(twin, id), "Import_Cutover_Incomplete");
    act(twin, "cancel", id);
    twin.advance(15);
    assert.equal(stateOf(twin, id), "Cancel_Failed");
  });

  it("keeps a group that waits in the queue, with its members", () => {
    const options = { maxActiveSessions: 1 };
    const world = createWorld(options);
    const first = createGroup(world, { name: "first", source_resource_id: "unity-01-cg-02" });
    const { id, members } = createGroup(world);
    const twin = createWorld(options);
    twin.restore(edited(world));
    assert.deepEqual(edited(twin).queue, [id]);
    twin.forceState(first.id, "Failed");
    assert.deepEqual(statesOf(twin, [id, ...members]), ["In_Progress", ...members.map(() => "In_Progress")]);
  });

  const broken: readonly { name: string; edit: (snapshot: Editable) => void; says: RegExp }[] = [
    {
      name: "a member without its parent",
      edit: (s) => Object.assign(record(s, "import_session", 1), { parent_session_id: "session-000009" }),
      says: /\/1\/parent_session_id/,
    },
    {
      name: "a member of another group's session",
      edit: (s) => Object.assign(record(s, "import_session", 0), { source_resource_id: "unity-01-cg-02" }),
      says: /\/1\/parent_session_id/,
    },
    {
      name: "a group without members",
      edit: (s) => {
        s.collections.import_session?.splice(1);
        s.agenda = [];
        Object.assign(record(s, "import_session", 0), { state: "Paused" });
      },
      says: /\/0\/source_resource_id is not the id of a volume/,
    },
    {
      name: "a group whose state is not that of its members",
      edit: (s) => Object.assign(record(s, "import_session", 0), { state: "Paused" }),
      says: /\/0\/state .*Copy_In_Progress/,
    },
    {
      name: "a group in a state that groups do not have",
      edit: (s) => Object.assign(record(s, "import_session", 0), { state: "Mirror_Enabled" }),
      says: /\/0\/state/,
    },
    {
      name: "a group that is imported to a volume",
      edit: (s) => Object.assign(record(s, "import_session", 0), { destination_resource_id: "volume-000001" }),
      says: /\/0\/destination_resource_id is not the id of a volume group/,
    },
    {
      name: "a volume group that would be made a second time",
      edit: (s) => Object.assign(s.serials, { volume_group: 1 }),
      says: /\/serials\/volume_group .*volume-group-000002/,
    },
    {
      name: "a member in the queue",
      edit: (s) => s.queue.push("session-000002"),
      says: /\/queue .*session-000002/,
    },
    {
      name: "a number of failing cancels that is none",
      edit: (s) => Object.assign(record(s, "import_session", 0), { cancels_to_fail: -1 }),
      says: /\/0\/cancels_to_fail/,
    },
  ];
  for (const { name, edit, says } of broken) {
    it(`is refused with the place named, and nothing changed, for ${name}`, () => {
      const { world } = copying();
      const before = world.snapshot();
      const snapshot = edited(world);
      edit(snapshot);
      assert.throws(() => world.restore(snapshot), { name: "TypeError", message: says });
      assert.deepEqual(world.snapshot(), before);
    });
  }

  it("is refused where a member waits and its group does not", () => {
    const world = createWorld();
    createGroup(world, { scheduled_timestamp: "2026-02-01T00:00:00Z" });
    const snapshot = edited(world);
    for (const index of [1, 2]) Object.assign(record(snapshot, "import_session", index), { state: "Cancelled" });
    Object.assign(record(snapshot, "import_session", 3), { state: "Queued" });
    assert.throws(() => createWorld().restore(snapshot), { name: "TypeError", message: /\/3\/state/ });
  });
});
