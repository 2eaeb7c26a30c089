import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import { runCommand } from "../../command/command";
import { exitCodes } from "../../command/process/exits";
import { systemClock } from "../../provider/clock";
import type { SessionState, Simulator } from "../../simulator/src";
import { startSimulator } from "../../simulator/src";
import type { Engine, EngineResult, PrivateEngine } from "../../tools/engine/contract";
import { skipLoudly } from "../skipLoudly";
import { load } from "../tools/load";
import { createEngine, findEngine } from "./engine";
import { generateSdkInto, hasHost } from "./languages";
import { configureFor, expectSuccess, IMMEDIATE, migrationOf } from "./migration";
import { useBundle } from "./plugin";

type RunProgram = { run(command: string, args: readonly string[], options: object): Promise<EngineResult> };

/** What the command writes to stdout about an array. */
async function generate(simulator: Simulator, folder: string, ...args: readonly string[]): Promise<string> {
  const { endpoint, username, password, caFile } = simulator;
  const [stdout, stderr] = [new Lines(), new Lines()];
  const exit = await runCommand(["generate", ...args], "0.0.0", {
    environment: {
      POWERSTORE_ENDPOINT: endpoint,
      POWERSTORE_USERNAME: username,
      POWERSTORE_PASSWORD: password,
      POWERSTORE_CA_FILE: caFile,
    },
    folder,
    stdout,
    stderr,
    clock: systemClock,
    stopped: new AbortController().signal,
  });
  assert.equal(exit, exitCodes.done, stderr.text);
  return stdout.text;
}

