import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { processHost } from "../../../provider/dynamic/host";
import type { Simulator } from "../../../simulator/src";
import { startSimulator } from "../../../simulator/src";
import type { Client } from "../plugin/wire";
import { connectClient, detailsOf, struct } from "../plugin/wire";

/** An address where nobody answers: messages are only sent there, and one that cannot be sent fails nothing. */
const ENGINE = "127.0.0.1:9";

describe("The host of dynamic providers", () => {
  const callings: readonly [how: string, args: readonly string[], address: string | undefined][] = [
    ["with the address alone", [ENGINE], ENGINE],
    ["as by pulumi --logtostderr --logflow -v=9", ["--logtostderr", "-v=9", ENGINE], ENGINE],
    ["as by pulumi --logflow -v=9", ["-v=9", ENGINE], ENGINE],
    ["as by pulumi --tracing", ["--tracing", "http://127.0.0.1:9411/api/v1/spans", ENGINE], ENGINE],
    ["with a trace into a file", ["--tracing", "file:./up.trace", ENGINE], ENGINE],
    ["with all of them", ["--logtostderr", "-v=9", "--tracing", "http://127.0.0.1:9411", ENGINE], ENGINE],
    ["by its name alone, which is no call of an engine's", [], undefined],
  ];
  for (const [how, args, address] of callings) {
    it(`finds ${address ? "the engine's address" : "no address"} where it is called ${how}`, () => {
      const { argv } = process;
      process.argv = ["node", "dynamic-provider", ...args];
      try {
        assert.equal(processHost().engineAddress, address);
      } finally {
        process.argv = argv;
      }
    });
  }
});

const URN = "urn:pulumi:prod::shop::pulumi-nodejs:dynamic/powerstore-import:ImportSession::db-01";

/** What `PROVIDER` asks for, by its sources. */
const [register, dynamic] = ["tools/types/register.cjs", "provider/dynamic"].map((each) =>
  JSON.stringify(join(__dirname, "../../..", each)),
);
const provider = `require(${register}); exports.handler = () => require(${dynamic}).provider`;

describe("The process of the host of dynamic providers", function () {
  this.timeout(60_000); // it compiles what it loads
  let folder: string;
  let simulator: Simulator;
  let child: ChildProcess;
  let client: Client;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-host-"));
    simulator = await startSimulator({ setUpSeconds: 0 });
    const program = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");
    // Nothing of the environment of whoever runs the tests must reach it.
    const env = { PATH: process.env.PATH, TMPDIR: folder, PULUMI_NODEJS_PROJECT: "shop" };
    child = spawn(process.execPath, [program, ENGINE], { stdio: ["pipe", "pipe", "inherit"], env });
    let stdout = "";
    child.stdout?.on("data", (chunk) => {
      stdout += chunk;
    });
    while (!stdout.includes("\n")) await once(child.stdout as NodeJS.ReadableStream, "data");
    client = connectClient(Number(stdout.trim()));
    const { endpoint, username, password, caCertificate } = simulator;
    const settings = Object.entries({ endpoint, username, password, caCertificate });
    const args = struct(Object.fromEntries(settings.map(([name, value]) => [`powerstore-import:${name}`, value])));
    await client.configure(new proto.ConfigureRequest().setArgs(args));
  });
  afterEach(async () => {
    client.close();
    if (child.exitCode === null) child.kill("SIGKILL");
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function create(more: object = {}) {
    const source = { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-vol-01" };
    const news = struct({ ...source, ...more, __provider: provider, __urn: URN });
    const checked = await client.check(new proto.CheckRequest().setUrn(URN).setOlds(struct({})).setNews(news));
    return client.create(new proto.CreateRequest().setUrn(URN).setProperties(checked.getInputs()));
  }

  const logouts = () => simulator.journal().entries.filter(({ path }) => path.endsWith("/logout")).length;
  const ended = async () => (child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined);

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`logs out and ends by ${signal}, also if it comes twice`, async () => {
      await create();
      child.kill(signal);
      child.kill(signal);
      await ended();
      assert.deepEqual([child.exitCode, logouts()], [0, 1]);
    });

    it(`answers a create that is waiting with its id before ${signal} ends it`, async () => {
      const creating = create({ waitFor: "Ready_For_Cutover" }).catch((error: unknown) => error);
      while (simulator.world.rows("import_session")?.length !== 1) await new Promise(setImmediate);
      child.kill(signal);
      const { initFailed } = detailsOf(await creating);
      await ended();
      assert.deepEqual([child.exitCode, logouts()], [0, 1]);
      assert.equal(simulator.world.row("import_session", initFailed?.getId() ?? "")?.state, "Copy_In_Progress");
    });
  }
});
