import assert from "node:assert/strict";
import type { Policy } from "../../../../provider/lifecycle/importSession/decide/decideTarget";
import { decideTarget } from "../../../../provider/lifecycle/importSession/decide/decideTarget";
import type { ImportSessionState } from "../../../../provider/powerstore/api/schemas/importSession";
import { importSessionStates } from "../../../../provider/powerstore/api/schemas/importSession";

const nights: Policy = {
  timeZone: "Europe/Berlin",
  startWindows: [{ schedule: "0 20 * * *", duration: "1h" }],
  copyWindows: [{ schedule: "0 22 * * *", duration: "8h" }],
  cutoverWindows: [{ schedule: "0 9 * * SAT", duration: "3h" }],
};
const cutOver: Policy = { ...nights, advanceTo: "Import_Completed" };

/** A Friday in Berlin, two hours ahead of UTC. */
const friday = (clock: string) => Date.parse(`2026-05-01T${clock}+02:00`);
const saturday = (clock: string) => Date.parse(`2026-05-02T${clock}+02:00`);
const at = (policy: Policy, state: ImportSessionState | undefined, now: number) =>
  decideTarget(policy, state && { state }, now);

describe("What is to be with a session that is not there", () => {
  it("outside of startWindows: the array starts it when they open, and it is created for that now", () => {
    assert.deepEqual(at(nights, undefined, friday("12:00")), {
      mayStart: false,
      startAt: "2026-05-01T18:00:00Z",
      paused: true,
      mayCutOver: false,
      reason: "the start is held until startWindows open at 2026-05-01T18:00:00Z (2026-05-01 20:00 Europe/Berlin)",
      nextChangeAt: "2026-05-01T18:00:00Z",
    });
  });

  it("inside of them: it starts at once, and is paused as long as the copy may not run", () => {
    const target = at(nights, undefined, friday("20:00"));
    assert.deepEqual(target, { mayStart: true, paused: true, mayCutOver: false, nextChangeAt: "2026-05-01T19:00:00Z" });
  });

  it("when they never open again: it is held, and no time is made up", () => {
    const over = { timeZone: "UTC", startWindows: [{ schedule: "2020-01-01T00:00", duration: "1h" }] };
    assert.deepEqual(at(over, undefined, friday("12:00")), {
      mayStart: false,
      paused: false,
      mayCutOver: false,
      reason: "the start is held, and startWindows never open again",
    });
  });

  it("without windows: as ever, and nothing is said", () => {
    assert.deepEqual(at({}, undefined, friday("12:00")), { mayStart: true, paused: false, mayCutOver: false });
    assert.deepEqual(at({ paused: true, advanceTo: "Import_Completed" }, undefined, friday("12:00")), {
      mayStart: true,
      paused: true,
      mayCutOver: true,
    });
  });
});

describe("What is to be with a session by its state", () => {
  // Friday at noon: all windows are closed. Columns: may start, is paused, what is held.
  const rows: Record<ImportSessionState, string> = {
    Scheduled: "held paused start",
    Queued: "begun paused copy",
    In_Progress: "begun paused copy",
    Mirror_Enabled: "begun paused copy",
    Ready_To_Start_Copy: "begun paused copy",
    Copy_In_Progress: "begun paused copy",
    Paused: "begun paused copy",
    Ready_For_Cutover: "begun runs cut-over",
    Cutover_In_Progress: "begun runs nothing",
    Import_Cutover_Incomplete: "begun runs cut-over",
    Import_Completed: "begun runs nothing",
    Import_Completed_With_Errors: "begun runs nothing",
    Cancelled: "begun runs nothing",
    Failed: "begun runs nothing",
    Cancel_In_Progress: "begun runs nothing",
    Cleanup_In_Progress: "begun runs nothing",
    Cancel_Failed: "begun runs nothing",
    Cancel_Required: "begun runs nothing",
    Cleanup_Required: "begun runs nothing",
    Cleanup_Failed: "begun runs nothing",
    Invalid: "begun runs nothing",
  };

  it("has a row for every state of the vendor", () =>
    assert.deepEqual(Object.keys(rows).sort(), [...importSessionStates].sort()));

  for (const [state, expected] of Object.entries(rows) as [ImportSessionState, string][]) {
    it(`${state}: ${expected}`, () => {
      const { mayStart, paused, mayCutOver, reason, nextChangeAt } = at(cutOver, state, friday("12:00"));
      const held = /^the (\S+) is held until/.exec(reason ?? "")?.[1] ?? "nothing";
      assert.equal([mayStart ? "begun" : "held", paused ? "paused" : "runs", held].join(" "), expected);
      assert.equal(mayCutOver, false, "no window is open");
      assert.equal(
        nextChangeAt !== undefined,
        held !== "nothing",
        "whoever is held is told until when, and nobody else",
      );
    });
  }

  it("never asks for a cut-over of what has ended, whatever is open", () => {
    const allowed = importSessionStates.filter((state) => at(cutOver, state, saturday("10:00")).mayCutOver);
    const ended = [
      "Import_Completed",
      "Import_Completed_With_Errors",
      "Cancelled",
      "Failed",
      "Cancel_In_Progress",
      "Cleanup_In_Progress",
      "Cancel_Failed",
      "Cancel_Required",
      "Cleanup_Required",
      "Cleanup_Failed",
      "Invalid",
    ];
    assert.deepEqual(
      allowed,
      importSessionStates.filter((state) => !ended.includes(state)),
    );
  });
});

