import assert from "node:assert/strict";
import { type Simulator, startSimulator } from "../../../simulator/src";
import { readme } from "../readme/readme";
import { type Ask, basicOf, checkedRequests, requireFit, type Seen } from "./answers";
import { definitions, operations, resolve } from "./description";
import { refusals, underWay } from "./refusals";
import { sampleOf, violationsOf } from "./samples";
import { after, before, type Step, scenarioOptions } from "./scenario";
import { addKin, recipes } from "./states";

const collections = operations
  .filter(({ method, path }) => method === "GET" && !path.includes("{id}"))
  .map(({ path }) => path.slice(1));

/** All changes of a session, by any request that it takes. */
const sessionActions = operations.filter(
  ({ method, path }) => method !== "GET" && path.startsWith("/import_session/{id}"),
);

/** Declared answers that the simulator never gives, and why. */
const neverGiven = [
  { pattern: /^POST \/cluster 201$/, reason: "the simulated array is a cluster already" },
  { pattern: /^GET \/login_session 206$/, reason: "it has no paging [ARRAY login]" },
  { pattern: /^POST \/logout (201|422)$/, reason: "a log-out answers 204 [ARRAY login], or 400, 401 and 403" },
  { pattern: /import_snapshot_(schedules|profiles|policy) 204$/, reason: "every source has a schedule" },
  { pattern: /import_snapshot_(schedules|profiles|policy) 422$/, reason: "no state forbids to read schedules" },
  { pattern: /^PATCH \/(cluster|policy)\/\{id} 422$/, reason: "no state forbids it" },
  { pattern: /^POST \/import_host_system\/\{id}\/refresh 422$/, reason: "an agent always answers" },
];

async function withSimulator(run: (simulator: Simulator) => Promise<void>): Promise<void> {
  const simulator = await startSimulator(scenarioOptions);
  try {
    await run(simulator);
  } finally {
    await simulator.close();
  }
}

