import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import stringWidth from "string-width";
import type { ForecastDocument } from "../../command/forecast/document";
import { forecastSchema } from "../../command/forecast/document";
import { exitCodes } from "../../command/process/exits";
import type { RawInputs } from "../../provider/lifecycle/operation/handler";
import type { Simulator, SimulatorOptions } from "../../simulator/src";
import * as simulatorPackage from "../../simulator/src";
import type { Stage } from "../provider/lifecycle/arrayObject/stage";
import { openWaves, TYPE, volumeIds, waveOf } from "../provider/lifecycle/importWave/stage";
import type { Around } from "./commandStage";
import { CommandStage } from "./commandStage";
import { fakePulumi } from "./fakePulumi";
import { importAt } from "./imports";

const TICK_SECONDS = 900;

/** What `up` has recorded so far, as the command reads it. */
const exportOf = ({ recorded, urn }: Stage) => ({
  deployment: {
    resources: [{ urn, type: TYPE, id: recorded?.id, inputs: recorded?.inputs, outputs: recorded?.outputs }],
  },
});

/** The simulator, and the arrays that were started of it. */
function rememberingSimulator() {
  const played: Simulator[] = [];
  const startSimulator = async (options: SimulatorOptions) => {
    const array = await simulatorPackage.startSimulator(options);
    played.push(array);
    return array;
  };
  return { startSimulator, played };
}

