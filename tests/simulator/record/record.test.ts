import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { request } from "node:https";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { type Simulator, startSimulator } from "../../../simulator/src";
import { createUpstream } from "../../../simulator/src/record/upstream";
import { readSeed } from "../../../simulator/src/seed/seedFile";
import { createWorld } from "../../../simulator/src/world";
import { freePort } from "../http/optionEffects/access";
import { Surroundings } from "../http/surroundings";
import { useFolder } from "../seed/temporaryFolder";
import { create, stateOf } from "../world/fixtures";

type Reply = { status: number; headers: IncomingHttpHeaders; text: string };

function ask(url: string, ca: string, method = "GET", headers = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    request(url, { ca, method, headers, agent: false }, async (response) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    })
      .on("error", reject)
      .end();
  });
}

describe("the recorder, with a simulator in the place of a real array", () => {
  const file = useFolder();
  let array: Simulator;
  let around: Surroundings;
  beforeEach(async () => {
    array = await startSimulator({ sources: [{ name: "Old-01", type: "VNX", volumes: 3, groups: [2] }] });
    around = new Surroundings();
    Object.assign(around.env, { POWERSTORE_USERNAME: "admin", POWERSTORE_PASSWORD: "Password123#" });
  });
  afterEach(() => array.close());

  const target = () => ["--target", new URL(array.endpoint).origin, "--target-ca", file("ca.pem", array.caCertificate)];

  for (const name of ["recorded.json", "recorded.yaml"]) {
    it(`walks through all of the inventory into ${name}, from which a simulator starts`, async () => {
      const out = file(name, "");
      assert.equal(await around.run("record", "--walk", "--out", out, ...target()), 0, around.stderr.read() ?? "");
      const world = createWorld({ ...readSeed(out), setUpSeconds: 0 });
      for (const collection of ["import_vnx_volume", "host", "volume_group", "cluster"]) {
        assert.deepEqual(
          world.rows(collection)?.map(({ id, name }) => [id, name]),
          array.world.rows(collection)?.map(({ id, name }) => [id, name]),
        );
      }
      const id = create(world, { remote_system_id: "rs-old-01", source_resource_id: "old-01-vol-02" });
      assert.equal(stateOf(world, id), "Copy_In_Progress");
    });
  }

  it("asks with GET only, and logs in once", async () => {
    await around.run("record", "--walk", "--out", file("out.json", ""), ...target());
    const { entries } = array.journal();
    assert.deepEqual(new Set(entries.map(({ method }) => method)), new Set(["GET"]));
    assert.deepEqual(
      entries.filter(({ operation, status }) => operation === "GET /login_session" || status === 401).length,
      1,
    );
  });

  it("lets GET through for a client and nothing else, and writes what passed", async () => {
    const out = file("out.json", "");
    const ended = around.run("record", "--out", out, ...target());
    const [line] = await once(around.stdout, "data");
    const { endpoint, caFile } = JSON.parse(String(line));
    const ca = readFileSync(caFile, "utf8");
    const headers = { authorization: `Basic ${Buffer.from("admin:Password123#").toString("base64")}` };
    const { status, text } = await ask(`${endpoint}/host?select=id,name&limit=1`, ca, "GET", headers);
    assert.deepEqual([status, JSON.parse(text)], [206, [{ id: "host-01", name: "Host-01" }]]);
    assert.equal((await ask(`${endpoint}/host`, ca)).status, 401);
    const refused = await ask(`${endpoint}/host/host-01`, ca, "DELETE", headers);
    assert.deepEqual([refused.status, refused.headers.allow], [405, "GET"]);
    around.emit("SIGINT");
    assert.equal(await ended, 0);
    assert.equal(existsSync(caFile), false);
    const { collections } = JSON.parse(readFileSync(out, "utf8"));
    assert.deepEqual(collections, { host: [{ id: "host-01", name: "Host-01" }] });
    assert.ok(array.world.row("host", "host-01"));
  });

  it("writes no secret, and no name of an account", async () => {
    const out = file("out.json", "");
    await around.run("record", "--walk", "--out", out, ...target());
    const text = readFileSync(out, "utf8");
    for (const secret of ["Password123#", "password", "user_name", "token", "chap_single"]) {
      assert.ok(!text.includes(secret), secret);
    }
  });

  it("says why where the login is refused, and where the array cannot be reached", async () => {
    around.env.POWERSTORE_PASSWORD = "wrong";
    const out = file("out.json", "");
    assert.equal(await around.run("record", "--walk", "--out", out, ...target()), 2);
    assert.match(around.stderr.read(), /login was refused with 401/);
    const gone = target();
    await array.close();
    assert.equal(await around.run("record", "--walk", "--out", out, ...gone), 1);
    assert.match(around.stderr.read(), /ECONNREFUSED/);
  });

  it("leaves what was recorded before as it is, where the array goes away in the middle", async () => {
    const out = file("out.json", "an earlier one");
    array.setFaults([{ operation: "GET /import_vnx_volume", effect: { drop: "before" } }]);
    assert.equal(await around.run("record", "--walk", "--out", out, ...target()), 1);
    assert.match(around.stderr.read(), /socket hang up|ECONNRESET/);
    assert.equal(readFileSync(out, "utf8"), "an earlier one");
  });

  it("tells what an array has not answered, and records the rest, from which a simulator starts all the same", async () => {
    const out = file("out.yaml", "");
    array.setFaults([{ operation: "GET /host_group", effect: { status: 503 } }]);
    assert.equal(await around.run("record", "--walk", "--out", out, ...target()), 0);
    assert.equal(around.stderr.read(), "host_group was left out: the array answered 503\n");
    assert.equal(createWorld(readSeed(out)).row("host", "host-03")?.host_group_id, "host-group-01");
  });

  it("does not wait for ever for an array that says nothing", async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    const upstream = createUpstream({ target: `https://127.0.0.1:${port}`, timeoutMilliseconds: 50 });
    await assert.rejects(upstream.get("/api/rest/cluster", {}), /has not answered within 0.05 seconds/);
    upstream.close();
    silent.close();
  });

  it("says before it listens, and not after hours, that it cannot write", async () => {
    assert.equal(await around.run("record", "--out", join(file("a", ""), "b.yaml"), ...target()), 1);
    assert.match(around.stderr.read(), /ENOTDIR/);
    assert.equal(around.stdout.read(), null);
  });

  it("believes an array whose certificate nobody vouches for only when told to", async () => {
    const out = file("out.json", "");
    const unverified = ["record", "--walk", "--out", out, "--target", new URL(array.endpoint).origin];
    assert.notEqual(await around.run(...unverified), 0);
    assert.match(around.stderr.read(), /certificate/);
    assert.deepEqual([readFileSync(out, "utf8"), array.journal().entries], ["", []]);
    assert.equal(await around.run(...unverified, "--insecure"), 0);
    assert.equal(JSON.parse(readFileSync(out, "utf8")).collections.cluster.length, 1);
  });

  it("listens at the port that is wished for", async () => {
    const port = await freePort();
    const ended = around.run("record", "--out", file("out.json", ""), ...target(), "--port", String(port));
    const [line] = await once(around.stdout, "data");
    around.emit("SIGINT");
    assert.equal(await ended, 0);
    assert.equal(new URL(JSON.parse(String(line)).endpoint).port, String(port));
  });

  it("needs a target, a file, and a port that can be one", async () => {
    assert.equal(await around.run("record"), 2);
    assert.match(around.stderr.read(), /--target/);
    assert.equal(await around.run("record", "--out", file("x", ""), ...target(), "--port", "many"), 2);
    assert.match(around.stderr.read(), /--port/);
    assert.equal(await around.run("record", "--help"), 0);
  });
});
