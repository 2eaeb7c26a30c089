import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Simulator } from "../../simulator/src";
import { startSimulator } from "../../simulator/src";
import type { PrivateEngine } from "../../tools/engine/contract";
import { findEngine } from "./engine";
import { configureExample, liveExample } from "./exampleLife";
import { exampleProject, hasHost, skipLoudly } from "./languages";
import { useBundle } from "./plugin";

const example = join(__dirname, "../../examples/yaml");

describe("The YAML example on the real engine", () => {
  let engine: PrivateEngine;
  let simulator: Simulator;
  useBundle();

  before("prepare a project", async function () {
    const found = await findEngine();
    if (!found) return this.skip();
    if (!hasHost(found, "yaml")) return skipLoudly(this, "YAML", "there is no pulumi-language-yaml beside the engine");
    const { createPrivateEngine } = await import("../../tools/engine/privateEngine.mjs");
    const program = await exampleProject(example);
    engine = await createPrivateEngine({
      engine: found,
      prepare: (project) => writeFileSync(join(project, "Pulumi.yaml"), program),
    });
    simulator = await startSimulator({ setUpSeconds: 0, cancelSeconds: 0 });
    await configureExample(engine, simulator);
  });
  after(async () => {
    await engine?.close();
    await simulator?.close();
  });

  it("imports, has nothing to do, pauses, and is destroyed", () => liveExample(engine, simulator));
});
