/** One of two entries that have the same object has to end it where both go; none where one of them stays. */

import assert from "node:assert/strict";
import type { EndingDecision } from "../../../../provider/lifecycle/engineRun/decideEnding";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import type { Fact } from "../../../../provider/lifecycle/engineRun/facts";
import type { Ledger } from "../../../../provider/lifecycle/engineRun/ledger";
import { sharedLedger } from "./sharedLedger";

const [ONE, OTHER, THIRD] = ["urn:one", "urn:other", "urn:third"] as const;
const object = { clusterId: "cluster", id: "session" };
const wish = { exact: ["id:session"], likely: [] };
const ending = (urn: string) => ({ urn, object, marks: wish.exact });

describe("A delete of what two entries have", () => {
  const recorded = (...urns: readonly string[]) => {
    const run = new EngineRun();
    for (const urn of urns) run.phases.recordedAs(urn, object);
    return run;
  };

  it("leaves it to the other one, whose own delete has nobody to leave it to", () => {
    const run = recorded(ONE, OTHER);
    assert.deepEqual(run.beginEnding(ending(ONE)), { kind: "leave", objection: { because: "shared", by: OTHER } });
    assert.deepEqual(run.beginEnding(ending(OTHER)), { kind: "allowed" });
  });

  it("leaves it to the last one of three", () => {
    const run = recorded(ONE, OTHER, THIRD);
    const kinds = [THIRD, ONE, OTHER].map((urn) => run.beginEnding(ending(urn)).kind);
    assert.deepEqual(kinds, ["leave", "leave", "allowed"]);
  });

  it("leaves it to what stays, each of them", () => {
    const run = recorded(ONE, OTHER, THIRD);
    const kinds = [ONE, OTHER].map((urn) => run.beginEnding(ending(urn)).kind);
    assert.deepEqual(kinds, ["leave", "leave"]);
  });

  it("leaves it to a resource of the program of which a second entry has gone before", () => {
    const run = recorded(OTHER);
    run.checked(ONE, true, wish);
    run.compared(ONE, object, "same");
    assert.equal(run.beginEnding(ending(ONE)).kind, "leave");
    assert.deepEqual(run.beginEnding(ending(OTHER)), { kind: "leave", objection: { because: "held", by: ONE } });
  });

  it("leaves it to an entry that is on record again", () => {
    const run = recorded(ONE, OTHER);
    run.beginEnding(ending(ONE));
    run.phases.recordedAs(ONE, object);
    assert.equal(run.beginEnding(ending(OTHER)).kind, "leave");
  });

  it("leaves it to an entry whose delete has only asked, and is to ask once more", () => {
    const run = recorded(ONE, OTHER);
    assert.equal(run.beginEnding(ending(ONE), true).kind, "leave");
    assert.equal(run.beginEnding(ending(OTHER)).kind, "leave");
    assert.deepEqual(run.beginEnding(ending(ONE)), { kind: "allowed" });
  });

  it("leaves it to nobody of whom it cannot be known whether he leaves it, too", () => {
    const open = sharedLedger();
    let unshared: string | undefined;
    const failing: Ledger = {
      ...open(),
      get unshared() {
        return unshared;
      },
    };
    const run = new EngineRun(failing);
    for (const urn of [ONE, OTHER]) run.phases.recordedAs(urn, object);
    unshared = "the folder cannot be written";
    assert.deepEqual(run.beginEnding(ending(ONE)), {
      kind: "refuse",
      objection: { because: "unreadable", why: "the folder cannot be written" },
    });
  });

  for (const moment of ["ending", "resigned", "kept"] as const) {
    for (const when of ["before", "after"] as const) {
      it(`ends it where that of the other one comes in another process ${when} "${moment}" is written`, () => {
        const open = sharedLedger();
        const beside = new EngineRun(open());
        const met: EndingDecision[] = [];
        const meet = () => {
          if (met.length === 0) met.push(beside.beginEnding(ending(OTHER)));
        };
        const run = new EngineRun(interrupted(open(), moment, when, meet));
        run.phases.recordedAs(ONE, object);
        run.phases.recordedAs(OTHER, object);
        const own = run.beginEnding(ending(ONE));
        meet();
        const kinds = [own, ...met].map(({ kind }) => kind);
        assert.ok(kinds.includes("allowed"), kinds.join());
      });
    }
  }
});

const interrupted = (ledger: Ledger, kind: Fact["kind"], when: "before" | "after", meet: () => void): Ledger => ({
  ...ledger,
  append: (fact) => {
    if (fact.kind === kind && when === "before") meet();
    ledger.append(fact);
    if (fact.kind === kind && when === "after") meet();
  },
});
