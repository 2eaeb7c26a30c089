import assert from "node:assert/strict";
import { decideAdvance, movesHosts } from "../../../../provider/lifecycle/importSession/decide/decideAdvance";
import type { AdvanceAction } from "../../../../provider/lifecycle/importSession/decide/decideWait";
import type { Goals } from "../../../../provider/lifecycle/importSession/decide/goals";
import type { ObservedSession } from "../../../../provider/lifecycle/importSession/decide/observedSession";
import { QUEUE_MOMENT_SECONDS } from "../../../../provider/lifecycle/importSession/decide/queueing";
import type { ImportSessionState } from "../../../../provider/powerstore/api/schemas/importSession";
import { importSessionStates } from "../../../../provider/powerstore/api/schemas/importSession";
import { sessionIn } from "./sessions";

const goals: Goals = {
  type: "Non_Disruptive",
  paused: false,
  advanceTo: undefined,
  waitFor: "Started",
  automaticCutover: false,
  scheduledTimestamp: "2026-01-02T00:00:00Z",
};
const nothingYet = { accepted: [] };

/** `finish`, `finish!` (with a warning), `wait`, `fail`, `refuse` or the action. */
function outcome(
  state: ImportSessionState,
  wanted: Partial<Goals>,
  run = nothingYet as Parameters<typeof decideAdvance>[2],
): string {
  const all = { ...goals, ...wanted };
  const step = decideAdvance(sessionIn(state, { type: all.type, automaticCutover: all.automaticCutover }), all, run);
  if (step.kind === "act") return step.action;
  return step.kind === "finish" && step.warnings?.length ? "finish!" : step.kind;
}

type Column = { readonly name: string; readonly goals: Partial<Goals> };

function describeTable(title: string, columns: readonly Column[], rows: Record<ImportSessionState, string>) {
  describe(title, () => {
    it("has a row for every state of the vendor", () => {
      assert.deepEqual(Object.keys(rows).sort(), [...importSessionStates].sort());
    });
    for (const state of importSessionStates) {
      const expected = rows[state].split(/ +/);
      columns.forEach((column, index) => {
        it(`${state}, ${column.name}: ${expected[index]}`, () => {
          assert.equal(expected.length, columns.length, "one cell for each column");
          assert.equal(outcome(state, column.goals), expected[index]);
        });
      });
    }
  });
}

