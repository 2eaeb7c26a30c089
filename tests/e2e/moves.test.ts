import assert from "node:assert/strict";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "./eventually";
import { expectFailure, expectSuccess, withoutInputs } from "./migration";
import { usePluginMigration } from "./plugin";

const source = (number: string) => ({ remoteSystemId: "name:Unity-01", sourceResourceId: `unity-01-vol-${number}` });
const onward = { args: ["--continue-on-error"] };

/** With the alias: moving.test.ts and pluginPackages.test.ts. */
describe("A resource that moves in a program that forgets the alias, on the real engine", () => {
  const migration = usePluginMigration();

  afterEach(async () => {
    const { engine, beginAnew } = migration();
    for (const name of folders(engine.folder)) rmSync(join(engine.folder, "temporary", name), { recursive: true });
    beginAnew();
  });

  it("from the dynamic class to the plugin: the copy goes on, for both processes of the run share one account, of which only the proof stays that the copy is this stack's", async () => {
    const { engine, simulator, declare, up, recorded, changes, sessions } = migration();
    declare({ surface: "pulumi-powerstore-import", resources: { database: source("01") } });
    await up();
    const [before] = await recorded();
    simulator.clearJournal();
    declare({ surface: "plain", resources: { database: source("01") } });
    // Holds the second process, which deletes, at its login: both are there, as long as it takes to see that.
    simulator.setFaults([{ operation: "GET /login_session", skip: 1, effect: { delaySeconds: 1 } }]);
    const run = engine.startUp();
    await eventually("accounts of two processes", () => (accounts(engine.folder).length === 2 ? true : undefined));
    const { stdout } = expectSuccess(await run.finished);
    assert.match(stdout, /is taken over/);
    assert.match(stdout, /now belongs to urn:pulumi:test::migration::powerstore-import:index:ImportSession::database/);
    const [after, ...others] = await recorded();
    assert.deepEqual(
      [others.length, after?.type, after?.id, after?.outputs?.state],
      [0, "powerstore-import:index:ImportSession", before?.id, "Copy_In_Progress"],
    );
    const kept = accounts(engine.folder).filter((name) => name.endsWith(".kept.jsonl"));
    assert.equal(kept.length, 1, "of the process that has the session");

    expectSuccess(await engine.up({ args: ["--expect-no-changes"] }));
    assert.deepEqual(changes(), [], "the name is in use");
    assert.deepEqual(sessions(), { database: "Copy_In_Progress" });

    simulator.clearJournal();
    expectSuccess(await engine.destroy());
    assert.deepEqual(changes(), ['POST /import_session/{id}/cancel {"force":false}', "DELETE /import_session/{id}"]);
  });

  it("to another name, by adoption or not: it fails with the word aliases as often as it is tried, and cancels nothing", async () => {
    const { engine, simulator, declare, up, recorded, changes, sessions } = migration();
    const [database, archive] = [source("01"), source("02")];
    declare({ resources: { database, archive } });
    await up();
    const before = await recorded();
    const idOf = (name: string) => before.find(({ urn }) => urn.endsWith(`::${name}`))?.id;
    simulator.clearJournal();

    const adopting = { ...database, adoptSessionId: idOf("database"), automaticCutover: true };
    declare({ resources: { orders: adopting, ledger: archive } });
    for (const time of ["first", "second"]) {
      const shown = expectFailure(await engine.up(onward));
      assert.match(shown, /adopting .*automaticCutover is false on the array and true in the program/, time);
      assert.match(shown, /deleting .*"database-.* of this program wants the same import.*option aliases/, time);
      assert.match(shown, /deleting .*"archive-.* of this program wants the same import.*option aliases/, time);
      assert.deepEqual(await recorded(), before, time);
    }
    assert.deepEqual(withoutInputs(changes()), ["POST /import_session", "POST /import_session"], "both refused");
    assert.deepEqual(sessions(), { archive: "Copy_In_Progress", database: "Copy_In_Progress" });

    simulator.clearJournal();
    const formerly = (name: string) => ({ options: { aliases: [{ name }] } });
    declare({
      resources: { orders: { ...database, ...formerly("database") }, ledger: { ...archive, ...formerly("archive") } },
    });
    expectSuccess(await engine.up(onward));
    assert.deepEqual(changes(), []);
    assert.deepEqual((await recorded()).map(({ urn, id }) => [urn.split("::").at(-1), id]).sort(), [
      ["ledger", idOf("archive")],
      ["orders", idOf("database")],
    ]);
    assert.deepEqual(folders(engine.folder), [], "nothing of an account stays");
  });
});

const NAME = /^pulumi-powerstore-import-/;

/** What the runs of an engine have left among its temporary files. */
function folders(engineFolder: string): string[] {
  return readdirSync(join(engineFolder, "temporary")).filter((name) => NAME.test(name));
}

function accounts(engineFolder: string): string[] {
  const temporary = join(engineFolder, "temporary");
  return folders(engineFolder)
    .flatMap((name) => {
      try {
        return readdirSync(join(temporary, name), { recursive: true }).map(String);
      } catch {
        return []; // It has just been cleared away.
      }
    })
    .filter((name) => name.endsWith(".jsonl"));
}
