import assert from "node:assert/strict";
import type { Plan } from "../../../../provider/lifecycle/importWave/decide/plan";
import { planText } from "../../../../provider/lifecycle/importWave/decide/plan";
import { keyOf } from "./stage";

const nothing: Plan = {
  begins: [],
  scheduled: [],
  refused: [],
  changes: [],
  held: [],
  ends: [],
  leaves: [],
  waits: [],
  stopped: [],
  moved: [],
  hold: undefined,
};
const hold = { reason: "the wave holds it: its hold is set" };
const reason = "the copy is held until copyWindows open at 2026-12-05T21:00:00Z (2026-12-05 22:00 Europe/Berlin)";

const thousand = Array.from({ length: 1000 }, (_, index) => keyOf(index));

describe("What a preview says that a run of a wave is about to do", () => {
  it("is nothing where it does nothing", () => {
    assert.equal(planText(nothing), undefined);
    assert.equal(planText({ ...nothing, isHoldOpen: true }), undefined);
  });

  const cases: { plan: Partial<Plan>; says: string }[] = [
    { plan: { begins: ["a", "b"] }, says: "begins 2: a, b" },
    {
      plan: { begins: ["a"], maxActivePerArray: 8 },
      says: "begins 1 as far as the array has places (maxActivePerArray: 8): a",
    },
    { plan: { scheduled: [{ reason, keys: ["a", "b"] }] }, says: `schedules 2, since ${reason}: a, b` },
    { plan: { refused: [{ reason, keys: ["a"] }] }, says: `cannot begin 1, since ${reason}: a` },
    { plan: { changes: ["a"] }, says: "goes on with 1: a" },
    { plan: { held: [{ reason, keys: ["a"] }] }, says: `holds back 1, since ${reason}: a` },
    { plan: { ends: ["a", "b"] }, says: "takes out 2: a, b" },
    { plan: { leaves: ["a"] }, says: "leaves alone on the array, and forgets, 1: a" },
    { plan: { waits: ["a"] }, says: "leaves 1 waiting for a place: a" },
    { plan: { moved: ["a"] }, says: "records what became of 1: a" },
    {
      plan: { waits: ["a"], stopped: ["b"], hold },
      says:
        "leaves 1 waiting for the hold to end: a; does not begin 1 again that failed: b; " +
        "starts nothing new and cuts nothing over: the wave holds it: its hold is set",
    },
    {
      plan: { begins: ["a"], isHoldOpen: true },
      says: "begins 1: a; starts nothing new and cuts nothing over if the wave is held by then, which is not known yet",
    },
    {
      plan: { hold, isHoldOpen: true },
      says: "starts nothing new and cuts nothing over: the wave holds it: its hold is set",
    },
    {
      plan: { hold, unreached: { starts: ["a", "b"], cutsOver: ["c"] } },
      says:
        "starts nothing new and cuts nothing over: the wave holds it: its hold is set; " +
        "does not keep the array from starting 2 that are Scheduled: a, b; " +
        "does not keep the array from cutting over 1 with automaticCutover: c",
    },
  ];
  for (const { plan, says } of cases) {
    it(`is that it ${says}`, () => assert.equal(planText({ ...nothing, ...plan }), `This run ${says}.`));
  }

  it("is nothing of what the array does by itself where nothing is held", () => {
    assert.equal(planText({ ...nothing, unreached: { starts: ["a"], cutsOver: ["b"] } }), undefined);
  });

  it("names a dozen of a thousand, and is no longer for that", () => {
    const alike = [{ reason, keys: thousand }];
    const text = planText({
      ...nothing,
      begins: thousand,
      scheduled: alike,
      refused: alike,
      changes: thousand,
      held: alike,
      ends: thousand,
      leaves: thousand,
      waits: thousand,
      stopped: thousand,
      moved: thousand,
      hold,
    });
    assert.equal(text?.match(/db-01, .*?db-12 and 988 more/g)?.length, 10);
    assert.ok(text !== undefined && text.length < 2500, String(text?.length));
  });

  it("names five times, where each of a thousand has windows of its own, and the number of the others", () => {
    const held = thousand.map((key, index) => ({ reason: `it is held until night ${index}`, keys: [key] }));
    const text = planText({ ...nothing, held });
    assert.equal(text?.match(/holds back 1, since it is held until night [0-4]: db-0[1-5];/g)?.length, 5);
    assert.match(String(text), /; holds back 995 more by other windows: db-06, .*db-17 and 983 more\.$/);
  });
});
