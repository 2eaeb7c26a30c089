import assert from "node:assert/strict";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import { importWave } from "../../../../provider/lifecycle/importWave/importWave";
import type { RawInputs } from "../../../../provider/lifecycle/operation/handler";
import { UNKNOWN } from "../../../../provider/lifecycle/operation/unknown";
import { TYPE } from "./stage";

const check = (given: RawInputs, recorded?: RawInputs) =>
  importWave.handler.check(recorded, given, {
    run: new EngineRun(),
    urn: `urn:pulumi:prod::shop::${TYPE}::night-1`,
    settings: { forceCancel: false, hostsOnSource: false },
  });

const wave = (sessions: RawInputs, more: RawInputs = {}) => ({ remoteSystemId: "rs-1", sessions, ...more });
const one = { "db-01": { sourceResourceId: "sv_1" } };

describe("The check of a wave", () => {
  it("leaves the defaults of a session with the wave, and each member as the program gave it", () => {
    const { inputs, failures } = check(wave(one));
    assert.deepEqual(failures, []);
    assert.deepEqual(inputs.sessions, one);
    const { type, paused, waitFor, hold, onRemove } = inputs;
    assert.deepEqual(
      { type, paused, waitFor, hold, onRemove },
      { type: "Non_Disruptive", paused: false, waitFor: "Started", hold: false, onRemove: "refuse" },
    );
  });

  it("gives no member a default that would come before what the wave says for all", () => {
    const { sessions } = importWave.inputs;
    assert.deepEqual(sessions?.parse(one), one);
  });

  const wrong: readonly { name: string; given: RawInputs; property: string; reason: RegExp }[] = [
    {
      name: "a member without a source, at the member",
      given: wave({ "db-01": {} }),
      property: 'sessions["db-01"].sourceResourceId',
      reason: /is required/,
    },
    {
      name: "a member whose array nobody names, and says where it may be named",
      given: { sessions: one },
      property: 'sessions["db-01"].remoteSystemId',
      reason: /is required.*here or for the whole wave/,
    },
    {
      name: "an input that a member does not have, with the nearest name",
      given: wave({ "db-01": { sourceResourceId: "sv_1", pause: true, Paused: true } }),
      property: 'sessions["db-01"].Paused',
      reason: /did you mean paused\?/,
    },
    {
      name: "a key that needs quoting, by its path",
      given: wave({ 'a"b': { sourceResourceId: "" } }),
      property: 'sessions["a\\"b"].sourceResourceId',
      reason: /must not be empty/,
    },
    {
      name: "a key that cannot be one",
      given: wave({ " db": { sourceResourceId: "sv_1" } }),
      property: 'sessions[" db"]',
      reason: /has a key that cannot be one/,
    },
    {
      name: "a key that every object has, by its path",
      given: wave({ constructor: { sourceResourceId: "sv_1" } } as unknown as Record<string, RawInputs>),
      property: 'sessions["constructor"]',
      reason: /has a key that every object of JavaScript has already/,
    },
    {
      name: "a key that no object would have for its own",
      given: wave(
        JSON.parse('{ "__proto__": { "sourceResourceId": "sv_1" }, "db-01": { "sourceResourceId": "sv_2" } }'),
      ),
      property: 'sessions["__proto__"]',
      reason: /has a key that every object of JavaScript has already/,
    },
    {
      name: "a wish of the wave that one member cannot have, with that member's key",
      given: wave(
        { "db-01": { sourceResourceId: "sv_1", advanceTo: "Import_Completed" }, "db-02": { sourceResourceId: "sv_2" } },
        { waitFor: "Import_Completed" },
      ),
      property: "waitFor",
      reason: /cannot be reached.*\(for db-02\)/,
    },
    {
      name: "hosts for all where the imports find theirs by themselves, once",
      given: wave({ ...one, "db-02": { sourceResourceId: "sv_2" } }, { hostIds: ["h-1"] }),
      property: "hostIds",
      reason: /Agentless/,
    },
    {
      name: "one source in two members",
      given: wave({ ...one, "db-02": { sourceResourceId: "sv_1" } }),
      property: 'sessions["db-02"].sourceResourceId',
      reason: /is that of sessions\["db-01"\] already/,
    },
    {
      name: "one name in two members",
      given: wave({
        "db-01": { sourceResourceId: "sv_1", name: "x" },
        "db-02": { sourceResourceId: "sv_2", name: "x" },
      }),
      property: 'sessions["db-02"].name',
      reason: /is that of sessions\["db-01"\] already/,
    },
    {
      name: "windows of a member that cannot be meant, by the window",
      given: wave({ "db-01": { sourceResourceId: "sv_1", copyWindows: [{ schedule: "0 25 * * *", duration: "1h" }] } }),
      property: 'sessions["db-01"].copyWindows[0].schedule',
      reason: /hour/i,
    },
    {
      name: "a wave for nobody to pass",
      given: wave(one, { maxActive: 0 }),
      property: "maxActive",
      reason: /set hold/,
    },
    { name: "failures below none", given: wave(one, { maxFailures: -1 }), property: "maxFailures", reason: /negative/ },
    { name: "what is no map", given: wave("db-01" as never), property: "sessions", reason: /must be a map/ },
    {
      name: "a member that is no map",
      given: wave({ "db-01": "sv_1" }),
      property: 'sessions["db-01"]',
      reason: /must be a map/,
    },
  ];
  for (const { name, given, property, reason } of wrong) {
    it(`refuses ${name}`, () => {
      const { failures } = check(given);
      const found = failures.filter((failure) => failure.property === property);
      assert.equal(found.length, 1, JSON.stringify(failures));
      assert.match(found[0]?.reason ?? "", reason);
    });
  }

  it("lets pass what is not known yet: a value, a member, all of them", () => {
    assert.deepEqual(check(wave({ "db-01": { sourceResourceId: UNKNOWN } })).failures, []);
    assert.deepEqual(check(wave({ "db-01": UNKNOWN })).failures, []);
    assert.deepEqual(check({ remoteSystemId: "rs-1", sessions: UNKNOWN }).failures, []);
    assert.deepEqual(check(wave(one, { hold: UNKNOWN })).failures, []);
  });

  it("reads the windows that a wave says for all once, however many imports it has", () => {
    const readsOf = (count: number, minute: number) => {
      const sessions = Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`db-${index}`, { sourceResourceId: `sv_${index}` }]),
      );
      const windows = { timeZone: "UTC", copyWindows: [{ schedule: `${minute} 21 * * *`, duration: "8h" }] };
      return countParsed(() => assert.deepEqual(check(wave(sessions, windows)).failures, []));
    };
    const [ofOne, ofMany] = [readsOf(1, 17), readsOf(300, 18)];
    assert.ok(ofOne > 0);
    assert.equal(ofMany, ofOne);
  });

  it("tells windows that are unknown from those that were said in the same words before", () => {
    const nightly = { schedule: "19 21 * * *", duration: "8h" };
    const told = (more: RawInputs) => check(wave(one, more)).failures.map(({ property }) => property);
    assert.deepEqual(told({ copyWindows: [nightly] }), ["copyWindows[0].timeZone"]);
    assert.deepEqual(told({ copyWindows: [nightly], timeZone: UNKNOWN }), []);
    assert.deepEqual(told({ copyWindows: [nightly] }), ["copyWindows[0].timeZone"]);
  });
});

/** How many cron expressions are read meanwhile. */
function countParsed(work: () => void): number {
  const module = require("../../../../provider/lifecycle/windows/cron") as { parseCron(text: string): unknown };
  const { parseCron } = module;
  let count = 0;
  module.parseCron = (text) => {
    count++;
    return parseCron(text);
  };
  try {
    work();
  } finally {
    module.parseCron = parseCron;
  }
  return count;
}