describe("the simulator's answers, against the vendor's description", function () {
  // Thousands of answers are validated, on machines that have other things to do.
  this.timeout(60_000);
  const seen: Seen = new Map();
  const surveys: (() => Promise<void>)[] = [];

  /** A test whose answers count for the last one, which runs what has not run before it. */
  function survey(title: string, run: (simulator: Simulator, ask: Ask) => Promise<void>): void {
    let result: Promise<void> | undefined;
    const runOnce = () => {
      result ??= withSimulator((simulator) => run(simulator, checkedRequests(simulator, seen)));
      return result;
    };
    surveys.push(runOnce);
    it(title, runOnce);
  }

  async function play(simulator: Simulator, ask: Ask, steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      if ("advance" in step) simulator.advance(step.advance);
      else {
        const { status, text } = await ask(step.operation, step.path, step.body);
        assert.ok(status < 300, `${step.operation} succeeds: ${status} ${text}`);
      }
    }
  }

  survey("fit while every operation succeeds, and so does every row that can be read then", async (simulator, ask) => {
    addKin(simulator);
    await play(simulator, ask, before);
    for (const collection of collections) await readAll(ask, collection);
    await play(simulator, ask, after);
  });

  async function readAll(ask: Ask, collection: string): Promise<void> {
    const list = `GET /${collection}`;
    if (collection === "login_session") {
      await ask(list, `/${collection}`);
      return;
    }
    const { body } = await ask(list, `/${collection}?select=*&limit=2000`);
    const rows = body as readonly { readonly id: string }[];
    assert.ok(rows.length > 0, `there is a ${collection} to look at`);
    await ask(list, `/${collection}?select=*&limit=1`);
    await ask(list, `/${collection}?offset=${rows.length}`);
    await ask(list, `/${collection}`);
    for (const { id } of rows.slice(0, 3)) {
      const one = `GET /${collection}/{id}`;
      const whole = (await ask(one, `/${collection}/${id}?select=*`)).body as object;
      const names = Object.keys(definitions[`${collection}_instance`]?.properties ?? {});
      assert.deepEqual(Object.keys(whole), names);
      for (const name of names) {
        const part = (await ask(one, `/${collection}/${id}?select=${name}`)).body as object;
        assert.deepEqual(Object.keys(part), [name]);
      }
      assert.deepEqual((await ask(one, `/${collection}/${id}`)).body, { id });
    }
  }

  for (const { state, reason, reach } of recipes) {
    survey(`fit for a session that is ${state} (${reason})`, async (simulator, ask) => {
      const id = await reach(simulator, ask);
      const { body } = await ask("GET /import_session/{id}", `/import_session/${id}?select=*`);
      assert.equal((body as { state: string }).state, state);
      for (const { name, path } of sessionActions) await ask(name, path.replace("{id}", id));
      simulator.advance(3600);
      await ask("GET /import_session", "/import_session?select=*");
    });
  }

  survey(
    `fit for ${refusals.length} refusals by the array's state, and each leaves that as it was`,
    async (simulator, ask) => {
      addKin(simulator);
      await play(simulator, ask, before);
      await play(simulator, ask, underWay);
      for (const remote of ["rs-sc-01", "rs-vnx-01", "rs-ps-01", "rs-xtremio-01", "rs-unity-01"]) {
        simulator.world.setReachable(remote, false);
      }
      const state = simulator.snapshot();
      for (const { operation, target = "", body, says, reason } of refusals) {
        const path = operation.split(" ")[1]?.replace("{id}", target) ?? "";
        const sent = body === "sample" ? sampleOf({ $ref: "#/definitions/cluster_create" }) : body;
        const answer = await ask(operation, path, sent);
        const place = `${operation} ${target} ${JSON.stringify(body)} (${reason}): ${answer.text}`;
        assert.equal(answer.status, 422, place);
        assert.ok(answer.text.includes(says), place);
        assert.deepEqual(simulator.snapshot(), state, `${place} changes nothing`);
      }
    },
  );

  const withId = operations.filter(({ path }) => path.includes("{id}"));
  survey(
    `are 404 with the vendor's error body for the ${withId.length} operations on nobody`,
    async (_simulator, ask) => {
      for (const { name, path, body } of withId) {
        const { status } = await ask(name, path.replace("{id}", "nobody"), body && sampleOf(body));
        assert.equal(status, 404, name);
      }
    },
  );

  const changing = operations.filter(({ method }) => method !== "GET");
  survey(`are 400 for what none of the ${changing.length} changing operations takes`, async (_simulator, ask) => {
    let count = 0;
    for (const { name, path, body, method, isBodyRequired } of changing) {
      const target = path.replace("{id}", "nobody");
      const wrong = body === undefined ? [{ colour: "red" }] : violationsOf(body, method);
      for (const violation of [...wrong, "[1", [], 1, ...(isBodyRequired ? [undefined] : [])]) {
        const { status, text } = await ask(name, target, violation);
        assert.equal(status, 400, `${name} refuses ${JSON.stringify(violation)}: ${text}`);
        count += 1;
      }
    }
    console.log(`      ${count} bodies refused`);
  });

  survey("refuse what only the array may set: every property of a row that no body takes", async (_simulator, ask) => {
    for (const { name, path, body, method } of operations) {
      if (body === undefined || (method !== "POST" && method !== "PATCH")) continue;
      const row = definitions[`${path.split("/")[1]}_instance`]?.properties ?? {};
      const taken = Object.keys(resolve(body).properties ?? {});
      for (const property of Object.keys(row).filter((each) => !taken.includes(each))) {
        const wrong = { ...(sampleOf(body) as object), [property]: null };
        const { status } = await ask(name, path.replace("{id}", "nobody"), wrong);
        assert.equal(status, 400, `${name} refuses ${property}`);
      }
    }
  });

  const general = [
    { status: 401, reason: "nobody logged in", send: { method: "GET", path: "/api/rest/cluster", headers: {} } },
    { status: 404, reason: "no such path", send: { method: "GET", path: "/api/rest/limit" } },
    { status: 405, reason: "no such method", send: { method: "PUT", path: "/api/rest/cluster" } },
    {
      status: 413,
      reason: "too long",
      send: { method: "POST", path: "/api/rest/host", body: "x".repeat(2 ** 20 + 1) },
    },
    {
      status: 415,
      reason: "not JSON",
      send: { method: "POST", path: "/api/rest/host", body: "a=1", type: "application/x-www-form-urlencoded" },
    },
    { status: 416, reason: "beyond the rows", send: { method: "GET", path: "/api/rest/host?offset=99" } },
  ];
  for (const { status, reason, send } of general) {
    it(`have the vendor's error body for ${status}: ${reason}`, async () => {
      await withSimulator(async (simulator) => {
        const { type, headers = basicOf(simulator), ...request } = { type: undefined, ...send };
        const contentType: Record<string, string> = type === undefined ? {} : { "content-type": type };
        const answer = await simulator.inject({ ...request, headers: { ...headers, ...contentType } });
        assert.ok(answer.kind === "answered");
        assert.equal(answer.status, status);
        requireFit({ $ref: "#/definitions/error_response" }, answer.body, answer.text);
      });
    });
  }

  it("were seen for all 139 operations, with every declared status that the simulator gives", async () => {
    for (const runOnce of surveys) await runOnce();
    const silent = operations.filter(({ name }) => !seen.has(name));
    assert.deepEqual([operations.length, silent], [139, []]);
    const declared = operations.flatMap(({ name, answers }) => [...answers.keys()].map((status) => ({ name, status })));
    const unseen = declared.filter(({ name, status }) => !seen.get(name)?.has(status));
    const missing = unseen.map(({ name, status }) => `${name} ${status}`);
    const reached = declared.length - missing.length;
    const count = `139 of 139 operations, ${reached} of ${declared.length} declared answers`;
    console.log(`      ${count}`);
    assert.ok(readme.includes(count), "the README says so, too");
    assert.deepEqual(
      missing.filter((answer) => !neverGiven.some(({ pattern }) => pattern.test(answer))),
      [],
    );
  });
});
