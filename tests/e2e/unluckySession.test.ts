import assert from "node:assert/strict";
import { expectFailure, expectSuccess, withoutInputs } from "./migration";
import { usePluginMigration } from "./plugin";

const source = (number: string) => ({ remoteSystemId: "name:Unity-01", sourceResourceId: `unity-01-vol-${number}` });
/** The engine meets it first. */
const unlucky = "archive";
const names = [unlucky, "invoices", "ledger", "orders", "payroll"];

describe("A night in which one session has left the way, on the real engine", () => {
  const migration = usePluginMigration({ cancelSeconds: 60 });

  const program = (wishes: object) =>
    Object.fromEntries(names.map((name, index) => [name, { ...source(`0${index + 1}`), ...wishes }]));

  it("cuts all others over in one run with --continue-on-error where an administrator has cancelled one at the gate", async () => {
    const { engine, simulator, declare, up, recorded, changes, sessions } = migration();
    declare({ resources: program({}) });
    await up();
    simulator.advance(24 * 3600);
    const id = (await recorded()).find(({ urn }) => urn.endsWith(`::${unlucky}`))?.id ?? "";
    simulator.world.operations["POST /import_session/{id}/cancel"]?.({ id, body: {} });
    simulator.advance(60);
    simulator.clearJournal();

    declare({ resources: program({ advanceTo: "Import_Completed", waitFor: "Import_Completed" }) });
    const shown = expectFailure(await engine.up({ args: ["--refresh", "--continue-on-error", "--parallel", "1"] }));
    assert.match(shown, /"archive-.* was Cancelled on the array, .*pulumi up --replace/);
    const others = names.filter((name) => name !== unlucky);
    assert.deepEqual(
      changes(),
      others.map(() => "POST /import_session/{id}/cutover"),
    );
    const ends = Object.fromEntries(names.map((name) => [name, name === unlucky ? "Cancelled" : "Import_Completed"]));
    assert.deepEqual(sessions(), ends);
    for (const { urn, outputs } of await recorded()) {
      const name = urn.split("::").at(-1) ?? "";
      if (name !== unlucky) assert.equal(outputs?.state, "Import_Completed", name);
    }
  });

  it("a delete that runs out of time during up says nothing that would end the other imports, and what it says works", async () => {
    const { engine, simulator, declare, up, recorded, changes, sessions, beginAnew } = migration();
    beginAnew();
    const archive = { ...source("02"), options: { customTimeouts: { delete: "1s" } } };
    declare({ resources: { database: source("01"), archive } });
    await up();
    simulator.clearJournal();
    declare({ resources: { database: source("01") } });
    const shown = expectFailure(await engine.up());
    assert.match(shown, /deleting import session "archive-.*still Cancel_In_Progress.*Run the same command again/);
    assert.doesNotMatch(shown, /pulumi destroy/);
    simulator.advance(60);
    expectSuccess(await engine.up());
    assert.deepEqual(withoutInputs(changes()), [
      'POST /import_session/{id}/cancel {"force":false}',
      "DELETE /import_session/{id}",
    ]);
    assert.deepEqual(sessions(), { database: "Copy_In_Progress" });
    assert.equal((await recorded()).length, 1);
  });
});
