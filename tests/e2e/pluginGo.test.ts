import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Simulator } from "../../simulator/src";
import { startSimulator } from "../../simulator/src";
import type { EngineResult, PrivateEngine } from "../../tools/engine/contract";
import { skipLoudly } from "../skipLoudly";
import { load } from "../tools/load";
import { findEngine } from "./engine";
import { configureExample, liveExample } from "./exampleLife";
import { runBeside } from "./inlineProgram";
import { exampleProject, generateSdkInto } from "./languages";
import { expectSuccess } from "./migration";
import { useBundle } from "./plugin";

type RunProgram = { run(command: string, args: readonly string[], options: object): Promise<EngineResult> };

const example = join(__dirname, "../../examples/go");
const inline = join(__dirname, "go");

const env = { ...process.env, GOSUMDB: "off", GOWORK: "off", GOTOOLCHAIN: "local", CGO_ENABLED: "0" };

/** The example, its SDK from elsewhere than its go.mod says, with a test of its package that runs it. */
async function buildInline(folder: string): Promise<string> {
  const { run } = await load<RunProgram>("process/run.mjs");
  const sdk = join(folder, "sdk/powerstoreimport");
  const goMod = readFileSync(join(inline, "go.mod"), "utf8");
  writeFileSync(join(folder, "go.mod"), goMod.replace("../../../dist/sdks/go/powerstoreimport", sdk));
  copyFileSync(join(inline, "go.sum"), join(folder, "go.sum"));
  const overlay = { Replace: { [join(example, "inline_test.go")]: join(inline, "inline_test.go") } };
  writeFileSync(join(folder, "overlay.json"), JSON.stringify(overlay));
  const program = join(folder, "inline");
  const files = ["-modfile", join(folder, "go.mod"), "-overlay", join(folder, "overlay.json"), "-o", program];
  // Without the paths of this folder in it, what is compiled can be had from Go's cache the next time.
  const flags = ["-c", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w", ...files];
  expectSuccess(await run("go", ["test", ...flags, "."], { cwd: example, env }));
  return program;
}

describe("The Go example on the real engine", () => {
  let folder: string;
  let engine: PrivateEngine;
  let simulator: Simulator;
  let up: () => Promise<EngineResult>;
  useBundle();

  before("generate the SDK, compile the example, and prepare a project", async function () {
    this.timeout(600_000);
    const { canGenerate } = await import("../../tools/package/generateSdk.mjs");
    const found = await findEngine();
    if (!found) return this.skip();
    if (!canGenerate()) return skipLoudly(this, "Go", "no go on PATH");
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-go-"));
    await generateSdkInto(folder, "go");
    const program = await buildInline(folder);
    const { createPrivateEngine } = await import("../../tools/engine/privateEngine.mjs");
    const project = await exampleProject(example);
    engine = await createPrivateEngine({
      engine: found,
      prepare: (place) => writeFileSync(join(place, "Pulumi.yaml"), project),
    });
    simulator = await startSimulator({ setUpSeconds: 0, cancelSeconds: 0 });
    await configureExample(engine, simulator);
    const names = { STACK: engine.stack, PROJECT: /^name: (.*)$/m.exec(project)?.[1] };
    up = () => runBeside(engine, program, [], names);
  });
  after(async () => {
    await engine?.close();
    await simulator?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  it("imports, has nothing to do, pauses, and is destroyed, by the Automation API", () =>
    liveExample(engine, simulator, up));

  // What it does is what the other languages' do; that they do it on the engine is tested with these.
  for (const [name, place] of [
    ["a whole migration", "./whole-migration"],
    ["a wave", "./wave"],
  ]) {
    it(`has ${name} beside it, which the compiler and vet have nothing against`, async () => {
      const { run } = await load<RunProgram>("process/run.mjs");
      const args = ["vet", "-trimpath", "-modfile", join(folder, "go.mod"), String(place)];
      expectSuccess(await run("go", args, { cwd: example, env }));
    });
  }
});