describe("A pause", () => {
  const cases: [title: string, policy: Policy, now: number, paused: boolean, nextChangeAt: string | undefined][] = [
    ["is not wanted while the copy may run", nights, friday("23:00"), false, "2026-05-02T04:00:00Z"],
    ["comes with the moment that the window closes", nights, saturday("06:00"), true, "2026-05-02T20:00:00Z"],
    ["ends with the moment that it opens", nights, friday("22:00"), false, "2026-05-02T04:00:00Z"],
    [
      "that the program wants stays when the window opens: no window ends it",
      { ...nights, paused: true },
      friday("23:00"),
      true,
      undefined,
    ],
    [
      "that the program wants is not put down to a window",
      { ...nights, paused: true },
      friday("12:00"),
      true,
      undefined,
    ],
  ];
  for (const [title, policy, now, paused, nextChangeAt] of cases) {
    it(title, () => {
      const target = at(policy, "Copy_In_Progress", now);
      assert.deepEqual([target.paused, target.nextChangeAt], [paused, nextChangeAt]);
      assert.equal(target.reason !== undefined, paused && policy.paused !== true);
    });
  }
});

describe("A cut-over", () => {
  const cases: [title: string, policy: Policy, state: ImportSessionState, now: number, may: boolean][] = [
    ["needs a window", cutOver, "Ready_For_Cutover", friday("12:00"), false],
    ["needs advanceTo: a window never cuts over by itself", nights, "Ready_For_Cutover", saturday("10:00"), false],
    [
      "needs advanceTo up to it",
      { ...nights, advanceTo: "Ready_For_Cutover" },
      "Ready_For_Cutover",
      saturday("10:00"),
      false,
    ],
    ["is asked for when there are both", cutOver, "Ready_For_Cutover", saturday("10:00"), true],
    ["needs both for the rest of a group, too", cutOver, "Import_Cutover_Incomplete", saturday("12:00"), false],
    [
      "needs advanceTo alone where there are no windows",
      { advanceTo: "Import_Completed" },
      "Ready_For_Cutover",
      friday("12:00"),
      true,
    ],
    ["does not mind that the copy may not run", cutOver, "Ready_For_Cutover", saturday("09:00"), true],
  ];
  for (const [title, policy, state, now, may] of cases)
    it(title, () => assert.equal(at(policy, state, now).mayCutOver, may));

  it("that nothing but a window holds says until when, by UTC and by the window's own clocks", () => {
    const india: Policy = {
      timeZone: "Europe/Berlin",
      advanceTo: "Import_Completed",
      cutoverWindows: [
        { schedule: "0 9 1 6 *", duration: "1h" },
        { schedule: "0 9 * * SAT", duration: "3h", timeZone: "Asia/Kolkata" },
      ],
    };
    assert.equal(
      at(india, "Ready_For_Cutover", friday("12:00")).reason,
      "the cut-over is held until cutoverWindows open at 2026-05-02T03:30:00Z (2026-05-02 09:00 Asia/Kolkata)",
    );
  });

  it("that no window will ever allow says so", () => {
    const over: Policy = {
      timeZone: "UTC",
      advanceTo: "Import_Completed",
      cutoverWindows: [{ schedule: "2020-01-01T00:00", duration: "1h" }],
    };
    const target = at(over, "Ready_For_Cutover", friday("12:00"));
    assert.equal(target.reason, "the cut-over is held, and cutoverWindows never open again");
    assert.equal(target.nextChangeAt, undefined);
  });

  it("that nobody asks for is no reason to run again", () => {
    const target = at(nights, "Ready_For_Cutover", friday("12:00"));
    assert.deepEqual([target.reason, target.nextChangeAt], [undefined, undefined]);
  });
});

describe("When the next run has something to do", () => {
  const cases: [title: string, state: ImportSessionState | undefined, now: number, nextChangeAt: string][] = [
    ["the first of all windows that still have a say", undefined, friday("12:00"), "2026-05-01T18:00:00Z"],
    [
      "a copy that ends before the cut-over's window opens",
      "Copy_In_Progress",
      friday("23:00"),
      "2026-05-02T04:00:00Z",
    ],
    ["a cut-over's window that opens before the copy's", "Paused", saturday("08:00"), "2026-05-02T07:00:00Z"],
    ["a start counts no more once it is over", "Paused", friday("19:00"), "2026-05-01T20:00:00Z"],
    ["the copy counts no more once it is done", "Ready_For_Cutover", friday("21:00"), "2026-05-02T07:00:00Z"],
    ["the cut-over's window closes", "Ready_For_Cutover", saturday("10:00"), "2026-05-02T10:00:00Z"],
  ];
  for (const [title, state, now, nextChangeAt] of cases)
    it(title, () => assert.equal(at(cutOver, state, now).nextChangeAt, nextChangeAt));
});
