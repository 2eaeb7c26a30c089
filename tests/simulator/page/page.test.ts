import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { useSimulator } from "../http/useSimulator";
import { createSession, rename, stateOf } from "./sessions";

const files = readdirSync(join(__dirname, "..", "..", "..", "simulator", "page"));

describe("the simulator's page", () => {
  const simulator = useSimulator({ ids: "counted" });

  async function get(path = "/", headers = {}) {
    const answer = await simulator().inject({ method: "GET", path, headers });
    return answer.kind === "dropped" ? assert.fail() : answer;
  }

  async function press(path: string, form = "", headers: Readonly<Record<string, string>> = {}) {
    const sent = { "content-type": "application/x-www-form-urlencoded", ...headers };
    const answer = await simulator().inject({
      method: "POST",
      path: `/_simulator/page${path}`,
      headers: sent,
      body: form,
    });
    return answer.kind === "dropped" ? assert.fail() : answer;
  }

  it("is there without login, whatever faults are set, and leaves no trace in the journal", async () => {
    simulator().setFaults([{ operation: "* *", times: 9, effect: { status: 503 } }]);
    const { status, headers, text } = await get();
    assert.equal(status, 200);
    assert.match(text, /^<!doctype html>/);
    assert.ok(
      headers["content-security-policy"]?.startsWith("default-src 'none'; script-src 'self'; style-src 'self'"),
    );
    assert.equal(headers["cache-control"], "no-store");
    assert.deepEqual(simulator().journal().entries, []);
    assert.equal(simulator().faults()[0]?.hits, 0);
  });

  it("serves its own files, each as what it is, and no others of its folder's surroundings", async () => {
    const types: Readonly<Record<string, string>> = { js: "text/javascript", css: "text/css", svg: "image/svg+xml" };
    for (const name of files) {
      const { status, headers, text } = await get(`/_simulator/page/${name}`);
      assert.equal(status, 200, name);
      assert.equal(headers["content-type"]?.split(";")[0], types[name.split(".")[1] ?? ""], name);
      assert.ok(text.length > 100, name);
    }
    assert.equal((await get("/_simulator/page/../package.json")).status, 303);
    assert.equal((await get("/_simulator/page/%2e%2e/package.json")).status, 303);
  });

  it("asks nothing of anywhere else", async () => {
    createSession(simulator(), "db-01");
    // An image names its language by an address, and asks nothing of it.
    const scripts = files.filter((name) => !name.endsWith(".svg"));
    const pieces = await Promise.all(
      ["/", ...scripts.map((name) => `/_simulator/page/${name}`)].map((path) => get(path)),
    );
    for (const { text } of pieces) assert.doesNotMatch(text, /(?:https?:)?\/\/[a-z0-9]/);
  });

  it("shows a session with state, progress, rate and estimate", async () => {
    createSession(simulator(), "db-01");
    simulator().advance(630);
    const { text } = await get();
    const row = /<tr id="row-session-000001".*?<\/tr>/s.exec(text)?.[0] ?? "";
    assert.match(row, /db-01/);
    assert.match(row, /Copy In Progress/);
    assert.match(row, /<progress [^>]*max="100" value="17"/);
    assert.match(row, /30 MiB\/s/);
    assert.match(row, /in 46 min 53 s/);
  });

  it("shows members below their group, and the last session first", async () => {
    createSession(simulator(), "app", { source_resource_id: "unity-01-cg-01" });
    createSession(simulator(), "db-01");
    const rows = [...(await get()).text.matchAll(/<tr id="row-(session-\d+)"/g)].map(([, id]) => id);
    assert.deepEqual(rows, ["session-000005", "session-000001", "session-000002", "session-000003", "session-000004"]);
  });

  it("shows the inventory, the last requests with their faults, and the fault rules with their hits", async () => {
    simulator().setFaults([{ operation: "GET /cluster", effect: { status: 503, message: "<i>later</i>" } }]);
    await simulator().inject({ method: "GET", path: "/api/rest/cluster" });
    const { text } = await get("/?collection=import_unity_volume");
    assert.match(text, /Unity-01-Vol-01/);
    assert.match(text, /Host\(s\) Not Added/);
    assert.match(text, /GET \/api\/rest\/cluster/);
    assert.match(text, /503 \(fault\)/);
    assert.match(text, /&lt;i&gt;later&lt;\/i&gt;/);
    assert.match(text, /1 of 1/);
    assert.match((await get("/?collection=nothing")).text, /<h2 id="inventory-title">/);
  });

  it("finds sessions by phase and by a part of their names, in any case", async () => {
    createSession(simulator(), "db-01");
    createSession(simulator(), "web-01", { source_resource_id: "unity-01-vol-02" });
    simulator().world.forceState("session-000002", "Cancel_Failed");
    const found = async (query: string) =>
      [...(await get(`/?${query}`)).text.matchAll(/<tr id="row-(session-\d+)"/g)].map(([, id]) => id);
    assert.deepEqual(await found("phase=trouble"), ["session-000002"]);
    assert.deepEqual(await found("phase=done"), []);
    assert.deepEqual(await found("phase=nonsense"), ["session-000002", "session-000001"]);
    assert.deepEqual(await found("find=DB"), ["session-000001"]);
    assert.deepEqual(await found("from=1"), ["session-000001"]);
    assert.deepEqual(await found("from=-7"), ["session-000002", "session-000001"]);
  });

  it("shows names, requests and errors from anywhere as text, never as markup", async () => {
    const evil = `"><img src=x onerror="alert(1)">`;
    const id = createSession(simulator(), "db-01");
    rename(simulator(), id, evil);
    simulator().world.failSession(id, { state: "Failed", message: evil });
    await simulator().inject({ method: "GET", path: `/api/rest/${evil}` });
    const { text } = await get(`/?find=${encodeURIComponent(evil)}`);
    assert.ok(!text.includes("<img"));
    assert.ok(text.includes("&quot;&gt;&lt;img src=x"));
    const pressed = await press(`/session/${id}`, "action=delete");
    assert.ok(!pressed.text.includes("<img"));
  });

  it("steps a manual clock, and says that it has no speed", async () => {
    const { status, text } = await press("/step", "seconds=600");
    assert.equal(status, 200);
    assert.equal(simulator().now(), Date.UTC(2026, 0, 1, 0, 10));
    assert.match(text, /id="notice" [^>]*>The clock went on by 10 min\./);
    assert.equal((await press("/speed", "speed=60")).status, 400);
  });

  it("does to a session what its buttons say", async () => {
    const id = createSession(simulator(), "db-01");
    simulator().advance(60);
    for (const [action, state] of [
      ["pause", "Paused"],
      ["resume", "Copy_In_Progress"],
      ["cancel", "Cancel_In_Progress"],
    ]) {
      const { status, text } = await press(`/session/${id}`, `action=${action}`);
      assert.equal(status, 200, text);
      assert.equal(stateOf(simulator(), id), state);
    }
    simulator().advance(60);
    assert.equal((await press(`/session/${id}`, "action=delete")).status, 200);
    assert.equal(stateOf(simulator(), id), undefined);
    assert.deepEqual(simulator().journal().entries, []);
  });

  it("shows the array's refusal of a button that came too late", async () => {
    const id = createSession(simulator(), "db-01");
    const { status, text } = await press(`/session/${id}`, "action=cutover");
    assert.equal(status, 422);
    assert.match(text, /id="notice" role="status" class="refused">[^<]*In_Progress/);
    assert.equal(stateOf(simulator(), id), "In_Progress");
  });

  it("removes the fault rules", async () => {
    simulator().setFaults([{ operation: "GET *", effect: { status: 503 } }]);
    assert.equal((await press("/clear-faults")).status, 200);
    assert.deepEqual(simulator().faults(), []);
  });

  const misfits = [
    { name: "no number", path: "/step", form: "seconds=soon", status: 400 },
    { name: "nothing", path: "/step", form: "", status: 400 },
    { name: "a step back", path: "/step", form: "seconds=-1", status: 400 },
    { name: "a step past the end of the calendar", path: "/step", form: "seconds=1e300", status: 400 },
    { name: "no session", path: "/session/nobody", form: "action=pause", status: 400 },
    { name: "no button", path: "/session/session-000001", form: "action=explode", status: 400 },
    {
      name: "a button named like a property of every object",
      path: "/session/x",
      form: "action=constructor",
      status: 400,
    },
    { name: "a broken path", path: "/session/%zz", form: "action=pause", status: 400 },
    { name: "another path", path: "/nowhere", form: "", status: 404 },
    { name: "a longer path", path: "/step/more", form: "seconds=1", status: 404 },
  ];
  for (const { name, path, form, status } of misfits) {
    it(`refuses ${name} with ${status} and changes nothing`, async () => {
      const before = simulator().snapshot();
      assert.equal((await press(path, form)).status, status);
      assert.deepEqual(simulator().snapshot(), before);
    });
  }

  it("lets no other site press its buttons through a visitor's browser", async () => {
    for (const site of ["cross-site", "same-site"]) {
      assert.equal((await press("/step", "seconds=60", { "sec-fetch-site": site })).status, 403);
    }
    assert.equal(simulator().now(), Date.UTC(2026, 0, 1));
    assert.equal((await press("/step", "seconds=60", { "sec-fetch-site": "same-origin" })).status, 200);
  });

  it("keeps the view over a button, and leads a reload of a button's address back to the page", async () => {
    createSession(simulator(), "db-01");
    const { text } = await press("/step?find=db&phase=running", "seconds=60");
    assert.match(text, /id="find" [^>]*value="db"/);
    assert.match(text, /action="\/_simulator\/page\/step\?phase=running&amp;find=db"/);
    const back = await get("/_simulator/page/step");
    assert.deepEqual([back.status, back.headers.location], [303, "/"]);
  });
});

describe("the page of a simulator with a real clock", () => {
  const simulator = useSimulator({ clock: "real", speed: 10 });

  it("changes its speed and refuses one that is none", async () => {
    const press = (form: string) =>
      simulator().inject({ method: "POST", path: "/_simulator/page/speed", body: form, headers: {} });
    const text = async (form: string) => {
      const answer = await press(form);
      return answer.kind === "dropped" ? assert.fail() : answer.text;
    };
    assert.match(await text("speed=600"), /value="600" aria-pressed="true"/);
    assert.match(await text("speed=0"), /class="refused">speed must be a number above 0/);
  });
});
