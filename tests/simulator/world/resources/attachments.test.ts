import assert from "node:assert/strict";
import { createWorld, type WorldOptions } from "../../../../simulator/src/world";
import { act, call, create, memberIds, refusal, rowOf, session, stateOf, type TestWorld } from "../fixtures";

const atOnce = { setUpSeconds: 0, copyBytesPerSecond: 0, cutoverSeconds: 0, cancelSeconds: 0 } as const;
const hold = { ...atOnce, attachments: "hold" } as const;
const deletion = (collection: string, id: string) => (world: TestWorld) =>
  call(world, `DELETE /${collection}/{id}`, id, {});

/** An Agentless import that is completed: its session, and its destination. */
function imported(options: WorldOptions, body: Record<string, unknown>) {
  const world = createWorld(options);
  const id = create(world, { type: "Agentless", ...body });
  for (const action of ["enable_destination_volume", "start_copy", "cutover"]) act(world, action, id);
  assert.equal(stateOf(world, id), "Import_Completed");
  return { world, id, volume: String(session(world, id).destination_resource_id) };
}

describe("a host that is attached to the destination of a completed import", () => {
  const body = { host_ids: ["host-01"] };

  it("is held by it, holds it, and joins no group, whatever becomes of the record, where attachments hold", () => {
    const { world, id, volume } = imported(hold, body);
    act(world, "delete", id);
    const refused: readonly (readonly [(world: TestWorld) => unknown, RegExp])[] = [
      [deletion("host", "host-01"), /host host-01 is in use: volume .* is attached to it/],
      [deletion("volume", volume), /it is attached to host host-01/],
      [
        () => call(world, "PATCH /host_group/{id}", "host-group-01", { add_host_ids: ["host-01"] }),
        /host host-01 is in use/,
      ],
      [
        () => call(world, "POST /host_group", "", { name: "g", host_ids: ["host-01", "host-02"] }),
        /host host-01 is in use/,
      ],
    ];
    const before = world.snapshot();
    for (const [work, says] of refused) {
      const { status, message } = refusal(() => work(world));
      assert.deepEqual([status, says.test(message)], [422, true], message);
    }
    assert.deepEqual(world.snapshot(), before);
  });

  it("goes, and so does the volume, where they do not: nothing here could detach it", () => {
    const { world, volume } = imported(atOnce, body);
    deletion("host", "host-01")(world);
    deletion("volume", volume)(world);
    assert.deepEqual([world.row("host", "host-01"), world.row("volume", volume)], [undefined, undefined]);
  });

  it("shows none of it, and is attached in the world that a snapshot becomes", () => {
    const { world, volume } = imported(hold, body);
    assert.ok(!JSON.stringify(rowOf(world, "volume", volume)).includes("host-01"));
    const twin = createWorld(hold);
    twin.restore(world.snapshot());
    assert.equal(refusal(() => deletion("host", "host-01")(twin)).status, 422);
  });
});

describe("a host group that is attached to the destination of a completed import", () => {
  it("is held by it, and keeps a host, where attachments hold", () => {
    const { world, volume } = imported(hold, { host_group_ids: ["host-group-01"] });
    const leave = (...ids: string[]) =>
      call(world, "PATCH /host_group/{id}", "host-group-01", { remove_host_ids: ids });
    assert.match(refusal(() => deletion("host_group", "host-group-01")(world)).message, /volume .* is attached to it/);
    assert.match(refusal(() => leave("host-03", "host-04")).message, /host group host-group-01 is in use/);
    leave("host-03");
    assert.match(refusal(() => deletion("volume", volume)(world)).message, /attached to host group host-group-01/);
  });

  it("holds the volume group that it was imported into, with and without its volumes [API volume_group]", () => {
    const world = createWorld(hold);
    const id = create(world, {
      type: "Agentless",
      source_resource_id: "xtremio-01-cg-01",
      host_group_ids: ["host-group-01"],
    });
    const members = memberIds(world, id);
    for (const action of ["enable_destination_volume", "start_copy"])
      for (const each of members) act(world, action, each);
    act(world, "cutover", id);
    const group = String(session(world, id).destination_resource_id);
    for (const body of [{}, { delete_members: true }]) {
      const { message } = refusal(() => call(world, "DELETE /volume_group/{id}", group, body));
      assert.match(message, /in use: .* is attached to host group host-group-01/);
    }
  });
});

describe("a volume that is left behind by an Agentless cancel", () => {
  it("is nobody's any more: hosts have no access [API cancel, GUIDE 40]", () => {
    const world = createWorld({ ...hold, destinationAtCancelled: "stays" });
    const id = create(world, { type: "Agentless", host_ids: ["host-01"] });
    const volume = String(session(world, id).destination_resource_id);
    act(world, "cancel", id);
    deletion("host", "host-01")(world);
    deletion("volume", volume)(world);
    assert.equal(world.count("volume"), 0);
  });
});

describe("a volume that is made for a host", () => {
  const make = (world: TestWorld, body: Record<string, unknown>) =>
    (call(world, "POST /volume", "", { name: "v", size: 1048576, ...body }).body as { id: string }).id;

  for (const [body, collection, holder] of [
    [{ host_id: "name:Host-01" }, "host", "host-01"],
    [{ host_group_id: "name:Host-Group-01" }, "host_group", "host-group-01"],
  ] as const) {
    it(`is attached to it by ${Object.keys(body)}, where attachments hold`, () => {
      const world = createWorld(hold);
      const id = make(world, body);
      assert.match(refusal(() => deletion(collection, holder)(world)).message, new RegExp(`volume ${id} is attached`));
      assert.match(refusal(() => deletion("volume", id)(world)).message, /it is attached to/);
    });
  }

  it("is free of one that went while nothing held it", () => {
    const world = createWorld(atOnce);
    const id = make(world, { host_id: "host-01" });
    deletion("host", "host-01")(world);
    world.configure({ attachments: "hold" });
    deletion("volume", id)(world);
    assert.equal(world.row("volume", id), undefined);
  });
});
