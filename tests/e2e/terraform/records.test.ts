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

  it("moves with its resource, and goes without the session where a removed block says so: nothing is sent", async () => {
    const { terraform, simulator, declare, changes, sessions } = stage();
    declare({ former: volume("01"), leaving: volume("02") });
    await terraform.succeed("apply");
    const { [address("former")]: before } = terraform.recorded();
    simulator.clearJournal();

    const moved = [{ from: address("former"), to: address("renamed") }];
    const removed = [{ from: address("leaving"), lifecycle: { destroy: false } }];
    declare({ renamed: volume("01") }, { moved, removed });
    await terraform.succeed("apply");

    assert.deepEqual(changes(), []);
    assert.deepEqual(Object.keys(terraform.recorded()), [address("renamed")]);
    assert.equal(terraform.recorded()[address("renamed")]?.id, before?.id);
    assert.deepEqual(sessions(), { "unity-01-vol-01": "Copy_In_Progress", "unity-01-vol-02": "Copy_In_Progress" });
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
