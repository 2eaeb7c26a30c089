import assert from "node:assert/strict";
import { type InjectedAnswer, startSimulator } from "../../../simulator/src";
import { basic } from "./client";
import { useSimulator } from "./useSimulator";

describe("a fail-over of the management", () => {
  const simulator = useSimulator();

  async function ask(headers: Record<string, string> = {}): Promise<InjectedAnswer> {
    const { username, password } = simulator();
    const account = headers.cookie === undefined ? basic(username, password) : {};
    return simulator().inject({ method: "GET", path: "/api/rest/cluster", headers: { ...account, ...headers } });
  }

  async function openLogin(): Promise<{ readonly cookie: string }> {
    const answer = await ask();
    assert.equal(answer.kind, "answered");
    return { cookie: String(answer.kind === "answered" && answer.headers["set-cookie"]).split(";")[0] ?? "" };
  }

  const shown = (answer: InjectedAnswer) =>
    answer.kind === "answered" ? [answer.status, answer.headers["content-type"]] : [answer.kind];

  it("ends logins, gives no answer, then 503, then pages of HTML, refuses one good login, and is over", async () => {
    const login = await openLogin();
    simulator().failOver(40);
    const seen: unknown[] = [];
    for (let part = 0; part < 4; part += 1) {
      seen.push(shown(await ask(login)));
      simulator().advance(9.999);
      seen.push(shown(await ask()));
      simulator().advance(0.001);
    }
    assert.deepEqual(seen, [
      ["dropped"],
      ["dropped"],
      [503, "application/json"],
      [503, "application/json"],
      [503, "text/html"],
      [503, "text/html"],
      [200, "text/html"],
      [200, "text/html"],
    ]);
    const after = [await ask(login), await ask(), await ask(), await ask(login)];
    assert.deepEqual(
      after.map((answer) => answer.kind === "answered" && answer.status),
      [401, 401, 200, 401],
    );
  });

  it("leaves data and imports alone, and its requests in the journal", async () => {
    const session = { name: "s", remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-01" };
    simulator().world.operations["POST /import_session"]?.({ id: "", body: session });
    simulator().failOver(40, 0);
    simulator().advance(35);
    await ask();
    assert.deepEqual(
      simulator()
        .journal()
        .entries.map(({ status }) => status),
      [200],
    );
    assert.equal(simulator().world.rowByName("import_session", "s")?.state, "Copy_In_Progress");
  });

  it("refuses as many logins as it is told to, wrong passwords not counted", async () => {
    simulator().failOver(0, 2);
    const { username } = simulator();
    const answers = [await ask(basic(username, "wrong")), await ask(), await ask(), await ask()];
    assert.deepEqual(
      answers.map((answer) => answer.kind === "answered" && answer.status),
      [401, 401, 401, 200],
    );
  });

  it("is begun by a route as well, which no outage hits, and forgotten by a reset", async () => {
    const control = (path: string, body?: unknown) =>
      simulator().inject({ method: "POST", path: `/_simulator/${path}`, body });
    assert.deepEqual(shown(await control("fail_over", { seconds: 40, refusedLogins: 3 })), [204, undefined]);
    assert.deepEqual(shown(await ask()), ["dropped"]);
    await control("reset");
    assert.deepEqual(shown(await ask()), [200, "application/json"]);
    for (const wrong of [{}, { seconds: -1 }, { seconds: 1, refusedLogins: 0.5 }]) {
      assert.deepEqual(shown(await control("fail_over", wrong)), [400, "application/json"]);
    }
  });

  it("takes numbers from 0 on", () => {
    assert.throws(() => simulator().failOver(-1), { name: "RangeError", message: /fail-over takes/ });
    assert.throws(() => simulator().failOver(1, -1), { name: "RangeError", message: /fail-over refuses/ });
  });
});

describe("a page in the place of an answer", () => {
  for (const { page, location } of [
    { page: 200 },
    { page: 302, location: "/ui/login" },
    { page: 404 },
    { page: 503 },
  ]) {
    it(`of ${page} is HTML${location ? " that sends elsewhere" : ""}, by a fault rule, and nothing is done`, async () => {
      const simulator = await startSimulator();
      simulator.setFaults([{ operation: "POST /volume", effect: { page } }]);
      const headers = basic(simulator.username, simulator.password);
      const body = { name: "v", size: 8192 };
      const answer = await simulator.inject({ method: "POST", path: "/api/rest/volume", headers, body });
      await simulator.close();
      assert.ok(answer.kind === "answered");
      assert.deepEqual(
        [answer.status, answer.headers["content-type"], answer.headers.location],
        [page, "text/html", location],
      );
      assert.match(answer.text, /^<!doctype html>/);
      assert.equal(simulator.world.count("volume"), 0);
    });
  }
});
