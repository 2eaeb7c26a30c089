import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import type { Simulator } from "../../../simulator/src";
import { startSimulator } from "../../../simulator/src";
import { DEFAULT_PROVIDER_URN, source, URN } from "./pluginStage";
import type { Client } from "./wire";
import { connectClient, detailsOf, plain, struct } from "./wire";

/** An address where nobody answers: the plugin only sends messages there, and a message that cannot be sent fails nothing. */
const ENGINE = "127.0.0.1:9";

describe("The plugin's process", function () {
  this.timeout(30_000);
  let folder: string;
  let bundle: string;
  let simulator: Simulator;
  let child: ChildProcess;
  let client: Client;
  let stdout: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-plugin-"));
    bundle = join(folder, "plugin.cjs");
    const { bundlePlugin } = await import("../../../tools/package/bundle.mjs");
    await bundlePlugin(bundle);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  beforeEach(async () => {
    simulator = await startSimulator({ setUpSeconds: 0 });
  });
  afterEach(async () => {
    client?.close();
    if (child.exitCode === null) child.kill("SIGKILL");
    await simulator.close();
  });

  async function start(args: readonly string[] = [ENGINE]) {
    // Nothing of the environment of whoever runs the tests must reach it.
    child = spawn(process.execPath, [bundle, ...args], { stdio: "pipe", env: { PATH: process.env.PATH } });
    stdout = "";
    child.stdout?.on("data", (chunk) => {
      stdout += chunk;
    });
    while (!stdout.includes("\n")) await once(child.stdout as NodeJS.ReadableStream, "data");
    client = connectClient(Number(stdout.trim()));
  }

  async function configured() {
    const { endpoint, username, password, caCertificate } = simulator;
    const args = struct({ endpoint, username, password, caCertificate });
    await client.configure(new proto.ConfigureRequest().setArgs(args).setUrn(DEFAULT_PROVIDER_URN));
  }

  async function create(more: object = {}) {
    const checked = await client.check(new proto.CheckRequest().setUrn(URN).setNews(struct({ ...source, ...more })));
    return client.create(new proto.CreateRequest().setUrn(URN).setProperties(checked.getInputs()));
  }

  const logouts = () => simulator.journal().entries.filter(({ path }) => path.endsWith("/logout")).length;
  const ended = async () => (child.exitCode === null ? once(child, "exit") : undefined);

  it("prints its port on stdout and nothing else, whatever happens", async () => {
    await start(["--logtostderr", "-v=9", "--tracing", "http://127.0.0.1:9", ENGINE]);
    await client.handshake(new proto.ProviderHandshakeRequest());
    await configured();
    await create();
    child.kill("SIGTERM");
    await ended();
    assert.match(stdout, /^\d+\n$/);
    assert.equal(child.exitCode, 0);
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`logs out and ends by ${signal}, also if it comes twice`, async () => {
      await start();
      await configured();
      await create();
      child.kill(signal);
      child.kill(signal);
      await ended();
      assert.equal(child.exitCode, 0);
      assert.equal(logouts(), 1);
    });
  }

  it("logs out and ends when its engine is gone, without a Cancel or a signal", async () => {
    await start();
    await configured();
    await create();
    child.stdin?.end();
    await ended();
    assert.equal(child.exitCode, 0);
    assert.equal(logouts(), 1);
  });

  it("lives on without stdin when it was started by hand, to be attached to", async () => {
    await start([]);
    child.stdin?.end();
    const { password } = plain((await client.checkConfig(new proto.CheckRequest())).getInputs());
    assert.equal(password, undefined);
    assert.equal(child.exitCode, null);
    child.kill("SIGTERM");
    await ended();
  });

  it("answers a create that is waiting with its id before SIGTERM ends it", async () => {
    await start();
    await configured();
    const creating = create({ waitFor: "Ready_For_Cutover" }).catch((error: unknown) => error);
    while (simulator.world.rows("import_session")?.length !== 1) await new Promise(setImmediate);
    child.kill("SIGTERM");
    const { initFailed } = detailsOf(await creating);
    const id = initFailed?.getId() ?? "";
    await ended();
    assert.equal(logouts(), 1);
    assert.equal(simulator.world.row("import_session", id)?.state, "Copy_In_Progress");
  });
});