describe("powerstore-import forecast", () => {
  let waves: Stage;
  let stage: CommandStage;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "forecast-"));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await waves.close();
  });

  async function open(volumes: number, options: SimulatorOptions = {}) {
    waves = await openWaves(volumes, { start: "2026-03-02T12:00:00Z", ...options });
    stage = CommandStage.beside(waves.simulator);
  }

  async function ask(args: readonly string[] = [], around: Around = {}) {
    const ended = await stage.run(["forecast", ...args, "-o", "json"], { folder, ...around });
    const document: ForecastDocument = forecastSchema.parse(JSON.parse(ended.stdout));
    return { ...ended, document, forecast: document.forecasts[0], imports: document.forecasts[0]?.imports ?? [] };
  }

  function askStack(args: readonly string[] = []) {
    const { endpoint, username, password, caFile } = stage.simulator;
    const path = fakePulumi(folder, exportOf(waves), { endpoint, username, password, caFile });
    return ask(["--stack", "prod", ...args], { environment: path });
  }

  /** Runs of the program at their times, until everything is done. */
  async function playOn(program: RawInputs, ticks: number) {
    for (let tick = 0; tick < ticks; tick++) {
      // The stage itself lets a minute pass before each.
      waves.simulator.advance(TICK_SECONDS - 60);
      await waves.up(program);
    }
  }

  const rows = () => waves.simulator.world.rows("import_session") ?? [];

  /** When each session was completed, by name. */
  const completions = () =>
    new Map(
      rows()
        .filter(({ state }) => state === "Import_Completed")
        .map(({ id, last_update_timestamp }) => [id, Date.parse(String(last_update_timestamp))]),
    );

  /** The same by the keys of the wave. */
  function completionsByKey() {
    const byId = completions();
    const keyed = rows().map(
      ({ id, name }) => [String(name).replace(/^night-1-|-[0-9a-f]{8}$/g, ""), byId.get(id)] as const,
    );
    return new Map(keyed.filter(([, at]) => at !== undefined));
  }

  const nights = { timeZone: "UTC", cutoverWindows: [{ schedule: "0 22 * * *", duration: "6h" }] };

  it("agrees with what then happens: of a wave that is half done, within a run of the program", async () => {
    await open(12, { maxActiveSessions: 4 });
    const program = waveOf(waves, 12, { maxActive: 5, advanceTo: "Import_Completed" });
    await waves.up(program);
    await playOn(program, 5);
    const states = new Set(rows().map(({ state }) => state));
    assert.ok(states.has("Import_Completed") && states.has("Copy_In_Progress"), [...states].join());
    assert.ok(rows().length < 12, "some have not begun");
    stage.simulator.clearJournal();
    const { exit, imports, forecast, document } = await askStack();
    assert.deepEqual(
      stage.requests().filter((request) => !request.startsWith("GET ")),
      ["POST /api/rest/logout"],
    );
    assert.equal(exit, exitCodes.done, JSON.stringify(document, null, 1));
    await playOn(program, 120);
    const real = completions();
    assert.equal(real.size, 12);
    const byName = new Map(rows().map(({ id, name }) => [String(name).replace(/^night-1-|-[0-9a-f]{8}$/g, ""), id]));
    const ahead = imports.filter(({ state }) => state !== "Import_Completed");
    assert.ok(ahead.length >= 6, `${ahead.length} lie ahead`);
    for (const { label, endsAt = "", outcome } of ahead) {
      const actual = real.get(byName.get(label.replace("night-1/", "")) ?? "") ?? 0;
      assert.equal(outcome, "completed", label);
      const apart = Math.abs(Date.parse(endsAt) - actual) / 1000;
      assert.ok(apart <= TICK_SECONDS, `${label}: ${endsAt}, and it was ${new Date(actual).toISOString()}`);
    }
    assert.ok(Math.abs(Date.parse(forecast?.endsAt ?? "") - Math.max(...real.values())) <= TICK_SECONDS * 1000);
  });

  it("agrees with what then happens: of a wave of which most wait, by priority and in their windows, to the minute", async function () {
    this.timeout(60_000); // a hundred runs of forty imports, and all of them once more in the forecast
    const sources = [{ name: "Unity-01", type: "Unity", volumes: 70 }] as const;
    await open(40, { sources, maxActiveSessions: 2, copyBytesPerSecond: 150 * 2 ** 20 });
    const nightly = (schedule: string, duration: string) => [{ schedule, duration }];
    const ofPriority = (index: number) =>
      [`db-${String(index + 1).padStart(2, "0")}`, { priority: index % 5 }] as const;
    const priorities = Object.fromEntries(Array.from({ length: 40 }, (_, index) => ofPriority(index)));
    const program = waveOf(
      waves,
      40,
      {
        maxActive: 2,
        advanceTo: "Import_Completed",
        timeZone: "UTC",
        startWindows: nightly("0 18 * * *", "14h"),
        cutoverWindows: nightly("0 22 * * *", "6h"),
      },
      priorities,
    );
    await waves.up(program);
    await playOn(program, 44);
    const before = new Set(rows().map(({ state }) => state));
    assert.ok(before.has("Import_Completed"), [...before].join());
    const now = waves.simulator.now();
    const { imports } = await askStack();
    for (let tick = 1; completions().size < 40 && tick < 1000; tick++) {
      // The stage itself lets a minute pass before each.
      waves.simulator.advance((now + tick * TICK_SECONDS * 1000 - waves.simulator.now()) / 1000 - 60);
      await waves.up(program);
    }
    const real = completionsByKey();
    assert.equal(real.size, 40);
    const ahead = imports.filter(({ state }) => state !== "Import_Completed");
    assert.ok(ahead.length > 22, `${ahead.length} lie ahead`);
    const apart = ahead.map(({ label, endsAt = "" }) => {
      const actual = real.get(label.replace("night-1/", "")) ?? 0;
      return {
        label,
        endsAt,
        actual: new Date(actual).toISOString(),
        seconds: Math.abs(Date.parse(endsAt) - actual) / 1000,
      };
    });
    assert.deepEqual(
      apart.filter(({ seconds }) => !(seconds <= 60)),
      [],
    );
  });

  const keyOfName = (name: unknown) => String(name).replace(/^night-1-|-[0-9a-f]{8}$/g, "");

  it("takes an import that has failed for what runs make of it: begun anew, and done when it is in fact", async () => {
    await open(6, { maxActiveSessions: 4 });
    const program = waveOf(waves, 6, { maxActive: 3, advanceTo: "Import_Completed" });
    await waves.up(program);
    await playOn(program, 5);
    const failed = rows().find(({ state }) => state === "Copy_In_Progress");
    assert.ok(failed && rows().some(({ state }) => state === "Import_Completed"), "it is half done");
    waves.simulator.world.forceState(failed.id, "Failed");
    const { exit, imports, forecast } = await askStack();
    const one = imports.find(({ sessionId }) => sessionId === failed.id);
    assert.deepEqual([exit, one?.state, one?.outcome], [exitCodes.done, "Failed", "completed"]);
    for (let tick = 0; tick < 40; tick++) {
      // The run that finds it failed fails itself.
      await playOn(program, 1).catch(() => undefined);
    }
    const actual = completionsByKey().get(keyOfName(failed.name)) ?? 0;
    const apart = Math.abs(Date.parse(one?.endsAt ?? "") - actual) / 1000;
    assert.ok(apart <= 2 * TICK_SECONDS, `${one?.endsAt}, and it was ${new Date(actual).toISOString()}`);
    assert.ok(forecast?.endsAt !== undefined);
  });

  it("plays on where all that a run has done is to find the last import failed", async () => {
    await open(1);
    await waves.up(waveOf(waves, 1));
    waves.simulator.world.forceState(String(rows()[0]?.id), "Failed");
    const { exit, imports } = await askStack();
    assert.deepEqual(
      [exit, ...imports.map(({ state, outcome }) => `${state} ${outcome}`)],
      [exitCodes.done, "Failed ready"],
    );
    assert.match(imports[0]?.endsAt ?? "", /^2026-03-02T1[34]:/);
  });

  it("says what keeps an import that has failed from beginning anew", async () => {
    await open(1);
    await waves.up(waveOf(waves, 1));
    const [session] = rows();
    waves.simulator.world.forceState(String(session?.id), "Failed");
    waves.simulator.world.setCriteria(String(session?.source_resource_id), "Host_Volume_Offline");
    const { exit, imports } = await askStack();
    assert.equal(exit, exitCodes.attention);
    assert.deepEqual([imports[0]?.outcome, imports[0]?.endState], ["stands", "Not_Started"]);
    assert.match(imports[0]?.todo ?? "", /Host_Volume_Offline/);
  });

  it("counts a completed import as done whose record somebody has deleted, and numbers only those that wait", async () => {
    await open(6, { maxActiveSessions: 4 });
    const program = waveOf(waves, 6, { maxActive: 2, advanceTo: "Import_Completed" });
    await waves.up(program);
    await playOn(program, 6);
    const done = rows().find(({ state }) => state === "Import_Completed");
    assert.ok(done && rows().length < 6, "it is half done");
    waves.simulator.world.purgeSession(done.id);
    const { exit, imports, forecast } = await askStack();
    assert.equal(exit, exitCodes.done);
    assert.deepEqual(
      imports.find(({ label }) => label === `night-1/${keyOfName(done.name)}`),
      {
        label: `night-1/${keyOfName(done.name)}`,
        state: "Import_Completed",
        outcome: "completed",
        endState: "Import_Completed",
        missed: [],
      },
    );
    const waiting = imports.filter(({ state }) => state === "Not_Started");
    assert.deepEqual(
      waiting.map(({ wavePlace }) => wavePlace),
      waiting.map((_, index) => index + 1),
    );
    assert.ok(waiting.length > 0 && forecast?.endsAt !== undefined);
  });

  it("knows an import for done whose source says so, though it was recorded as it copied, and its record is gone", async () => {
    await open(1);
    const [source = ""] = volumeIds(waves, 1);
    const id = importAt(waves.simulator, { name: "db", source, state: "Import_Completed" });
    waves.simulator.world.purgeSession(id);
    const type = "powerstore-import:index:ImportSession";
    const inputs = { remoteSystemId: "rs-unity-01", sourceResourceId: source, name: "db" };
    const outputs = { ...inputs, state: "Copy_In_Progress" };
    const resources = [{ urn: `urn:pulumi:prod::shop::${type}::db`, type, id, inputs, outputs }];
    const environment = fakePulumi(folder, { deployment: { resources } }, stage.profile);
    const { exit, imports } = await ask(["--stack", "prod"], { environment });
    assert.deepEqual(
      [exit, ...imports.map(({ state, outcome }) => `${state} ${outcome}`)],
      [exitCodes.done, "Import_Completed completed"],
    );
  });

  it("says which window is missed, and by how much", async () => {
    // 100 GiB at 30 MiB/s, in 3414 s, and half a minute before for the set-up.
    await open(1);
    const program = waveOf(waves, 1, {
      advanceTo: "Import_Completed",
      timeZone: "UTC",
      cutoverWindows: [{ schedule: "0 12 * * *", duration: "40m" }],
    });
    await waves.up(program);
    const { imports, forecast } = await askStack();
    const [one] = imports;
    assert.equal(one?.outcome, "completed");
    assert.deepEqual(
      one?.missed.map(({ list, closedAt }) => [list, closedAt]),
      [["cutoverWindows", "2026-03-02T12:40:00.000Z"]],
    );
    const copied = Date.parse(one?.copyEndsAt ?? "");
    assert.equal(one?.missed[0]?.bySeconds, Math.round((copied - Date.parse("2026-03-02T12:40:00Z")) / 1000));
    assert.match(forecast?.endsAt ?? "", /^2026-03-03T12:/);
    const { stdout } = await stage.run(["forecast", "--stack", "prod"], {
      folder,
      environment: fakePulumi(folder, exportOf(waves), stage.profile),
    });
    assert.match(stdout, /! night-1\/db-01 misses cutoverWindows that close at 2026-03-02 12:40 UTC by 18 min/);
  });

  it("says when a copy ends, and not when the run after it cuts over", async () => {
    await open(1);
    await waves.up(waveOf(waves, 1, { advanceTo: "Import_Completed" }));
    const [session] = rows();
    const { imports } = await askStack();
    const [one] = imports;
    assert.equal(one?.outcome, "completed");
    const apart = Math.abs(
      Date.parse(one?.copyEndsAt ?? "") - Date.parse(String(session?.estimated_completion_timestamp)),
    );
    assert.ok(apart <= 2000, `${one?.copyEndsAt}, and the array says ${session?.estimated_completion_timestamp}`);
  });

  it("pauses outside of copy windows as the program does, and says how much was left when one closed", async () => {
    await open(1);
    const program = waveOf(waves, 1, { timeZone: "UTC", copyWindows: [{ schedule: "0 12 * * *", duration: "30m" }] });
    await waves.up(program);
    const { imports } = await askStack();
    const [one] = imports;
    assert.equal(one?.outcome, "ready");
    // Half an hour a day, of nearly a whole one.
    assert.match(one?.endsAt ?? "", /^2026-03-03T12:/);
    const [missed] = one?.missed ?? [];
    assert.equal(missed?.closedAt, "2026-03-02T12:30:00.000Z");
    assert.ok(Math.abs((missed?.bySeconds ?? 0) - 1800) < TICK_SECONDS, `${missed?.bySeconds}`);
  });

  it("plays no further than to the end, though windows open and close for ever", async () => {
    await open(2);
    const everyNight = [{ schedule: "0 12 * * *", duration: "6h" }];
    await waves.up(
      waveOf(waves, 2, {
        advanceTo: "Import_Completed",
        timeZone: "UTC",
        startWindows: everyNight,
        cutoverWindows: everyNight,
      }),
    );
    const { startSimulator, played } = rememberingSimulator();
    const { endpoint, username, password, caFile } = stage.simulator;
    const environment = fakePulumi(folder, exportOf(waves), { endpoint, username, password, caFile });
    const { forecast } = await ask(["--stack", "prod"], { environment, loadPackage: () => ({ startSimulator }) });
    const [array] = played;
    assert.match(forecast?.endsAt ?? "", /^2026-03-02T13:/);
    assert.ok(array && array.now() - Date.parse(forecast?.endsAt ?? "") <= TICK_SECONDS * 1000, forecast?.endsAt);
  });

  it("says what keeps those that never begin: each its own reason, and no run after it is clear", async () => {
    const sources = [{ name: "Unity-01", type: "Unity", volumes: 3, criteria: { 2: "Host_Volume_Offline" } }] as const;
    await open(1, { sources });
    const ids = (waves.simulator.world.rows("import_unity_volume") ?? []).map(({ id }) => id);
    const lines = ids.map((id, index) => `db-${index + 1},name:Unity-01,${id}`);
    writeFileSync(join(folder, "night.csv"), ["key,remoteSystemId,sourceResourceId", ...lines, ""].join("\n"));
    const { startSimulator, played } = rememberingSimulator();
    const { exit, imports } = await ask(["--from", "night.csv"], { loadPackage: () => ({ startSimulator }) });
    assert.deepEqual(
      imports.map(({ label, outcome, endState }) => [label, outcome, endState]),
      [
        ["night/db-1", "ready", "Ready_For_Cutover"],
        ["night/db-2", "stands", "Not_Started"],
        ["night/db-3", "ready", "Ready_For_Cutover"],
      ],
    );
    assert.match(imports[1]?.todo ?? "", /Host_Volume_Offline/);
    assert.equal(exit, exitCodes.attention);
    const hours = ((played[0]?.now() ?? 0) - waves.simulator.now()) / 3_600_000;
    assert.ok(hours < 4, `${hours} h`);
  });

  it("goes on with those whose turn it is where many before them are refused", async () => {
    const criteria = Object.fromEntries(Array.from({ length: 16 }, (_, index) => [index + 1, "Host_Volume_Offline"]));
    const sources = [{ name: "Unity-01", type: "Unity", volumes: 20, criteria }] as const;
    await open(1, { sources, copyBytesPerSecond: 2 ** 30 });
    const ids = (waves.simulator.world.rows("import_unity_volume") ?? []).map(({ id }) => id);
    const lines = ids.map((id, index) => `db-${String(index + 1).padStart(2, "0")},name:Unity-01,${id}`);
    writeFileSync(join(folder, "night.csv"), ["key,remoteSystemId,sourceResourceId", ...lines, ""].join("\n"));
    writeFileSync(join(folder, "all.json"), JSON.stringify({ maxActive: 1 }));
    const { imports } = await ask(["--from", "night.csv", "--inputs", "all.json"]);
    const outcomes = imports.map(({ outcome }) => outcome);
    assert.deepEqual(outcomes, [...Array(16).fill("stands"), ...Array(4).fill("ready")]);
    assert.ok(imports.slice(0, 16).every(({ todo }) => /Host_Volume_Offline/.test(todo ?? "")));
  });

  it("says of one that never begins why, where windows open for ever", async () => {
    const sources = [{ name: "Unity-01", type: "Unity", volumes: 1, criteria: { 1: "Host_Volume_Offline" } }] as const;
    await open(1, { sources });
    writeFileSync(join(folder, "night.csv"), "key,remoteSystemId,sourceResourceId\na,name:Unity-01,unity-01-vol-01\n");
    const startWindows = [{ schedule: "0 10 * * *", duration: "6h" }];
    writeFileSync(join(folder, "all.json"), JSON.stringify({ timeZone: "UTC", startWindows }));
    const { imports } = await ask(["--from", "night.csv", "--inputs", "all.json", "--horizon", "3"]);
    assert.equal(imports[0]?.outcome, "beyond");
    const args = ["forecast", "--from", "night.csv", "--inputs", "all.json", "--horizon", "3"];
    const { stdout } = await stage.run(args, { folder });
    assert.match(stdout, /^night: 1 of 1 are not done within the horizon \(--horizon\)\.\n/);
    assert.match(imports[0]?.todo ?? "", /Host_Volume_Offline/);
  });

  it("tells nothing of what comes behind the horizon, though the next run comes behind it as well", async () => {
    const sources = [{ name: "Unity-01", type: "Unity", volumes: 1, sizeBytes: 2 ** 30 }] as const;
    await open(1, { sources });
    writeFileSync(join(folder, "night.csv"), "key,remoteSystemId,sourceResourceId\na,name:Unity-01,unity-01-vol-01\n");
    const args = ["--from", "night.csv", "--rate", "10KB/s", "--every", "7d"];
    const [near] = (await ask([...args, "--horizon", "1"])).imports;
    assert.deepEqual([near?.outcome, near?.endsAt], ["beyond", undefined]);
    const [far] = (await ask([...args, "--horizon", "3"])).imports;
    assert.deepEqual([far?.outcome, far?.endsAt?.slice(0, 10)], ["ready", "2026-03-03"]);
  });

  it("says that a wave which is held is, of each import that it keeps", async () => {
    await open(2);
    const { sessions } = waveOf(waves, 2);
    const lines = Object.entries(sessions).map(
      ([key, { sourceResourceId }]) => `${key},name:Unity-01,${sourceResourceId}`,
    );
    writeFileSync(join(folder, "night.csv"), ["key,remoteSystemId,sourceResourceId", ...lines, ""].join("\n"));
    writeFileSync(join(folder, "all.json"), JSON.stringify({ hold: true }));
    const { imports } = await ask(["--from", "night.csv", "--inputs", "all.json"]);
    assert.deepEqual(
      imports.map(({ outcome, todo }) => [outcome, todo]),
      Array(2).fill(["stands", "the wave holds it: its hold is set"]),
    );
  });

  it("tells of the sessions that are there where nobody names a program: ends, and places in the queue", async () => {
    await open(4, { maxActiveSessions: 2 });
    await waves.up(waveOf(waves, 4));
    const { exit, imports, document } = await ask();
    assert.equal(exit, exitCodes.done);
    const places = imports.map(({ state, queuePlace, outcome }) => [state, queuePlace, outcome]);
    assert.deepEqual(
      places.toSorted((one, other) => String(one).localeCompare(String(other))),
      [
        ["Copy_In_Progress", undefined, "ready"],
        ["Copy_In_Progress", undefined, "ready"],
        ["Queued", 1, "ready"],
        ["Queued", 2, "ready"],
      ],
    );
    assert.equal(document.arrays[0]?.confidence, "measured");
    assert.match(
      document.arrays[0]?.assumptions.join() ?? "",
      /takes 2 imports at once: so many are active, and others wait/,
    );
    waves.simulator.advance(3 * 3600);
    const real = new Map(
      rows().map(({ id, last_update_timestamp }) => [id, Date.parse(String(last_update_timestamp))]),
    );
    for (const { sessionId = "", endsAt = "", label } of imports) {
      const apart = Math.abs(Date.parse(endsAt) - (real.get(sessionId) ?? 0)) / 1000;
      assert.ok(apart <= TICK_SECONDS, `${label} ${apart} s apart`);
    }
  });

  it("takes the members of a consistency group along", async () => {
    await open(1, { sources: [{ name: "Unity-01", type: "Unity", volumes: 1, groups: [3] }] });
    waves.simulator.world.operations["POST /import_session"]?.({
      body: { name: "cg", remote_system_id: "rs-unity-01", source_resource_id: "unity-01-cg-01" },
    } as never);
    waves.simulator.advance(600);
    const { imports, exit } = await ask();
    assert.deepEqual([exit, imports.map(({ label, outcome }) => [label, outcome])], [0, [["cg", "ready"]]]);
  });

  it("knows a wave of a file by what it imports, and begins the rest of it", async () => {
    await open(3);
    const { sessions } = waveOf(waves, 3);
    const lines = Object.entries(sessions).map(
      ([key, { sourceResourceId }]) => `${key},name:Unity-01,${sourceResourceId}`,
    );
    writeFileSync(join(folder, "night.csv"), ["key,remoteSystemId,sourceResourceId", ...lines, ""].join("\n"));
    writeFileSync(join(folder, "all.json"), JSON.stringify({ advanceTo: "Import_Completed", maxActive: 2 }));
    const [first] = Object.values(sessions);
    waves.simulator.world.operations["POST /import_session"]?.({
      body: { name: "by-hand", remote_system_id: "rs-unity-01", source_resource_id: first?.sourceResourceId },
    } as never);
    waves.simulator.advance(600);
    const { imports, exit } = await ask(["--from", "night.csv", "--inputs", "all.json"]);
    assert.deepEqual(
      imports.map(({ label, state, wavePlace, outcome }) => [label, state, wavePlace, outcome]),
      [
        ["night/db-01", "Copy_In_Progress", undefined, "completed"],
        ["night/db-02", "Not_Started", 1, "completed"],
        ["night/db-03", "Not_Started", 2, "completed"],
      ],
    );
    assert.equal(exit, exitCodes.done);
    assert.ok((imports[2]?.endsAt ?? "") > (imports[1]?.endsAt ?? ""), "one after the other");
  });

  const PROVIDER = "urn:pulumi:prod::shop::pulumi:providers:powerstore-import";
  const limits = [
    { of: "the stack's configuration", configured: "1", provider: undefined, own: {} },
    { of: "the provider that the program gives it", configured: "3", provider: "east", own: { maxActivePerArray: 1 } },
    {
      of: "the configuration of now, and not that of the last run",
      configured: "1",
      provider: "default_0_1_0",
      own: { maxActivePerArray: "3" },
    },
  ];
  for (const { of, configured, provider, own } of limits) {
    it(`begins no more at once than maxActivePerArray lets be active on the array, by ${of}`, async () => {
      await open(3);
      const urn = `${PROVIDER}::${provider}`;
      const made =
        provider === undefined ? [] : [{ urn, type: "pulumi:providers:powerstore-import", id: "1", inputs: own }];
      const one = { urn: waves.urn, type: TYPE, inputs: waveOf(waves, 3), ...(provider && { provider: `${urn}::1` }) };
      const config = { ...stage.profile, maxActivePerArray: configured };
      const environment = fakePulumi(folder, { deployment: { resources: [...made, one] } }, config);
      const { exit, imports, document } = await ask(["--stack", "prod"], { environment });
      assert.deepEqual([exit, imports.length], [exitCodes.done, 3]);
      const ends = imports.map(({ endsAt = "" }) => Date.parse(endsAt)).toSorted((before, after) => before - after);
      const apart = ends.slice(1).map((end, index) => (end - (ends[index] ?? end)) / 1000);
      // 100 GiB at 30 MiB/s.
      assert.ok(
        apart.every((seconds) => seconds >= 3413),
        `${apart.join()} s apart`,
      );
      const said = document.arrays[0]?.assumptions.filter((text) => text.includes("maxActivePerArray"));
      assert.deepEqual(said, ["no run begins an import while 1 are active on the array, as maxActivePerArray says"]);
    });
  }

  it("ends with 4 where somebody has to act before it goes on, and says what", async () => {
    await open(1, { sources: [{ name: "XtremIO-01", type: "XtremIO", volumes: 1 }] });
    waves.simulator.world.operations["POST /import_session"]?.({
      body: {
        name: "x",
        type: "Agentless",
        remote_system_id: "rs-xtremio-01",
        source_resource_id: "xtremio-01-vol-01",
      },
    } as never);
    waves.simulator.advance(60);
    const { exit, imports, forecast } = await ask();
    assert.equal(exit, exitCodes.attention);
    assert.deepEqual(
      [imports[0]?.outcome, imports[0]?.endState, forecast?.endsAt],
      ["stands", "Mirror_Enabled", undefined],
    );
    assert.match(imports[0]?.todo ?? "", /enable the destination volume/);
  });

  it("goes by the rate that is given, and says that it guesses where nobody knows one", async () => {
    await open(1);
    const { sessions } = waveOf(waves, 1);
    const [source] = Object.values(sessions);
    writeFileSync(
      join(folder, "one.csv"),
      `key,remoteSystemId,sourceResourceId\na,name:Unity-01,${source?.sourceResourceId}\n`,
    );
    const guessed = await ask(["--from", "one.csv"]);
    const given = await ask(["--from", "one.csv", "--rate", "1GB/s"]);
    assert.deepEqual(
      [guessed.document.arrays[0]?.confidence, given.document.arrays[0]?.confidence, given.document.arrays[0]?.rate],
      ["assumed", "given", 1e9],
    );
    const assumed = given.document.arrays[0]?.assumptions ?? [];
    assert.ok(
      assumed.includes("what does not copy yet will copy at 1.00 GB/s each, as --rate says"),
      assumed.join("\n"),
    );
    const seconds = (Date.parse(given.imports[0]?.endsAt ?? "") - waves.simulator.now()) / 1000;
    assert.ok(Math.abs(seconds - (100 * 2 ** 30) / 1e9 - 30) < 2, `${seconds} s`);
  });

  it("finds nothing to forecast on an array without sessions", async () => {
    await open(1);
    const { exit, imports } = await ask();
    assert.deepEqual([exit, imports], [exitCodes.done, []]);
    const { stdout } = await stage.run(["forecast"], { folder });
    assert.match(stdout, /nothing is under way/);
  });

  it("says that a stack has no imports", async () => {
    await open(1);
    const environment = fakePulumi(folder, { deployment: { resources: [] } }, stage.profile);
    const { stdout, stderr, exit } = await stage.run(["forecast", "--stack", "prod"], { folder, environment });
    assert.deepEqual([exit, stdout, stderr], [exitCodes.done, "", "powerstore-import: the program has no imports\n"]);
  });

  it("ends as the array's failure: down, or a refused password", async () => {
    await open(1);
    const environment = { ...stage.environment, POWERSTORE_ENDPOINT: "https://127.0.0.1:1/api/rest" };
    const down = await ask([], { environment });
    assert.deepEqual([down.exit, down.document.forecasts], [exitCodes.error, []]);
    assert.match(down.document.arrays[0]?.failure ?? "", /127\.0\.0\.1:1/);
    const refused = await ask([], { environment: { ...stage.environment, POWERSTORE_PASSWORD: "wrong" } });
    assert.equal(refused.exit, exitCodes.login);
  });

  it("says which wave is on none of the arrays that were asked", async () => {
    await open(1);
    const other = await CommandStage.open({ cluster: { name: "Bonn" }, start: "2026-03-02T12:00:00Z" });
    try {
      writeFileSync(join(folder, "arrays.json"), JSON.stringify({ berlin: stage.profile, bonn: other.profile }));
      writeFileSync(join(folder, "lost.csv"), "key,remoteSystemId,sourceResourceId\na,name:Nowhere,x\n");
      const { exit, stderr, document } = await ask(["--from", "lost.csv", "--arrays", "arrays.json"], {
        environment: {},
      });
      assert.deepEqual([exit, document.forecasts], [exitCodes.error, []]);
      assert.match(stderr, /lost: on none of the arrays/);
    } finally {
      await other.close();
    }
  });

  it("says how to get the simulator where it is not installed, before it asks anybody", async () => {
    await open(1);
    stage.simulator.clearJournal();
    const { exit, stderr, stdout } = await stage.run(["forecast"], {
      folder,
      loadPackage: (name) => require(`${name}-that-is-not-there`),
    });
    assert.deepEqual([exit, stdout, stage.requests()], [exitCodes.usage, "", []]);
    assert.match(stderr, /npm install --save-dev <clone>\/dist\/release\/powerstore-import-simulator-/);
  });

  it("forecasts a thousand sessions", async () => {
    await open(1000, { maxActiveSessions: 1000, sources: [{ name: "Unity-01", type: "Unity", volumes: 1000 }] });
    const create = waves.simulator.world.operations["POST /import_session"];
    for (const { id } of waves.simulator.world.rows("import_unity_volume") ?? []) {
      create?.({ body: { name: `s-${id}`, remote_system_id: "rs-unity-01", source_resource_id: id } } as never);
    }
    waves.simulator.advance(600);
    stage.simulator.clearJournal();
    const { imports, exit } = await ask();
    assert.deepEqual([exit, imports.length], [exitCodes.done, 1000]);
    assert.ok(imports.every(({ outcome }) => outcome === "ready"));
    assert.ok(stage.requests().length < 30, `${stage.requests().length} requests`);
  });

  describe("of a copy that does not move", () => {
    const still = "its copy does not move";
    const stop = (id: string) => waves.simulator.world.slowCopy(id, 1e12);

    it("lets it stand, and takes its rate for that of none other", async () => {
      await open(2, { setUpSeconds: 0 });
      const [one, two] = [importAt(waves.simulator, { name: "one" }), importAt(waves.simulator, { name: "two" })];
      waves.simulator.advance(600);
      stop(one);
      const { exit, imports, document } = await ask();
      assert.deepEqual(
        imports.map(({ label, outcome, todo }) => [label, outcome, todo]),
        [
          ["one", "stands", still],
          ["two", "ready", undefined],
        ],
      );
      assert.equal(exit, exitCodes.attention);
      assert.match(document.arrays[0]?.assumptions[0] ?? "", /the middle of 1 that copy now/);
      stop(two);
      const { arrays } = (await ask()).document;
      assert.deepEqual([arrays[0]?.confidence, arrays[0]?.rate], ["assumed", 30 * 2 ** 20]);
    });

    it("lets it stand for ever in a program, whose others end beside it", async () => {
      await open(3);
      const program = waveOf(waves, 3, { maxActive: 2, advanceTo: "Import_Completed" });
      await waves.up(program);
      stop(String(rows()[0]?.id));
      const { exit, imports } = await askStack();
      assert.deepEqual(
        imports.map(({ outcome, todo }) => [outcome, todo]),
        [
          ["stands", still],
          ["completed", undefined],
          ["completed", undefined],
        ],
      );
      assert.equal(exit, exitCodes.attention);
    });

    it("lets a group stand of which a member does not move", async () => {
      await open(4, { setUpSeconds: 0, sources: [{ name: "Unity-01", type: "Unity", volumes: 4, groups: [2] }] });
      const [source] = waves.simulator.world.rows("import_unity_consistency_group") ?? [];
      const id = importAt(waves.simulator, { name: "group", source: String(source?.id) });
      waves.simulator.advance(600);
      stop(String(rows().find(({ parent_session_id }) => parent_session_id === id)?.id));
      const { exit, imports } = await ask();
      assert.deepEqual(
        [exit, ...imports.map(({ state, outcome, todo }) => [state, outcome, todo])],
        [exitCodes.attention, ["In_Progress", "stands", still]],
      );
    });
  });

  it("shows imports that are in no wave in one table, without a place in a queue that there is not", async () => {
    await open(3);
    const { sessions } = waveOf(waves, 3);
    const resources = Object.entries(sessions).map(([key, { sourceResourceId }]) => ({
      urn: `urn:pulumi:prod::shop::powerstore-import:index:ImportSession::${key}`,
      type: "powerstore-import:index:ImportSession",
      inputs: { remoteSystemId: "rs-unity-01", sourceResourceId, advanceTo: "Import_Completed" },
    }));
    const environment = { ...fakePulumi(folder, { deployment: { resources } }, stage.profile), NO_COLOR: "1" };
    const { stdout } = await stage.run(["forecast", "--stack", "prod"], { folder, environment });
    const [head, titles, ...lines] = stdout.split("\n");
    assert.match(head ?? "", /^3 single imports: the last of 3 ends 2026-03-02 /);
    assert.match(titles ?? "", /^IMPORT +NOW +OUTCOME +ENDS/);
    for (const [index, line] of lines.slice(0, 3).entries()) {
      assert.match(line, new RegExp(`^db-0${index + 1} +Not_Started +completed +2026-03-02 \\d\\d:\\d\\d UTC`));
    }
    const { document } = await ask(["--stack", "prod"], { environment });
    assert.deepEqual(
      document.forecasts.map(({ of, imports }) => [of, imports.length]),
      [
        ["db-01", 1],
        ["db-02", 1],
        ["db-03", 1],
      ],
    );
    const markdown = await stage.run(["forecast", "--stack", "prod", "-o", "markdown"], { folder, environment });
    assert.match(markdown.stdout, /^### Forecast\n\n3 single imports&#58; the last of 3 ends/);
    assert.equal(markdown.stdout.match(/### Forecast/g)?.length, 1);
  });

  it("fits a terminal of forty columns, and writes Markdown", async () => {
    await open(2);
    await waves.up(waveOf(waves, 2, { advanceTo: "Import_Completed", ...nights }));
    const environment = { ...fakePulumi(folder, exportOf(waves), stage.profile), NO_COLOR: "1" };
    const narrow = await stage.run(["forecast", "--stack", "prod"], { folder, columns: 40, environment });
    assert.deepEqual(
      narrow.stdout.split("\n").filter((line) => stringWidth(line) > 40),
      [],
    );
    assert.match(narrow.stdout, /night-1\/db-01/);
    const { stdout } = await stage.run(["forecast", "--stack", "prod", "-o", "markdown"], { folder, environment });
    assert.match(stdout, /^### Forecast\n\nnight-1&#58; the last of 2 ends 2026-03-02 22&#58;/);
    assert.match(
      stdout,
      /\| night-1&#47;db-01 \| Copy&#95;In&#95;Progress \| completed \| 2026-03-02 22&#58;\d\d UTC \|/,
    );
  });

  for (const [args, text] of [
    [["--rate", "fast"], /--rate: must be bytes per second/],
    [["--every", "often"], /--every: "often" is no time such as 90s, 30m/],
    [["--places", "0"], /--places: must be a whole number/],
    [["--horizon", "x"], /--horizon: must be a whole number/],
    [["--inputs", "all.json"], /--inputs: is for the rows of --from/],
  ] as const) {
    it(`is a wrong use with ${args.join(" ")}`, async () => {
      await open(1);
      const { exit, stderr, stdout } = await stage.run(["forecast", ...args], { folder });
      assert.deepEqual([exit, stdout], [exitCodes.usage, ""]);
      assert.match(stderr, text);
    });
  }
});
