import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { type FaultRule, type Simulator, startSimulator } from "../../../simulator/src";
import { connect, controlOf, logIn, send } from "./client";

const create = { name: "db-01", remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-01" };
const sessions = "/import_session";

describe("faults over a real connection", () => {
  let simulator: Simulator;
  let ask: Awaited<ReturnType<typeof connect>>;
  let slept: number[];
  let wake: () => void;

  beforeEach(async () => {
    slept = [];
    wake = () => {};
    simulator = await startSimulator({
      sleep: (seconds) => {
        slept.push(seconds);
        return new Promise((resolve) => {
          wake = resolve;
        });
      },
    });
    ask = await connect(simulator);
  });
  afterEach(() => simulator.close());

  const setFaults = (...rules: FaultRule[]) => simulator.setFaults(rules);
  const countSessions = async () => (await ask("GET", sessions)).body.length;

  it("refuse with a status, a code and a message, and nothing is done", async () => {
    const effect = { status: 503, code: "0xE0A0B0000001", message: "System is busy." };
    setFaults({ operation: `POST ${sessions}`, effect });
    const reply = await ask("POST", sessions, create);
    assert.equal(reply.status, 503);
    assert.deepEqual(reply.body.messages, [
      { code: "0xE0A0B0000001", severity: "Error", message_l10n: "System is busy.", arguments: [] },
    ]);
    assert.equal(await countSessions(), 0);
    assert.equal((await ask("POST", sessions, create)).status, 201, "one hit is the default");
  });

  it("drop the connection before the work", async () => {
    setFaults({ operation: `POST ${sessions}`, effect: { drop: "before" } });
    await assert.rejects(ask("POST", sessions, create), { code: "ECONNRESET" });
    assert.equal(await countSessions(), 0);
  });

  it("drop the connection after the work: done, and the answer lost", async () => {
    setFaults({ operation: `POST ${sessions}`, effect: { drop: "after" } });
    await assert.rejects(ask("POST", sessions, create), { code: "ECONNRESET" });
    assert.equal(await countSessions(), 1);
  });

  it("break an answer off in its middle, the work done", async () => {
    setFaults({ operation: `POST ${sessions}`, effect: { truncate: true } });
    await assert.rejects(ask("POST", sessions, create), { code: "ECONNRESET" });
    assert.equal(await countSessions(), 1);
    simulator.setFaults([{ operation: `GET ${sessions}`, effect: { truncate: true } }]);
    const answer = await simulator.inject({
      method: "GET",
      path: `/api/rest${sessions}`,
      headers: await logIn(simulator),
    });
    assert.ok(answer.kind === "truncated");
    assert.ok(answer.text.startsWith('[{"id":"'));
    assert.throws(() => JSON.parse(answer.text));
  });

  it("lose an answer without a body whole where it should break off", async () => {
    const { id } = (await ask("POST", sessions, create)).body;
    setFaults({ operation: `POST ${sessions}/{id}/cancel`, effect: { truncate: true } });
    simulator.advance(60);
    await assert.rejects(ask("POST", `${sessions}/${id}/cancel`), { code: "ECONNRESET" });
    assert.equal((await ask("GET", `${sessions}/${id}?select=state`)).body.state, "Cancel_In_Progress");
  });

  it("hold an answer back, with the work done and visible meanwhile", async () => {
    setFaults({ operation: `POST ${sessions}`, effect: { delaySeconds: 30 } });
    let isAnswered = false;
    const reply = ask("POST", sessions, create).then((answer) => {
      isAnswered = true;
      return answer;
    });
    while (slept.length === 0) await countSessions();
    assert.equal(await countSessions(), 1);
    assert.equal(isAnswered, false);
    assert.deepEqual(slept, [30]);
    wake();
    assert.equal((await reply).status, 201);
  });

  it("answer 200 with a body of their own in place of the real one", async () => {
    setFaults({ operation: `POST ${sessions}`, effect: { body: { surprise: [1] } } });
    const reply = await ask("POST", sessions, create);
    assert.deepEqual([reply.status, reply.body], [200, { surprise: [1] }]);
    assert.equal(await countSessions(), 1);
  });

  it("hit the login and the logout too", async () => {
    setFaults(
      { operation: "GET /login_session", effect: { status: 500 } },
      { operation: "POST /logout", effect: { drop: "after" } },
    );
    assert.equal((await ask("GET", "/login_session")).status, 500);
    await assert.rejects(ask("POST", "/logout"), { code: "ECONNRESET" });
    assert.equal((await ask("GET", sessions)).status, 401, "logged out all the same");
  });

  it("spare the control routes", async () => {
    setFaults({ operation: "* *", times: 1000, effect: { drop: "before" } });
    assert.equal((await controlOf(simulator)("GET", "/faults")).status, 200);
  });

  it("are seen by requests in process in the same way", async () => {
    const headers = await logIn(simulator);
    const post = () => simulator.inject({ method: "POST", path: `/api/rest${sessions}`, headers, body: create });
    setFaults({ operation: `POST ${sessions}`, effect: { drop: "after" } });
    assert.deepEqual(await post(), { kind: "dropped" });
    const again = await post();
    assert.ok(again.kind === "answered");
    assert.equal(again.status, 422, "the name is taken: the work had been done");
  });

  it("do not keep a simulator from closing while they hold an answer back", async () => {
    const delaying = await startSimulator();
    const connected = await connect(delaying);
    delaying.setFaults([{ operation: `GET ${sessions}`, effect: { delaySeconds: 3600 } }]);
    const lost = assert.rejects(connected("GET", sessions));
    while (delaying.faults()[0]?.hits === 0) await send(delaying, { path: "/_simulator/clock" });
    await delaying.close();
    await lost;
  });
});

describe("latency of the simulator", () => {
  it("warns of nothing where many requests wait at a time", async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => void warnings.push(warning);
    process.on("warning", note);
    const simulator = await startSimulator({ latencyMilliseconds: 1 });
    try {
      const request = { method: "GET", path: "/api/rest/login_session" } as const;
      await Promise.all(Array.from({ length: 20 }, () => simulator.inject(request)));
      await setImmediate();
      assert.deepEqual(warnings, []);
    } finally {
      process.off("warning", note);
      await simulator.close();
    }
  });

  it("passes before each request to the API arrives", async () => {
    const slept: number[] = [];
    const simulator = await startSimulator({
      latencyMilliseconds: 250,
      sleep: async (seconds) => void slept.push(seconds),
    });
    try {
      await logIn(simulator);
      await controlOf(simulator)("GET", "/clock");
      assert.deepEqual(slept, [0.25]);
    } finally {
      await simulator.close();
    }
  });
});
