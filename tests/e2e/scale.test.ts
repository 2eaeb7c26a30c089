import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ModuleKind, transpileModule } from "typescript";
import type { Simulator } from "../../simulator/src";
import { startSimulator } from "../../simulator/src";
import type { EngineResult } from "../../tools/engine/contract";
import { useEngine } from "./engine";
import { expectSuccess, IMMEDIATE } from "./migration";
import { useBundle } from "./plugin";

const example = join(__dirname, "../../examples/stack-per-wave");
const shiftClock = join(__dirname, "../../tools/demo/wave/shiftClock.cjs");

/** Half past ten in the evening in Berlin: the windows of the program are open. */
const START = Date.parse("2026-12-03T21:30:00Z");

const ARRAYS = 3;
const WAVES = 4;
const SESSIONS = 5;
const MAX_ACTIVE = 2;

const waves = Array.from({ length: WAVES }, (_, index) => `w0${index + 1}`);
const stackOf = (array: number, wave: string) => `berlin-0${array + 1}-${wave}`;

/** The program as a user has it, compiled once: twelve processes need not do that each. */
const program = transpileModule(readFileSync(join(example, "index.ts"), "utf8"), {
  compilerOptions: { module: ModuleKind.CommonJS, esModuleInterop: true },
}).outputText;

const files = Object.fromEntries(
  Array.from({ length: ARRAYS }, (_, array) => array).flatMap((array) =>
    waves.map((wave, place) => {
      const rows = Array.from({ length: SESSIONS }, (_, row) => {
        const number = String(place * SESSIONS + row + 1).padStart(2, "0");
        return `v${number},unity-01-vol-${number}`;
      });
      return [`waves/${stackOf(array, wave)}.csv`, ["key,sourceResourceId", ...rows, ""].join("\n")];
    }),
  ),
);

