import assert from "node:assert/strict";
import { basic, connect, controlOf, logIn, send, sessionHeaders } from "./client";
import { useSimulator } from "./useSimulator";

const create = { name: "db-01", remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-01" };
const createGroup = { ...create, source_resource_id: "unity-01-cg-01" };
const clusterPath = "/api/rest/cluster";

describe("trouble with who may come in", () => {
  const simulator = useSimulator();
  const control = (method: string, path: string, body?: unknown) => controlOf(simulator())(method, path, body);

  it("takes the administrator's role away while a client is at work, and gives it back", async () => {
    const ask = await connect(simulator());
    assert.equal((await control("PUT", "/account", { role: "Operator" })).status, 204);
    assert.deepEqual((await control("GET", "/account")).body, { username: "admin", role: "Operator" });
    assert.equal((await ask("POST", "/import_session", create)).status, 403);
    assert.equal((await ask("GET", "/import_session")).status, 200);
    simulator().changeAccount({ role: "Administrator" });
    assert.equal((await ask("POST", "/import_session", create)).status, 201);
  });

  it("changes the password: open logins go on, new ones need it, and a reset takes it back", async () => {
    const ask = await connect(simulator());
    const first = simulator().password;
    assert.equal((await control("PUT", "/account", { password: "rotated" })).status, 204);
    assert.equal(simulator().password, "rotated");
    const statusWith = async (password: string) =>
      (await send(simulator(), { path: clusterPath, headers: basic("admin", password) })).status;
    assert.equal((await ask("GET", "/cluster")).status, 200);
    assert.deepEqual([await statusWith(first), await statusWith("rotated")], [401, 200]);
    simulator().reset();
    assert.deepEqual([await statusWith(first), await statusWith("rotated")], [200, 401]);
  });

  it("never tells the password, not even to those who changed it", async () => {
    const replies = [await control("PUT", "/account", { password: "hunter2" }), await control("GET", "/account")];
    assert.ok(replies.every(({ text }) => !text.includes("hunter2")));
  });

  it("ends all logins at once", async () => {
    const [one, two] = [await connect(simulator()), await connect(simulator())];
    assert.equal((await control("DELETE", "/logins")).status, 204);
    assert.deepEqual([(await one("GET", "/cluster")).status, (await two("GET", "/cluster")).status], [401, 401]);
    assert.deepEqual((await control("GET", "/logins")).body, { open: 0, opened: 2, evicted: 0, expired: 0, ended: 2 });
  });

  it("counts logins that expire and logins that log out", async () => {
    const [idle, proper] = [await connect(simulator()), await connect(simulator())];
    assert.equal((await proper("POST", "/logout")).status, 204);
    simulator().advance(3601);
    assert.equal((await idle("GET", "/cluster")).status, 401);
    assert.deepEqual(simulator().logins(), { open: 0, opened: 2, evicted: 0, expired: 1, ended: 1 });
  });

  it("evicts the eldest login past 2,000, as it happened to a client that logged in for every request", async () => {
    const headers = await logIn(simulator());
    const askInProcess = (more: Record<string, string>) =>
      simulator().inject({ method: "GET", path: clusterPath, headers: more });
    for (let login = 2; login <= 2000; login += 1) await askInProcess(basic("admin", simulator().password));
    const kept = await send(simulator(), { path: clusterPath, headers });
    assert.equal(kept.status, 200, "2,000 logins have room");
    const last = await send(simulator(), { path: clusterPath, headers: basic("admin", simulator().password) });
    assert.equal((await send(simulator(), { path: clusterPath, headers })).status, 401);
    assert.equal((await send(simulator(), { path: clusterPath, headers: sessionHeaders(last) })).status, 200);
    const { open, evicted } = simulator().logins();
    assert.deepEqual({ open, evicted }, { open: 2000, evicted: 1 });
  });
});

describe("a restart of the array", () => {
  const simulator = useSimulator();
  const control = (method: string, path: string, body?: unknown) => controlOf(simulator())(method, path, body);

  it("answers nobody while it lasts, and keeps its data but no logins", async () => {
    const ask = await connect(simulator());
    await ask("POST", "/import_session", create);
    assert.equal((await control("POST", "/restart", { seconds: 120 })).status, 204);
    await assert.rejects(ask("GET", "/cluster"), /socket hang up|ECONNRESET/);
    simulator().advance(119);
    await assert.rejects(ask("GET", "/cluster"));
    simulator().advance(1);
    assert.equal((await ask("GET", "/cluster")).status, 401, "the login is gone");
    const again = await connect(simulator());
    assert.equal((await again("GET", "/import_session/name:db-01?select=state")).body.state, "Copy_In_Progress");
  });

  it("shows lost requests in the journal, and spends no fault rule on them", async () => {
    simulator().setFaults([{ operation: "GET *", effect: { status: 503 } }]);
    simulator().restart(10);
    await assert.rejects(connect(simulator()));
    assert.deepEqual(
      simulator()
        .journal()
        .entries.map(({ path, status, fault }) => ({ path, status, fault })),
      [{ path: "/api/rest/login_session", status: null, fault: undefined }],
    );
    assert.equal(simulator().faults()[0]?.hits, 0);
  });

  it("is over at once when it takes no time, and ends with a reset", async () => {
    simulator().restart(0);
    assert.equal((await (await connect(simulator()))("GET", "/cluster")).status, 200);
    simulator().restart(1e9);
    simulator().reset();
    assert.equal((await (await connect(simulator()))("GET", "/cluster")).status, 200);
  });

  it("refuses a time that is none", async () => {
    assert.throws(() => simulator().restart(-1), RangeError);
    assert.equal((await control("POST", "/restart", { seconds: -1 })).status, 400);
    assert.equal((await control("POST", "/restart", {})).status, 400);
  });
});

describe("trouble with groups over the control routes", () => {
  const simulator = useSimulator();
  const control = (method: string, path: string, body?: unknown) => controlOf(simulator())(method, path, body);

  async function startGroup(seconds: number) {
    const first = await connect(simulator());
    await first("POST", "/import_session", createGroup);
    simulator().advance(seconds);
    // Again, for a copy takes longer than a login lives.
    const ask = await connect(simulator());
    const stateOf = async () => (await ask("GET", "/import_session/name:db-01?select=state")).body.state;
    return { ask, stateOf };
  }

  it("leave a member uncommitted, and commit it the next time", async () => {
    const { ask, stateOf } = await startGroup(36_000);
    assert.equal((await control("POST", "/import_session/name:db-01-03/fail_cutover")).status, 204);
    for (const outcome of ["Import_Cutover_Incomplete", "Import_Completed"]) {
      assert.equal((await ask("POST", "/import_session/name:db-01/cutover")).status, 204);
      simulator().advance(60);
      assert.equal(await stateOf(), outcome);
    }
  });

  it("let cancels fail as often as told", async () => {
    const { ask, stateOf } = await startGroup(60);
    assert.equal((await control("POST", "/import_session/name:db-01/fail_cancel", { times: 1 })).status, 204);
    for (const outcome of ["Cancel_Failed", "Cancelled"]) {
      assert.equal((await ask("POST", "/import_session/name:db-01/cancel")).status, 204);
      simulator().advance(60);
      assert.equal(await stateOf(), outcome);
    }
  });

  it("take back the cancels that were to fail, with 0", async () => {
    const { ask, stateOf } = await startGroup(60);
    for (const times of [1, 0])
      assert.equal((await control("POST", "/import_session/name:db-01/fail_cancel", { times })).status, 204);
    assert.equal((await ask("POST", "/import_session/name:db-01/cancel")).status, 204);
    simulator().advance(60);
    assert.equal(await stateOf(), "Cancelled");
  });

  const refused = [
    { path: "/import_session/name:db-01/fail_cutover", body: undefined, why: "a volume is committed whole" },
    { path: "/import_session/name:db-01/fail_cancel", body: { times: 1 }, why: "only groups end as Cancel_Failed" },
    { path: "/import_session/name:db-01/fail_cancel", body: { times: 0.5 }, why: "half a cancel" },
  ];
  for (const { path, body, why } of refused) {
    it(`refuse ${path} ${JSON.stringify(body)} for a single volume: ${why}`, async () => {
      const ask = await connect(simulator());
      await ask("POST", "/import_session", create);
      assert.equal((await control("POST", path, body)).status, 400);
    });
  }
});