describe("decideAdvance", () => {
  // Reasons: [ARRAY transitions, actions]; docs/lifecycle.md, "Waiting and going on", "Gates".
  describeTable(
    "of a Non_Disruptive session that is to run",
    [
      { name: "waiting for nothing", goals: { waitFor: "None" } },
      { name: "waiting for Started", goals: { waitFor: "Started" } },
      { name: "waiting for Ready_For_Cutover", goals: { waitFor: "Ready_For_Cutover" } },
      { name: "cutting over by advanceTo", goals: { waitFor: "Import_Completed", advanceTo: "Import_Completed" } },
      { name: "cut over by the array", goals: { waitFor: "Import_Completed", automaticCutover: true } },
      { name: "waiting for Started, advanceTo Import_Completed", goals: { advanceTo: "Import_Completed" } },
    ],
    {
      Scheduled: "finish finish wait wait wait finish",
      Queued: "finish wait wait wait wait wait",
      In_Progress: "finish wait wait wait wait wait",
      Mirror_Enabled: "finish wait wait wait wait wait",
      Ready_To_Start_Copy: "finish wait wait wait wait wait",
      Copy_In_Progress: "finish finish wait wait wait finish",
      Paused: "resume resume resume resume resume resume",
      Ready_For_Cutover: "finish finish finish cutover wait cutover",
      Cutover_In_Progress: "finish finish finish wait wait wait",
      Import_Cutover_Incomplete: "finish finish finish cutover fail cutover",
      Import_Completed: "finish finish finish finish finish finish",
      Import_Completed_With_Errors: "finish finish! finish! finish! finish! finish!",
      Cancelled: "finish fail fail fail fail fail",
      Failed: "finish fail fail fail fail fail",
      Cancel_Failed: "finish fail fail fail fail fail",
      Cancel_In_Progress: "finish wait wait wait wait wait",
      Cleanup_In_Progress: "finish wait wait wait wait wait",
      Cleanup_Failed: "finish fail fail fail fail fail",
      Invalid: "finish fail fail fail fail fail",
      Cleanup_Required: "finish fail fail fail fail fail",
      Cancel_Required: "finish fail fail fail fail fail",
    },
  );

  describeTable(
    "of a session that is to be paused",
    [
      { name: "waiting for nothing", goals: { paused: true, waitFor: "None" } },
      { name: "waiting for Started", goals: { paused: true } },
      {
        name: "with advanceTo, which passes no gate while paused",
        goals: { paused: true, advanceTo: "Import_Completed" },
      },
      {
        name: "Agentless, with a gate in reach",
        goals: { paused: true, type: "Agentless", advanceTo: "Ready_To_Start_Copy" },
      },
    ],
    {
      Scheduled: "finish! finish! finish! finish!",
      Queued: "finish! wait wait wait",
      In_Progress: "finish! wait wait wait",
      Mirror_Enabled: "finish! wait wait finish!",
      Ready_To_Start_Copy: "finish! wait wait finish!",
      Copy_In_Progress: "pause pause pause pause",
      Paused: "finish finish finish finish",
      Ready_For_Cutover: "finish! finish! finish! finish!",
      Cutover_In_Progress: "finish! finish! finish! finish!",
      Import_Cutover_Incomplete: "finish! finish! finish! finish!",
      Import_Completed: "finish! finish! finish! finish!",
      Import_Completed_With_Errors: "finish! finish! finish! finish!",
      Cancelled: "finish fail fail fail",
      Failed: "finish fail fail fail",
      Cancel_Failed: "finish fail fail fail",
      Cancel_In_Progress: "finish wait wait wait",
      Cleanup_In_Progress: "finish wait wait wait",
      Cleanup_Failed: "finish fail fail fail",
      Invalid: "finish fail fail fail",
      Cleanup_Required: "finish fail fail fail",
      Cancel_Required: "finish fail fail fail",
    },
  );

  describe("at the gates of an Agentless session", () => {
    const cases: [
      state: ImportSessionState,
      advanceTo: Goals["advanceTo"],
      waitFor: Goals["waitFor"],
      expected: string,
      reason: string,
    ][] = [
      [
        "Mirror_Enabled",
        undefined,
        "Started",
        "finish!",
        "no gate is passed without being asked; the user is told what to do",
      ],
      ["Mirror_Enabled", "Ready_To_Start_Copy", "Started", "enable_destination_volume", "the gate names this state"],
      [
        "Mirror_Enabled",
        "Ready_For_Cutover",
        "Started",
        "finish!",
        "a later value at an earlier gate says what comes first",
      ],
      ["Mirror_Enabled", "Import_Completed", "Started", "finish!", "two gates ahead is still one gate at a time"],
      [
        "Mirror_Enabled",
        "Ready_For_Cutover",
        "Ready_For_Cutover",
        "fail",
        "nothing behind an unpassed gate comes by waiting",
      ],
      [
        "Mirror_Enabled",
        undefined,
        "Ready_For_Cutover",
        "fail",
        "a gate that the inputs do not pass ends a longer wait",
      ],
      [
        "Ready_To_Start_Copy",
        "Ready_To_Start_Copy",
        "Started",
        "finish!",
        "the hosts have to move now, which the user is told",
      ],
      ["Ready_To_Start_Copy", "Ready_For_Cutover", "Started", "start_copy", "the gate names this state"],
      ["Ready_To_Start_Copy", "Import_Completed", "Started", "finish!", "one gate at a time"],
      ["Copy_In_Progress", "Import_Completed", "Started", "finish", "copying is started; the gate comes later"],
      ["Copy_In_Progress", "Ready_For_Cutover", "Ready_For_Cutover", "wait", "the copy leads there by itself"],
      [
        "Ready_For_Cutover",
        "Ready_For_Cutover",
        "Started",
        "finish!",
        "the hosts are to be checked before the cut-over",
      ],
      ["Ready_For_Cutover", "Import_Completed", "None", "cutover", "waiting for nothing still acts"],
      ["Ready_For_Cutover", undefined, "Import_Completed", "fail", "somebody else's cut-over is not waited for"],
    ];
    it("has nothing to say of a cut-over that the array makes by itself", () => {
      assert.equal(outcome("Ready_For_Cutover", { type: "Agentless", automaticCutover: true }), "finish");
    });

    for (const [state, advanceTo, waitFor, expected, reason] of cases) {
      it(`${state}, advanceTo ${advanceTo}, waitFor ${waitFor}: ${expected}, because ${reason}`, () => {
        assert.equal(outcome(state, { type: "Agentless", advanceTo, waitFor }), expected);
      });
    }
  });

  describe("of a session whose pause is left to whoever is at the array", () => {
    const cases: [state: ImportSessionState, wanted: Partial<Goals>, expected: string, reason: string][] = [
      ["Paused", { waitFor: "Ready_For_Cutover" }, "finish!", "it is not resumed, which is said"],
      ["Paused", { advanceTo: "Import_Completed" }, "finish!", "it is not resumed, which is said"],
      ["Copy_In_Progress", { waitFor: "Ready_For_Cutover" }, "wait", "it is not paused either"],
      ["Ready_For_Cutover", { advanceTo: "Import_Completed" }, "cutover", "a pause that is over holds no gate"],
    ];
    for (const [state, wanted, expected, reason] of cases) {
      it(`${state} with ${JSON.stringify(wanted)}: ${expected}, because ${reason}`, () => {
        assert.equal(outcome(state, { ...wanted, paused: undefined }), expected);
      });
    }
  });

  describe("outside of its copy windows", () => {
    const held = { copy: { reason: "the copy is held" } };
    const agentless = { type: "Agentless", advanceTo: "Ready_To_Start_Copy" } as const;
    const cases: [state: ImportSessionState, wanted: Partial<Goals>, warning: RegExp | undefined, reason: string][] = [
      ["Scheduled", {}, undefined, "it does not copy before its time, and no pause has come too early"],
      ["Scheduled", { waitFor: "None" }, undefined, "who waits for nothing is told nothing either"],
      ["Mirror_Enabled", agentless, /waits at Mirror_Enabled; the copy is held/, "the gate that it would pass is held"],
      [
        "Mirror_Enabled",
        { type: "Agentless" },
        /shut the applications down.*set advanceTo/s,
        "it does not copy before somebody passes its gates, of which alone there is something to say",
      ],
      ["Queued", { waitFor: "None" }, /is Queued and cannot be paused yet/, "it begins to copy by itself"],
    ];
    for (const [state, wanted, warning, reason] of cases) {
      it(`${state} with ${JSON.stringify(wanted)}: ${warning ?? "not a word"}, because ${reason}`, () => {
        const all = { ...goals, paused: true, held, ...wanted };
        const step = decideAdvance(sessionIn(state, { type: all.type }), all, nothingYet);
        assert.equal(step.kind, "finish");
        const texts = step.kind === "finish" ? (step.warnings ?? []) : [];
        assert.equal(texts.length, warning ? 1 : 0, texts.join("\n"));
        if (warning) assert.match(texts.join(), warning);
      });
    }
  });

  describe("looks again", () => {
    const cases: [state: ImportSessionState, shownSeconds: number, pollSeconds: number, reason: string][] = [
      ["In_Progress", 0, 3, "set-up takes seconds"],
      ["Cutover_In_Progress", 0, 3, "a cut-over takes seconds"],
      ["Copy_In_Progress", 0, 15, "a copy takes hours"],
      ["Scheduled", 0, 15, "it may be days"],
      ["Queued", 0, 3, "it may be a moment"],
      ["Queued", QUEUE_MOMENT_SECONDS, 15, "it takes as long as somebody's copy"],
    ];
    for (const [state, shownSeconds, pollSeconds, reason] of cases) {
      it(`in ${pollSeconds} s at ${state} for ${shownSeconds} s, because ${reason}`, () => {
        const scheduledTimestamp = "2026-01-01T00:00:00Z";
        const step = decideAdvance(
          sessionIn(state, { scheduledTimestamp }),
          { ...goals, waitFor: "Import_Completed", advanceTo: "Import_Completed", scheduledTimestamp },
          { accepted: [], shownSeconds },
        );
        assert.deepEqual(step, { kind: "wait", pollSeconds });
      });
    }
  });

  describe("in the queue", () => {
    const cases: [
      session: Partial<ObservedSession>,
      wanted: Partial<Goals>,
      shownSeconds: number,
      expected: string,
      reason: string,
    ][] = [
      [{}, {}, QUEUE_MOMENT_SECONDS - 1, "wait", "a moment belongs to set-up"],
      [{}, {}, QUEUE_MOMENT_SECONDS, "finish", "a long queue is a start"],
      [{ isQueueLong: true }, {}, 0, "finish", "it is known to be long already"],
      [{}, { paused: true }, 5, "wait", "after a moment the copy begins and is paused"],
      [{}, { paused: true }, QUEUE_MOMENT_SECONDS, "finish!", "after a long wait the next up pauses, which is said"],
      [{}, { paused: true, waitFor: "None" }, 0, "finish!", "nothing is waited for, which is said"],
      [{}, { waitFor: "None" }, 0, "finish", "nothing is waited for"],
      [{}, { waitFor: "Ready_For_Cutover" }, 9000, "wait", "a longer goal is waited for through the queue"],
      [
        { state: "In_Progress", members: [sessionIn("Copy_In_Progress"), sessionIn("Queued")] },
        {},
        5,
        "wait",
        "a member of a group passes through the queue",
      ],
      [
        { state: "In_Progress", members: [sessionIn("Copy_In_Progress"), sessionIn("Queued")] },
        {},
        QUEUE_MOMENT_SECONDS,
        "finish",
        "the members that are not in the queue are out of set-up",
      ],
      [
        { state: "In_Progress", members: [sessionIn("In_Progress"), sessionIn("Queued")] },
        {},
        9000,
        "wait",
        "a member is being set up",
      ],
      [
        { state: "In_Progress", members: [sessionIn("Copy_In_Progress"), sessionIn("Queued")] },
        { paused: true },
        QUEUE_MOMENT_SECONDS - 1,
        "wait",
        "in a moment all of them copy, and are paused together",
      ],
      [
        { state: "In_Progress", members: [sessionIn("Copy_In_Progress"), sessionIn("Paused"), sessionIn("Queued")] },
        { paused: true },
        QUEUE_MOMENT_SECONDS,
        "act",
        "the members that copy are paused",
      ],
      [
        { state: "In_Progress", members: [sessionIn("Paused"), sessionIn("Queued")] },
        { paused: true },
        QUEUE_MOMENT_SECONDS,
        "finish!",
        "those in the queue will copy until the next up, which is said",
      ],
      [
        { state: "In_Progress", members: [sessionIn("Paused"), sessionIn("Queued")] },
        { paused: false },
        0,
        "act",
        "what is paused holds the places that the others wait for",
      ],
      [
        { state: "In_Progress", members: [sessionIn("Paused"), sessionIn("In_Progress"), sessionIn("Queued")] },
        { paused: false },
        9000,
        "wait",
        "a member is being set up, and what comes of that is seen first",
      ],
      [
        { state: "In_Progress", members: [sessionIn("Ready_For_Cutover"), sessionIn("Queued")] },
        { paused: false },
        QUEUE_MOMENT_SECONDS,
        "finish",
        "nothing is paused beside the queue",
      ],
      [
        { state: "In_Progress", members: [sessionIn("Paused"), sessionIn("In_Progress"), sessionIn("Queued")] },
        { paused: true },
        9000,
        "wait",
        "a member is being set up",
      ],
    ];
    for (const [session, wanted, shownSeconds, expected, reason] of cases) {
      const what = `${session.state ?? "Queued"} for ${shownSeconds} s with ${JSON.stringify(wanted)}`;
      it(`${what}${session.isQueueLong ? ", in a long queue" : ""}: ${expected}, because ${reason}`, () => {
        const step = decideAdvance(
          { ...sessionIn("Queued"), ...session },
          { ...goals, ...wanted },
          { accepted: [], shownSeconds },
        );
        assert.equal(step.kind === "finish" && step.warnings?.length ? "finish!" : step.kind, expected);
      });
    }
  });

  describe("within one run", () => {
    const cases: [
      reason: string,
      state: ImportSessionState,
      wanted: Partial<Goals>,
      run: { accepted: AdvanceAction[]; unseen?: AdvanceAction },
      expected: string,
    ][] = [
      [
        "an accepted pause that does not show yet is not sent again",
        "Copy_In_Progress",
        { paused: true },
        { accepted: ["pause"], unseen: "pause" },
        "wait",
      ],
      [
        "waiting for nothing ends with the accepted action",
        "Copy_In_Progress",
        { paused: true, waitFor: "None" },
        { accepted: ["pause"], unseen: "pause" },
        "finish",
      ],
      [
        "a second gate is left to the next run",
        "Ready_For_Cutover",
        { type: "Agentless", advanceTo: "Import_Completed" },
        { accepted: ["start_copy"] },
        "finish!",
      ],
      [
        "a partial cut-over is tried once a run",
        "Import_Cutover_Incomplete",
        { advanceTo: "Import_Completed", waitFor: "Import_Completed" },
        { accepted: ["cutover"] },
        "fail",
      ],
      [
        "a cut-over that was accepted and led back to its gate is no success",
        "Ready_For_Cutover",
        { advanceTo: "Import_Completed" },
        { accepted: ["cutover"] },
        "fail",
      ],
      [
        "a copy that ended before its pause leaves nothing to pause",
        "Ready_For_Cutover",
        { paused: true },
        { accepted: [] },
        "finish!",
      ],
    ];
    for (const [reason, state, wanted, run, expected] of cases) {
      it(reason, () => assert.equal(outcome(state, wanted, run), expected));
    }
  });

  describe("of a Scheduled session", () => {
    it("is moved when the program names another instant", () => {
      assert.equal(outcome("Scheduled", { scheduledTimestamp: "2026-01-03T00:00:00Z" }), "reschedule");
    });
    for (const waitFor of ["None", "Started"] as const) {
      it(`is looked at until it shows the new time, waiting for ${waitFor}: the time that it shows is what is recorded`, () => {
        const wanted = { scheduledTimestamp: "2026-01-03T00:00:00Z", waitFor };
        const sent = { accepted: ["reschedule"], unseen: "reschedule" } as const;
        assert.equal(outcome("Scheduled", wanted, { ...sent, unseenSeconds: 3 }), "wait");
        assert.equal(outcome("Scheduled", wanted, { ...sent, unseenSeconds: 60 }), "finish!");
      });
    }
    it("is left alone when the program spells the same instant in another zone", () => {
      assert.equal(outcome("Scheduled", { scheduledTimestamp: "2026-01-02T01:00:00+01:00" }), "finish");
    });
    it("refuses to lose its time, because the array has no start now", () => {
      assert.equal(outcome("Scheduled", { scheduledTimestamp: undefined }), "refuse");
    });
    it("keeps its time once it runs, whatever the program says", () => {
      assert.equal(outcome("Copy_In_Progress", { scheduledTimestamp: "2027-01-01T00:00:00Z" }), "finish");
    });
  });

  it("says in a dead end what the array itself says", () => {
    const session = sessionIn("Failed", { error: { code: "0xE0FF00000001", message: "The source went away." } });
    const step = decideAdvance(session, goals, nothingYet);
    assert.equal(step.kind, "fail");
    assert.match(
      step.kind === "fail" ? step.reason : "",
      /Failed: the array says "The source went away." \(0xE0FF00000001\)/,
    );
  });

  it("says of an automatic cut-over that ended half-way that some members are not cut over, and who tries again", () => {
    const session = sessionIn("Import_Cutover_Incomplete");
    const wanted = { ...goals, automaticCutover: true, waitFor: "Import_Completed" } as const;
    const step = decideAdvance(session, wanted, nothingYet);
    assert.equal(step.kind, "fail");
    assert.match(
      step.kind === "fail" ? step.reason : "",
      /is Import_Cutover_Incomplete: some members are not cut over\. Set advanceTo to "Import_Completed"/,
    );
  });
});

