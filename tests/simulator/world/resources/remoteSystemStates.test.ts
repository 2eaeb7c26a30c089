import assert from "node:assert/strict";
import { createWorld } from "../../../../simulator/src/world";
import { act, call, create, refusal, rowOf, type TestWorld } from "../fixtures";

const unity = "rs-unity-01";
const remote = (world: TestWorld, id = unity) => rowOf(world, "remote_system", id);
const statusesOf = (world: TestWorld) =>
  (remote(world).data_connections as readonly { readonly status: string }[]).map(({ status }) => status);
const good = "Login_Success";
const bad = "Login_Timeout";

describe("the state of a remote system", () => {
  for (const state of ["OK", "Management_Connection_Lost", "Update_Needed", "Partial_Delete"] as const) {
    it(`can be ${state}`, () => {
      const world = createWorld();
      world.setRemoteSystem(unity, { state });
      assert.equal(remote(world).state, state);
    });
  }

  const connections = [
    { state: "OK", statuses: [good, good, good, good], reason: "each node reaches each target" },
    { state: "Partial_Data_Connection_Loss", statuses: [bad, good, bad, good], reason: "one target is lost" },
    { state: "Complete_Data_Connection_Loss", statuses: [bad, bad, bad, bad], reason: "all are" },
    { state: "No_Targets_Discovered", statuses: [bad, bad, bad, bad], reason: "nobody answers" },
    { state: "Data_Connection_Unstable", statuses: [bad, good, good, good], reason: "one comes and goes" },
    { state: "Status_Not_Available", statuses: [], reason: "nothing is known" },
  ];
  for (const { state, statuses, reason } of connections) {
    it(`of its data connections can be ${state}: ${reason}`, () => {
      const world = createWorld();
      world.setRemoteSystem(unity, { dataConnectionState: state });
      assert.equal(remote(world).data_connection_state, state);
      assert.deepEqual(statusesOf(world), statuses);
    });
  }

  it("of a node's connections is one of 4.3 and newer", () => {
    const change = { dataConnectionState: "Partial_Node_Connection_Loss" };
    assert.throws(() => createWorld().setRemoteSystem(unity, change), RangeError);
    const world = createWorld({ version: "4.4" });
    world.setRemoteSystem(unity, { ...change, connectionStatus: "Authentication_Failure" });
    assert.deepEqual(statusesOf(world), [good, good, "Authentication_Failure", "Authentication_Failure"]);
  });

  it("has no data connections while it is Initializing, and then one from each node to each target", () => {
    const world = createWorld({ connectSeconds: 10 });
    const body = { name: "Old", type: "Unity", management_address: "10.9.9.9", iscsi_addresses: ["10.9.9.10"] };
    const account = { remote_username: "u", remote_password: "p" };
    const { id } = call(world, "POST /remote_system", "", { ...body, ...account }).body as { id: string };
    assert.deepEqual(
      [remote(world, id).data_connection_state, remote(world, id).data_connections],
      ["Initializing", null],
    );
    world.advance(10);
    const [first, second, ...rest] = remote(world, id).data_connections as readonly Record<string, unknown>[];
    assert.deepEqual([first?.target_address, first?.status, rest], ["10.9.9.10", good, []]);
    assert.notEqual(first?.node_id, second?.node_id);
  });

  it("is mended by verify, and its data connections are made anew", () => {
    const world = createWorld({ connectSeconds: 10 });
    world.setRemoteSystem(unity, { state: "Update_Needed", dataConnectionState: "Complete_Data_Connection_Loss" });
    call(world, "POST /remote_system/{id}/verify", unity);
    assert.deepEqual([remote(world).state, remote(world).data_connection_state], ["OK", "Initializing"]);
    world.advance(10);
    assert.equal(remote(world).data_connection_state, "OK");
  });

  it("is not mended by verify where the trouble stays", () => {
    const world = createWorld();
    world.setRemoteSystem(unity, { state: "Update_Needed", staysAfterVerify: true });
    call(world, "POST /remote_system/{id}/verify", unity);
    assert.equal(remote(world).state, "Update_Needed");
  });

  const losses = [
    {
      lostBy: "network",
      change: { remote_password: "new", management_address: "10.1.1.1" },
      after: "Management_Connection_Lost",
    },
    { lostBy: "credentials", change: { remote_password: "new" }, after: "OK" },
    { lostBy: "credentials", change: { management_address: "10.1.1.1" }, after: "Management_Connection_Lost" },
    { lostBy: "address", change: { management_address: "10.1.1.1" }, after: "OK" },
  ] as const;
  for (const { lostBy, change, after } of losses) {
    it(`that is lost by its ${lostBy} is ${after} after a change of ${Object.keys(change).join(" and ")}`, () => {
      const world = createWorld();
      world.setRemoteSystem(unity, { state: "Management_Connection_Lost", lostBy });
      assert.equal(refusal(() => call(world, "POST /remote_system/{id}/discover", unity)).status, 422);
      call(world, "PATCH /remote_system/{id}", unity, change);
      assert.equal(remote(world).state, after);
    });
  }

  for (const change of [
    { state: "Fine" as never },
    { dataConnectionState: "Fine" },
    { connectionStatus: "Fine" },
    { fileConnectionState: "Fine" },
    { halfDeletes: 0.5 },
  ]) {
    it(`is left as it was by ${JSON.stringify(change)}, which is nothing it can be`, () => {
      const world = createWorld();
      const before = world.snapshot();
      assert.throws(() => world.setRemoteSystem(unity, change), RangeError);
      assert.deepEqual(world.snapshot(), before);
    });
  }
});

