import assert from "node:assert/strict";
import { importWait } from "../../../../provider/lifecycle/importWait/importWait";
import { UNKNOWN } from "../../../../provider/lifecycle/operation/unknown";
import { resources, resourcesOf } from "../../../../provider/lifecycle/resources";
import { GIB, importAt, manyVolumes, type State } from "../../../command/imports";
import type { Stage } from "../arrayObject/stage";
import { openStage } from "../arrayObject/stage";
import type { AnyHandler } from "../engineCalls";

describe("A wait as a resource", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(
      importWait.handler as AnyHandler,
      "powerstore-import:index:ImportWait",
      manyVolumes(20, { copyBytesPerSecond: GIB / 600 }),
    );
  });
  afterEach(() => stage.close());

  const session = (name: string, state?: State, more: object = {}) =>
    importAt(stage.simulator, { name, ...(state && { state }) }, more);
  const reads = () => stage.simulator.journal().entries.filter(({ path }) => path.includes("/import_session")).length;

  it("is there as soon as the session is where it is to be, and says where it was", async () => {
    const id = session("db-01");
    await stage.up({ sessionId: id, waitFor: "Ready_For_Cutover" });
    assert.deepEqual(stage.recorded?.outputs.states, { [id]: "Ready_For_Cutover" });
    assert.equal(Date.parse(String(stage.recorded?.outputs.reachedAt)), stage.context().clock.now());
    assert.ok(stage.progress.some((text) => /Copy_In_Progress/.test(text)));
    assert.deepEqual(stage.changes(), []);
  });

  const ends: readonly { goal: string; state: State; type?: string; says: RegExp; why: string }[] = [
    {
      goal: "Ready_For_Cutover",
      state: "Paused",
      says: /does not get to Ready_For_Cutover by waiting: it is Paused/,
      why: "nothing resumes it here",
    },
    {
      goal: "Import_Completed",
      state: "Ready_For_Cutover",
      says: /set advanceTo to "Import_Completed"/,
      why: "it passes no gate",
    },
    {
      goal: "Ready_For_Cutover",
      state: "Mirror_Enabled",
      type: "Agentless",
      says: /shut the applications down.*set advanceTo to "Ready_To_Start_Copy"/,
      why: "it passes no gate of agentless ones",
    },
    { goal: "Started", state: "Failed", says: /it is Failed/, why: "it begins nothing anew" },
    { goal: "Started", state: "Cancelled", says: /it is Cancelled/, why: "nor does it here" },
  ];
  for (const { goal, state, type, says, why } of ends) {
    it(`fails where the session is ${state} and ${goal} is the goal: ${why}`, async () => {
      const id = session("db-01", state, type === undefined ? {} : { type });
      await assert.rejects(stage.up({ sessionId: id, waitFor: goal }), says);
      assert.equal(stage.recorded, undefined);
      assert.deepEqual(stage.changes(), []);
    });
  }

  const there: readonly { goal: string; state: State; more?: object; why: string }[] = [
    { goal: "Started", state: "Paused", why: "it copied before" },
    { goal: "Ready_For_Cutover", state: "Import_Completed", why: "that is later" },
    { goal: "Import_Completed", state: "Import_Completed", why: "that is it" },
    {
      goal: "Import_Completed",
      state: "Ready_For_Cutover",
      more: { automatic_cutover: true },
      why: "the array cuts over by itself",
    },
    { goal: "None", state: "Failed", why: "there is nothing to wait for" },
  ];
  for (const { goal, state, more, why } of there) {
    it(`is there where the session is ${state} and ${goal} is the goal: ${why}`, async () => {
      assert.equal(await stage.up({ sessionId: session("db-01", state, more), waitFor: goal }), "created");
    });
  }

  it("fails when its time is over, and says how to have more", async () => {
    stage.timeoutSeconds = 60;
    const id = session("db-01", "Queued");
    stage.simulator.setFaults([
      {
        operation: "GET /import_session/{id}",
        times: 1000,
        effect: { body: stage.simulator.world.row("import_session", id) as object },
      },
    ]);
    await assert.rejects(
      stage.up({ sessionId: id, waitFor: "Import_Completed" }),
      /still Queued after 1 min.*raise customTimeouts\.create/s,
    );
    assert.equal(stage.recorded, undefined);
  });

  it("is told to stop: the session goes on, and nothing is recorded", async () => {
    const stop = new AbortController();
    stage.signal = stop.signal;
    const id = session("db-01");
    stage.between = (request, pass) => {
      if (reads() > 3) stop.abort();
      return pass(request);
    };
    await assert.rejects(stage.up({ sessionId: id, waitFor: "Import_Completed" }), /stopped|stopping/);
    assert.equal(stage.recorded, undefined);
  });

  it("goes on through an array that does not answer for some minutes", async () => {
    const id = session("db-01");
    // A read is sent four times before it fails.
    stage.simulator.setFaults([{ operation: "GET /import_session/{id}", skip: 3, times: 20, effect: { status: 500 } }]);
    assert.equal(await stage.up({ sessionId: id, waitFor: "Ready_For_Cutover" }), "created");
  });

  it("takes the session's name", async () => {
    const id = session("db-01", "Import_Completed");
    await stage.up({ sessionId: "name:db-01", waitFor: "Import_Completed" });
    assert.deepEqual(stage.recorded?.outputs.states, { [id]: "Import_Completed" });
  });

  for (const sessionId of ["name:db-99", "99999"]) {
    it(`fails where there is no session ${sessionId}: who completed it may have taken it away, or nobody began it`, async () => {
      session("db-01");
      await assert.rejects(stage.up({ sessionId, waitFor: "Started" }), /there is no such session on https/);
    });
  }

  it("waits for all of many, with shared requests", async () => {
    const ids = Array.from({ length: 12 }, (_, index) => session(`db-${index}`));
    await stage.up({ sessionIds: ids, waitFor: "Ready_For_Cutover" });
    assert.deepEqual(Object.keys(stage.recorded?.outputs.states as object).sort(), [...ids].sort());
    assert.ok(reads() < 100, `${reads()} reads for ${ids.length} sessions`);
  });

  it("tells of all that do not get there, and waits for the others no longer", async () => {
    const lost = ["a", "b", "c", "d", "e", "f", "g"].map((name) => session(name, "Failed"));
    const done = session("done", "Import_Completed");
    const underWay = session("under-way");
    const before = stage.simulator.now();
    await assert.rejects(
      stage.up({ sessionIds: [...lost, done, underWay], waitFor: "Import_Completed" }),
      (error: Error) => {
        assert.match(
          error.message,
          /for 9 import sessions to get to Import_Completed: 7 of them did not, 1 are there, 1 are on their way/,
        );
        assert.equal(error.message.match(/it is Failed/g)?.length, 5);
        assert.match(error.message, /and 2 more/);
        return true;
      },
    );
    assert.ok(stage.simulator.now() - before < 180_000);
  });

  it("fails where some have not begun: they have no session yet", async () => {
    const id = session("db-01", "Import_Completed");
    await assert.rejects(stage.up({ sessionIds: [id, undefined], waitFor: "Started" }), /1 of them has not begun/);
  });

  describe("that is there", () => {
    let id: string;
    beforeEach(async () => {
      id = session("db-01", "Ready_For_Cutover");
      await stage.up({ sessionId: id, waitFor: "Ready_For_Cutover", triggers: { night: "1" } });
    });

    it("asks no more, whatever becomes of the session", async () => {
      const recorded = stage.recorded;
      stage.simulator.world.forceState(id, "Failed");
      const before = reads();
      assert.equal(
        await stage.up({ sessionId: id, waitFor: "Ready_For_Cutover", triggers: { night: "1" } }),
        "unchanged",
      );
      assert.equal(await stage.refresh(), "unchanged");
      assert.deepEqual(stage.recorded, recorded);
      assert.equal(reads(), before);
    });

    it("is deleted without a word to the array", async () => {
      const before = stage.simulator.journal().entries.length;
      await stage.destroy();
      assert.equal(stage.simulator.journal().entries.length, before);
      assert.equal(stage.simulator.world.row("import_session", id)?.state, "Ready_For_Cutover");
    });

    for (const [what, change] of Object.entries({
      "the goal": { waitFor: "Started" },
      "a trigger": { triggers: { night: "2" } },
      "no trigger": { triggers: undefined },
      "the way it is said": { sessionId: "name:db-01" },
    })) {
      it(`is made anew for ${what}`, async () => {
        const program = { sessionId: id, waitFor: "Ready_For_Cutover", triggers: { night: "1" }, ...change };
        assert.equal(await stage.up(program), "replaced");
        assert.deepEqual(stage.changes(), []);
      });
    }
  });

  it("says before anything is sent what cannot be meant", () => {
    const wrong = (program: object) => stage.check({ waitFor: "Started", ...program }).map(({ property }) => property);
    assert.deepEqual(wrong({}), ["sessionId"]);
    assert.deepEqual(wrong({ sessionId: "1", sessionIds: ["2"] }), ["sessionId"]);
    assert.deepEqual(wrong({ sessionIds: [] }), ["sessionIds"]);
    assert.deepEqual(wrong({ sessionId: "1", waitFor: "Ready" }), ["waitFor"]);
    assert.deepEqual(wrong({ sessionId: "name:" }), ["sessionId"]);
    assert.deepEqual(
      stage.check({ sessionId: "1" }).map(({ property }) => property),
      ["waitFor"],
    );
    assert.deepEqual(wrong({ sessionId: "1" }), []);
  });

  it("lets pass in a preview what may yet turn out to be nothing, so that there is one of the two", () => {
    const sessions: readonly object[] = [
      { sessionId: "1", sessionIds: UNKNOWN },
      { sessionId: "1", sessionIds: ["2", UNKNOWN] },
      { sessionId: UNKNOWN, sessionIds: ["2"] },
      { sessionId: UNKNOWN },
      { sessionIds: UNKNOWN },
    ];
    for (const each of sessions) assert.deepEqual(stage.check({ waitFor: "Started", ...each }), []);
  });

  it("says of a list that is wrong what is wrong, and nothing more", () => {
    assert.deepEqual(
      stage.check({ waitFor: "Started", sessionId: "1", sessionIds: [] }).map(({ property }) => property),
      ["sessionIds"],
    );
  });

  it("is not imported", async () => {
    await assert.rejects(importWait.handler.findImported("1", stage.context()), /Write it into the configuration/);
  });

  it("is Terraform's alone: with Pulumi a create that has not reached its goal is an error anyway", () => {
    assert.ok("ImportWait" in resourcesOf.terraform);
    assert.ok(!("ImportWait" in resources));
    assert.deepEqual(Object.keys(resourcesOf.terraform), [...Object.keys(resources), "ImportWait"]);
  });
});
