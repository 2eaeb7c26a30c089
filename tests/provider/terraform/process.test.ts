import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { ChannelCredentials, ClientReadableStream } from "@grpc/grpc-js";
import { Client, credentials } from "@grpc/grpc-js";
import { importSession } from "../../../provider/lifecycle/importSession/importSession";
import { UNKNOWN } from "../../../provider/lifecycle/operation/unknown";
import { resourcesOf } from "../../../provider/lifecycle/resources";
import { getProviderSchema, getResourceIdentitySchemas } from "../../../provider/terraform/calls";
import { createCertificate } from "../../../provider/terraform/process/certificate";
import { decodeMessage, encodeMessage } from "../../../provider/terraform/protocol/codec";
import type { Message, MessageName } from "../../../provider/terraform/protocol/messages";
import type { MethodName, RequestOf, ResponseOf } from "../../../provider/terraform/protocol/methods";
import { methods } from "../../../provider/terraform/protocol/methods";
import { providerAttributes } from "../../../provider/terraform/schema/providerAttributes";
import { resourceSchema } from "../../../provider/terraform/schema/resourceSchema";
import { toAttributes } from "../../../provider/terraform/values/convert";
import { fromDynamicValue, toDynamicValue } from "../../../provider/terraform/values/dynamicValue";
import type { Simulator } from "../../../simulator/src";
import { startSimulator } from "../../../simulator/src";
import { SESSION } from "./stage";

const COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";
const nothing = Buffer.alloc(0);

/** Terraform's side of the connection, by go-plugin's rules [TERRAFORM start, end]. */
const terraform = createCertificate(Date.now());

