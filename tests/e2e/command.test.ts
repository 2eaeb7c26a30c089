import assert from "node:assert/strict";
import { delimiter, dirname, join } from "node:path";
import { exitCodes } from "../../command/process/exits";
import { reportSchema } from "../../command/report/content/document";
import { statusSchema } from "../../command/status/document";
import { windowsSchema } from "../../command/windows/document";
import type { EngineResult } from "../../tools/engine/contract";
import { load } from "../tools/load";
import { findEngine } from "./engine";
import { usePluginMigration } from "./plugin";

type RunProgram = { run(command: string, args: readonly string[], options: object): Promise<EngineResult> };

const night = "night";
const database = "database";

/** Not tonight, whenever this is run. */
const day = `${new Date().getUTCFullYear() + 1}-12-04`;
const agreed = { schedule: `${day}T22:00`, duration: "8h" };
const OPENING = Date.parse(`${day}T21:00:00Z`);

/** One paused by the program, and a wave that waits for its night: the stack has the connection, and nothing else does. */
const resources = {
  [database]: {
    remoteSystemId: "rs-unity-01",
    sourceResourceId: "unity-01-vol-01",
    paused: true,
    options: { surface: "pulumi-powerstore-import" },
  },
  [night]: {
    remoteSystemId: "rs-unity-01",
    timeZone: "Europe/Berlin",
    advanceTo: "Import_Completed",
    cutoverWindows: [agreed],
    sessions: {
      "db-01": { sourceResourceId: "unity-01-vol-02" },
      "db-02": { sourceResourceId: "unity-01-vol-03" },
    },
    options: { of: "ImportWave" },
  },
};

describe("The command beside a stack of the real engine", () => {
  const migration = usePluginMigration({ clock: "real" });
  let run: (...args: readonly string[]) => Promise<EngineResult>;

  before("bundle the command, and bring the stack to where it waits", async () => {
    const [engine, { bundleCommand }, { run: start }] = await Promise.all([
      findEngine(),
      import("../../tools/package/bundle.mjs"),
      load<RunProgram>("process/run.mjs"),
    ]);
    const { privateEnvironment } = await load<{
      privateEnvironment(engine: unknown, folder: string): NodeJS.ProcessEnv;
    }>("engine/privateEnvironment.mjs");
    assert.ok(engine);
    const { engine: own, simulator, declare, up } = migration();
    const file = join(own.folder, "command", "powerstore-import.cjs");
    await bundleCommand(file);
    const env = privateEnvironment(engine, own.folder);
    const surroundings = {
      cwd: own.folder,
      env: { ...env, PATH: [dirname(engine.program), env.PATH].join(delimiter) },
    };
    run = (subcommand = "", ...args) =>
      start(
        process.execPath,
        [file, subcommand, "--stack", own.stack, "--cwd", own.projectFolder, ...args],
        surroundings,
      );
    declare({ resources });
    await up();
    for (const { id, name } of simulator.world.rows("import_session") ?? [])
      if (String(name).startsWith(night)) simulator.world.forceState(id, "Ready_For_Cutover");
  });
  beforeEach(() => migration().simulator.clearJournal());
  afterEach("whatever was asked, nothing was changed, and no secret was shown", () => {
    assert.deepEqual(migration().changes(), []);
  });

  const assertSilent = ({ stdout, stderr }: EngineResult) => {
    assert.equal(stderr, "");
    assert.ok(!stdout.includes(migration().simulator.password));
  };

  it("reaches the array by the stack's secret password, and names wave and resource of each session, and what the program waits for", async () => {
    const result = await run("status", "-o", "json");
    assertSilent(result);
    assert.equal(result.code, exitCodes.underWay);
    const { sessions, arrays } = statusSchema.parse(JSON.parse(result.stdout));
    assert.deepEqual(
      sessions
        .map(({ resource, wave, state, standing }) => [resource, wave, state, standing])
        .sort((one, other) => String(one[0]).localeCompare(String(other[0]))),
      [
        [database, undefined, "Paused", "held"],
        ['night["db-01"]', night, "Ready_For_Cutover", "held"],
        ['night["db-02"]', night, "Ready_For_Cutover", "held"],
      ],
    );
    const sessionOf = (name: string) => sessions.find(({ resource }) => resource === name);
    assert.equal(sessionOf(database)?.hold, "the program says paused: true");
    assert.ok(sessionOf('night["db-01"]')?.hold?.includes(day), sessionOf('night["db-01"]')?.hold);
    assert.equal(Date.parse(sessionOf('night["db-01"]')?.nextChangeAt ?? ""), OPENING);
    assert.deepEqual(
      arrays.map(({ endpoint, failure }) => [endpoint, failure]),
      [[migration().simulator.endpoint, undefined]],
    );
  });

  it("says when the windows of its wave open", async () => {
    const result = await run("windows", "-o", "json");
    assertSilent(result);
    assert.equal(result.code, exitCodes.done);
    const { lists } = windowsSchema.parse(JSON.parse(result.stdout));
    assert.deepEqual(
      lists.map(({ of, list, openings }) => [of, list, openings.map(({ opensAt }) => Date.parse(opensAt))]),
      [[night, "cutoverWindows", [OPENING]]],
    );
    assert.deepEqual(migration().simulator.journal().entries, [], "it asks no array");
  });

  it("reports its wave with the windows, and calls nobody for what the program holds", async () => {
    const result = await run("report", "-o", "json");
    assertSilent(result);
    assert.equal(result.code, exitCodes.done);
    const { waves, todos, absent, sessions } = reportSchema.parse(JSON.parse(result.stdout));
    assert.deepEqual(
      waves.map(({ name, totals, notStarted, windows }) => [name, totals.held, notStarted, windows.length]),
      [[night, 2, 0, 1]],
    );
    assert.deepEqual([todos, absent, sessions.length], [[], [], 3]);
  });

  it("ends a watch after its time: nobody has to act, for the program goes on when the window opens", async () => {
    const { code, stdout } = await run("watch", "--until", "attention", "--wave", night, "--timeout", "1s");
    assert.equal(code, exitCodes.underWay);
    assert.match(stdout, /2 imports: 2 held/);
  });
});
