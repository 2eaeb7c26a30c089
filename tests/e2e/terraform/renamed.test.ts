import assert from "node:assert/strict";
import type { Stage } from "./stage";
import { onEachEngine, volume } from "./stage";

const WAVE = "powerstore-import_wave";
const CONSENT = { cancel_on_destroy: true };
const DAY_SECONDS = 24 * 3600;
const night = { name: "night", remote_system_id: "name:Unity-01", ...CONSENT };
const member = (number: string) => ({ source_resource_id: `unity-01-vol-${number}` });
const copying = (...numbers: readonly string[]) =>
  Object.fromEntries(numbers.map((number) => [`unity-01-vol-${number}`, "Copy_In_Progress"]));

onEachEngine("What another address of the same configuration wants", {}, (stage) => {
  const idsOnRecord = ({ terraform }: Stage) =>
    Object.fromEntries(Object.entries(terraform.recorded()).map(([of, { id }]) => [of, id]));
  const waves = (of: Readonly<Record<string, object>>) => ({ resource: { [WAVE]: of } });

  it("is ended by no delete of a resource that was renamed without a moved block, although that may end it", async () => {
    const { terraform, simulator, declare, changes, sessions } = stage();
    declare({ database: { ...volume("01"), ...CONSENT } });
    await terraform.succeed("apply");
    const before = idsOnRecord(stage());
    simulator.clearJournal();

    declare({ orders: { ...volume("01"), ...CONSENT } });
    const shown = await terraform.fail("apply");

    assert.match(shown, /Deleting import session .*moved block/s);
    assert.deepEqual([changes(), sessions(), idsOnRecord(stage())], [[], copying("01"), before]);
    await terraform.succeed("destroy");
    assert.deepEqual(sessions(), {}, "a destroy is about what is there");
  });

  it("is ended by no saved plan either, which says so when it is made", async () => {
    const { terraform, simulator, declare, changes, sessions } = stage();
    declare({ database: { ...volume("01"), ...CONSENT } });
    await terraform.succeed("apply");
    const [id] = Object.values(idsOnRecord(stage()));
    simulator.clearJournal();

    declare({ orders: { ...volume("01"), ...CONSENT } });
    const planned = await terraform.succeed("plan", "-out=plan");
    assert.match(planned.warnings.join(), /wants the same.*moved block/s);
    // Where the create comes first it takes the session over, as after a crash, and the delete leaves it to that.
    await terraform.run(["apply", "plan"]);

    assert.deepEqual([changes(), sessions()], [[], copying("01")]);
    assert.deepEqual(Object.values(idsOnRecord(stage())), [id]);
  });

  it("is ended by no saved plan that saw it wait for its start, once it copies", async () => {
    const { terraform, simulator, declare, changes, sessions } = stage();
    const start = Date.now() + DAY_SECONDS * 1000;
    const scheduled = { scheduled_timestamp: new Date(start).toISOString(), wait_for: "None" };
    const waiting = { ...volume("01"), ...CONSENT, ...scheduled };
    declare({ database: waiting });
    await terraform.succeed("apply");
    assert.deepEqual(sessions(), { "unity-01-vol-01": "Scheduled" });
    declare({ database: { ...waiting, automatic_cutover: true } });
    await terraform.succeed("plan", "-out=plan");
    simulator.advance((start - simulator.now()) / 1000 + 60);
    simulator.clearJournal();

    const shown = await terraform.fail("apply", "plan");

    assert.match(shown, /It was Scheduled when the replacement was planned and is Copy_In_Progress/);
    assert.deepEqual([changes(), sessions()], [[], copying("01")]);
  });

  it("keeps the record of a completed import, which no other address could make again", async () => {
    const { terraform, simulator, declare, changes, sessions } = stage();
    const completing = { ...volume("01"), automatic_cutover: true };
    declare({ database: completing });
    await terraform.succeed("apply");
    simulator.advance(DAY_SECONDS);
    await terraform.succeed("apply");
    const before = idsOnRecord(stage());
    simulator.clearJournal();

    declare({ orders: completing });
    const shown = await terraform.fail("apply");

    assert.match(shown, /Deleting import session .*moved block/s);
    assert.deepEqual([changes(), idsOnRecord(stage())], [[], before]);
    assert.deepEqual(sessions(), { "unity-01-vol-01": "Import_Completed" });
  });

  it("goes on where sessions become a wave: first out of the state, then adopted", async () => {
    const { terraform, simulator, declare, changes, sessions, ids } = stage();
    declare({ one: { ...volume("01"), ...CONSENT }, two: { ...volume("02"), ...CONSENT } });
    await terraform.succeed("apply");
    const before = idsOnRecord(stage());
    simulator.clearJournal();

    const sources = { one: member("01"), two: member("02") };
    declare({}, waves({ night: { ...night, sessions: sources } }));
    const shown = await terraform.fail("apply");

    assert.match(shown, /sessions\["one"\] of the import wave night of this\s+configuration wants the same import/);
    assert.match(shown, /by a removed block with destroy = false.*adopt_session_id/s);
    assert.deepEqual([sessions(), idsOnRecord(stage())], [copying("01", "02"), before]);

    const removed = Object.keys(before).map((from) => ({ from, lifecycle: { destroy: false } }));
    declare({}, { removed });
    await terraform.succeed("apply");
    const { "unity-01-vol-01": one, "unity-01-vol-02": two } = ids();
    const adopted = {
      one: { ...sources.one, adopt_session_id: one },
      two: { ...sources.two, adopt_session_id: two },
    };
    simulator.clearJournal();
    declare({}, waves({ night: { ...night, sessions: adopted } }));
    await terraform.succeed("apply");
    assert.deepEqual([changes(), sessions()], [[], copying("01", "02")]);
    assert.deepEqual(Object.keys(idsOnRecord(stage())), [`${WAVE}.night`]);
  });

  it("is ended by no wave that is replaced by one that is made before it", async () => {
    const { terraform, simulator, declare, changes, sessions } = stage();
    const wave = { ...night, sessions: { one: member("01"), two: member("02") } };
    declare({}, waves({ night: { ...wave, lifecycle: { create_before_destroy: true } } }));
    await terraform.succeed("apply");
    const before = idsOnRecord(stage());
    simulator.clearJournal();

    const shown = await terraform.fail("apply", `-replace=${WAVE}.night`);

    assert.match(shown, /nothing is recorded.*create_before_destroy/s);
    assert.deepEqual([changes(), sessions(), idsOnRecord(stage())], [[], copying("01", "02"), before]);
  });
});
