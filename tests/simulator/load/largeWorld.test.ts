import assert from "node:assert/strict";
import { createWorld } from "../../../simulator/src/world";

describe("a large world", () => {
  const world = createWorld({ ids: "counted", sources: [{ name: "Unity-01", type: "Unity", volumes: 3000 }] });
  const create = world.operations["POST /import_session"];

  before(() => {
    assert.ok(create);
    for (let number = 1; number <= 3000; number += 1) {
      const source = `unity-01-vol-${number.toString().padStart(2, "0")}`;
      create({ id: "", body: { name: `s-${number}`, remote_system_id: "rs-unity-01", source_resource_id: source } });
    }
  });

  const pages = [
    { offset: 0, limit: 10, name: "its beginning" },
    { offset: 2995, limit: 10, name: "its end" },
    { offset: 3000, limit: 1, name: "what is behind its end" },
    { offset: 0, limit: 5000, name: "all of it" },
  ];
  for (const { name, ...page } of pages) {
    it(`gives ${name} by the page as a walk through all rows would`, () => {
      const rows = world.rows("import_session") ?? [];
      assert.deepEqual(world.page("import_session", page), rows.slice(page.offset, page.offset + page.limit));
    });
  }

  it("counts its objects without looking at them, and knows none of what it does not have", () => {
    assert.equal(world.count("import_session"), 3000);
    assert.equal(world.count("nothing"), undefined);
    assert.deepEqual(world.page("nothing", { offset: 0, limit: 1 }), []);
  });

  it("shows each change at once, however often a row was looked at before", () => {
    const progress = () => world.row("import_session", "session-000001")?.progress_percentage;
    const state = () => world.rowByName("import_session", "S-1")?.state;
    assert.deepEqual([state(), progress()], ["In_Progress", 0]);
    world.advance(60);
    assert.deepEqual([state(), progress()], ["Copy_In_Progress", 0]);
    world.advance(600);
    assert.equal(progress(), 18);
    const before = world.snapshot();
    world.forceState("session-000001", "Cancelled");
    assert.deepEqual([state(), progress()], ["Cancelled", null]);
    world.restore(before);
    assert.deepEqual([state(), progress()], ["Copy_In_Progress", 18]);
    world.purgeSession("session-000001");
    assert.equal(state(), undefined);
  });
});
