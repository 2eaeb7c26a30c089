import { copyFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Simulator } from "../../simulator/src";
import { startSimulator } from "../../simulator/src";
import type { PrivateEngine } from "../../tools/engine/contract";
import { skipLoudly } from "../skipLoudly";
import { findEngine } from "./engine";
import { configureExample, liveExample } from "./exampleLife";
import { exampleProject, generateSdkInto, hasHost } from "./languages";
import { useBundle } from "./plugin";

const example = join(__dirname, "../../examples/java");

/**
 * Stands where the language host looks for Maven first. It would start the real one three times for each `up`, to compile what has been compiled;
 * this starts what it compiled.
 */
const runner = (jar: string) => `#!/bin/sh
case "$*" in
  *mainArgs=packages*) exec java -XX:TieredStopAtLevel=1 -cp "${jar}" com.pulumi.bootstrap.internal.Main packages ;;
  *exec:java*) exec java -XX:TieredStopAtLevel=1 -jar "${jar}" ;;
esac
`;

describe("The Java example on the real engine", () => {
  let folder: string;
  let engine: PrivateEngine;
  let simulator: Simulator;
  useBundle();

  before("generate the SDK, compile it and the example, and prepare a project", async function () {
    this.timeout(600_000);
    const { canGenerate } = await import("../../tools/package/generateSdk.mjs");
    const { compileJava, hasMaven } = await import("../../tools/package/mavenRepository.mjs");
    const found = await findEngine();
    if (!found) return this.skip();
    if (!hasHost(found, "java")) return skipLoudly(this, "Java", "there is no pulumi-language-java beside the engine");
    if (!canGenerate()) return skipLoudly(this, "Java", "no go on PATH, by which its SDK is generated");
    if (!hasMaven()) return skipLoudly(this, "Java", "no mvn and javac on PATH");
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-java-"));
    const sdk = await generateSdkInto(folder, "java");
    const program = join(folder, "program");
    cpSync(example, program, { recursive: true });
    await compileJava(join(folder, "repository"), sdk, program, "migration.App");
    const project = await exampleProject(example);
    const { createPrivateEngine } = await import("../../tools/engine/privateEngine.mjs");
    engine = await createPrivateEngine({
      engine: found,
      prepare: (place) => {
        copyFileSync(join(example, "pom.xml"), join(place, "pom.xml"));
        writeFileSync(join(place, "Pulumi.yaml"), project);
        writeFileSync(join(place, "mvnw"), runner(join(program, "app.jar")), { mode: 0o755 });
      },
    });
    simulator = await startSimulator({ setUpSeconds: 0, cancelSeconds: 0 });
    await configureExample(engine, simulator);
  });
  after(async () => {
    await engine?.close();
    await simulator?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  it("imports, has nothing to do, pauses, and is destroyed", () => liveExample(engine, simulator));
});
