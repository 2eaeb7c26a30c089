import assert from "node:assert/strict";
import { createWorld, type WorldOptions } from "../../../../simulator/src/world";
import { call, refusal, rowOf, type TestWorld } from "../fixtures";

const host = { agent_address: "h.example", agent_port: 8443, os_type: "Linux", user_name: "u", password: "top secret" };
const waiting = { name: "Unity-01", type: "Unity", volumes: 1, criteria: { 1: "Host_Not_Added" } } as const;
const volume = "unity-01-vol-01";

function start(options: WorldOptions = {}): TestWorld {
  return createWorld({ sources: [waiting], ...options });
}

function add(world: TestWorld, more: Readonly<Record<string, unknown>> = {}): string {
  return (call(world, "POST /import_host_system", "", { ...host, ...more }).body as { id: string }).id;
}

const look = (world: TestWorld, id: string) => [
  rowOf(world, "import_host_system", id).agent_status,
  rowOf(world, "import_unity_volume", volume).importable_criteria,
];

describe("the agent of an import host", () => {
  it("answers after a while: Unknown and Host_Not_Added first, then Running and Ready", () => {
    const world = start({ agentSeconds: 10 });
    const id = add(world);
    assert.deepEqual(look(world, id), ["Unknown", "Host_Not_Added"]);
    world.advance(10);
    assert.deepEqual(look(world, id), ["Running", "Ready"]);
  });

  it("tells when it was refreshed: last_update_time moves when it has answered", () => {
    const world = start({ agentSeconds: 10 });
    const id = add(world);
    world.advance(60);
    const timeOf = () => rowOf(world, "import_host_system", id).last_update_time;
    const before = timeOf();
    call(world, "POST /import_host_system/{id}/refresh", id);
    assert.deepEqual([timeOf(), look(world, id)[0]], [before, "Running"]);
    world.advance(10);
    assert.notEqual(timeOf(), before);
  });

  for (const status of ["Unknown", "Conflict_Detected", "Version_Unsupported"] as const) {
    it(`that is ${status} sees nothing new, also when it is refreshed`, () => {
      const world = start({ agentSeconds: 10 });
      const id = add(world);
      world.setAgent(id, status);
      world.advance(10);
      call(world, "POST /import_host_system/{id}/refresh", id);
      world.advance(10);
      assert.deepEqual(look(world, id), [status, "Host_Not_Added"]);
      world.setAgent(id, "Running");
      call(world, "POST /import_host_system/{id}/refresh", id);
      world.advance(10);
      assert.deepEqual(look(world, id), ["Running", "Ready"]);
    });
  }

  it("can be deleted before it has answered, and asked in a world that was restored", () => {
    const world = start({ agentSeconds: 10 });
    const id = add(world);
    const restored = start({ agentSeconds: 10 });
    restored.restore(world.snapshot());
    restored.advance(10);
    assert.deepEqual(look(restored, id), ["Running", "Ready"]);
    call(world, "DELETE /import_host_system/{id}", id);
    world.advance(10);
    assert.equal(world.count("import_host_system"), 0);
  });

  it("stands for two hosts where it has Fibre Channel and iSCSI [API]", () => {
    const world = start({ hostsPerAgent: 2 });
    const id = add(world);
    const hosts = world.related("import_host_system", id, "hosts").map(({ name }) => name);
    assert.deepEqual(hosts, ["h.example", "h.example-fc"]);
    const initiators = (world.rows("import_host_initiator") ?? []).map(({ protocol }) => protocol);
    assert.deepEqual(initiators, ["iSCSI", "FC"]);
    call(world, "DELETE /import_host_system/{id}", id);
    assert.deepEqual(
      [world.count("import_host_initiator"), world.rowByName("host", "h.example-fc")?.name],
      [0, "h.example-fc"],
    );
  });

  const single = { chap_single_username: "s", chap_single_password: "top secret" };
  const mutual = { chap_mutual_username: "m", chap_mutual_password: "top secret" };
  for (const [chapMode, more, missing] of [
    ["Single", {}, "chap_single_username"],
    ["Mutual", single, "chap_mutual_username"],
  ] as const) {
    it(`needs ${missing} where the cluster's CHAP mode is ${chapMode} [API]`, () => {
      const world = start({ chapMode });
      assert.match(refusal(() => add(world, more)).message, new RegExp(`${chapMode} needs ${missing}`));
      add(world, { ...single, ...mutual });
      assert.ok(!JSON.stringify(world.snapshot()).includes("top secret"));
    });
  }
});
