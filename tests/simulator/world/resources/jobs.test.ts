import assert from "node:assert/strict";
import { createWorld } from "../../../../simulator/src/world";
import { create, refusal, rowOf, stateOf } from "../fixtures";

const pause = "POST /import_session/{id}/pause";

function startPause() {
  const world = createWorld({ jobSeconds: 5, ids: "counted" });
  const session = create(world);
  world.advance(60);
  const job = world.startJob(pause, { id: session, body: {} }, "admin");
  const phase = () => rowOf(world, "job", job).phase;
  return { world, session, job, phase };
}

describe("a job", () => {
  it("is queued, then under way, then completed, and its work is done when it begins", () => {
    const { world, session, job, phase } = startPause();
    assert.equal(phase(), "Queued");
    world.advance(4.999);
    assert.deepEqual([phase(), stateOf(world, session)], ["Queued", "Copy_In_Progress"]);
    world.advance(0.001);
    assert.deepEqual([phase(), stateOf(world, session)], ["In_Progress", "Paused"]);
    world.advance(5);
    const row = rowOf(world, "job", job);
    assert.deepEqual(
      [row.phase, row.state, row.progress_percentage, row.response_status, row.response_body],
      ["Completed", "COMPLETED", 100, "204", null],
    );
    assert.deepEqual(
      [row.resource_action, row.resource_type, row.resource_id, row.resource_name, row.user],
      ["pause", "import_session", session, "import-1", "admin"],
    );
  });

  it("fails with the array's refusal, and what it was to change stays as it was", () => {
    const { world, session, job } = startPause();
    world.operations[pause]?.({ id: session, body: {} });
    world.advance(10);
    const row = rowOf(world, "job", job);
    assert.deepEqual([row.phase, row.response_status], ["Failed", "422"]);
    const { response_type, messages } = row.response_body as { response_type: string; messages: { code: string }[] };
    assert.deepEqual([response_type, messages[0]?.code], ["error_response", "0xE0FF00030001"]);
    assert.equal(stateOf(world, session), "Paused");
  });

  it("fails with the status that the array gives to all that its state forbids", () => {
    const world = createWorld({ jobSeconds: 0, refusalStatus: 400 });
    const session = create(world);
    assert.equal(refusal(() => world.operations[pause]?.({ id: session, body: {} })).status, 400);
    const job = world.startJob(pause, { id: session, body: {} }, "admin");
    assert.equal(rowOf(world, "job", job).response_status, "400");
    assert.equal(refusal(() => world.operations[pause]?.({ id: "nobody", body: {} })).status, 404);
  });

  const bugs = [
    {
      operation: "POST /nowhere",
      body: {},
      says: /no operation POST \/nowhere/,
      reason: "an operation that there is not",
    },
    {
      operation: "POST /host",
      body: { name: "h", os_type: "Linux", initiators: [null] },
      says: /report this/,
      reason: "a body that no check has seen",
    },
  ];
  for (const { operation, body, says, reason } of bugs) {
    it(`fails with 500 where the simulator itself breaks, and time goes on: ${reason}`, () => {
      const world = createWorld({ jobSeconds: 5 });
      const session = create(world);
      const job = world.startJob(operation, { id: "", body }, "admin");
      world.advance(60);
      const row = rowOf(world, "job", job);
      assert.deepEqual([row.phase, row.state, row.response_status], ["Failed", "FAILED", "500"]);
      assert.match(JSON.stringify(row.response_body), says);
      assert.equal(stateOf(world, session), "Copy_In_Progress");
    });
  }

  it("goes when there are ten thousand newer ones, unless it is not over", () => {
    const world = createWorld({ jobSeconds: 0, ids: "counted" });
    const start = () => world.startJob("PATCH /host/{id}", { id: "host-01", body: {} }, "admin");
    const first = start();
    world.configure({ jobSeconds: 1 });
    const open = start();
    world.configure({ jobSeconds: 0 });
    for (let count = 0; count < 10_000; count += 1) start();
    assert.deepEqual([world.row("job", first), world.count("job")], [undefined, 10_000]);
    assert.equal(rowOf(world, "job", open).phase, "Queued");
    assert.equal(start(), "job-010003");
  });

  it("ends where the calendar does, if it would end later", () => {
    const world = createWorld({ start: "+275760-09-12T23:59:57.000Z", jobSeconds: 2 });
    const job = world.startJob("POST /volume", { id: "", body: { name: "v", size: 1048576 } }, "admin");
    world.advance(3);
    assert.equal(rowOf(world, "job", job).phase, "Completed");
  });

  it("tells the id of what it made", () => {
    const world = createWorld({ jobSeconds: 0, ids: "counted" });
    const job = world.startJob("POST /volume", { id: "", body: { name: "v", size: 1048576 } }, "admin");
    const row = rowOf(world, "job", job);
    assert.deepEqual(row.response_body, { response_type: "create_response", id: "volume-000001" });
    assert.equal(row.resource_id, "volume-000001");
    assert.equal(rowOf(world, "volume", "volume-000001").name, "v");
  });

  it("goes on in another world, and no password goes with it", () => {
    const world = createWorld({ jobSeconds: 5, ids: "counted" });
    const body = { name: "Old-01", management_address: "10.9.9.9", type: "Unity", iscsi_addresses: ["10.9.9.1"] };
    const secrets = { remote_username: "u", remote_password: "top secret" };
    const job = world.startJob("POST /remote_system", { id: "", body: { ...body, ...secrets } }, "admin");
    const snapshot = world.snapshot();
    assert.ok(!JSON.stringify(snapshot).includes("top secret"));
    const other = createWorld({ jobSeconds: 5, ids: "counted" });
    other.restore(snapshot);
    other.advance(10);
    assert.equal(rowOf(other, "job", job).phase, "Completed");
    assert.equal(other.rowByName("remote_system", "Old-01")?.type, "Unity");
  });

  it("fails for a password that is empty, as the request itself would", () => {
    const world = createWorld({ jobSeconds: 0 });
    const body = { name: "Old-01", management_address: "10.9.9.9", type: "Unity", iscsi_addresses: ["10.9.9.1"] };
    const secrets = { remote_username: "u", remote_password: "" };
    const job = world.startJob("POST /remote_system", { id: "", body: { ...body, ...secrets } }, "admin");
    const row = rowOf(world, "job", job);
    assert.equal(row.response_status, "422");
    assert.match(JSON.stringify(row.response_body), /needs remote_password/);
  });

  it("is named by the array where a snapshot forgets its timer", () => {
    const { world } = startPause();
    const snapshot = world.snapshot() as { agenda: { collection: string }[] };
    snapshot.agenda = snapshot.agenda.filter(({ collection }) => collection !== "job");
    assert.throws(() => world.restore(snapshot), /\/agenda must hold all jobs.*job-000001/);
  });

  it("of an operation that needs an instance is refused before there is a job", () => {
    const world = createWorld();
    assert.match(refusal(() => world.operations[pause]?.({ id: "nobody", body: {} })).message, /nobody/);
    assert.deepEqual(world.rows("job"), []);
  });
});
