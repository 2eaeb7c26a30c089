import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Simulator, startSimulator } from "../../../simulator/src";
import { connect, send } from "./client";

const create = { name: "db-01", remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-01" };

describe("a simulator", () => {
  const running: Simulator[] = [];
  async function start(...options: Parameters<typeof startSimulator>) {
    const simulator = await startSimulator(...options);
    running.push(simulator);
    return simulator;
  }
  afterEach(async () => {
    await Promise.all(running.splice(0).map((simulator) => simulator.close()));
  });

  it("has a world of its own, however many run in one process", async () => {
    const [one, two] = await Promise.all([start(), start()]);
    const [askOne, askTwo] = await Promise.all([connect(one), connect(two)]);
    await askOne("POST", "/import_session", create);
    one.advance(60);
    assert.equal((await askOne("GET", "/import_session")).body.length, 1);
    assert.equal((await askTwo("GET", "/import_session")).body.length, 0);
    assert.notEqual(one.now(), two.now());
    assert.equal(two.journal().entries.length, 2);
  });

  it("proves who it is to a client that trusts its file alone, as 127.0.0.1 and as localhost", async () => {
    const simulator = await start();
    const ca = readFileSync(simulator.caFile);
    assert.equal(ca.toString(), simulator.caCertificate);
    for (const host of ["127.0.0.1", "localhost"]) {
      const url = new URL(simulator.endpoint);
      url.hostname = host;
      assert.equal(await statusOf(url, ca), 404);
    }
    await assert.rejects(statusOf(new URL(simulator.endpoint)), { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" });
  });

  it("removes its temporary file on close, and leaves one that was wished for", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ca-file-test-"));
    try {
      const wished = join(folder, "ca.pem");
      const [temporary, permanent] = [await startSimulator(), await startSimulator({ caFile: wished })];
      assert.equal(permanent.caFile, wished);
      await Promise.all([temporary.close(), permanent.close()]);
      assert.equal(existsSync(temporary.caFile), false);
      assert.equal(existsSync(wished), true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("may be closed twice", async () => {
    const simulator = await startSimulator();
    await simulator.close();
    await simulator.close();
  });

  it("answers requests in process as it does over its socket", async () => {
    const simulator = await start();
    const headers = { authorization: `Basic ${Buffer.from("admin:Password123#").toString("base64")}` };
    for (const path of ["/api/rest/cluster?select=*", "/api/rest/nowhere", "/_simulator/clock"]) {
      const direct = await simulator.inject({ method: "GET", path, headers });
      const remote = await send(simulator, { path, headers });
      assert.ok(direct.kind === "answered");
      assert.deepEqual([direct.status, direct.body], [remote.status, remote.body]);
      assert.equal(typeof direct.headers["dell-emc-token"], typeof remote.headers["dell-emc-token"]);
    }
  });

  it("takes snapshots, restores and resets in process", async () => {
    const simulator = await start();
    const snapshot = simulator.snapshot();
    simulator.advance(60);
    simulator.restore(structuredClone(snapshot));
    assert.equal(new Date(simulator.now()).toISOString(), "2026-01-01T00:00:00.000Z");
    assert.throws(() => simulator.restore({ format: 9 }), { name: "TypeError", message: /\/format/ });
    simulator.advance(60);
    simulator.reset();
    assert.equal(new Date(simulator.now()).toISOString(), "2026-01-01T00:00:00.000Z");
  });

  it("runs by itself with a real clock, and a request finds it up to now", async () => {
    // A day per second: at this speed the usual idle time of a login would be over after 42 ms.
    const simulator = await start({ clock: "real", speed: 3600 * 24, idleTimeoutSeconds: 3600 * 24 * 365 });
    const ask = await connect(simulator);
    const { id } = (await ask("POST", "/import_session", create)).body;
    let state = "";
    while (state !== "Ready_For_Cutover") state = (await ask("GET", `/import_session/${id}?select=state`)).body.state;
    assert.ok(simulator.now() > Date.parse("2026-01-01T00:00:00Z"));
  });

  it("begins at the present instant with a real clock, again after a reset, unless told another start", async () => {
    const before = Date.now();
    const simulator = await start({ clock: "real" });
    // Date knows whole milliseconds only, the simulated time has parts of them.
    const begun = Math.floor(simulator.now());
    assert.ok(begun >= before && begun <= Date.now());
    simulator.advance(3600);
    simulator.reset();
    const again = Math.floor(simulator.now());
    assert.ok(again >= begun && again <= Date.now(), "the hour of the advance is gone");
    const other = await start({ clock: "real", start: "2030-01-01T00:00:00Z" });
    assert.ok(other.now() >= Date.parse("2030-01-01T00:00:00Z"));
    other.reset();
    assert.equal(new Date(other.now()).getUTCFullYear(), 2030);
  });

  const misfits = [
    { options: { speed: 0 }, names: /speed/ },
    { options: { latencyMilliseconds: -1 }, names: /latencyMilliseconds/ },
    // Node's timers end at once when they are to last for longer than 24.8 days.
    { options: { latencyMilliseconds: 2 ** 31 }, names: /latencyMilliseconds/ },
    { options: { idleTimeoutSeconds: 0 }, names: /idleTimeoutSeconds/ },
    { options: { maxLogins: 0 }, names: /maxLogins/ },
    { options: { username: "a:b" }, names: /username/ },
    { options: { maxActiveSessions: 0 }, names: /maxActiveSessions/ },
  ];
  for (const { options, names } of misfits) {
    it(`refuses ${JSON.stringify(options)}`, () => assert.rejects(startSimulator(options), names));
  }

  it("says so when it cannot listen", async () => {
    const simulator = await start();
    const port = Number(new URL(simulator.endpoint).port);
    await assert.rejects(startSimulator({ port }), { code: "EADDRINUSE" });
  });

  it("leaves nothing behind that keeps the process alive, even with a client still connected", async function () {
    // It compiles the sources first.
    this.timeout(60_000);
    const script = `
      const { startSimulator } = require("./simulator/src");
      const { Agent, get } = require("node:https");
      startSimulator({ clock: "real" }).then((simulator) => {
        const agent = new Agent({ keepAlive: true, ca: simulator.caCertificate });
        get(simulator.control + "/clock", { agent }, (response) => {
          response.resume().on("end", () => simulator.close().then(() => console.log("closed")));
        });
      });`;
    const child = spawn(process.execPath, ["-r", "./tools/types/register.cjs", "-e", script]);
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    const code = await new Promise((resolve) => child.once("close", resolve));
    assert.deepEqual([code, output], [0, "closed\n"]);
  });
});

/** The status of a path that does not exist, which needs no login only if the connection could be trusted. */
function statusOf(url: URL, ca?: Buffer): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const control = new URL("/_simulator/nothing", url);
    request(control, { ca, agent: false }, (response) => resolve(response.resume().statusCode))
      .on("error", reject)
      .end();
  });
}
