import assert from "node:assert/strict";
import { createWorld } from "../../../../simulator/src/world";
import { act, call, create, refusal, rowOf, type TestWorld } from "../fixtures";

const port = (name: string) => ({ port_name: `iqn.2026-01.com.example:${name}`, port_type: "iSCSI" });

function addHost(world: TestWorld, name: string, initiators: readonly object[] = []): string {
  const answer = call(world, "POST /host", "", { name, os_type: "Linux", initiators });
  return (answer.body as { id: string }).id;
}

const portsOf = (world: TestWorld, id: string) =>
  (rowOf(world, "host", id).host_initiators as readonly { port_name: string }[]).map(({ port_name }) => port_name);

describe("a host", () => {
  it("shows its initiators, and never their CHAP passwords", () => {
    const world = createWorld();
    const chap = { chap_single_username: "u", chap_single_password: "top secret" };
    const id = addHost(world, "h", [{ ...port("a"), ...chap }]);
    assert.deepEqual(rowOf(world, "host", id).host_initiators, [
      { ...port("a"), chap_single_username: "u", chap_mutual_username: null, active_sessions: [] },
    ]);
    assert.ok(!JSON.stringify(world.snapshot()).includes("top secret"));
    assert.deepEqual(
      world.related("host", id, "initiators").map(({ port_name }) => port_name),
      [port("a").port_name],
    );
  });

  it("gains, changes and loses initiators, one kind of change at a time", () => {
    const world = createWorld();
    const id = addHost(world, "h", [port("a")]);
    const change = (body: Record<string, unknown>) => call(world, "PATCH /host/{id}", id, body);
    change({ add_initiators: [port("b")] });
    assert.deepEqual(portsOf(world, id), [port("a").port_name, port("b").port_name]);
    change({ modify_initiators: [{ port_name: port("b").port_name, chap_single_username: "new" }] });
    const [, second] = rowOf(world, "host", id).host_initiators as readonly Record<string, unknown>[];
    assert.deepEqual([second?.port_type, second?.chap_single_username], ["iSCSI", "new"]);
    change({ remove_initiators: [port("a").port_name] });
    assert.deepEqual(portsOf(world, id), [port("b").port_name]);
  });

  it("has no initiator twice", () => {
    const world = createWorld();
    const twice = [port("a"), port("b"), port("a")];
    assert.match(refusal(() => addHost(world, "h", twice)).message, /example:a is given twice/);
    const id = addHost(world, "h");
    const add = () => call(world, "PATCH /host/{id}", id, { add_initiators: twice });
    assert.match(refusal(add).message, /example:a is given twice/);
    assert.deepEqual(portsOf(world, id), []);
  });

  const single = { chap_single_username: "u", chap_single_password: "twelve characters" };
  const mutual = { ...single, chap_mutual_username: "v", chap_mutual_password: "other twelve chars" };
  const needs = [
    { chapMode: "Single", given: {}, missing: "chap_single_username" },
    { chapMode: "Single", given: { chap_single_username: "u" }, missing: "chap_single_password" },
    { chapMode: "Single", given: single, missing: undefined },
    { chapMode: "Mutual", given: single, missing: "chap_mutual_username" },
    { chapMode: "Mutual", given: mutual, missing: undefined },
    { chapMode: "Mutual", given: { port_type: "FC" }, missing: undefined },
    { chapMode: "Disabled", given: {}, missing: undefined },
  ] as const;
  for (const { chapMode, given, missing } of needs) {
    const end = missing === undefined ? "is taken" : `needs ${missing}`;
    it(`with an initiator with ${JSON.stringify(given)} ${end} where the cluster's CHAP mode is ${chapMode} [API]`, () => {
      const world = createWorld({ chapMode });
      const initiator = { ...port("a"), ...given };
      const id = addHost(world, "empty");
      const add = () => call(world, "PATCH /host/{id}", id, { add_initiators: [initiator] });
      if (missing === undefined) {
        add();
        addHost(world, "h", [{ ...initiator, port_name: "iqn.2026-01.com.example:b" }]);
        return;
      }
      for (const work of [add, () => addHost(world, "h", [initiator])]) {
        assert.match(refusal(work).message, new RegExp(`${chapMode} needs ${missing}`));
      }
    });
  }

  it("can be called by its new name, and its old one is free", () => {
    const world = createWorld();
    const id = addHost(world, "old");
    call(world, "PATCH /host/{id}", id, { name: "new" });
    assert.equal(world.rowByName("host", "NEW")?.id, id);
    assert.equal(world.rowByName("host", "old"), undefined);
    addHost(world, "old");
  });
});

describe("a host group", () => {
  it("has hosts, which come and go and are free after it is gone", () => {
    const world = createWorld();
    const [a, b] = [addHost(world, "a"), addHost(world, "b")];
    const { id } = call(world, "POST /host_group", "", { name: "g", host_ids: [a] }).body as { id: string };
    const members = () => world.related("host_group", id, "hosts").map((host) => host.id);
    call(world, "PATCH /host_group/{id}", id, { add_host_ids: ["name:b"] });
    assert.deepEqual(members(), [a, b]);
    call(world, "PATCH /host_group/{id}", id, { remove_host_ids: [a] });
    assert.deepEqual(members(), [b]);
    call(world, "DELETE /host_group/{id}", id);
    assert.deepEqual([rowOf(world, "host", b).host_group_id, world.row("host_group", id)], [null, undefined]);
  });

  it("hands its connectivity to its hosts, and takes no host of another one [API]", () => {
    const world = createWorld();
    const [a, b] = [addHost(world, "a"), addHost(world, "b")];
    const { id } = call(world, "POST /host_group", "", { name: "g", host_ids: [a] }).body as { id: string };
    call(world, "PATCH /host_group/{id}", id, { host_connectivity: "Metro_Optimize_Both" });
    assert.equal(rowOf(world, "host", a).host_connectivity, "Metro_Optimize_Both");
    assert.throws(() => call(world, "PATCH /host_group/{id}", id, { add_host_ids: [b] }), /host_connectivity/);
  });

  it("that an import is mapped to keeps a host, and takes none that one is mapped to, until the import is over [API host_group_modify]", () => {
    const world = createWorld({ cancelSeconds: 0 });
    const id = create(world, { type: "Agentless", host_group_ids: ["host-group-01"] });
    const other = { name: "other", type: "Agentless", source_resource_id: "xtremio-01-vol-02" };
    create(world, { ...other, host_ids: ["host-01"], scheduled_timestamp: "2026-02-01T00:00:00Z" });
    const change = (body: Record<string, unknown>) => call(world, "PATCH /host_group/{id}", "host-group-01", body);
    const all = { remove_host_ids: ["host-03", "host-04"] };
    assert.match(refusal(() => change(all)).message, /host group host-group-01 is in use: import session/);
    assert.match(
      refusal(() => change({ add_host_ids: ["host-01"] })).message,
      /host host-01 is in use: import session/,
    );
    change({ remove_host_ids: ["host-03"], add_host_ids: ["host-02"] });
    change({ remove_host_ids: ["host-04"] });
    assert.equal(refusal(() => change({ remove_host_ids: ["host-02"] })).status, 422);
    world.advance(30);
    act(world, "cancel", id);
    change({ remove_host_ids: ["host-02"] });
  });
});
