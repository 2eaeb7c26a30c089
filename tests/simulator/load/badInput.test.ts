import assert from "node:assert/strict";
import * as fc from "fast-check";
import { type Simulator, startSimulator } from "../../../simulator/src";
import { basic, connect, logIn, send } from "../http/client";
import { useSimulator } from "../http/useSimulator";
import { statusesIn, tell } from "./rawClient";

const path = "/api/rest/import_session";
const close = "Host: x\r\nConnection: close\r\n";

describe("the simulator under bad input", () => {
  const simulator = useSimulator();

  /** It is still the array that it was: it answers, and nothing has changed in it. */
  async function assertUnharmed(target: Simulator = simulator()) {
    const ask = await connect(target);
    const { status, body } = await ask("GET", "/import_session?select=*");
    assert.deepEqual([status, body], [200, []]);
  }

  async function tellLoggedIn(method: string, target: string, more: string, body = "") {
    const { cookie, "dell-emc-token": token } = await logIn(simulator());
    const head = `${method} ${target} HTTP/1.1\r\n${close}Cookie: ${cookie}\r\nDELL-EMC-TOKEN: ${token}\r\n${more}\r\n`;
    return tell(simulator(), `${head}${body}`);
  }

  const bodies = [
    { name: "half of an object", body: '{"name": "db-01"', status: 400 },
    { name: "no JSON at all", body: "name=db-01", status: 400 },
    { name: "nothing but a number", body: "7", status: 400 },
    { name: "null", body: "null", status: 400 },
    { name: "brackets 100,000 deep", body: "[".repeat(100_000), status: 400 },
    { name: "an object 20,000 deep", body: `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`, status: 400 },
    { name: "bytes that are no text", body: Buffer.from([0xff, 0xfe, 0x00, 0xc3]).toString("latin1"), status: 400 },
    { name: "a prototype", body: '{"__proto__": {"name": "db-01"}, "constructor": 1}', status: 400 },
    {
      name: "200,000 unknown properties",
      body: `{${Array.from({ length: 50_000 }, (_, n) => `"p${n}":1`)}}`,
      status: 400,
    },
  ];
  for (const { name, body, status } of bodies) {
    it(`refuses a body that is ${name} with ${status}`, async () => {
      const length = `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`;
      assert.deepEqual(statusesIn(await tellLoggedIn("POST", path, length, body)), [status]);
      await assertUnharmed();
    });
  }

  it("refuses 10 MB with 413, keeps none of it, and writes down how much it was", async () => {
    const headers = await logIn(simulator());
    const body = JSON.stringify({ name: "x".repeat(10 * 1024 * 1024) });
    assert.equal((await send(simulator(), { method: "POST", path, headers, body })).status, 413);
    assert.equal(simulator().journal().entries.at(-1)?.body, `[${body.length} bytes]`);
    await assertUnharmed();
  });

  it("refuses 10 MB in chunks, of which nobody said how many there are, with 413", async () => {
    const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    const answer = await tellLoggedIn("POST", path, "Transfer-Encoding: chunked\r\n", `${chunk.repeat(160)}0\r\n\r\n`);
    assert.deepEqual(statusesIn(answer), [413]);
    await assertUnharmed();
  });

  it("is not impressed by 10 MB from somebody who has not logged in", async () => {
    const body = "x".repeat(10 * 1024 * 1024);
    assert.equal((await send(simulator(), { method: "POST", path, body })).status, 401);
    await assertUnharmed();
  });

  const longest = 10_000;
  const fill = (start: string, part: string, end = "") =>
    start + part.repeat(Math.floor((longest - start.length - end.length) / part.length)) + end;
  const queries = [
    { name: "an unknown parameter", query: fill("", "q") },
    { name: "a name", query: fill("name=eq.", "n"), status: 200 },
    { name: "a list of names", query: fill("name=in.(", "n,", "n)"), status: 200 },
    { name: "stars", query: fill("name=ilike.", "*a", "*b"), status: 200 },
    { name: "brackets", query: fill("and=(", "and("), status: 400 },
    { name: "brackets that all close", query: `and=${"(and".repeat(1600)}(name.eq.a)${")".repeat(1600)}` },
    { name: "negations", query: fill("name=", "not.") },
    { name: "order", query: fill("order=", "name,", "name") },
    { name: "relations in relations", query: fill("select=", "remote_system(", ")") },
    { name: "the same property again and again", query: fill("select=", "name,", "name"), status: 200 },
    { name: "all properties again and again", query: fill("select=", "*,", "*"), status: 200 },
    { name: "parameters", query: fill("", "name=eq.a&", "limit=1"), status: 200 },
    { name: "a number", query: fill("limit=", "9"), status: 200 },
    { name: "percent signs", query: fill("name=eq.", "%"), status: 200 },
    { name: "backslashes in quotes", query: fill('name=in.("', "\\\\", '")').replaceAll('"', "%22"), status: 200 },
  ];
  for (const { name, query, status } of queries) {
    it(`answers a query of ${longest} characters of ${name} with ${status ?? "a 4xx"} and at once`, async () => {
      const ask = await connect(simulator());
      const start = performance.now();
      const reply = await ask("GET", `/import_session?${query}`);
      // Far more than it takes, and far less than what a pattern that goes astray would need.
      assert.ok(performance.now() - start < 5000);
      if (status === undefined) assert.equal(Math.floor(reply.status / 100), 4, reply.text.slice(0, 200));
      else assert.equal(reply.status, status, reply.text.slice(0, 200));
    });
  }

  it("refuses a header that is longer than a server takes with 431", async () => {
    assert.deepEqual(
      statusesIn(await tell(simulator(), `GET ${path}?${"q".repeat(40_000)} HTTP/1.1\r\n${close}\r\n`)),
      [431],
    );
    await assertUnharmed();
  });

  const methods = [
    { method: "PUT", statuses: [405] },
    { method: "OPTIONS", statuses: [405] },
    { method: "PROPFIND", statuses: [405] },
    { method: "TRACE", statuses: [405] },
    { method: "HEAD", statuses: [405] },
    { method: "QUERY", statuses: [405, 400] },
    { method: "EXPLODE", statuses: [400] },
    { method: "get", statuses: [400] },
  ];
  for (const { method, statuses } of methods) {
    it(`refuses the method ${method} with ${statuses.join(" or ")}`, async () => {
      const [status = 0] = statusesIn(await tellLoggedIn(method, path, ""));
      assert.ok(statuses.includes(status), `${status}`);
      await assertUnharmed();
    });
  }

  it("ends the connection of somebody who takes it for a proxy", async () => {
    assert.deepEqual(statusesIn(await tell(simulator(), `CONNECT other:443 HTTP/1.1\r\n${close}\r\n`)), []);
    await assertUnharmed();
  });

  const requests = [
    { name: "nothing that is HTTP", bytes: "hello\r\n\r\n", statuses: [400] },
    { name: "HTTP 0.9, which Node still takes,", bytes: `GET ${path}\r\n\r\n`, statuses: [401] },
    {
      name: "two lengths",
      bytes: `POST ${path} HTTP/1.1\r\n${close}Content-Length: 1\r\nContent-Length: 2\r\n\r\nx`,
      statuses: [400],
    },
    {
      name: "a length and chunks, as those send who smuggle",
      bytes: `POST ${path} HTTP/1.1\r\n${close}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n`,
      statuses: [400],
    },
    {
      name: "a negative length",
      bytes: `POST ${path} HTTP/1.1\r\n${close}Content-Length: -1\r\n\r\n`,
      statuses: [400],
    },
    {
      name: "a wish that nobody knows",
      bytes: `POST ${path} HTTP/1.1\r\n${close}Expect: more\r\nContent-Length: 1\r\n\r\nx`,
      statuses: [417],
    },
    { name: "a broken path", bytes: `GET ${path}/%zz HTTP/1.1\r\n${close}\r\n`, statuses: [401] },
    {
      name: "an address in place of a path",
      bytes: `GET https://other${path} HTTP/1.1\r\n${close}\r\n`,
      statuses: [401],
    },
    { name: "a star", bytes: `OPTIONS * HTTP/1.1\r\n${close}\r\n`, statuses: [401] },
    { name: "no host", bytes: "GET / HTTP/1.1\r\n\r\n", statuses: [400] },
    {
      name: "a websocket",
      bytes: `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      statuses: [401],
    },
  ];
  for (const { name, bytes, statuses } of requests) {
    it(`answers ${name} with ${statuses.join(", ")}`, async () => {
      assert.deepEqual(statusesIn(await tell(simulator(), bytes)), statuses);
      await assertUnharmed();
    });
  }

  it("survives whatever bytes there are: a 4xx or the end of the connection, and no harm", async () => {
    const line = fc.constantFrom("GET / HTTP/1.1", `POST ${path} HTTP/1.1`, "PUT /_simulator/faults HTTP/1.1", "");
    const noise = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("\r\n", "\r\n\r\n", ": ", "Content-Length: 9", "\0"),
    );
    const message = fc
      .tuple(line, fc.array(noise, { maxLength: 8 }))
      .map(([first, rest]) => `${first}\r\n${rest.join("")}`);
    await fc.assert(
      fc.asyncProperty(message, async (bytes) => {
        const answer = await tell(simulator(), bytes);
        for (const status of statusesIn(answer)) assert.ok(status < 500, answer);
        assert.ok(answer === "" || answer.startsWith("HTTP/1.1 "));
      }),
      { numRuns: 200 },
    );
    await assertUnharmed();
  }).timeout(30_000);

  it("knows nothing of what another simulator in the same process holds, whatever it is asked", async () => {
    const other = await startSimulator({ cluster: { name: "Secret-Array" }, password: "Other123#" });
    try {
      const askOther = await connect(other);
      const secret = {
        name: "theirs",
        description: "Secret-Session",
        remote_system_id: "rs-unity-01",
        source_resource_id: "unity-01-vol-01",
      };
      assert.equal((await askOther("POST", "/import_session", secret)).status, 201);
      const theirs = await logIn(other);
      const pages = [
        "/",
        "/_simulator/snapshot",
        "/_simulator/journal",
        `${path}?select=*`,
        `${path}/name:theirs?select=*`,
      ];
      const ours = await logIn(simulator());
      for (const headers of [ours, theirs, basic("admin", "Other123#"), {}]) {
        for (const target of [...pages, "/api/rest/cluster?select=*", `${path}?name=ilike.*theirs*&select=*`]) {
          const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
          const text = await tell(simulator(), `GET ${target} HTTP/1.1\r\n${close}${head.join("")}\r\n`);
          assert.doesNotMatch(text, /Secret-/, target);
        }
      }
      assert.deepEqual(
        statusesIn(await tell(simulator(), `GET ${path} HTTP/1.1\r\n${close}Cookie: ${theirs.cookie}\r\n\r\n`)),
        [401],
      );
    } finally {
      await other.close();
    }
  });
});
