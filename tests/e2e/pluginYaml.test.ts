import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Simulator } from "../../simulator/src";
import { startSimulator } from "../../simulator/src";
import type { Engine, PrivateEngine } from "../../tools/engine/contract";
import { skipLoudly } from "../skipLoudly";
import { findEngine } from "./engine";
import { configureExample, liveExample } from "./exampleLife";
import { exampleProject, hasHost } from "./languages";
import { useBundle } from "./plugin";
import { configureWave, liveWave, startNightArray } from "./waveLife";
import { configureWholeMigration, liveWholeMigration, startEmptyArray } from "./wholeMigrationLife";

const example = join(__dirname, "../../examples/yaml");

/** A private engine with a project in YAML. */
async function openYaml(engine: Engine, folder: string): Promise<PrivateEngine> {
  const { createPrivateEngine } = await import("../../tools/engine/privateEngine.mjs");
  const program = await exampleProject(folder);
  return createPrivateEngine({ engine, prepare: (project) => writeFileSync(join(project, "Pulumi.yaml"), program) });
}

describe("The YAML example on the real engine", () => {
  let engine: PrivateEngine;
  let simulator: Simulator;
  let whole: PrivateEngine;
  let empty: Simulator;
  let wave: PrivateEngine;
  let night: Simulator;
  useBundle();

  before("prepare a project", async function () {
    const found = await findEngine();
    if (!found) return this.skip();
    if (!hasHost(found, "yaml")) return skipLoudly(this, "YAML", "there is no pulumi-language-yaml beside the engine");
    engine = await openYaml(found, example);
    whole = await openYaml(found, join(example, "whole-migration"));
    simulator = await startSimulator({ setUpSeconds: 0, cancelSeconds: 0 });
    await configureExample(engine, simulator);
    empty = await startEmptyArray();
    await configureWholeMigration(whole, empty);
    wave = await openYaml(found, join(example, "wave"));
    night = await startNightArray();
    await configureWave(wave, night);
  });
  after(async () => {
    await Promise.all([engine, whole, wave, simulator, empty, night].map((each) => each?.close()));
  });

  it("imports, has nothing to do, pauses, and is destroyed", () => liveExample(engine, simulator));

  it("goes from an array that knows nothing to a completed import, in one program", () =>
    liveWholeMigration(whole, empty, () => askForCutOver(whole)));

  it("imports many as a wave, in their windows", () => liveWave(wave, night, () => askForCutOver(wave)));
});

/** As the comment beside them says. */
function askForCutOver({ projectFolder }: PrivateEngine): void {
  const file = join(projectFolder, "Pulumi.yaml");
  const program = readFileSync(file, "utf8");
  writeFileSync(file, program.replaceAll(/^( +)# (advanceTo|waitFor): /gm, "$1$2: "));
}
