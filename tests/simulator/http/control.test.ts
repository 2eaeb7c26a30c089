import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startSimulator } from "../../../simulator/src";
import { facts } from "../../../simulator/src/api/facts";
import { connect, controlOf, logIn, send } from "./client";
import { useSimulator } from "./useSimulator";

const create = { name: "db-01", remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-01" };

describe("the simulator's control routes", () => {
  const simulator = useSimulator();
  const control = (method: string, path: string, body?: unknown) => controlOf(simulator())(method, path, body);

  async function createSession() {
    const ask = await connect(simulator());
    const { id } = (await ask("POST", "/import_session", create)).body;
    const stateOf = async () => (await ask("GET", `/import_session/${id}?select=state`)).body.state;
    return { ask, id, stateOf };
  }

  it("advance the clock and answer the new instant", async () => {
    const { stateOf } = await createSession();
    const reply = await control("POST", "/clock/advance", { seconds: 30.5 });
    assert.deepEqual(reply.body, { now: "2026-01-01T00:00:30.500Z" });
    assert.equal(await stateOf(), "Copy_In_Progress");
    assert.deepEqual((await control("GET", "/clock")).body, { now: "2026-01-01T00:00:30.500Z" });
  });

  it("change the speed of a real clock, and leave a manual one alone", async () => {
    assert.equal((await control("PUT", "/clock", { speed: 60 })).status, 400, "a manual clock has none");
    const real = await startSimulator({ clock: "real", start: "2026-01-01T00:00:00Z" });
    try {
      const reply = await controlOf(real)("PUT", "/clock", { speed: 1e9 });
      assert.equal(reply.status, 200);
      const { now } = (await controlOf(real)("GET", "/clock")).body;
      assert.ok(Date.parse(now) > Date.parse("2026-01-02T00:00:00Z"), `${now} is days later`);
      assert.equal((await controlOf(real)("PUT", "/clock", { speed: 0 })).status, 400);
    } finally {
      await real.close();
    }
  });

  it("list the fault rules with defaults and hits, replace them and remove them", async () => {
    const effect = { status: 503 };
    const rule = { operation: "GET *", skip: 0, times: 1, effect, hits: 0 };
    const set = await control("PUT", "/faults", [{ operation: "GET *", effect }]);
    assert.deepEqual([set.status, set.body], [200, [rule]]);
    await logIn(simulator());
    assert.deepEqual((await control("GET", "/faults")).body, [{ ...rule, hits: 1 }]);
    assert.equal((await control("DELETE", "/faults")).status, 204);
    assert.deepEqual((await control("GET", "/faults")).body, []);
  });

  it("show the journal of requests to the API, with faults and without secrets", async () => {
    const ask = await connect(simulator());
    simulator().setFaults([{ operation: "POST /remote_system", effect: { drop: "before" } }]);
    simulator().advance(5);
    await assert.rejects(ask("POST", "/remote_system", { name: "x", remote_password: "hunter2" }));
    await ask("GET", "/nowhere?select=id");
    const { text, body } = await control("GET", "/journal");
    assert.deepEqual(body, {
      dropped: 0,
      entries: [
        {
          time: "2026-01-01T00:00:00.000Z",
          method: "GET",
          path: "/api/rest/login_session",
          operation: "GET /login_session",
          body: null,
          status: 200,
        },
        {
          time: "2026-01-01T00:00:05.000Z",
          method: "POST",
          path: "/api/rest/remote_system",
          operation: "POST /remote_system",
          body: { name: "x", remote_password: "[redacted]" },
          status: null,
          fault: { drop: "before" },
        },
        {
          time: "2026-01-01T00:00:05.000Z",
          method: "GET",
          path: "/api/rest/nowhere?select=id",
          operation: null,
          body: null,
          status: 404,
        },
      ],
    });
    assert.ok(!text.includes("hunter2") && !text.includes("Password123#"));
    assert.equal((await control("DELETE", "/journal")).status, 204);
    assert.deepEqual((await control("GET", "/journal")).body, { entries: [], dropped: 0 });
  });

  it("reset everything: world, clock, faults, journal and logins", async () => {
    const { ask } = await createSession();
    await control("POST", "/clock/advance", { seconds: 60 });
    await control("PUT", "/faults", [{ operation: "DELETE *", effect: { status: 503 } }]);
    assert.deepEqual((await control("POST", "/reset")).body, { now: "2026-01-01T00:00:00.000Z" });
    assert.deepEqual((await control("GET", "/faults")).body, []);
    assert.deepEqual((await control("GET", "/journal")).body, { entries: [], dropped: 0 });
    assert.equal((await ask("GET", "/import_session")).status, 401);
    const askAnew = await connect(simulator());
    assert.deepEqual((await askAnew("GET", "/import_session")).body, []);
  });

  it("take a snapshot and go back to it, clock included, without ending logins", async () => {
    const { ask, stateOf } = await createSession();
    const snapshot = (await control("GET", "/snapshot")).body;
    await control("POST", "/clock/advance", { seconds: 60 });
    assert.equal(await stateOf(), "Copy_In_Progress");
    const reply = await control("PUT", "/snapshot", snapshot);
    assert.deepEqual([reply.status, reply.body], [200, { now: "2026-01-01T00:00:00.000Z" }]);
    assert.equal(await stateOf(), "In_Progress");
    assert.equal((await ask("GET", "/import_session")).status, 200);
  });

  it("list what is built and what is not, every operation of the vendor's description once", async () => {
    const { supported, unsupported } = (await control("GET", "/operations")).body;
    assert.ok(supported.includes("POST /import_session/{id}/pause"));
    assert.ok(supported.includes("GET /login_session"));
    assert.deepEqual(unsupported, []);
    const methods = ["get", "post", "patch", "delete"];
    const all = Object.entries(facts.paths).flatMap(([path, operations]) =>
      methods.filter((method) => method in operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    assert.deepEqual([...supported, ...unsupported].sort(), all.sort());
  });

  it("cut and restore the connection to a source array", async () => {
    const ask = await connect(simulator());
    const stateOf = async () => (await ask("GET", "/remote_system/rs-unity-01?select=state")).body.state;
    assert.equal((await control("POST", "/remote_system/name:Unity-01/reachable", { reachable: false })).status, 204);
    assert.equal(await stateOf(), "Management_Connection_Lost");
    assert.equal((await control("POST", "/remote_system/rs-unity-01/reachable", { reachable: true })).status, 204);
    assert.equal(await stateOf(), "OK");
  });

  it("let the array run out of room, and have it again", async () => {
    const ask = await connect(simulator());
    const source = { remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-01" };
    const create = async () => (await ask("POST", "/import_session", { name: "s", ...source })).status;
    assert.equal((await control("POST", "/space", { space: "refusing" })).status, 204);
    assert.equal(await create(), 422);
    assert.equal((await control("POST", "/space", { space: "none" })).status, 400);
    assert.equal((await control("POST", "/space", { space: "free" })).status, 204);
    assert.equal(await create(), 201);
  });

  it("fail a session with an error of one's own", async () => {
    const { ask, id } = await createSession();
    const fault = { state: "Failed", code: "0xE0FF0004ABCD", message: "a disk broke" };
    assert.equal((await control("POST", "/import_session/name:db-01/fail", fault)).status, 204);
    const { state, error } = (await ask("GET", `/import_session/${id}?select=state,error`)).body;
    assert.equal(state, "Failed");
    assert.deepEqual([error.code, error.message_l10n], ["0xE0FF0004ABCD", "a disk broke"]);
  });

  it("fail a copy at a percentage", async () => {
    const { id, stateOf } = await createSession();
    await control("POST", `/import_session/${id}/fail_copy_at`, { percentage: 4 });
    await control("POST", "/clock/advance", { seconds: 3600 });
    assert.equal(await stateOf(), "Failed");
  });

  it("slow a copy down", async () => {
    const { ask, id } = await createSession();
    const progressOf = async () => (await ask("GET", `/import_session/${id}?select=progress_percentage`)).body;
    await control("POST", "/clock/advance", { seconds: 60 });
    const before = (await control("GET", "/snapshot")).body;
    await control("POST", "/clock/advance", { seconds: 1000 });
    const usual = (await progressOf()).progress_percentage;
    await control("PUT", "/snapshot", before);
    await control("POST", `/import_session/${id}/slow_copy`, { factor: 10 });
    await control("POST", "/clock/advance", { seconds: 1000 });
    const slowed = (await progressOf()).progress_percentage;
    assert.ok(slowed < usual / 5, `${slowed} against ${usual}`);
  });

  it("take a record away", async () => {
    const { ask, id } = await createSession();
    assert.equal((await control("POST", `/import_session/${id}/purge`)).status, 204);
    assert.equal((await ask("GET", `/import_session/${id}`)).status, 404);
  });

  it("put a session into any state", async () => {
    const { id, stateOf } = await createSession();
    for (const state of facts.definitions.ImportSessionStateEnum?.enum ?? []) {
      assert.equal((await control("POST", `/import_session/${id}/force_state`, { state })).status, 204, state);
      assert.equal(await stateOf(), state);
    }
  });

  const misfits = [
    { method: "POST", path: "/clock/advance", body: { seconds: -1 }, status: 400, says: "body.seconds: is -1" },
    { method: "POST", path: "/clock/advance", body: { second: 1 }, status: 400, says: "body.second: is unknown" },
    { method: "POST", path: "/clock/advance", body: {}, status: 400, says: "body.seconds: is required" },
    { method: "POST", path: "/clock/advance", body: "{", status: 400, says: "body: is not JSON" },
    { method: "POST", path: "/clock/advance", body: [], status: 400, says: "body: must be an object" },
    { method: "POST", path: "/reset", body: { all: true }, status: 400, says: "body.all: is unknown" },
    { method: "PUT", path: "/faults", body: [{ operation: "GET /x", effect: {} }], status: 400, says: "operation" },
    { method: "PUT", path: "/snapshot", body: { format: 9 }, status: 400, says: "snapshot" },
    { method: "POST", path: "/import_session/nobody/purge", body: {}, status: 404, says: "nobody" },
    { method: "POST", path: "/remote_system/%zz/reachable", body: { reachable: true }, status: 400, says: "malformed" },
    { method: "PATCH", path: "/clock", body: {}, status: 404, says: "GET /_simulator lists all" },
  ];
  for (const { method, path, body, status, says } of misfits) {
    it(`refuse ${method} ${path} ${JSON.stringify(body)} with ${status} and "${says}"`, async () => {
      const reply = await control(method, path, body);
      assert.equal(reply.status, status);
      assert.ok(reply.body.error.includes(says), reply.text);
    });
  }

  const origins: readonly { reason: string; headers: Readonly<Record<string, string>>; status: number }[] = [
    { reason: "a page of another site", headers: { "sec-fetch-site": "cross-site" }, status: 403 },
    { reason: "a page of another port here", headers: { "sec-fetch-site": "same-site" }, status: 403 },
    { reason: "what no browser says today", headers: { "sec-fetch-site": "elsewhere" }, status: 403 },
    { reason: "an older browser, another site", headers: { origin: "https://other.example" }, status: 403 },
    { reason: "a file, or a frame in a box", headers: { origin: "null" }, status: 403 },
    { reason: "the array's own page", headers: { "sec-fetch-site": "same-origin" }, status: 200 },
    { reason: "the address bar", headers: { "sec-fetch-site": "none" }, status: 200 },
    { reason: "curl", headers: {}, status: 200 },
  ];
  for (const { reason, headers, status } of origins) {
    it(`answer ${status} to ${reason}: ${JSON.stringify(headers)}`, async () => {
      for (const [method, path, body] of [
        ["POST", "/clock/advance", { seconds: 60 }],
        ["POST", "/reset", undefined],
        ["GET", "/snapshot", undefined],
        ["PUT", "/faults", []],
      ] as const) {
        const before = simulator().snapshot();
        const reply = await send(simulator(), { method, path: `/_simulator${path}`, headers, body });
        assert.equal(reply.status, status, `${method} ${path}`);
        if (status !== 403) continue;
        assert.match(reply.body.error, /another site/);
        assert.deepEqual(simulator().snapshot(), before);
      }
    });
  }

  it("answer an older browser's own page", async () => {
    const { origin } = new URL(simulator().endpoint);
    assert.equal((await send(simulator(), { path: "/_simulator/clock", headers: { origin } })).status, 200);
  });

  it("refuse a state that sessions do not have, and change nothing", async () => {
    const { id, stateOf } = await createSession();
    for (const route of ["fail", "force_state"]) {
      assert.equal((await control("POST", `/import_session/${id}/${route}`, { state: "Lost" })).status, 400);
    }
    assert.equal(await stateOf(), "In_Progress");
  });

  it("describe themselves, and the README has all of them", async () => {
    const routes = (await control("GET", "")).body as { route: string; purpose: string }[];
    assert.ok(routes.some(({ route }) => route === "POST /_simulator/clock/advance"));
    const readme = readFileSync(join(__dirname, "..", "..", "..", "simulator", "README.md"), "utf8");
    for (const { route, purpose } of routes) {
      const [, path = ""] = route.split(" ");
      assert.ok(readme.includes(`${path}\``), `${route} is missing`);
      assert.ok(purpose.length > 0);
    }
  });
});
