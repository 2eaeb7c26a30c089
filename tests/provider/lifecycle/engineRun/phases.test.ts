/** What one command of Terraform plans and applies in processes of their own, some of which end without a word. */

import assert from "node:assert/strict";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import { sharedLedger } from "./sharedLedger";

const urn = "urn:one";
const object = { clusterId: "cluster", id: "session" };
const marks = ["id:session"];
const held = [{ urn, object, marks }];

describe("The phases of one command", () => {
  /** A process that has been shown what is recorded. */
  const beginIn = (open: ReturnType<typeof sharedLedger>): EngineRun => {
    const run = new EngineRun(open());
    run.phases.begin();
    run.phases.recordedAs(urn, object);
    return run;
  };

  it("leave what one process has read and planned to keep to that, where the other one plans to destroy it before it reads it", () => {
    const open = sharedLedger();
    const [one, other] = [beginIn(open), beginIn(open)];
    other.phases.planned(held, "destroyed", false);
    one.phases.planned(held, "kept", true);
    for (const run of [one, other]) run.phases.end({ hasRead: true, hasApplied: false });
    assert.equal(beginIn(open).beginEnding({ urn, object, marks }).kind, "leave");
  });

  it("leave what one process has planned to keep to that, without a read as well", () => {
    const open = sharedLedger();
    const [one, other] = [beginIn(open), beginIn(open)];
    one.phases.planned(held, "kept", false);
    other.phases.planned(held, "destroyed", false);
    for (const run of [one, other]) run.phases.end({ hasRead: false, hasApplied: false });
    assert.equal(beginIn(open).beginEnding({ urn, object, marks }).kind, "leave");
  });

  describe("say what is to be destroyed and another one wants", () => {
    const wish = { exact: [], likely: marks };
    const OVER = { hasRead: true, hasApplied: false };
    /** A plan that destroys it has ended. */
    const planned = (): ReturnType<typeof sharedLedger> => {
      const open = sharedLedger();
      const run = beginIn(open);
      run.phases.planned(held, "destroyed", true);
      run.phases.end(OVER);
      return open;
    };
    const clashes = (run: EngineRun) => {
      run.checked("urn:other", false, wish);
      return run.phases.takeClashes();
    };

    const clash = { urn: "urn:other", id: object.id, isKeeper: false };

    it("once, and not again as it is applied", () => {
      const open = planned();
      const planning = beginIn(open);
      assert.deepEqual(clashes(planning), [clash]);
      planning.phases.end(OVER);
      assert.deepEqual(clashes(beginIn(open)), []);
    });

    it("also where nobody knew before the apply what that one wants, unless it is destroyed by then", () => {
      const open = planned();
      assert.deepEqual(clashes(beginIn(open)), [clash]);
      const after = planned();
      beginIn(after).ended(urn, object);
      assert.deepEqual(clashes(beginIn(after)), []);
    });
  });
});
