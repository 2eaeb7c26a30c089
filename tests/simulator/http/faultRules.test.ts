import assert from "node:assert/strict";
import { createFaults } from "../../../simulator/src/http/faults";
import { MisfitError } from "../../../simulator/src/http/misfit";

const pause = "/import_session/{id}/pause";

describe("fault rules", () => {
  it("let `skip` requests pass, hit `times` of them and then rest", () => {
    const faults = createFaults();
    faults.set([{ operation: `POST ${pause}`, skip: 1, times: 2, effect: { status: 503 } }]);
    const hits = Array.from({ length: 5 }, () => faults.hit("POST", pause) !== undefined);
    assert.deepEqual(hits, [false, true, true, false, false]);
    assert.equal(faults.list()[0]?.hits, 2);
  });

  it("are asked in their order, and the first one with hits left wins", () => {
    const faults = createFaults();
    faults.set([
      { operation: "POST *", effect: { status: 503 } },
      { operation: "* *", effect: { status: 500 } },
    ]);
    const hit = () => faults.hit("POST", pause);
    assert.deepEqual([hit(), hit(), hit()], [{ status: 503 }, { status: 500 }, undefined]);
  });

  const matches = [
    { operation: `POST ${pause}`, method: "POST", path: pause, isHit: true, reason: "the very operation" },
    { operation: `POST ${pause}`, method: "POST", path: "/import_session", isHit: false, reason: "another path" },
    { operation: "GET *", method: "GET", path: "/import_session", isHit: true, reason: "any path" },
    { operation: "GET *", method: "POST", path: "/import_session", isHit: false, reason: "another method" },
    { operation: "* /import_session", method: "POST", path: "/import_session", isHit: true, reason: "any method" },
    { operation: "* *", method: "GET", path: undefined, isHit: true, reason: "also paths that the API does not have" },
  ];
  for (const { operation, method, path, isHit, reason } of matches) {
    it(`"${operation}" ${isHit ? "hits" : "spares"} ${method} ${path ?? "elsewhere"}: ${reason}`, () => {
      const faults = createFaults();
      faults.set([{ operation, effect: { status: 503 } }]);
      assert.equal(faults.hit(method, path) !== undefined, isHit);
    });
  }

  it("are about operations of the array's release", () => {
    const faults = createFaults("4.4");
    faults.set([{ operation: "POST /job/{id}/approve", effect: { status: 503 } }]);
    assert.deepEqual(faults.hit("POST", "/job/{id}/approve"), { status: 503 });
  });

  const effect = { status: 503 };
  const operation = "GET /import_session";
  const misfits = [
    { rules: {}, names: "rules", reason: "not an array" },
    { rules: ["GET *"], names: "rules[0]", reason: "not an object" },
    { rules: [{ effect }], names: "rules[0].operation", reason: "missing" },
    { rules: [{ operation }], names: "rules[0].effect", reason: "missing" },
    {
      rules: [{ operation, effect: { delaySeconds: 2_147_484 } }],
      names: "rules[0].effect.delaySeconds",
      reason: "no timer lasts so long",
    },
    { rules: [{ operation: "GET /import_sesion", effect }], names: "rules[0].operation", reason: "no such path" },
    {
      rules: [{ operation: "PUT /import_session", effect }],
      names: "rules[0].operation",
      reason: "no such method there",
    },
    {
      rules: [{ operation: "POST /job/{id}/approve", effect }],
      names: "rules[0].operation",
      reason: "it came with a later release",
    },
    { rules: [{ operation: "PUT *", effect }], names: "rules[0].operation", reason: "the API has no PUT at all" },
    {
      rules: [{ operation: "GET /import_session/abc", effect }],
      names: "rules[0].operation",
      reason: "an id, not {id}",
    },
    { rules: [{ operation: "GET", effect }], names: "rules[0].operation", reason: "no path" },
    { rules: [{ operation: "GET * *", effect }], names: "rules[0].operation", reason: "too many parts" },
    { rules: [{ operation, effect, probability: 0.5 }], names: "rules[0].probability", reason: "no randomness" },
    { rules: [{ operation, effect, times: 0 }], names: "rules[0].times", reason: "would hit nothing" },
    { rules: [{ operation, effect, skip: -1 }], names: "rules[0].skip", reason: "below 0" },
    { rules: [{ operation, effect: {} }], names: "rules[0].effect", reason: "does nothing" },
    {
      rules: [{ operation, effect: { drop: "before", status: 503 } }],
      names: "rules[0].effect",
      reason: "two effects",
    },
    {
      rules: [{ operation, effect: { drop: "now" } }],
      names: "rules[0].effect.drop",
      reason: "neither before nor after",
    },
    { rules: [{ operation, effect: { truncate: false } }], names: "rules[0].effect.truncate", reason: "does nothing" },
    { rules: [{ operation, effect: { delaySeconds: 0 } }], names: "rules[0].effect.delaySeconds", reason: "no delay" },
    { rules: [{ operation, effect: { status: 200 } }], names: "rules[0].effect.status", reason: "not an error" },
    {
      rules: [{ operation, effect: { status: 503, text: "x" } }],
      names: "rules[0].effect.text",
      reason: "unknown key",
    },
    {
      rules: [{ operation, effect }, { operation: "GET" }],
      names: "rules[1].operation",
      reason: "the second one is wrong",
    },
  ];
  for (const { rules, names, reason } of misfits) {
    it(`are refused, naming ${names}, and leave the old ones in force: ${JSON.stringify(rules)}, ${reason}`, () => {
      const faults = createFaults();
      faults.set([{ operation: "GET *", effect: { status: 500 } }]);
      assert.throws(
        () => faults.set(rules),
        (error) => error instanceof MisfitError && error.message.startsWith(`${names}:`),
      );
      assert.deepEqual(faults.hit("GET", "/import_session"), { status: 500 });
    });
  }
});
