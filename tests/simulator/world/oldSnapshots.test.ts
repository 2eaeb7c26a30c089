import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createWorld } from "../../../simulator/src/world";
import { act, call, create, rowOf, type TestWorld } from "./fixtures";

/** As simulators of earlier commits wrote them; nobody edits or makes them again. */
function restored(file: string): TestWorld {
  const world = createWorld({ maxActiveSessions: 4, sources: [] });
  world.restore(JSON.parse(readFileSync(join(__dirname, "snapshots", file), "utf8")));
  return world;
}

function statesIn(world: TestWorld): unknown {
  return Object.fromEntries((world.rows("import_session") ?? []).map(({ name, state }) => [name, state]));
}

describe("a snapshot that an earlier simulator wrote", () => {
  it("is read although collections are missing that came later: they are empty, and can be filled", () => {
    const world = restored("before-jobs.json");
    assert.deepEqual(statesIn(world), {
      done: "Import_Completed",
      group: "In_Progress",
      "group-01": "Copy_In_Progress",
      "group-02": "Copy_In_Progress",
      "group-03": "Copy_In_Progress",
      paused: "Paused",
      tonight: "Scheduled",
    });
    assert.deepEqual([world.rows("job"), world.rows("import_host_system")], [[], []]);
    world.startJob("POST /volume", { id: "", body: { name: "v", size: 8192 } }, "admin");
    world.advance(1e5);
    assert.equal(world.count("job"), 1);
    assert.equal(world.rowByName("import_session", "group")?.state, "Ready_For_Cutover");
  });

  it("is read with its ids as they are, and goes on where it stood", () => {
    const world = restored("before-import-hosts.json");
    assert.equal(rowOf(world, "import_session", "session-000009").name, "running");
    act(world, "resume", "session-000007");
    const id = create(world, { name: "new", source_resource_id: "unity-01-vol-07" });
    assert.equal(rowOf(world, "import_session", id).state, "Queued");
    world.advance(1e5);
    // The job of the snapshot has paused it.
    const { running, ...others } = statesIn(world) as Record<string, unknown>;
    assert.equal(running, "Paused");
    assert.deepEqual(others, {
      done: "Import_Completed",
      cancelled: "Cancelled",
      group: "Ready_For_Cutover",
      "group-01": "Ready_For_Cutover",
      "group-02": "Ready_For_Cutover",
      "group-03": "Ready_For_Cutover",
      paused: "Ready_For_Cutover",
      gate: "Mirror_Enabled",
      queued: "Ready_For_Cutover",
      tonight: "Ready_For_Cutover",
      new: "Ready_For_Cutover",
    });
    const agent = { agent_address: "h.example", agent_port: 1, user_name: "u", password: "p", os_type: "Linux" };
    call(world, "POST /import_host_system", "", agent);
    assert.equal(world.count("import_host_system"), 2);
  });

  it("is written again as a snapshot of today, which leads to the same", () => {
    for (const file of ["before-jobs.json", "before-import-hosts.json"]) {
      const world = restored(file);
      const twin = createWorld({ maxActiveSessions: 4 });
      twin.restore(world.snapshot());
      for (const each of [world, twin]) each.advance(1e5);
      assert.deepEqual(twin.snapshot(), world.snapshot(), file);
    }
  });
});
