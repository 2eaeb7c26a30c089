import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { startSimulator } from "../../../simulator/src";

const script = join(__dirname, "powerstoreClient.py");
const hasClient = spawnSync("python3", ["-c", "import PyPowerStore"]).status === 0;

describe("the vendor's Python client (PyPowerStore, tried with 3.5.1.0), unmodified", () => {
  it("logs in once, lists, filters, pages and acts", async function () {
    if (!hasClient) {
      console.warn("      SKIPPED: python3 here has no PyPowerStore (pip install PyPowerStore)");
      this.skip();
    }
    this.timeout(60_000);
    const simulator = await startSimulator({ setUpSeconds: 0, jobSeconds: 0 });
    try {
      const { hostname, port } = new URL(simulator.endpoint);
      const { username, password, caFile } = simulator;
      const child = spawn("python3", [script, hostname, port, username, password, caFile]);
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
