import assert from "node:assert/strict";
import type { SessionView } from "../../../command/sessions/sessionView";
import type { Totals } from "../../../command/sessions/totals";
import { totalsByArray, totalsOf, totalsSchema } from "../../../command/sessions/totals";
import { sessionView } from "./sessions";

const NOW = Date.parse("2026-12-01T00:00:00Z");
const TB = 1e12;

/** So many seconds later. */
const later = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();

const of = (...sessions: readonly Partial<SessionView>[]): Totals =>
  totalsOf(
    sessions.map((session, index) => sessionView({ id: `session-${index}`, ...session })),
    NOW,
  );

describe("the totals of many sessions", () => {
  it("are zeros, and promise no end, where there are none", () => {
    assert.deepEqual(of(), {
      ...{ sessions: 0, done: 0, running: 0, queued: 0, held: 0, failed: 0, cancelled: 0 },
      ...{ copiedBytes: 0, totalBytes: 0, unknownSizes: 0 },
    });
  });

  const counts: readonly [keyof Totals, readonly string[], string][] = [
    ["done", ["Import_Completed"], "nothing is left to do"],
    ["running", ["In_Progress", "Copy_In_Progress", "Cutover_In_Progress", "Cancel_In_Progress"], "the array works"],
    ["queued", ["Scheduled", "Queued"], "their time or turn comes"],
    ["held", ["Mirror_Enabled", "Ready_To_Start_Copy", "Ready_For_Cutover", "Paused"], "somebody says go on"],
    ["failed", ["Failed", "Cancel_Required", "Cleanup_Required", "Import_Completed_With_Errors"], "somebody mends"],
    ["failed", ["Teleporting"], "a state of a newer array may be anything"],
    ["cancelled", ["Cancelled"], "somebody ended them"],
  ];
  for (const [name, states, reason] of counts) {
    it(`count ${states.join(", ")} as ${name}: ${reason}`, () => {
      const totals = of(...states.map((state) => ({ state })));
      assert.deepEqual([totals.sessions, totals[name]], [states.length, states.length]);
    });
  }

  it("count each session as one of the six, and fit their schema", () => {
    const totals = totalsSchema.parse(of({ state: "Queued" }, { state: "Failed" }, { standing: "held" }, {}));
    const { done, running, queued, held, failed, cancelled, sessions } = totals;
    assert.deepEqual([done + running + queued + held + failed + cancelled, sessions], [4, 4]);
  });

  it("wait for nothing that the array is taking back: nobody copies it any more", () => {
    const copying = { size: TB / 10, copiedBytes: TB / 20, currentTransferRate: 1e8 };
    const endsIn = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();
    for (const state of ["Cancel_In_Progress", "Cleanup_In_Progress"]) {
      const taken = { state, size: TB, estimatedCompletionTimestamp: endsIn(9000) };
      assert.equal(of(copying, taken).secondsLeft, 500, state);
    }
  });

  it("count a consistency group once, and a member alone whose group is not there", () => {
    const totals = of(
      { id: "group", size: 2 * TB, copiedBytes: TB },
      { id: "member-1", parentSessionId: "group", size: TB, copiedBytes: TB },
      { id: "member-2", parentSessionId: "group", size: TB, copiedBytes: 0 },
      { id: "member-3", parentSessionId: "elsewhere", size: TB, copiedBytes: 0 },
    );
    assert.deepEqual([totals.sessions, totals.totalBytes, totals.copiedBytes], [2, 3 * TB, TB]);
  });

  it("know a group by its array: another array may have a session of the same id", () => {
    const group = sessionView({ array: "berlin", id: "1" });
    assert.equal(totalsOf([group, sessionView({ array: "paris", id: "2", parentSessionId: "1" })], NOW).sessions, 2);
  });

  it("say how many sizes are unknown, and leave out of the bytes what failed or was cancelled", () => {
    const totals = of(
      { size: TB, copiedBytes: TB / 4 },
      { state: "Queued" },
      { state: "Failed", size: TB },
      { state: "Cancelled" },
    );
    const { totalBytes, copiedBytes, unknownSizes } = totals;
    assert.deepEqual(
      { totalBytes, copiedBytes, unknownSizes },
      { totalBytes: TB, copiedBytes: TB / 4, unknownSizes: 1 },
    );
  });

  it("divide what is left by the rate of all", () => {
    const copying = { size: TB, copiedBytes: TB / 2, currentTransferRate: 5e8 };
    const { bytesPerSecond, secondsLeft, estimatedEnd } = of(copying, copying, {
      state: "Queued",
      size: TB,
      copiedBytes: 0,
    });
    assert.deepEqual([bytesPerSecond, secondsLeft, estimatedEnd], [1e9, 2000, "2026-12-01T00:33:20.000Z"]);
  });

  it("do not end before the slowest that is being copied", () => {
    const slow = {
      size: 100,
      copiedBytes: 50,
      currentTransferRate: 1,
      estimatedCompletionTimestamp: "2026-12-01T02:00:00Z",
    };
    assert.equal(of(slow, { size: 0, copiedBytes: 0, currentTransferRate: 1e6 }).secondsLeft, 7200);
  });

  it("end when the last array does: what another one copies fast makes it no faster", () => {
    const fast = { array: "berlin", size: TB, copiedBytes: TB / 2, currentTransferRate: 5e9 };
    const slow = { array: "paris", size: TB, copiedBytes: 0, currentTransferRate: 1e7 };
    assert.equal(of(fast, slow).secondsLeft, 100_000);
    const waiting = { array: "paris", state: "Queued", size: TB, copiedBytes: 0 };
    assert.equal(of(fast, slow, waiting).secondsLeft, 200_000);
  });

  it("end when the last copy of an array does, at its own rate", () => {
    const fast = { size: TB, copiedBytes: TB / 2, currentTransferRate: 5e9 };
    const slow = { size: TB / 10, copiedBytes: 0, currentTransferRate: 1e6 };
    assert.equal(of(fast, slow).secondsLeft, 100_000);
  });

  it("end as the array expects it, where a whole number of percent would tell another end of the same copy", () => {
    const copying = {
      size: TB,
      copiedBytes: TB / 2,
      currentTransferRate: 1e9,
      estimatedCompletionTimestamp: later(495),
    };
    const other = { size: TB, copiedBytes: TB, currentTransferRate: 1e9 };
    assert.equal(of(copying, other).secondsLeft, 495);
  });

  it("promise no end where a copy does not move, or an array copies nothing of what it has left", () => {
    const moving = { size: TB, copiedBytes: TB / 2, currentTransferRate: 5e8 };
    const still = { size: TB, copiedBytes: TB / 4, currentTransferRate: 0 };
    const group = [{ id: "group", state: "In_Progress", size: 2 * TB, copiedBytes: TB, currentTransferRate: 5e8 }];
    const members = [moving, still].map((member) => ({ ...member, parentSessionId: "group" }));
    const queued = { array: "paris", state: "Queued", size: TB, copiedBytes: 0 };
    for (const sessions of [
      [moving, still],
      [moving, { progressPercentage: 25, currentTransferRate: 0 }],
      [...group, ...members],
      [moving, queued],
    ]) {
      const { bytesPerSecond, secondsLeft, estimatedEnd } = of(...sessions);
      assert.deepEqual([bytesPerSecond, secondsLeft, estimatedEnd], [5e8, undefined, undefined]);
    }
    assert.equal(of(moving, { ...still, copiedBytes: TB }).secondsLeft, 1000, "it has nothing left to move");
  });

  it("do not end before what is scheduled has started, and not in the past", () => {
    const running = { size: 1000, copiedBytes: 0, currentTransferRate: 10 };
    const scheduled = { state: "Scheduled", scheduledTimestamp: "2026-12-03T00:00:00Z" };
    assert.equal(of(running, scheduled).estimatedEnd, "2026-12-03T00:00:00.000Z");
    const estimatedCompletionTimestamp = "2026-11-30T00:00:00Z";
    assert.equal(of({ currentTransferRate: 10, estimatedCompletionTimestamp }).estimatedEnd, undefined);
  });

  it("leave out of the time left what stands still: it does not go on by itself", () => {
    const running = { size: 1000, copiedBytes: 0, currentTransferRate: 10 };
    assert.equal(of(running, { state: "Paused", size: TB, copiedBytes: 0 }).secondsLeft, 100);
  });

  it("promise no end where nothing is copied", () => {
    const { secondsLeft, bytesPerSecond, estimatedEnd } = of({ state: "Queued", size: TB, copiedBytes: 0 });
    assert.deepEqual([secondsLeft, bytesPerSecond, estimatedEnd], [undefined, undefined, undefined]);
  });

  it("are there for each array as well", () => {
    const sessions = [sessionView({ array: "berlin" }), sessionView({ array: "paris", state: "Failed" })];
    const totals = [...totalsByArray(sessions, NOW)].map(([name, { running, failed }]) => [name, running, failed]);
    assert.deepEqual(totals, [
      ["berlin", 1, 0],
      ["paris", 0, 1],
    ]);
  });
});
