import assert from "node:assert/strict";
import { readSeed, startSimulator } from "../../../simulator/src";
import { useFolder } from "../seed/temporaryFolder";
import { sectionOf } from "./readme";

describe("the README's seed file", () => {
  const file = useFolder();

  it("makes the array that its comments speak of, also in process", async () => {
    const section = sectionOf("## Worlds");
    const lines = section.split("\n");
    const start = lines.indexOf("    # seed.yaml");
    assert.ok(start >= 0);
    const length = lines.slice(start).findIndex((line) => !line.startsWith("    "));
    const text = lines.slice(start, start + length).map((line) => line.slice(4));
    const simulator = await startSimulator(readSeed(file("seed.yaml", text.join("\n"))));
    try {
      const { world } = simulator;
      const ids = (collection: string) => world.rows(collection)?.map(({ id }) => id);
      assert.deepEqual(ids("remote_system"), ["rs-old-unity"]);
      assert.deepEqual(
        ids("import_unity_volume"),
        [1, 2, 3, 4, 5].map((number) => `old-unity-vol-0${number}`),
      );
      assert.equal(world.row("import_unity_volume", "old-unity-vol-02")?.importable_criteria, "Host_Volume_Offline");
      assert.deepEqual(ids("host"), ["host-a"]);
      assert.equal(world.row("cluster", "0")?.global_id, "PSLAB");
      assert.equal(new Date(simulator.now()).toISOString(), "2026-03-01T00:00:00.000Z");
    } finally {
      await simulator.close();
    }
  });
});
