import assert from "node:assert/strict";
import { onEachEngine, SESSION, volume } from "./stage";

const address = `${SESSION}.database`;

onEachEngine("A create that is not complete in time", {}, (stage) => {
  it("is no error and taints nothing: the next plan updates it in place, until it is", async () => {
    const { terraform, simulator, declare, changes, sessions, ids } = stage();
    declare({ database: { ...volume("01"), wait_for: "Ready_For_Cutover", timeouts: { create: "1s" } } });

    const first = await terraform.succeed("apply");

    assert.match(first.warnings.join(), /Copy_In_Progress/);
    const before = terraform.recorded()[address];
    assert.deepEqual([before?.id, before?.tainted], [ids()["unity-01-vol-01"], false]);
    assert.equal(before?.attributes.state, "Copy_In_Progress");
    assert.deepEqual(changes(), ["POST /import_session"]);

    const plan = await terraform.run(["plan", "-detailed-exitcode"]);
    assert.deepEqual([plan.code, plan.actions], [2, { [address]: "update" }]);

    simulator.advance(86_400);
    await terraform.succeed("apply");

    const after = terraform.recorded()[address];
    assert.deepEqual([after?.id, after?.attributes.state], [before?.id, "Ready_For_Cutover"]);
    assert.deepEqual(sessions(), { "unity-01-vol-01": "Ready_For_Cutover" });
    assert.deepEqual(changes(), ["POST /import_session"]);
    assert.equal((await terraform.run(["plan", "-detailed-exitcode"])).code, 0, "nothing is left to do");
  });

  it("is one resource's matter: what hangs on it is made, and an update that is not complete is an error and taints nothing", async () => {
    const { terraform, declare, changes } = stage();
    const first = { ...volume("01"), wait_for: "Ready_For_Cutover", timeouts: { create: "1s", update: "1s" } };
    declare({ first, second: { ...volume("02"), depends_on: [`${SESSION}.first`] } });
    await terraform.succeed("apply");
    assert.deepEqual(changes(), ["POST /import_session", "POST /import_session"]);

    assert.match(await terraform.fail("apply"), /still Copy_In_Progress/i);

    assert.deepEqual(
      Object.entries(terraform.recorded()).map(([of, { tainted }]) => [of, tainted]),
      [
        [`${SESSION}.first`, false],
        [`${SESSION}.second`, false],
      ],
    );
    assert.equal(changes().length, 2);
  });
});
