import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { startSimulator } from "../../../simulator/src";
import { readme } from "../readme/readme";
import { clientVersion, pythonOrSkip } from "./pythonEnvironment";

const script = join(__dirname, "powerstoreClient.py");

describe(`the vendor's Python client, PyPowerStore ${clientVersion}, unmodified from the package index`, function () {
  // It may have to be fetched first.
  this.timeout(600_000);

  it("is the one that the README speaks of", () => {
    assert.ok(readme.includes(`PyPowerStore ${clientVersion}`));
  });

  it("logs in once, lists, filters, pages and acts", async function () {
    const python = await pythonOrSkip(this);
    const simulator = await startSimulator({ setUpSeconds: 0, jobSeconds: 0, ids: "counted" });
    try {
      const { hostname, port } = new URL(simulator.endpoint);
      const { username, password, caFile } = simulator;
      const child = spawn(python, [script, hostname, port, username, password, caFile]);
      let errors = "";
      child.stderr.on("data", (chunk) => {
        errors += chunk;
      });
      const [code] = await once(child, "close");
      assert.equal(code, 0, errors);
      const { entries } = simulator.journal();
      assert.equal(entries.filter(({ operation }) => operation === "GET /login_session").length, 1);
      assert.equal(simulator.world.row("import_session", "session-000001")?.state, "Paused");
    } finally {
      await simulator.close();
    }
  });
});
