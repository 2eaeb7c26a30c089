import assert from "node:assert/strict";
import { onEachEngine, SESSION, volume } from "./stage";

const blocks = { provider: { "powerstore-import": [{}, { alias: "other" }] } };
const byOther = { provider: "powerstore-import.other" };
const CONSENT = { cancel_on_destroy: true };

onEachEngine("Two provider blocks of one array", {}, (stage) => {
  it("make one session where both have one of the same source: the other is an error", async () => {
    const { terraform, declare, changes, sessions } = stage();
    declare({ mine: volume("01"), twin: { ...volume("01"), ...byOther } }, blocks);

    const shown = await terraform.fail("apply");

    assert.match(shown, /Another resource of this configuration is made for the same/);
    assert.deepEqual([changes(), sessions()], [["POST /import_session"], { "unity-01-vol-01": "Copy_In_Progress" }]);
    assert.equal(Object.keys(terraform.recorded()).length, 1);
  });

  it("end no session that both have on record where one of them is taken out", async () => {
    const { terraform, simulator, declare, changes, ids } = stage();
    const mine = { ...volume("01"), ...CONSENT };
    declare({ mine }, blocks);
    await terraform.succeed("apply");
    const id = ids()["unity-01-vol-01"];
    const twice = { mine, again: { ...mine, ...byOther } };
    declare(twice, { ...blocks, import: [{ to: `${SESSION}.again`, id }] });
    await terraform.succeed("apply");
    assert.deepEqual(Object.keys(terraform.recorded()).sort(), [`${SESSION}.again`, `${SESSION}.mine`]);
    simulator.clearJournal();

    declare({ mine }, blocks);
    const { warnings } = await terraform.succeed("apply");

    assert.match(warnings.join("\n"), /second entry/);
    assert.deepEqual([changes(), ids()], [[], { "unity-01-vol-01": id }]);
    assert.deepEqual(Object.keys(terraform.recorded()), [`${SESSION}.mine`]);
  });
});
