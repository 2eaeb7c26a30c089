import assert from "node:assert/strict";
import { onEachEngine, SESSION, volume } from "./stage";

const address = (name: string) => `${SESSION}.${name}`;

onEachEngine("The record of a session", {}, (stage) => {
  it("is one resource's: a second one of the same source is refused, and sends nothing", async () => {
    const { terraform, declare, changes, sessions } = stage();
    declare({ one: volume("01"), other: volume("01") });

    const shown = await terraform.fail("apply");

    assert.match(shown, /another resource of this configuration is made for the same/i);
    assert.deepEqual(changes(), ["POST /import_session"]);
    assert.equal(Object.keys(terraform.recorded()).length, 1);
    const first = terraform.stateText;

    await terraform.fail("apply");

    assert.deepEqual(changes(), ["POST /import_session"]);
    assert.equal(Object.keys(terraform.recorded()).length, 1, first);
    assert.deepEqual(sessions(), { "unity-01-vol-01": "Copy_In_Progress" });
  });

  it("moves with its resource, and goes without the session where a removed block says so, which another one takes with the next apply: nothing is sent", async () => {
    const { terraform, simulator, declare, changes, sessions, ids } = stage();
    declare({ former: volume("01"), leaving: volume("02") });
    await terraform.succeed("apply");
    const { [address("former")]: before } = terraform.recorded();
    simulator.clearJournal();

    const moved = [{ from: address("former"), to: address("renamed") }];
    const removed = [{ from: address("leaving"), lifecycle: { destroy: false } }];
    const taking = { ...volume("02"), adopt_session_id: ids()["unity-01-vol-02"] };
    declare({ renamed: volume("01"), taking }, { moved, removed });
    assert.match(await terraform.fail("apply"), /one session cannot be two resources/);

    assert.deepEqual(Object.keys(terraform.recorded()), [address("renamed")]);
    assert.equal(terraform.recorded()[address("renamed")]?.id, before?.id);
    await terraform.succeed("apply");
    assert.deepEqual(changes(), []);
    assert.equal(terraform.recorded()[address("taking")]?.id, taking.adopt_session_id);
    assert.deepEqual(sessions(), { "unity-01-vol-01": "Copy_In_Progress", "unity-01-vol-02": "Copy_In_Progress" });
  });

  it("moves into a resource with for_each, beside those that import blocks with for_each take there: nothing is sent", async () => {
    const { terraform, simulator, declare, changes, ids } = stage();
    declare({ former: volume("01"), second: volume("02"), third: volume("03") });
    await terraform.succeed("apply");
    const [before, kept] = [ids(), terraform.recorded()];
    await terraform.succeed("state", "rm", address("second"), address("third"));
    simulator.clearJournal();

    const numbers = { "01": "former", "02": "second", "03": "third" };
    const each = { for_each: numbers, ...volume("$" + "{each.key}") };
    const idOf = (name: string) => kept[address(name)]?.id;
    declare(
      { all: each },
      {
        moved: [{ from: address("former"), to: `${address("all")}["01"]` }],
        import: [
          {
            for_each: { "02": idOf("second"), "03": idOf("third") },
            to: `${address("all")}[each.key]`,
            id: "$" + "{each.value}",
          },
        ],
      },
    );
    const ran = await terraform.succeed("apply");

    assert.deepEqual(changes(), []);
    const recorded = Object.fromEntries(Object.entries(terraform.recorded()).map(([of, { id }]) => [of, id]));
    const byNumber = Object.keys(numbers).map((of) => [`${address("all")}["${of}"]`, before[`unity-01-vol-${of}`]]);
    assert.deepEqual(recorded, Object.fromEntries(byNumber));
    for (const [of, action] of Object.entries(ran.actions)) assert.match(action, /^(move|import|update)$/, of);
    assert.deepEqual((await terraform.succeed("plan")).actions, {});
  });

  it("stays with the session where a resource is renamed and no moved block says so", async () => {
    const { terraform, simulator, declare, changes, sessions } = stage();
    declare({ former: volume("01") });
    await terraform.succeed("apply");
    simulator.clearJournal();

    declare({ renamed: volume("01") });
    const shown = await terraform.fail("apply");

    assert.match(shown, /moved block|cancel_on_destroy/);
    assert.deepEqual(changes(), []);
    assert.deepEqual(sessions(), { "unity-01-vol-01": "Copy_In_Progress" });
    assert.ok(terraform.recorded()[address("former")]);
  });
});
