import assert from "node:assert/strict";
import { onEachEngine, volume } from "./stage";

const WAVE = "powerstore-import_wave";

onEachEngine("What is wrong with a configuration", {}, (stage) => {
  it("is shown at its line: an argument, an entry of one, and an argument of the provider block", async () => {
    const { terraform, declare, changes } = stage();
    const sessions = { "db-01": { source_resource_id: "unity-01-vol-02", advance_to: "Nowhere" } };
    const wave = { night: { name: "night", remote_system_id: "name:Unity-01", sessions } };
    const wrong = { ...volume("01"), type: "Agentless", host_ids: ["host-01", ""], advance_to: "Anywhere" };
    declare({ database: wrong }, { resource: { [WAVE]: wave } });

    const shown = await terraform.run(["plan"]);

    assert.deepEqual([shown.code, changes()], [1, []]);
    assert.deepEqual(shown.lines.toSorted(), ['""', '"advance_to": "Anywhere"', '"db-01": {']);

    declare({ database: volume("01") }, { provider: { "powerstore-import": { timeout: -1 } } });
    assert.match((await terraform.run(["plan"])).lines.join("\n"), /^"timeout": -1/);
  });
});
