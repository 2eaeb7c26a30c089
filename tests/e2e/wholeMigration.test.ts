import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Simulator } from "../../simulator/src";
import { useEngine } from "./engine";
import { expectSuccess } from "./migration";
import { useBundle } from "./plugin";
import { configureWholeMigration, startEmptyArray } from "./wholeMigrationLife";

const program = readFileSync(join(__dirname, "../../examples/whole-migration/index.ts"), "utf8");

describe("The example of a whole migration on the real engine", () => {
  useBundle();
  const engine = useEngine({
    name: "whole",
    files: { "index.ts": program },
    plugins: { "powerstore-import": "node_modules/pulumi-powerstore-import" },
  });
  let simulator: Simulator;
  before("start an array that knows nothing, and configure the stack for it", async () => {
    simulator = await startEmptyArray();
    await configureWholeMigration(engine(), simulator);
    await engine().setConfig("volumes", "[]");
  });
  after("stop the simulator", () => simulator?.close());

  const rows = (collection: string) => simulator.world.rows(collection as never) ?? [];

  it("is previewed before the array knows anything, volumes by name included, and changes nothing", async () => {
    await engine().setConfig("volumes", '["old-unity-Vol-01"]');
    const { stdout } = expectSuccess(await engine().preview());
    assert.match(stdout, /\+ 4 to create/);
    const changes = simulator
      .journal()
      .entries.filter(({ method, path }) => method !== "GET" && !path.endsWith("/logout"));
    assert.deepEqual(changes, []);
    await engine().setConfig("volumes", "[]");
  });

  it("goes from an array that knows nothing to completed imports, and takes down what is not needed any more", async () => {
    expectSuccess(await engine().up());
    const ready = rows("import_unity_volume").filter((row) => row.importable_criteria === "Ready");
    assert.ok(ready.length > 0, "volumes were found, and their host is known");
    await engine().setConfig("volumes", JSON.stringify(ready.map(({ name }) => name)));
    expectSuccess(await engine().up());
    assert.equal(rows("import_session").length, ready.length);

    await engine().setConfig("cutOver", "true");
    // One gate a run: what still copies in the first is cut over in a later one.
    for (let run = 0; run < 3; run++) expectSuccess(await engine().up());
    assert.deepEqual(
      (await engine().outputs()).states,
      ready.map(() => "Import_Completed"),
    );
    const volumes = rows("volume").length;
    expectSuccess(await engine().destroy());
    for (const collection of ["import_session", "remote_system", "import_host_system"])
      assert.deepEqual(rows(collection), []);
    assert.equal(rows("volume").length, volumes, "what was imported stays");
  });
});
