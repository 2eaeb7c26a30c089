import assert from "node:assert/strict";
import { startSimulator } from "../../../simulator/src";
import { basic, logIn, send, sessionHeaders } from "./client";
import { useSimulator } from "./useSimulator";

const loginSession = "/api/rest/login_session";
const sessions = "/api/rest/import_session";
const right = basic("admin", "Password123#");

describe("logging in to the simulator", () => {
  const simulator = useSimulator({ maxLogins: 3 });
  const post = (headers: Record<string, string>) =>
    send(simulator(), { method: "POST", path: `${sessions}/missing/pause`, headers });

  it("answers Basic with one login session, a cookie and a token", async () => {
    const reply = await send(simulator(), { path: loginSession, headers: right });
    assert.equal(reply.status, 200);
    assert.deepEqual(reply.body, [
      {
        id: reply.body[0].id,
        user: "admin",
        role_ids: ["1"],
        idle_timeout: 3600,
        is_password_change_required: false,
        is_built_in_user: true,
      },
    ]);
    assert.match(reply.headers["set-cookie"]?.[0] ?? "", /^auth_cookie=[\w-]+; Path=\/; Secure; HTTPOnly$/);
    assert.match(String(reply.headers["dell-emc-token"]), /^[\w-]{20,}$/);
  });

  it("lets cookie and token of a login do everything from then on", async () => {
    const headers = await logIn(simulator());
    assert.equal((await send(simulator(), { path: sessions, headers })).status, 200);
    assert.equal((await post(headers)).status, 404, "let through to the session, which does not exist");
  });

  it("opens a login with any request that carries Basic, also one that is refused", async () => {
    const reply = await send(simulator(), { path: `${sessions}/missing`, headers: right });
    assert.equal(reply.status, 404);
    const headers = sessionHeaders(reply);
    assert.equal((await send(simulator(), { path: sessions, headers })).status, 200);
  });

  it("gives the token of a login again to who asks for the login session with its cookie", async () => {
    const { cookie = "", "dell-emc-token": token } = await logIn(simulator());
    const reply = await send(simulator(), { path: loginSession, headers: { cookie } });
    assert.equal(reply.headers["dell-emc-token"], token);
  });

  const strangers = [
    { name: "nothing", headers: {}, reason: "nobody is logged in" },
    { name: "a wrong password", headers: basic("admin", "guess"), reason: "[ARRAY login]" },
    { name: "a wrong user", headers: basic("root", "Password123#"), reason: "[ARRAY login]" },
    { name: "an invalid cookie", headers: { cookie: "auth_cookie=stale" }, reason: "[ARRAY login]" },
    { name: "another scheme", headers: { authorization: "Bearer abc" }, reason: "the API knows Basic only" },
    {
      name: "user and password without a scheme",
      headers: { authorization: right.authorization?.replace("Basic ", "") ?? "" },
      reason: "the API knows Basic only",
    },
  ];
  for (const { name, headers, reason } of strangers) {
    it(`answers ${name} with 401: ${reason}`, async () => {
      const reply = await send(simulator(), { path: sessions, headers });
      assert.equal(reply.status, 401);
      assert.equal(reply.body.messages[0].severity, "Error");
      assert.equal(reply.headers["set-cookie"], undefined);
    });
  }

  it("answers a wrong password with 401 even when the cookie is good", async () => {
    const headers = { ...(await logIn(simulator())), ...basic("admin", "guess") };
    assert.equal((await send(simulator(), { path: sessions, headers })).status, 401);
  });

  it("opens a new login when the cookie is stale and Basic is right", async () => {
    const reply = await send(simulator(), { path: sessions, headers: { ...right, cookie: "auth_cookie=stale" } });
    assert.equal(reply.status, 200);
    assert.ok(reply.headers["set-cookie"]);
  });

  it("refuses a change in a cookie's login without its token, as against a forged request", async () => {
    const [first, second] = [await logIn(simulator()), await logIn(simulator())];
    const { cookie = "", "dell-emc-token": foreign = "" } = { ...second, cookie: first.cookie };
    assert.equal((await post({ cookie })).status, 403, "no token");
    assert.equal((await post({ cookie, "dell-emc-token": foreign })).status, 403, "another login's token");
    assert.equal((await post({ cookie, ...right })).status, 403, "the cookie makes it a login's request");
    assert.equal((await send(simulator(), { path: sessions, headers: { cookie } })).status, 200, "reading is free");
  });

  it("lets Basic alone make changes, as Dell's cinder driver does", async () => {
    assert.equal((await post(right)).status, 404);
  });

  it("lets a token of a good login make changes beside Basic, without its cookie, as Dell's Python client does", async () => {
    const { "dell-emc-token": token = "" } = await logIn(simulator());
    assert.equal((await post({ ...right, "dell-emc-token": token })).status, 404);
    simulator().advance(3601);
    assert.equal((await post({ ...right, "dell-emc-token": token })).status, 403, "its login is over");
  });

  it("refuses a change with Basic and the token of no login, as Dell's Go client expects it of one that went stale", async () => {
    const before = await logIn(simulator());
    simulator().endLogins();
    for (const headers of [before, { "dell-emc-token": "guessed" }]) {
      assert.equal((await post({ ...right, ...headers })).status, 403);
      assert.equal((await send(simulator(), { path: sessions, headers: { ...right, ...headers } })).status, 200);
    }
  });

  it("ends an idle login on the virtual clock", async () => {
    const headers = await logIn(simulator());
    simulator().advance(3600);
    assert.equal((await send(simulator(), { path: sessions, headers })).status, 200);
    simulator().advance(3601);
    assert.equal((await send(simulator(), { path: sessions, headers })).status, 401);
  });

  it("evicts the oldest login when there are too many", async () => {
    const first = await logIn(simulator());
    const second = await logIn(simulator());
    await logIn(simulator());
    await logIn(simulator());
    assert.equal((await send(simulator(), { path: sessions, headers: first })).status, 401);
    assert.equal((await send(simulator(), { path: sessions, headers: second })).status, 200);
  });

  it("ends a login on logout, and no other", async () => {
    const [first, second] = [await logIn(simulator()), await logIn(simulator())];
    const logout = { method: "POST", path: "/api/rest/logout" };
    assert.equal((await send(simulator(), { ...logout, headers: first })).status, 204);
    assert.equal((await send(simulator(), { path: sessions, headers: first })).status, 401);
    assert.equal((await send(simulator(), { path: sessions, headers: second })).status, 200);
    assert.equal((await send(simulator(), { ...logout, headers: first })).status, 401, "it is out already");
  });

  it("gives no cookie of a login that has just ended to who logs out with Basic", async () => {
    const logout = { method: "POST", path: "/api/rest/logout" };
    const reply = await send(simulator(), { ...logout, headers: right });
    assert.deepEqual([reply.status, reply.headers["set-cookie"], simulator().logins().open], [204, undefined, 0]);
  });

  const wrongLogouts = [
    { path: "/api/rest/logout?now=true", body: undefined, says: /now/ },
    { path: "/api/rest/logout", body: { force: true }, says: /force/ },
    { path: "/api/rest/logout", body: "{", says: /JSON/ },
  ];
  for (const { path, body, says } of wrongLogouts) {
    it(`ends no login by a log-out with what none takes: ${path} ${JSON.stringify(body)}`, async () => {
      const headers = await logIn(simulator());
      const reply = await send(simulator(), { method: "POST", path, headers, body });
      assert.equal(reply.status, 400, reply.text);
      assert.match(reply.text, says);
      assert.equal((await send(simulator(), { path: sessions, headers })).status, 200);
    });
  }

  it("takes no filter, order or page for the login session, as the vendor says, but a selection", async () => {
    const reply = await send(simulator(), { path: `${loginSession}?limit=1`, headers: right });
    assert.equal(reply.status, 400);
    assert.match(reply.body.messages[0].message_l10n, /limit/);
    const selected = await send(simulator(), { path: `${loginSession}?select=user,idle_timeout`, headers: right });
    assert.deepEqual(selected.body, [{ user: "admin", idle_timeout: 3600 }]);
  });
});

describe("accounts of the simulator", () => {
  it("can be named, and read only as Operator", async () => {
    const simulator = await startSimulator({ username: "reader", password: "p:w", role: "Operator" });
    try {
      const headers = await logIn(simulator);
      assert.equal((await send(simulator, { path: sessions, headers })).status, 200);
      assert.equal((await send(simulator, { method: "POST", path: sessions, headers, body: {} })).status, 403);
      assert.equal((await send(simulator, { method: "POST", path: "/api/rest/logout", headers })).status, 204);
    } finally {
      await simulator.close();
    }
  });

  it("can demand a token for every change", async () => {
    const simulator = await startSimulator({ strictToken: true });
    try {
      const pause = { method: "POST", path: `${sessions}/missing/pause` };
      assert.equal((await send(simulator, { ...pause, headers: right })).status, 403);
      const headers = await logIn(simulator);
      assert.equal((await send(simulator, { ...pause, headers })).status, 404);
      const { "dell-emc-token": token = "" } = headers;
      const beside = { ...right, "dell-emc-token": token };
      assert.equal((await send(simulator, { ...pause, headers: beside })).status, 404, "the cookie is not demanded");
    } finally {
      await simulator.close();
    }
  });
});