class Lines {
  text = "";
  write(text: string): void {
    this.text += text;
  }
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: no template is what it is about
const HOSTILE = 'a "b" \\ ${config.password} $$ `x` {{y}} \u00e4\u{1f4be} no: [1] # z';

/** Where somebody left them; each can go on as it is. */
const resting: readonly { readonly source: string; readonly state?: SessionState; readonly more?: object }[] = [
  { source: "unity-01-vol-01", state: "Paused", more: { description: HOSTILE.slice(0, 40) } },
  { source: "unity-01-cg-01" },
  { source: "unity-01-vol-02", more: { scheduled_timestamp: "2099-01-01T00:00:00Z" } },
  { source: "unity-01-vol-03" },
  { source: "unity-01-vol-04", state: "Ready_For_Cutover" },
  { source: "unity-01-vol-05", state: "Import_Completed" },
  { source: "xtremio-01-vol-01", state: "Ready_To_Start_Copy" },
];

function leaveSessions({ world }: Simulator): void {
  const create = world.operations["POST /import_session"];
  assert.ok(create);
  for (const { source, state, more } of resting) {
    const isAgentless = source.startsWith("xtremio");
    const body = {
      name: `by-hand-${source}`,
      remote_system_id: isAgentless ? "rs-xtremio-01" : "rs-unity-01",
      source_resource_id: source,
      type: isAgentless ? "Agentless" : "Non_Disruptive",
      ...more,
    };
    const { id } = create({ id: "", body }).body as { id: string };
    if (state) world.forceState(id, state);
  }
}

const sources = [
  { name: "Unity-01", type: "Unity", volumes: 8, groups: [2] },
  { name: "XtremIO-01", type: "XtremIO", volumes: 2 },
] as const;

/** The wishes of a CSV file, with what no language takes as it is. */
const rows = [
  { key: "db-01", sourceResourceId: "unity-01-vol-01", description: HOSTILE, priority: "10" },
  { key: "$${x} no", sourceResourceId: "unity-01-vol-02", description: "", priority: "" },
  { key: 'say "hello"', sourceResourceId: "unity-01-vol-03", description: "0777", priority: "" },
];

describe("What powerstore-import generate writes, on the real engine", () => {
  let folder: string;
  let simulator: Simulator;
  let engine: PrivateEngine;
  useBundle();

  before("open a project", async function () {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-generate-"));
    writeFileSync(join(folder, "wave.csv"), Papa.unparse([...rows]));
    simulator = await startSimulator({ ...IMMEDIATE, sources });
    const plugins = { "powerstore-import": "node_modules/pulumi-powerstore-import" };
    engine = await createEngine(this, { name: "generated", files: { "index.ts": "" }, plugins });
    await configureFor(engine, simulator);
  });
  beforeEach(() => simulator.reset());
  afterEach("forget what was made", () => engine.forgetResources());
  after(async () => {
    await engine?.close();
    await simulator?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const declare = (program: string) => writeFileSync(join(engine.projectFolder, "index.ts"), program);
  /** Types are checked as for a user who has no tsconfig.json. */
  const checked = { env: { PULUMI_NODEJS_TRANSPILE_ONLY: undefined } };
  const changes = () => migrationOf(engine, simulator).changes();

  for (const form of [[], ["--separate"]] as const) {
    it(`takes sessions over that exist, and changes nothing: ${form.join("") || "a wave"}`, async () => {
      leaveSessions(simulator);
      declare(await generate(simulator, folder, "--existing", ...form));
      simulator.clearJournal();
      expectSuccess(await engine.up(checked));
      expectSuccess(await engine.preview({ args: ["--expect-no-changes"] }));
      expectSuccess(await engine.up({ args: ["--expect-no-changes"] }));
      expectSuccess(await engine.refresh({ args: ["--expect-no-changes"] }));
      assert.deepEqual(changes(), []);
    });
  }

  it("imports sessions that exist by a file, after which the program has nothing to do", async () => {
    leaveSessions(simulator);
    writeFileSync(
      join(engine.projectFolder, "import.json"),
      await generate(simulator, folder, "--existing", "-l", "import-file"),
    );
    declare(await generate(simulator, folder, "--existing", "--separate", "--imported"));
    simulator.clearJournal();
    const options = ["--stack", engine.stack, "--yes", "--skip-preview", "--protect=false", "--generate-code=false"];
    expectSuccess(await engine.run(["import", "--file", "import.json", ...options]));
    expectSuccess(await engine.preview({ args: ["--expect-no-changes"] }));
    expectSuccess(await engine.up({ args: ["--expect-no-changes"] }));
    assert.deepEqual(changes(), []);
  });

  it("imports what a file names, as it is written there: TypeScript", async () => {
    declare(await generate(simulator, folder, "--from", "wave.csv", "--remote-system", "name:Unity-01"));
    expectSuccess(await engine.up(checked));
    assertImported(simulator);
    expectSuccess(await engine.up({ args: ["--expect-no-changes"] }));
  });

  it("begins the first wave of a plan, holds the others, and goes on when it is copied", async () => {
    const plan = ["--discover", "--plan", "1h", "--rate", "120MB/s", "--name", "Unity*"];
    declare(await generate(simulator, folder, ...plan));
    expectSuccess(await engine.up(checked));
    const count = () => simulator.world.rows("import_session")?.filter((row) => !row.parent_session_id).length ?? 0;
    const first = count();
    const waves = Object.keys((await engine.outputs()).phases as object);
    assert.ok(first > 0 && first < 9 && waves.length > 2, `${first} of ${waves.join(", ")}`);
    simulator.advance(24 * 3600);
    expectSuccess(await engine.refresh());
    expectSuccess(await engine.up());
    assert.ok(count() > first);
  });
});

/** What the array was told of the rows of the file. */
function assertImported({ world }: Simulator): void {
  const sessions = world.rows("import_session") ?? [];
  const told = Object.fromEntries(
    sessions.map(({ source_resource_id, description }) => [source_resource_id, description ?? ""]),
  );
  assert.deepEqual(told, Object.fromEntries(rows.map((row) => [row.sourceResourceId, row.description])));
}

describe("What powerstore-import generate writes in YAML, on the real engine", () => {
  let folder: string;
  let simulator: Simulator;
  let engine: PrivateEngine;
  useBundle();

  before("open a project", async function () {
    const found = await findEngine();
    if (!found) return this.skip();
    if (!hasHost(found, "yaml")) return skipLoudly(this, "YAML", "there is no pulumi-language-yaml beside the engine");
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-generate-"));
    writeFileSync(join(folder, "wave.csv"), Papa.unparse([...rows]));
    simulator = await startSimulator({ ...IMMEDIATE, sources });
    engine = await openYaml(
      found,
      await generate(simulator, folder, "--from", "wave.csv", "--remote-system", "rs-unity-01", "-l", "yaml"),
    );
    await configureFor(engine, simulator);
  });
  after(async () => {
    await engine?.close();
    await simulator?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  it("imports what a file names, as it is written there", async () => {
    expectSuccess(await engine.up());
    assertImported(simulator);
    expectSuccess(await engine.up({ args: ["--expect-no-changes"] }));
    const [wave] = engine.readState().resources?.filter(({ urn }) => urn.endsWith("::wave")) ?? [];
    assert.deepEqual(Object.keys((wave?.inputs?.sessions ?? {}) as object).sort(), rows.map(({ key }) => key).sort());
  });

  it("takes sessions over that exist, and changes nothing", async () => {
    await engine.forgetResources();
    simulator.reset();
    leaveSessions(simulator);
    const program = await generate(simulator, folder, "--existing", "-l", "yaml");
    writeFileSync(join(engine.projectFolder, "Pulumi.yaml"), await withPlugin(program));
    simulator.clearJournal();
    expectSuccess(await engine.up());
    expectSuccess(await engine.preview({ args: ["--expect-no-changes"] }));
    expectSuccess(await engine.refresh({ args: ["--expect-no-changes"] }));
    assert.deepEqual(migrationOf(engine, simulator).changes(), []);
    const taken = engine.readState().resources?.flatMap(({ outputs }) => Object.values(outputs?.members ?? {})) ?? [];
    assert.equal(taken.length, resting.length);
  });
});

async function openYaml(engine: Engine, program: string): Promise<PrivateEngine> {
  const { createPrivateEngine } = await import("../../tools/engine/privateEngine.mjs");
  const text = await withPlugin(program);
  return createPrivateEngine({ engine, prepare: (project) => writeFileSync(join(project, "Pulumi.yaml"), text) });
}

/** A program in YAML says where its plugin is; a user has it installed. */
async function withPlugin(program: string): Promise<string> {
  const { packagePlaces } = await import("../../tools/engine/project.mjs");
  return `${program}plugins:\n  providers:\n    - name: powerstore-import\n      path: ${packagePlaces().own}\n`;
}

describe("What powerstore-import generate writes in Go and Python", () => {
  let folder: string;
  let simulator: Simulator;

  before("write every input there is", async () => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-generate-"));
    simulator = await startSimulator({ ...IMMEDIATE, sources });
    leaveSessions(simulator);
    const more = {
      type: "Agentless",
      hostIds: "a;b",
      paused: "true",
      automaticCutover: "no",
      advanceTo: "Ready_To_Start_Copy",
    };
    const full = rows.map((row, index) => ({
      ...row,
      ...(index === 0 && more),
      waitFor: "None",
      scheduledTimestamp: "2099-01-01T00:00:00Z",
    }));
    writeFileSync(join(folder, "wave.csv"), Papa.unparse(full, { columns: [...new Set(full.flatMap(Object.keys))] }));
  });
  after(async () => {
    await simulator?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const nights = ["--time-zone", "Europe/Berlin", "--copy-window", "0 22 * * * for 8h"];
  const programs: readonly (readonly string[])[] = [
    ["--from", "wave.csv", "--remote-system", "rs", ...nights],
    ["--from", "wave.csv", "--remote-system", "rs", "--separate"],
    ["--existing"],
    ["--discover", "--plan", "1h", "--rate", "120MB/s"],
  ];

  it("is what Go's compiler and vet have nothing against", async function () {
    this.timeout(600_000);
    const { canGenerate } = await import("../../tools/package/generateSdk.mjs");
    if (!canGenerate()) return skipLoudly(this, "Go", "no go on PATH");
    const { run } = await load<RunProgram>("process/run.mjs");
    await generateSdkInto(folder, "go");
    const inline = join(__dirname, "go");
    const goMod = readFileSync(join(inline, "go.mod"), "utf8");
    const sdk = join(folder, "sdk/powerstoreimport");
    writeFileSync(join(folder, "go.mod"), goMod.replace("../../../dist/sdks/go/powerstoreimport", sdk));
    copyFileSync(join(inline, "go.sum"), join(folder, "go.sum"));
    const env = { ...process.env, GOSUMDB: "off", GOWORK: "off", GOTOOLCHAIN: "local", CGO_ENABLED: "0" };
    for (const args of programs) {
      writeFileSync(join(folder, "main.go"), await generate(simulator, folder, "-l", "go", ...args));
      expectSuccess(await run("go", ["vet", "-trimpath", "."], { cwd: folder, env }));
    }
  });

  it("is what Python compiles", async function () {
    const { run } = await load<RunProgram>("process/run.mjs");
    const { code } = await run("python3", ["--version"], { cwd: folder, env: process.env }).catch(() => ({ code: 1 }));
    if (code !== 0) return skipLoudly(this, "Python", "no python3 on PATH");
    for (const args of programs) {
      writeFileSync(join(folder, "program.py"), await generate(simulator, folder, "-l", "python", ...args));
      expectSuccess(await run("python3", ["-m", "py_compile", "program.py"], { cwd: folder, env: process.env }));
    }
  });
});
