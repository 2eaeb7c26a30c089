import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { forecastSchema } from "../../command/forecast/document";
import { preflightSchema } from "../../command/preflight/document";
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
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const byName = (one: readonly string[], other: readonly string[]) => String(one[0]).localeCompare(String(other[0]));

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
    assert.ok(engine);
    const { engine: own, simulator, declare, up } = migration();
    const file = join(own.folder, "command", "powerstore-import.cjs");
    await bundleCommand(file);
    const env = own.environment;
    // As npm installs it beside the command.
    mkdirSync(join(own.folder, "node_modules"), { recursive: true });
    symlinkSync(join(__dirname, "../../simulator"), join(own.folder, "node_modules/powerstore-import-simulator"));
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

  it("forecasts it, by the provider's own operations on a simulated array: the wave is cut over as its windows open, and who is paused stands", async () => {
    const days = Math.ceil((OPENING - migration().simulator.now()) / DAY) + 2;
    const result = await run("forecast", "--horizon", String(days), "--every", "1h", "-o", "json");
    assertSilent(result);
    const { forecasts, arrays } = forecastSchema.parse(JSON.parse(result.stdout));
    const found = new Map(forecasts.flatMap(({ imports }) => imports.map((each) => [each.label, each])));
    assert.deepEqual(
      [...found].map(([label, { state, outcome, endState }]) => [label, state, outcome, endState]).sort(byName),
      [
        [database, "Paused", "stands", "Paused"],
        [`${night}/db-01`, "Ready_For_Cutover", "completed", "Import_Completed"],
        [`${night}/db-02`, "Ready_For_Cutover", "completed", "Import_Completed"],
      ],
    );
    for (const key of ["db-01", "db-02"]) {
      const endsAt = Date.parse(found.get(`${night}/${key}`)?.endsAt ?? "");
      assert.ok(endsAt >= OPENING && endsAt <= OPENING + 2 * HOUR, `${key}: ${new Date(endsAt).toISOString()}`);
    }
    assert.deepEqual(
      arrays.map(({ failure }) => failure),
      [undefined],
    );
    assert.equal(result.code, exitCodes.attention);
  });

  it("checks it before the next run: what has begun is not asked for again, and nothing of it will fail", async () => {
    const result = await run("preflight", "-o", "json");
    assertSilent(result);
    const { imports, counts, findings } = preflightSchema.parse(JSON.parse(result.stdout));
    const of = (check: string) => findings.filter((finding) => finding.check === check);
    assert.deepEqual([imports, counts.error], [3, 0], JSON.stringify(findings, null, 1));
    assert.deepEqual(
      of("source").map(({ severity, found }) => [severity, found]),
      [["ok", "0 can be imported, 3 have begun already"]],
    );
    assert.deepEqual(
      of("connection").map(({ severity, subjects }) => [severity, subjects]),
      [["ok", ["Unity-01"]]],
    );
    // How far ahead the night is depends on the day on which this is run.
    assert.equal(result.code, counts.warning > 0 ? exitCodes.attention : exitCodes.done);
    assert.ok(findings.every(({ check, severity }) => severity !== "warning" || check === "window"));
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
