import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { InlineCommand } from "./inlineProgram";
import { runInline } from "./inlineProgram";
import { expectSuccess } from "./migration";
import { usePluginMigration } from "./plugin";

/** The guard that docs/running.md shows. */
const shown = /```ts\n(import \* as pulumi[\s\S]*?)```/;

const program = `
import { readFileSync } from "node:fs";
import * as dynamic from "pulumi-powerstore-import";
import * as plugin from "pulumi-powerstore-import/plugin";
import { guarded } from "./guard";

export function program() {
  const hooks = guarded();
  const { resources } = JSON.parse(readFileSync("program.json", "utf8"));
  for (const [name, { surface, ...args }] of Object.entries<any>(resources)) {
    const { ImportSession } = surface === "dynamic" ? dynamic : plugin;
    new ImportSession(name, args, { hooks });
  }
}
`;

const source = (number: string) => ({ remoteSystemId: "name:Unity-01", sourceResourceId: `unity-01-vol-${number}` });
const cutOver = { advanceTo: "Import_Completed" };
/** The one is to be cut over from its create on, the other is told so later. */
const sessions = { database: { ...source("01"), ...cutOver }, archive: { ...source("02"), surface: "dynamic" } };

describe("The guard of docs/running.md on the real engine, with the plugin and the dynamic class", () => {
  const migration = usePluginMigration();

  before("write the program, and import", async () => {
    const { engine, declare } = migration();
    const [, guard] = shown.exec(readFileSync(join(__dirname, "../../docs/running.md"), "utf8")) ?? [];
    assert.ok(guard);
    writeFileSync(join(engine.projectFolder, "guard.ts"), guard);
    writeFileSync(join(engine.projectFolder, "inline.ts"), program);
    declare({ resources: sessions });
    expectSuccess(await runInline(engine, "up"));
  });

  async function isRefused(command: InlineCommand, reason: (name: string) => RegExp) {
    const { engine, simulator, changes, recorded } = migration();
    const kept = async () => (await recorded()).map(({ id, outputs }) => ({ id, outputs })).sort(byId);
    const before = await kept();
    simulator.clearJournal();
    const { code, stdout } = await runInline(engine, command);
    assert.equal(code, 1, stdout);
    for (const name of Object.keys(sessions)) assert.match(stdout, reason(name));
    assert.deepEqual(changes(), []);
    assert.deepEqual(await kept(), before);
  }

  it("lets a destroy without the program cancel nothing", () =>
    isRefused("destroy", (name) => new RegExp(`${name} .*Resource has delete hooks registered`)));

  it("lets a destroy with the program cancel nothing that the run does not name", () =>
    isRefused("destroy --run-program", (name) => new RegExp(`${name} is Copy_In_Progress: .* may not cancel it`)));

  it("lets nothing be cut over whose hosts are not ready: nothing is sent, it stays as it was", async () => {
    const { engine, simulator, declare, changes, recorded, sessions: onArray } = migration();
    simulator.advance(24 * 3600);
    const resources = Object.entries(sessions).map(([name, args]) => [name, { ...args, ...cutOver }]);
    const waiting = { ...source("03"), ...cutOver, waitFor: "Import_Completed" };
    declare({ resources: { ...Object.fromEntries(resources), logs: waiting } });
    simulator.clearJournal();
    const { code, stdout } = await runInline(engine, "up", { HOSTS_READY: "archive" });
    assert.equal(code, 1);
    assert.match(stdout, /database: its hosts are not ready for Import_Completed/);
    assert.match(stdout, /logs: its hosts are not ready for Import_Completed/);
    assert.deepEqual(
      changes(),
      ["POST /import_session/{id}/cutover"],
      "neither that of the database nor a create of the logs",
    );
    assert.deepEqual(onArray(), { database: "Ready_For_Cutover", archive: "Import_Completed" });
    const database = (await recorded()).find(({ type }) => !type.includes("dynamic"));
    assert.equal(database?.outputs?.state, "Copy_In_Progress");
  });

  it("lets a destroy end what the run names, and what is completed", async () => {
    const { engine, simulator, changes } = migration();
    simulator.clearJournal();
    expectSuccess(await runInline(engine, "destroy --run-program", { MAY_CANCEL: "database" }));
    assert.deepEqual(changes().sort(), [
      "DELETE /import_session/{id}",
      "DELETE /import_session/{id}",
      'POST /import_session/{id}/cancel {"force":false}',
    ]);
  });
});

const retrying = `
import * as pulumi from "@pulumi/pulumi";
import * as dynamic from "pulumi-powerstore-import";
import * as plugin from "pulumi-powerstore-import/plugin";

export function program() {
  let tries = 0;
  const again = new pulumi.ErrorHook("again", () => ++tries < 3);
  const common = { remoteSystemId: "name:Unity-01", waitFor: "Ready_For_Cutover" };
  const options = { hooks: { onError: [again] }, customTimeouts: { create: "1s", update: "1s" } };
  new plugin.ImportSession("database", { ...common, sourceResourceId: "unity-01-vol-01" }, options);
  new plugin.ImportSession("archive", { ...common, sourceResourceId: "unity-01-vol-02", name: "chosen" }, options);
  new dynamic.ImportSession("logs", { ...common, sourceResourceId: "unity-01-vol-03", name: "logs" }, options);
}
`;

describe("A hook that has the engine try again what has failed, on the real engine", () => {
  const migration = usePluginMigration();

  it("finds an import that an earlier try has begun, as the stack's own, and a destroy ends it", async () => {
    const { engine, changes, recorded } = migration();
    writeFileSync(join(engine.projectFolder, "inline.ts"), retrying);
    const { stdout } = await runInline(engine, "up");
    assert.match(stdout, /still Copy_In_Progress/);
    assert.equal(changes().filter((change) => change.startsWith("POST /import_session {")).length, 3);
    const entries = await recorded();
    assert.deepEqual(
      entries.map(({ id, outputs }) => [typeof id, outputs?.claimed]),
      [
        ["string", undefined],
        ["string", undefined],
        ["string", undefined],
      ],
    );
    expectSuccess(await runInline(engine, "destroy"));
    assert.deepEqual(migration().sessions(), {});
  });
});

const byId = (one: { readonly id?: string | undefined }, other: { readonly id?: string | undefined }) =>
  String(one.id) < String(other.id) ? -1 : 1;
