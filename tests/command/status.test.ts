import assert from "node:assert/strict";
import { exitCodes } from "../../command/process/exits";
import { statusSchema } from "../../command/status/document";
import { CommandStage } from "./commandStage";

describe("powerstore-import status", () => {
  let stage: CommandStage;
  before(async () => {
    stage = await CommandStage.open({ collections: { import_session: [] } });
  });
  after(() => stage.close());

  it("says that there are none, and that nothing is left to do", async () => {
    const { exit, stdout, stderr } = await stage.run(["status"]);
    assert.deepEqual([exit, stdout, stderr], [exitCodes.done, "There are no import sessions.\n", ""]);
  });

  it("writes a document in JSON that fits its schema", async () => {
    const { stdout } = await stage.run(["status", "-o", "json"]);
    const { arrays, sessions } = statusSchema.parse(JSON.parse(stdout));
    assert.deepEqual([arrays.map(({ endpoint }) => endpoint), sessions], [[stage.simulator.endpoint], []]);
  });

  it("ends as a refused login where the array refuses the password, and says which user it was", async () => {
    const environment = { ...stage.environment, POWERSTORE_PASSWORD: "wrong" };
    const { exit, stderr } = await stage.run(["status"], { environment });
    assert.equal(exit, exitCodes.login);
    assert.match(stderr, /logging in as "admin"/);
  });

  it("is a wrong use without an array, which says how to name one", async () => {
    const { exit, stdout, stderr } = await stage.run(["status"], { environment: {} });
    assert.deepEqual([exit, stdout], [exitCodes.usage, ""]);
    assert.match(stderr, /POWERSTORE_ENDPOINT/);
  });
});