describe("a delete of a remote system", () => {
  const remove = (world: TestWorld, id = unity) => call(world, "DELETE /remote_system/{id}", id);

  it("is refused while an import is active, and not for one that is over", () => {
    const world = createWorld({ setUpSeconds: 0, copyBytesPerSecond: 0, cutoverSeconds: 0 });
    const id = create(world);
    assert.match(refusal(() => remove(world)).message, new RegExp(id));
    act(world, "cutover", id);
    remove(world);
    assert.equal(world.row("remote_system", unity), undefined);
  });

  it("that is done by halves leaves it Partial_Delete, and is to be repeated", () => {
    const world = createWorld();
    world.setRemoteSystem(unity, { halfDeletes: 1 });
    remove(world);
    assert.equal(remote(world).state, "Partial_Delete");
    assert.equal(refusal(() => call(world, "POST /remote_system/{id}/discover", unity)).status, 422);
    remove(world);
    assert.equal(world.row("remote_system", unity), undefined);
  });

  it("takes the groups of a Universal source along, or is held by them", () => {
    for (const groupsAtSourceDelete of ["go", "hold"] as const) {
      const sources = [{ name: "Any", type: "Universal", volumes: 1 }] as const;
      const world = createWorld({ sources, groupsAtSourceDelete });
      call(world, "POST /import_universal_consistency_group", "", { name: "g", remote_system_id: "rs-any" });
      if (groupsAtSourceDelete === "hold") assert.match(refusal(() => remove(world, "rs-any")).message, /is on it/);
      else remove(world, "rs-any");
      assert.equal(world.count("import_universal_consistency_group"), groupsAtSourceDelete === "hold" ? 1 : 0);
    }
  });
});

describe("a discovery", () => {
  const discover = (world: TestWorld, id = unity) => call(world, "POST /remote_system/{id}/discover", id);
  const stampOf = (world: TestWorld) => (world.rows("import_unity") ?? [])[0]?.last_updated_timestamp;

  it("takes its time: the time stamp of the array moves when it is done, and not before", () => {
    const world = createWorld({ discoverySeconds: 20 });
    const before = stampOf(world);
    world.advance(5);
    discover(world);
    world.advance(19);
    assert.equal(stampOf(world), before);
    world.advance(1);
    assert.notEqual(stampOf(world), before);
  });

  it("goes on in a world that is restored, and comes to nothing when the source is lost or deleted meanwhile", () => {
    const world = createWorld({ discoverySeconds: 20 });
    const before = stampOf(world);
    discover(world);
    const restored = createWorld({ discoverySeconds: 20 });
    restored.restore(world.snapshot());
    restored.advance(20);
    assert.notEqual(stampOf(restored), before);
    world.setReachable(unity, false);
    world.advance(20);
    assert.equal(stampOf(world), before);
    discover(restored);
    call(restored, "DELETE /remote_system/{id}", unity);
    restored.advance(20);
    assert.equal(restored.count("import_unity"), 0);
  });

  it("brings a group that is Not_In_Sync into sync again", () => {
    const world = createWorld();
    const group = "unity-01-cg-01";
    world.setCriteria(group, "Not_In_Sync");
    assert.equal(rowOf(world, "import_unity_consistency_group", group).importable_criteria, "Not_In_Sync");
    discover(world);
    assert.equal(rowOf(world, "import_unity_consistency_group", group).importable_criteria, "Ready");
    assert.throws(() => world.setCriteria(group, "Tired"), RangeError);
  });

  it("names a Universal volume never, until somebody does", () => {
    const world = createWorld({ sources: [{ name: "Any", type: "Universal", volumes: 1 }] });
    discover(world, "rs-any");
    assert.equal(rowOf(world, "import_universal_volume", "any-vol-01").name, null);
    call(world, "PATCH /import_universal_volume/{id}", "any-vol-01", { name: "data" });
    assert.equal(world.rowByName("import_universal_volume", "data")?.id, "any-vol-01");
  });
});

it("the object of a PowerMax has the id of its remote system [API]", () => {
  const world = createWorld({ sources: [{ name: "Max", type: "PowerMax_VMAX", volumes: 1 }] });
  assert.deepEqual(
    (world.rows("import_vmax") ?? []).map(({ id }) => id),
    ["rs-max"],
  );
  assert.equal(rowOf(world, "import_vmax_volume", "max-vol-01").import_vmax_id, "rs-max");
});