describe("The provider's process", function () {
  this.timeout(30_000);
  let folder: string;
  let program: string;
  let simulator: Simulator;
  let child: ChildProcess;
  let client: Client | undefined;
  let stdout = "";
  let stderr = "";

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-terraform-"));
    program = join(folder, "terraform-provider-powerstore-import");
    const { bundleTerraform } = await import("../../../tools/package/bundle.mjs");
    await bundleTerraform(program);
    simulator = await startSimulator({ setUpSeconds: 0 });
  });
  after(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => {
    client?.close();
    if (child.exitCode === null) child.kill("SIGKILL");
  });

  const ended = async () => (child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined);

  /** What of the handshake is behind the protocol's version. */
  async function start(environment: Readonly<Record<string, string>> = {}, file = program) {
    const env = { PATH: process.env.PATH, TMPDIR: folder, TF_PLUGIN_MAGIC_COOKIE: COOKIE, ...environment };
    child = spawn(file, [], { stdio: ["ignore", "pipe", "pipe"], env });
    [stdout, stderr] = ["", ""];
    child.stdout?.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr?.on("data", (chunk) => {
      stderr += chunk;
    });
    while (!stdout.includes("\n")) await once(child.stdout as NodeJS.ReadableStream, "data");
    const [core, version, network, address = "", protocol, certificate = ""] = stdout.trim().split("|");
    assert.deepEqual([core, version, network, protocol], ["1", "6", "tcp", "grpc"]);
    return { address, certificate };
  }

  async function connected(file = program) {
    const { address, certificate } = await start({ PLUGIN_CLIENT_CERT: String(terraform.certificate) }, file);
    const padded = Buffer.from(certificate, "base64").toString("base64");
    const lines = padded.match(/.{1,64}/g)?.join("\n");
    const own = Buffer.from(`-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`);
    open(address, credentials.createSsl(own, terraform.key, terraform.certificate));
  }

  function open(address: string, trust: ChannelCredentials) {
    client = new Client(address, trust, { "grpc.ssl_target_name_override": "localhost" });
  }

  function call<Name extends MethodName>(name: Name, request: Message<RequestOf<Name>>) {
    const [of, answer] = methods[name];
    return new Promise<Message<ResponseOf<Name>>>((resolve, reject) => {
      client?.makeUnaryRequest(
        `/tfplugin6.Provider/${name}`,
        (message: object) => encodeMessage(of, message),
        (bytes) => decodeMessage(answer, bytes) as Message<ResponseOf<Name>>,
        request,
        (error, response) => (error ? reject(error) : resolve(response as Message<ResponseOf<Name>>)),
      );
    });
  }

  const shutDown = () =>
    new Promise<void>((resolve) => {
      const pass = () => nothing;
      client?.makeUnaryRequest("/plugin.GRPCController/Shutdown", pass, pass, nothing, () => resolve());
    });

  function openStdio(): ClientReadableStream<Buffer> {
    const pass = () => nothing;
    const stream = client?.makeServerStreamRequest("/plugin.GRPCStdio/StreamStdio", pass, pass, nothing);
    assert.ok(stream);
    stream.on("error", () => undefined);
    return stream;
  }

  async function askArray() {
    const { endpoint, username, password, caCertificate } = simulator;
    const block = { endpoint, username, password, caCertificate };
    await call("ConfigureProvider", { config: toDynamicValue(toAttributes(providerAttributes, block)) });
    await call("ImportResourceState", { typeName: SESSION, id: "name:nobody" });
  }
  /** A session that is made and waited for, which is logged. */
  async function create(volume: string, time = "1s") {
    const names = resourceSchema(importSession).attributes.map(({ name }) => name);
    const said = { remote_system_id: "rs-unity-01", source_resource_id: volume, wait_for: "Ready_For_Cutover" };
    const timeouts = { create: time, read: null, update: null, delete: null };
    const all = (value: unknown) => Object.fromEntries(names.map((name) => [name, value]));
    const { newState } = await call("ApplyResourceChange", {
      typeName: SESSION,
      priorState: toDynamicValue(null),
      plannedState: toDynamicValue({ ...all(UNKNOWN), ...said, timeouts }),
      config: toDynamicValue({ ...all(null), ...said, timeouts }),
    });
    assert.ok((fromDynamicValue(newState) as Readonly<Record<string, unknown>>).id);
  }
  const logins = () => simulator.journal().entries.filter(({ path }) => path.endsWith("/login_session")).length;
  const logouts = () => simulator.journal().entries.filter(({ path }) => path.endsWith("/logout")).length;

  it("says what it is where somebody starts it by hand, and ends with 1", async () => {
    child = spawn(program, [], { stdio: ["ignore", "pipe", "pipe"], env: { PATH: process.env.PATH } });
    const said: Buffer[] = [];
    child.stderr?.on("data", (chunk) => said.push(chunk));
    const [code] = await once(child, "close");
    assert.equal(code, 1);
    assert.match(Buffer.concat(said).toString(), /^This is a provider for Terraform and OpenTofu/);
  });

  it("speaks TLS with who started it, logs in once, and at the end logs out and leaves nothing open", async () => {
    simulator.clearJournal();
    await connected();
    openStdio();
    await Promise.all([askArray(), call("GetProviderSchema", {})]);
    const others = Array.from({ length: 10 }, (_, at) => ({ typeName: SESSION, id: `name:nobody-${at}` }));
    await Promise.all(others.map((request) => call("ImportResourceState", request)));
    assert.equal(logins(), 1, "however many ask at once");
    await shutDown();
    await ended();
    assert.equal(child.exitCode, 0);
    assert.equal(logouts(), 1);
    assert.equal(stdout.split("\n").length, 2, "one line");
    const accounts = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".jsonl"),
    );
    assert.ok(
      accounts.every((name) => name.endsWith(".left.jsonl")),
      "the command, which is this process, is not over: the next one takes away what has nothing open",
    );
  });

  it("answers what is asked for schemas from a file, as they are, without what its other calls load", async () => {
    const alone = join(folder, "alone");
    mkdirSync(alone);
    for (const file of [basename(program), "answers.json"]) copyFileSync(join(folder, file), join(alone, file));
    await connected(join(alone, basename(program)));
    const run = { resources: resourcesOf.terraform };
    const asSent = <Name extends MessageName>(name: Name, message: Message<Name>) =>
      decodeMessage(name, encodeMessage(name, message));
    const schemas = asSent("GetProviderSchemaResponse", await getProviderSchema(run));
    const identities = asSent("GetResourceIdentitySchemasResponse", await getResourceIdentitySchemas(run));
    assert.deepEqual(await call("GetProviderSchema", {}), schemas);
    assert.deepEqual(await call("GetResourceIdentitySchemas", {}), identities);
    await assert.rejects(call("ConfigureProvider", {}), /INTERNAL/);
  });

  it("lets nobody else in", async () => {
    const { address } = await start({ PLUGIN_CLIENT_CERT: String(terraform.certificate) });
    const stranger = createCertificate(Date.now());
    open(address, credentials.createSsl(stranger.certificate, stranger.key, stranger.certificate));
    await assert.rejects(call("GetProviderSchema", {}), /UNAVAILABLE/);
  });

  it("speaks without TLS where Terraform is told to", async () => {
    const { address, certificate } = await start();
    assert.equal(certificate, "");
    open(address, credentials.createInsecure());
    const { diagnostics } = await call("ConfigureProvider", { config: toDynamicValue(null) });
    assert.deepEqual(diagnostics ?? [], []);
  });

  it("ends when Terraform is gone without a word, and logs out", async () => {
    simulator.clearJournal();
    await connected();
    const stdio = openStdio();
    await askArray();
    stdio.cancel();
    await ended();
    assert.equal(child.exitCode, 0);
    assert.equal(logouts(), 1);
  });

  it("does nothing at Ctrl-C, of which Terraform tells by itself, and ends by SIGTERM", async () => {
    await connected();
    await call("ConfigureProvider", { config: toDynamicValue(null) });
    child.kill("SIGINT");
    await call("StopProvider", {});
    assert.equal(child.exitCode, null);
    child.kill("SIGTERM");
    await ended();
    assert.equal(child.exitCode, 0);
  });

  it("answers at SIGTERM with the id of what a call under way has made, before it ends", async () => {
    await connected();
    await askArray();
    const created = create("unity-01-vol-03", "10h");
    while (!stderr.includes("Copy_In_Progress")) await once(child.stderr as NodeJS.ReadableStream, "data");
    child.kill("SIGTERM");
    await created;
    await ended();
    assert.deepEqual([child.exitCode, child.signalCode], [0, null]);
  });

  it("goes on at SIGHUP, which Terraform may survive, and where that is gone keeps what it has to tell for the next command", async () => {
    await connected();
    const stdio = openStdio();
    await askArray();
    child.kill("SIGHUP");
    await create("unity-01-vol-04");
    assert.deepEqual([child.exitCode, child.signalCode], [null, null]);
    stdio.cancel();
    await ended();
    assert.deepEqual([child.exitCode, child.signalCode], [0, null]);
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    assert.ok(
      files.some((name) => name.includes(`/${child.pid}-`) && name.endsWith(".kept.jsonl")),
      files.join("\n"),
    );
  });

  it("answers although nobody reads any more what it logs", async () => {
    await connected();
    await askArray();
    await create("unity-01-vol-01");
    assert.match(stderr, /^\{"@level":"info","@message":/);
    child.stderr?.destroy();
    await create("unity-01-vol-02");
    await shutDown();
    await ended();
    assert.deepEqual([child.exitCode, child.signalCode], [0, null]);
  });

  it("answers a call that it does not know, and one that makes no sense, and goes on", async () => {
    await connected();
    const pass = (bytes: Buffer) => bytes;
    const unknown = new Promise((_, reject) => {
      client?.makeUnaryRequest("/tfplugin6.Provider/GetFunctions", pass, pass, nothing, (error) => reject(error));
    });
    await assert.rejects(unknown, /UNIMPLEMENTED/);
    const nobodys = await call("ReadResource", { typeName: "powerstore-import_nothing" });
    assert.match(String(nobodys.diagnostics?.[0]?.summary), /there is no resource type/i);
    const broken = { typeName: SESSION, rawState: { json: Buffer.from("no JSON") } };
    const { diagnostics = [] } = await call("UpgradeResourceState", broken);
    assert.equal(diagnostics.length, 1);
    assert.ok((await call("GetProviderSchema", {})).provider);
    assert.equal(stderr, "");
  });
});
