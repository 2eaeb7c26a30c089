import assert from "node:assert/strict";
import { onEachEngine, SESSION, volume } from "./stage";

const WAVE = "powerstore-import_wave";
const address = `${SESSION}.database`;

/** Something else of the program says it, and its next value is known only when that was made. */
const told = (by: string, input: string) => ({
  resource: { terraform_data: { told: { input, triggers_replace: [by] } } },
});

// biome-ignore lint/suspicious/noTemplateCurlyInString: a reference in Terraform's language
const from = { ...volume("01"), source_resource_id: "${terraform_data.told.output}", cancel_on_destroy: true };

onEachEngine("A source that a plan does not know yet", {}, (stage) => {
  it("plans no replacement, and nothing is sent where it turns out to be the same", async () => {
    const { terraform, simulator, declare, changes, ids } = stage();
    declare({ database: from }, told("one", "unity-01-vol-01"));
    const first = await terraform.succeed("apply");
    assert.deepEqual(first.actions, { "terraform_data.told": "create", [address]: "create" });
    const before = ids();
    simulator.clearJournal();

    declare({ database: from }, told("two", "unity-01-vol-01"));
    const second = await terraform.succeed("apply");

    assert.deepEqual(second.actions, { "terraform_data.told": "replace", [address]: "update" });
    assert.deepEqual(changes(), []);
    assert.deepEqual(ids(), before);
  });

  it("is an error of the apply where it turns out to be another one: nothing is ended", async () => {
    const { terraform, simulator, declare, changes, sessions } = stage();
    declare({ database: from }, told("one", "unity-01-vol-01"));
    await terraform.succeed("apply");
    const before = terraform.recorded()[address];
    simulator.clearJournal();

    declare({ database: from }, told("two", "unity-01-vol-02"));
    const shown = await terraform.fail("apply");

    assert.match(shown, /source_resource_id/);
    assert.deepEqual(changes(), []);
    assert.deepEqual(sessions(), { "unity-01-vol-01": "Copy_In_Progress" });
    const after = terraform.recorded()[address];
    assert.deepEqual([after?.id, after?.tainted], [before?.id, false]);
    assert.equal(after?.attributes.source_resource_id, "unity-01-vol-01");
  });

  it("is an error in our own words where it would make another one of what has not begun, and the next apply does that", async () => {
    const { terraform, simulator, declare, changes, sessions } = stage();
    const scheduled = { ...from, scheduled_timestamp: "2027-01-01T00:00:00Z" };
    declare({ database: scheduled }, told("one", "unity-01-vol-01"));
    await terraform.succeed("apply");
    simulator.clearJournal();

    declare({ database: scheduled }, told("two", "unity-01-vol-02"));
    const shown = await terraform.fail("apply");

    assert.match(shown, /the plan showed an update, but by what is known now source_resource_id would make it anew/i);
    assert.deepEqual([changes(), sessions()], [[], { "unity-01-vol-01": "Scheduled" }]);
    const again = await terraform.succeed("apply");
    assert.deepEqual([again.actions, sessions()], [{ [address]: "replace" }, { "unity-01-vol-02": "Scheduled" }]);
  });
});

onEachEngine("Imports of a wave that a plan does not know yet", {}, (stage) => {
  const first = { source_resource_id: "unity-01-vol-01" };
  const second = { source_resource_id: "unity-01-vol-02" };
  const declareNight = (by: string, sessions: object) => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference in Terraform's language
    const wave = { name: "night", remote_system_id: "name:Unity-01", sessions: "${terraform_data.told.output}" };
    const told = { input: sessions, triggers_replace: [by] };
    stage().declare(
      {},
      { resource: { terraform_data: { told }, [WAVE]: { night: { ...wave, on_remove: "cancel" } } } },
    );
  };

  it("are ended by no apply whose plan has not shown that, and by the next one", async () => {
    const { terraform, simulator, changes, sessions } = stage();
    declareNight("one", { first, second });
    await terraform.succeed("apply");
    simulator.clearJournal();

    declareNight("two", { first });
    const shown = await terraform.fail("apply");

    assert.match(shown, /did not know what becomes of\s+sessions\["second"\]/);
    assert.deepEqual(changes(), []);
    const again = await terraform.succeed("apply");
    assert.deepEqual(again.actions, { [`${WAVE}.night`]: "update" });
    assert.deepEqual(sessions(), { "unity-01-vol-01": "Copy_In_Progress" });
  });
});
