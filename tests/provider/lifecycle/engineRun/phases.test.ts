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

  type Run = EngineRun;
  const EARLY = { isLate: false };
  const keep = (run: Run) => run.phases.planned(held, "kept", EARLY);
  const destroy = (run: Run) => run.phases.planned(held, "destroyed", EARLY);
  const read = (run: Run) => run.phases.reads(held);
  const end = (run: Run) => run.phases.end(false);
  const keeping = [read, keep];
  /** Of what is in no configuration any more. */
  const goingIn = { Terraform: [destroy, read], OpenTofu: [read, destroy] };

  /** What becomes of the object by a delete that follows, if each process does these one after another. */
  const decidedAfter = (...processes: readonly (readonly ((run: Run) => unknown)[])[]) => {
    const open = sharedLedger();
    for (const doings of processes) {
      const run = beginIn(open);
      for (const each of [...doings, end]) each(run);
    }
    return beginIn(open).beginEnding({ urn, object, marks }).kind;
  };

  for (const [engine, going] of Object.entries(goingIn)) {
    it(`leave what is in two entries to the one that stays, whichever process comes first, as ${engine} plans`, () => {
      assert.deepEqual([decidedAfter(keeping, going), decidedAfter(going, keeping)], ["leave", "leave"]);
    });

    it(`do so whatever comes first where both processes are there at the same time, as ${engine} plans`, () => {
      for (const [first, second] of [
        [keeping, going],
        [going, keeping],
      ] as const) {
        const open = sharedLedger();
        const [one, other] = [beginIn(open), beginIn(open)];
        for (const at of [0, 1])
          for (const [run, doings] of [
            [one, first],
            [other, second],
          ] as const)
            doings[at]?.(run);
        for (const run of [one, other]) end(run);
        assert.equal(beginIn(open).beginEnding({ urn, object, marks }).kind, "leave");
      }
    });

    it(`end it where a destroy follows that ends both, as ${engine} plans`, () => {
      assert.equal(decidedAfter(going, keeping, [destroy], [destroy]), "allowed");
    });
  }

  it("leave it to the one that stays where nothing is read", () => {
    assert.deepEqual([decidedAfter([keep], [destroy]), decidedAfter([destroy], [keep])], ["leave", "leave"]);
  });

  it("end what a destroy has kept at first, and what a destroy ends that reads nothing", () => {
    assert.deepEqual([decidedAfter(keeping, [destroy]), decidedAfter([destroy])], ["allowed", "allowed"]);
  });

  it("end what is destroyed, though the process that has kept it before was killed and has not said that it ends", () => {
    const killed = new Set<string>();
    const open = sharedLedger([], killed);
    const keeper = beginIn(open);
    for (const each of keeping) each(keeper);
    killed.add(String(keeper.phases.by));
    const destroying = beginIn(open);
    for (const each of [destroy, end]) each(destroying);
    assert.equal(beginIn(open).beginEnding({ urn, object, marks }).kind, "allowed");
  });

  it("end what one plan takes out of what it keeps, and another one destroys", () => {
    const takeOut = (run: Run) => run.phases.planned(held, "kept", { ...EARLY, ending: new Set([object.id]) });
    for (const going of Object.values(goingIn)) assert.equal(decidedAfter([read, takeOut], going), "allowed");
    assert.equal(decidedAfter([read, takeOut], keeping), "leave");
  });

  const byForce = (run: Run) => run.phases.replacesByForce(held);
  const successors = new Set(["urn:next"]);
  for (const [how, plans, kind] of [
    ["a taint, of what nobody keeps", [], "allowed"],
    ["a taint, of what another entry keeps", [keep], "leave"],
    ["force, of what its own plan has kept first", [keep, byForce], "allowed"],
    ["force, of what another entry keeps as well", [keep, byForce, keep], "leave"],
    ["force, of what another entry keeps, planned first", [keep, keep, byForce], "leave"],
  ] as const) {
    it(`${kind === "leave" ? "leave" : "end"} what is replaced by ${how}`, () => {
      const open = sharedLedger();
      const planning = beginIn(open);
      for (const each of [read, ...plans, end]) each(planning);
      assert.equal(beginIn(open).beginEnding({ urn, object, marks, successors }).kind, kind);
    });
  }

  it("end what one entry has replaced by force and another one destroys", () => {
    for (const going of Object.values(goingIn)) {
      for (const processes of [
        [[...keeping, byForce], going],
        [going, [...keeping, byForce]],
      ] as const) {
        assert.equal(decidedAfter(...processes), "allowed");
      }
    }
  });

  it("say nothing of that where a later plan of the same command reads what is made by then", () => {
    const open = sharedLedger();
    const [planning, applying, destroying] = [beginIn(open), beginIn(open), beginIn(open)];
    assert.deepEqual(read(planning), []);
    applying.phases.end(true);
    assert.deepEqual(read(destroying), []);
  });

  it("say once that the state has it twice, whoever reads it", () => {
    const open = sharedLedger();
    const [one, other] = [beginIn(open), beginIn(open)];
    const said = [read(one), read(other), destroy(one), keep(other)];
    assert.deepEqual(
      said.map(({ length }) => length),
      [0, 1, 0, 0],
    );
  });

  it("end what an apply finds deposed, and plans to destroy for the first time", () => {
    const open = sharedLedger();
    const [planning, applying] = [beginIn(open), beginIn(open)];
    keep(planning);
    end(planning);
    applying.phases.planned(held, "destroyed", { isLate: true });
    assert.equal(applying.beginEnding({ urn, object, marks }).kind, "allowed");
  });

  describe("say what is to be destroyed and another one wants", () => {
    const wish = { exact: [], likely: marks };
    /** A plan that destroys it has ended. */
    const planned = (): ReturnType<typeof sharedLedger> => {
      const open = sharedLedger();
      const run = beginIn(open);
      for (const each of [...goingIn.OpenTofu, end]) each(run);
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
      end(planning);
      assert.deepEqual(clashes(beginIn(open)), []);
    });

    it("of one that goes on with an object of its own, beside which there is no other", () => {
      const run = beginIn(planned());
      run.checked("urn:other", true, { exact: [], likely: [] });
      run.compared("urn:other", { ...object, id: "own" }, "same", { sole: marks });
      assert.deepEqual(run.phases.takeClashes(), [{ ...clash, isKeeper: true }]);
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