describe("A read of its own comes before the step", () => {
  const agentless = "Agentless";
  const other = "Non_Disruptive";
  const cases: [
    session: Parameters<typeof movesHosts>[0]["type"],
    state: ImportSessionState,
    wanted: Parameters<typeof movesHosts>[1],
    expected: boolean,
    reason: string,
  ][] = [
    [agentless, "Mirror_Enabled", { type: agentless, advanceTo: "Ready_To_Start_Copy" }, true, "hosts are moved"],
    [
      undefined,
      "Mirror_Enabled",
      { type: agentless, advanceTo: "Ready_To_Start_Copy" },
      true,
      "where the array does not show what it is, the program knows",
    ],
    [
      agentless,
      "Ready_For_Cutover",
      { type: other, advanceTo: "Import_Completed" },
      true,
      "the state was imported while the array did not show what it is",
    ],
    [other, "Ready_For_Cutover", { type: other, advanceTo: "Import_Completed" }, false, "the array guards it"],
    [undefined, "Ready_For_Cutover", { type: other, advanceTo: "Import_Completed" }, false, "the program knows"],
    [agentless, "Mirror_Enabled", { type: agentless, advanceTo: undefined }, false, "no gate is passed unasked"],
    [agentless, "Mirror_Enabled", { type: agentless, advanceTo: "Import_Completed" }, false, "no gate is skipped"],
  ];
  for (const [type, state, wanted, expected, reason] of cases) {
    it(`of one that the array shows as ${type}, at ${state} with ${JSON.stringify(wanted)}: ${expected}, because ${reason}`, () => {
      assert.equal(movesHosts(sessionIn(state, { type }), wanted), expected);
    });
  }
});
