import assert from "node:assert/strict";
import type { Stage } from "../arrayObject/stage";
import { chap, openRemoteSystems, PASSWORD, systems, unity } from "./stage";

describe("The life of a remote system", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openRemoteSystems();
  });
  afterEach(() => stage.close());

  it("is made, waits for its data connections, and finds what is on the source", async () => {
    assert.equal(await stage.up(unity), "created");
    assert.deepEqual(stage.changes(), ["POST /remote_system", "POST /remote_system/{id}/discover"]);
    const { dataConnectionState, state, discoveredAt, serialNumber } = stage.recorded?.outputs ?? {};
    assert.deepEqual([state, dataConnectionState], ["OK", "OK"]);
    assert.ok(discoveredAt && serialNumber, "discovery and serial number are recorded");
    assert.equal(await stage.up(unity), "unchanged");
    assert.equal(await stage.refresh(), "unchanged");
  });

  it("changes what can be changed, and sends nothing else", async () => {
    await stage.up(unity);
    stage.simulator.clearJournal();
    assert.equal(await stage.up({ ...unity, description: "the old one", password: "another-Passw0rd" }), "updated");
    assert.deepEqual(Object.keys(stage.bodies()[0] as object).sort(), ["description", "remote_password"]);
    stage.simulator.clearJournal();
    assert.equal(await stage.up({ ...unity, password: "another-Passw0rd" }), "updated");
    assert.deepEqual(stage.bodies(), [{ description: "" }]);
  });

  it("is deleted", async () => {
    await stage.up(unity);
    await stage.destroy();
    assert.deepEqual(systems(stage), []);
  });

  it("shows no secret anywhere", async () => {
    await stage.up({ ...unity, ...chap });
    await stage.up({ ...unity, ...chap, password: "another-Passw0rd" });
    const secrets = [
      PASSWORD,
      "another-Passw0rd",
      ...Object.values(chap.importChapInfo).filter((text) => text.includes("Secret")),
    ];
    for (const secret of secrets) assert.ok(!stage.everythingShown().includes(secret), secret);
  });
});
