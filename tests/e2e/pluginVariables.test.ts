import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Simulator } from "../../simulator/src";
import { startSimulator } from "../../simulator/src";
import { allText, expectFailure, expectSuccess, IMMEDIATE } from "./migration";
import { usePluginMigration } from "./plugin";

const TOKEN = "powerstore-import:index:ImportSession";
const source = (number: string) => ({ remoteSystemId: "name:Unity-01", sourceResourceId: `unity-01-vol-${number}` });

/** As docs/plugin.md shows it: `EAST_PASSWORD` is what this provider sees as `POWERSTORE_PASSWORD`. */
const mappingsOf = (prefix: string) =>
  Object.fromEntries(
    ["ENDPOINT", "USERNAME", "PASSWORD", "CA_FILE"].map((name) => [`${prefix}_${name}`, `POWERSTORE_${name}`]),
  );

describe("Several arrays by the engine's envVarMappings, with the plugin on the real engine", () => {
  const migration = usePluginMigration();
  let west: Simulator;
  let westPassword = "West-Secret-7";

  before("start a second array", async () => {
    west = await startSimulator({
      ...IMMEDIATE,
      username: "west-admin",
      password: westPassword,
      cluster: { name: "PowerStore-West", globalId: "PS0000000002" },
    });
  });
  after("stop it", () => west?.close());

  const variablesOf = (prefix: string, { endpoint, username, caFile }: Simulator, password: string) => ({
    [`${prefix}_ENDPOINT`]: endpoint,
    [`${prefix}_USERNAME`]: username,
    [`${prefix}_PASSWORD`]: password,
    [`${prefix}_CA_FILE`]: caFile,
  });
  const env = () => {
    const east = migration().simulator;
    return { ...variablesOf("EAST", east, east.password), ...variablesOf("WEST", west, westPassword) };
  };

  const slow = { provider: "west", customTimeouts: { read: "2s" } };
  const program = {
    providers: {
      east: { options: { envVarMappings: mappingsOf("EAST") } },
      west: { options: { envVarMappings: mappingsOf("WEST") } },
    },
    resources: {
      orders: { ...source("01"), options: { provider: "east" } },
      archive: { ...source("02"), options: slow },
    },
  };

  const onArray = ({ world }: Simulator) =>
    world.rows("import_session")?.map(({ source_resource_id, state }) => [source_resource_id, state]);

  it("asks nothing of an array whose password is not set", async () => {
    const { engine, declare } = migration();
    declare(program);
    const shown = expectFailure(await engine.up({ env: { ...env(), WEST_PASSWORD: undefined } }));
    assert.match(shown, /powerstore-import west .*no password is configured|password of provider "west"/);
    assert.deepEqual(west.journal().entries, []);
  });

  it("imports on each array by its own user and password, of which the state holds none", async () => {
    const { engine, simulator } = migration();
    expectSuccess(await engine.up({ env: env() }));
    assert.deepEqual(onArray(simulator), [["unity-01-vol-01", "Copy_In_Progress"]]);
    assert.deepEqual(onArray(west), [["unity-01-vol-02", "Copy_In_Progress"]]);
    for (const array of [simulator, west])
      assert.deepEqual(
        array.journal().entries.filter(({ status }) => status === 401 || status === 403),
        [],
        "the other array's password was sent",
      );
    const backend = allText(join(engine.folder, "backend"));
    for (const secret of [simulator.password, westPassword])
      assert.ok(!backend.includes(secret), "a password is there");
  });

  it("ends the refresh of what is not answered in customTimeouts.read, which the engine keeps and sends", async () => {
    const { engine, recorded } = migration();
    const outputs = async () => (await recorded()).map((resource) => resource.outputs);
    const before = await outputs();
    west.setFaults([{ operation: "GET /import_session/{id}", effect: { delaySeconds: 600 } }]);
    const shown = expectFailure(await engine.refresh({ env: env() }));
    west.clearFaults();
    assert.match(shown, /"archive-\w+" .*has not answered within 2 s.*customTimeouts\.read/);
    assert.deepEqual(await outputs(), before);
  });

  it("imports by a file under a provider of the stack, and the program that the inputs make has an empty diff", async () => {
    const { engine, declare, recorded } = migration();
    const create = west.world.operations["POST /import_session"];
    const body = { name: "found", remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-03" };
    const made = create?.({ id: "", body: { ...body, type: "Non_Disruptive" } }).body as { readonly id: string };
    const { resources = [] } = engine.readState();
    const provider = resources.find(({ urn }) => urn.endsWith("::west"))?.urn;
    const file = {
      nameTable: { west: provider },
      resources: [{ type: TOKEN, name: "found", id: "name:found", provider: "west" }],
    };
    writeFileSync(join(engine.projectFolder, "import.json"), JSON.stringify(file));
    // `--generate-code=false`: printing a program needs a language host of the engine's own age (docs/plugin.md, "Import").
    const args = ["--stack", engine.stack, "--yes", "--skip-preview", "--protect=false", "--generate-code=false"];
    expectSuccess(await engine.run(["import", "--file", "import.json", ...args], { env: env() }));
    const found = (await recorded()).find(({ id }) => id === made.id);
    assert.equal(found?.outputs?.clusterId, "PS0000000002");
    const inputs = { ...found.inputs, options: { provider: "west" } };
    declare({ ...program, resources: { ...program.resources, found: inputs } });
    expectSuccess(await engine.preview({ args: ["--expect-no-changes"], env: env() }));
  });

  it("destroys without the program, by the password that the variable has now", async () => {
    const { engine, simulator } = migration();
    westPassword = "West-Rotated-8";
    west.changeAccount({ password: westPassword });
    expectSuccess(await engine.destroy({ env: env() }));
    assert.deepEqual([onArray(simulator), onArray(west)], [[], []]);
  });
});
