import assert from "node:assert/strict";
import type { Simulator } from "../../../simulator/src";
import { startSimulator } from "../../../simulator/src";
import { IMMEDIATE } from "../migration";
import { onEachEngine, SESSION, volume } from "./stage";

const [here, there] = [`${SESSION}.here`, `${SESSION}.there`];
const DESTROYED = { cancel_on_destroy: true };

onEachEngine("Two provider blocks of two arrays", {}, (stage) => {
  let munich: Simulator;
  before("start a second array", async () => {
    munich = await startSimulator({
      ...IMMEDIATE,
      username: "import",
      password: "Munich-Secret-7",
      cluster: { name: "PowerStore-Munich", globalId: "PS0000000002" },
      sources: [{ name: "Unity-01", type: "Unity", volumes: 2 }],
    });
  });
  after("stop it", () => munich?.close());

  it("import the same source on each, by the environment's connection and by one of its own, and neither knows the other's", async () => {
    const { terraform, simulator, declare, changes, sessions } = stage();
    const { endpoint, username, password, caFile: ca_file } = munich;
    const blocks = (own: object) => [{}, { alias: "munich", endpoint, username, ca_file, ...own }];
    const both = {
      here: { ...volume("01"), ...DESTROYED },
      there: { ...volume("01"), ...DESTROYED, provider: "powerstore-import.munich" },
    };
    const state = ({ world }: Simulator) => world.rows("import_session")?.map((row) => row.state);

    declare(both, { provider: { "powerstore-import": blocks({}) } });
    const shown = await terraform.fail("apply", `-target=${there}`);
    assert.match(shown, /password of the provider block or the environment variable POWERSTORE_PASSWORD, with/);
    assert.deepEqual(munich.journal().entries, [], "the environment's password is not tried there");

    declare(both, { provider: { "powerstore-import": blocks({ password }) } });
    await terraform.succeed("apply");
    assert.deepEqual([state(simulator), state(munich)], [["Copy_In_Progress"], ["Copy_In_Progress"]]);
    const clusters = [here, there].map((of) => terraform.recorded()[of]?.attributes.cluster_id);
    assert.equal(new Set(clusters).size, 2);
    assert.ok(![password, simulator.password].some((secret) => terraform.stateText.includes(secret)));

    simulator.clearJournal();
    declare({ here: both.here }, { provider: { "powerstore-import": blocks({ password }) } });
    await terraform.succeed("apply");
    assert.deepEqual([changes(), sessions(), state(munich)], [[], { "unity-01-vol-01": "Copy_In_Progress" }, []]);
  });
});
