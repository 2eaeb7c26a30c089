import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Simulator } from "../../simulator/src";
import { startSimulator } from "../../simulator/src";
import type { PrivateEngine } from "../../tools/engine/contract";
import { skipLoudly } from "../skipLoudly";
import { findEngine } from "./engine";
import { configureExample, liveExample } from "./exampleLife";
import { generateSdkInto } from "./languages";
import { expectFailure, expectSuccess } from "./migration";
import { useBundle } from "./plugin";
import { configureWave, liveWave, startNightArray } from "./waveLife";
import { configureWholeMigration, liveWholeMigration, startEmptyArray } from "./wholeMigrationLife";

const root = join(__dirname, "../..");

describe("The Python example on the real engine", () => {
  let folder: string;
  let engine: PrivateEngine;
  let simulator: Simulator;
  let whole: PrivateEngine;
  let empty: Simulator;
  let wave: PrivateEngine;
  let night: Simulator;
  useBundle();

  before("generate the SDK and prepare a project", async function () {
    this.timeout(600_000);
    const { canGenerate } = await import("../../tools/package/generateSdk.mjs");
    const { installSdk, pythonEnvironment } = await import("../../tools/package/pythonEnvironment.mjs");
    const { packagePlaces } = await import("../../tools/engine/project.mjs");
    const found = await findEngine();
    if (!found) return this.skip();
    const python = canGenerate() ? await pythonEnvironment() : { reason: "no go on PATH" };
    if ("reason" in python) return skipLoudly(this, "Python", python.reason);
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-python-"));
    await installSdk(python.bin, await generateSdkInto(folder, "python"), join(folder, "site"));
    const { createPrivateEngine } = await import("../../tools/engine/privateEngine.mjs");
    const open = (example: string) =>
      createPrivateEngine({
        engine: { ...found, pathEntries: [python.bin, ...found.pathEntries] },
        env: { PYTHONPATH: [join(folder, "site"), process.env.PYTHONPATH].filter(Boolean).join(delimiter) },
        prepare: (project) => {
          const files = readdirSync(join(root, example)).filter((file) => /\.(?:py|csv)$/.test(file));
          for (const file of files) copyFileSync(join(root, example, file), join(project, file));
          const plugins = { providers: [{ name: "powerstore-import", path: packagePlaces().own }] };
          writeFileSync(join(project, "Pulumi.yaml"), JSON.stringify({ name: "python", runtime: "python", plugins }));
        },
      });
    engine = await open("examples/python");
    whole = await open("examples/python/whole-migration");
    simulator = await startSimulator({ setUpSeconds: 0, cancelSeconds: 0 });
    await configureExample(engine, simulator);
    empty = await startEmptyArray();
    await configureWholeMigration(whole, empty);
    wave = await open("examples/python/wave");
    night = await startNightArray();
    await configureWave(wave, night);
  });
  after(async () => {
    await Promise.all([engine, whole, wave, simulator, empty, night].map((each) => each?.close()));
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  it("imports, has nothing to do, pauses, and is destroyed", () => liveExample(engine, simulator));

  it("goes from an array that knows nothing to a completed import, in one program", () =>
    liveWholeMigration(whole, empty, () => whole.setConfig("cutOver", "true")));

  it("imports many as a wave, in their windows", () => liveWave(wave, night, () => wave.setConfig("cutOver", "true")));

  // Generated classes cannot carry the option that the TypeScript class has (sessionResource.ts), and --replace asks no diff.
  it("loses no copy by --replace, which is an error unless the program says delete_before_replace", async () => {
    await engine.setConfig("paused", "false");
    expectSuccess(await engine.up());
    const database = () => (engine.readState().resources ?? []).filter(({ urn }) => urn.endsWith("::database"));
    const [before] = database();
    const shown = expectFailure(await engine.up({ args: ["--replace", String(before?.urn)] }));
    assert.match(shown, /replacing import session "database-.*deleteBeforeReplace: true/);
    const { stdout } = expectSuccess(await engine.up());
    assert.match(stdout, /warning: .*second entry of it in the state.*left alone/);
    assert.deepEqual(
      database().map(({ id, outputs }) => [id, outputs?.state]),
      [[before?.id, "Copy_In_Progress"]],
    );
    assert.equal(simulator.world.row("import_session", String(before?.id))?.state, "Copy_In_Progress");
  });
});
