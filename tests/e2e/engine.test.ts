import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createEngine, useEngine } from "./engine";
import { ended, eventually, isAlive } from "./eventually";

/** Creates at once, or when the file `gate` appears; tells its process id by the file `started`. */
const program = `
import * as pulumi from "@pulumi/pulumi";

const provider: pulumi.dynamic.ResourceProvider = {
  create: async ({ gate, started }) => {
    const fs = require("node:fs");
    fs.writeFileSync(started, String(process.pid));
    while (gate !== "" && !fs.existsSync(gate)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return { id: "made", outs: {} };
  },
};
class Thing extends pulumi.dynamic.Resource {
  constructor(name: string, inputs: object) {
    super(provider, name, inputs);
  }
}
const config = new pulumi.Config("test");
export const thing = new Thing("thing", { gate: config.get("gate") ?? "", started: config.require("started") }).id;
`;
const project = { name: "engine-test", files: { "index.ts": program } };

describe("a private engine", () => {
  const engine = useEngine(project);

  before(async () => {
    await engine().setConfig("test:started", `${engine().folder}/temporary/started`);
  });

  it("runs a program through the stations of its life", async () => {
    const up = await engine().up();
    assert.equal(up.code, 0, up.stdout + up.stderr);
    assert.deepEqual(await engine().outputs(), { thing: "made" });
    const { deployment } = await engine().exportState();
    assert.notDeepEqual(deployment.resources ?? [], []);
    assert.deepEqual(engine().readState(), deployment, "the backend's file says what the engine exports");

    const preview = await engine().preview({ args: ["--expect-no-changes"] });
    assert.equal(preview.code, 0, preview.stdout + preview.stderr);

    const destroy = await engine().destroy();
    assert.equal(destroy.code, 0, destroy.stdout + destroy.stderr);
    assert.deepEqual((await engine().exportState()).deployment.resources ?? [], []);
  });

  it("forgets what is recorded, and goes on as a new stack does", async () => {
    const up = await engine().up();
    assert.equal(up.code, 0, up.stdout + up.stderr);
    engine().forgetResources();
    assert.deepEqual((await engine().exportState()).deployment.resources ?? [], []);
    const destroy = await engine().destroy();
    assert.equal(destroy.code, 0, destroy.stdout + destroy.stderr);
  });

  it("keeps a secret out of the configuration file and of the error for a wrong key", async () => {
    await engine().setConfig("test:password", "open sesame", { secret: true });
    const shown = await engine().run(["config", "--stack", engine().stack]);
    assert.match(shown.stdout, /password/);
    assert.doesNotMatch(shown.stdout, /open sesame/);

    await assert.rejects(engine().setConfig("a:b:c:d", "open sesame", { secret: true }), (error: Error) => {
      assert.doesNotMatch(error.message, /open sesame/);
      return true;
    });
  });
});

describe("closing a private engine", () => {
  it("leaves no process and no folder, not even when a killed engine left an orphan", async function () {
    const engine = await createEngine(this, project);
    try {
      const started = `${engine.folder}/temporary/started`;
      await engine.setConfig("test:started", started);
      await engine.setConfig("test:gate", `${engine.folder}/never`);
      const run = engine.startUp();
      const host = await eventually("the provider", () => readNumber(started));
      run.kill();
      assert.equal((await run.finished).code, 128 + 9);
      assert.ok(isAlive(host), "the provider's host lives on without its engine");

      await engine.close();

      await ended(host);
      assert.ok(!existsSync(engine.folder));
    } finally {
      await engine.close();
    }
  });
});

function readNumber(file: string): number | undefined {
  return existsSync(file) ? Number(readFileSync(file, "utf8")) || undefined : undefined;
}