describe("Three arrays with four stacks each, in processes of their own at the same time, on the real engine", () => {
  let arrays: readonly Simulator[] = [];
  useBundle();
  const engine = useEngine({
    name: "powerstore-import-stack-per-wave",
    files: { "index.js": program, ...files },
    plugins: { "powerstore-import": "node_modules/pulumi-powerstore-import" },
  });

  before("start the arrays, and make a stack for each wave on each", async () => {
    const sources = [{ name: "Unity-01", type: "Unity", volumes: 20, sizeBytes: 40 * 2 ** 30, criteria: {} }] as const;
    arrays = await Promise.all(
      Array.from({ length: ARRAYS }, (_, index) =>
        startSimulator({
          ...IMMEDIATE,
          start: new Date(START).toISOString(),
          cluster: { name: `PowerStore-${index + 1}` },
          sources,
        }),
      ),
    );
    for (const [index] of arrays.entries()) {
      for (const wave of waves) {
        configure(index, wave);
        expectSuccess(await engine().run(["stack", "init", stackOf(index, wave)]));
      }
    }
  });
  after("stop the arrays", () => Promise.all(arrays.map((array) => array.close())));

  /** @param more settings of the provider. */
  const configure = (index: number, wave: string, more: Readonly<Record<string, number>> = {}): void => {
    const array = arrays[index];
    assert.ok(array);
    const { endpoint, username, password, caFile } = array;
    const settings = { endpoint, username, password, caFile, ...more };
    const config = {
      ...Object.fromEntries(Object.entries(settings).map(([key, value]) => [`powerstore-import:${key}`, value])),
      "powerstore-import-stack-per-wave:remoteSystemId": "name:Unity-01",
      "powerstore-import-stack-per-wave:maxActive": MAX_ACTIVE,
    };
    const file = `Pulumi.${stackOf(index, wave)}.yaml`;
    writeFileSync(join(engine().projectFolder, file), JSON.stringify({ config }));
  };
  const up = (array: number, wave: string): Promise<EngineResult> => {
    const offset = String((arrays[array]?.now() ?? 0) - Date.now());
    const env = { NODE_OPTIONS: `--require ${JSON.stringify(shiftClock)}`, DEMO_CLOCK_OFFSET_MILLISECONDS: offset };
    return engine().run(["up", "--stack", stackOf(array, wave), "--yes", "--skip-preview"], { env });
  };
  const countsOf = async (array: number, wave: string) => {
    const { stdout } = expectSuccess(
      await engine().run(["stack", "output", "--json", "--stack", stackOf(array, wave)]),
    );
    return JSON.parse(stdout).counts;
  };
  const sources = (array: Simulator) =>
    (array.world.rows("import_session") ?? []).map(({ source_resource_id: source }) => String(source));
  const backend = () => join(engine().folder, "backend/.pulumi");

  it("each wave begins as many as it may, none twice, each process logs in once and out again, and no lock is left", async () => {
    const runs = arrays.flatMap((_, index) => waves.map((wave) => up(index, wave)));
    for (const result of await Promise.all(runs)) expectSuccess(result);
    for (const array of arrays) {
      const paths = array.journal().entries.map(({ method, path }) => `${method} ${path.replace(/\?.*/, "")}`);
      const times = (request: string) => paths.filter((path) => path === request).length;
      assert.equal(times("POST /api/rest/import_session"), WAVES * MAX_ACTIVE);
      assert.equal(times("GET /api/rest/login_session"), WAVES, "one login a process");
      assert.equal(times("POST /api/rest/logout"), WAVES);
      assert.equal(new Set(sources(array)).size, WAVES * MAX_ACTIVE);
      for (const { state } of array.world.rows("import_session") ?? []) assert.equal(state, "Copy_In_Progress");
    }
    assert.deepEqual(await countsOf(0, "w01"), { Copy_In_Progress: 2, Not_Started: 3 });
    assert.deepEqual(filesBelow(join(backend(), "locks")), [], "the backend has no lock left");
  });

  it("an hour later the stacks of one array begin the next ones, at the same time again, and no other array is asked anything", async () => {
    for (const array of arrays) {
      array.advance(3600);
      array.clearJournal();
    }
    for (const result of await Promise.all(waves.slice(0, 2).map((wave) => up(0, wave)))) expectSuccess(result);
    const [first, ...others] = arrays;
    assert.ok(first);
    const begun = sources(first);
    assert.equal(begun.length, WAVES * MAX_ACTIVE + 2 * MAX_ACTIVE);
    assert.equal(new Set(begun).size, begun.length, "none twice");
    assert.deepEqual(await countsOf(0, "w01"), { Ready_For_Cutover: 2, Copy_In_Progress: 2, Not_Started: 1 });
    for (const other of others) assert.deepEqual(other.journal().entries, []);
  });

  it("with a place on the array for all of them, two stacks at the same time begin an import each at most, and none while one copies", async () => {
    const array = arrays[1];
    assert.ok(array);
    const two = waves.slice(0, 2);
    for (const wave of two) configure(1, wave, { maxActivePerArray: 1 });
    const begunBy = async () => {
      const before = sources(array).length;
      const results = await Promise.all(two.map((wave) => up(1, wave)));
      for (const result of results) expectSuccess(result);
      return { begun: sources(array).length - before, said: results.map(({ stdout }) => stdout).join("\n") };
    };
    // Both may take the last place in the same moment (docs/decisions/040); by maxActive alone they would begin four.
    const first = await begunBy();
    assert.ok(first.begun === 1 || first.begun === 2, `${first.begun}`);
    const second = await begunBy();
    assert.equal(second.begun, 0);
    assert.match(second.said, /waits? for a place: .*maxActivePerArray/);
    assert.equal(new Set(sources(array)).size, sources(array).length, "none twice");
  });

  it("a stack is a few kilobytes in the backend, and each up leaves two copies of it", () => {
    const folder = join(backend(), "stacks/powerstore-import-stack-per-wave");
    const sizes = readdirSync(folder)
      .filter((file) => /^berlin-.*\.json$/.test(file))
      .map((file) => statSync(join(folder, file)).size);
    assert.equal(sizes.length, ARRAYS * WAVES);
    for (const size of sizes) assert.ok(size > 1000 && size < 20_000, `${size} bytes`);
    // Two copies for each `up`, which nobody clears away: what grows with ticks is this.
    const kept = filesBelow(backend()).filter((file) => /^berlin-01-w01[.-]\d+(?:\.checkpoint)?\.json$/.test(file));
    assert.equal(kept.length, 4, kept.join(", "));
  });
});

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name);
  } catch {
    return []; // There has never been one.
  }
}
