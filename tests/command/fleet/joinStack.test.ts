import assert from "node:assert/strict";
import { standingExit } from "../../../command/fleet/exitCode";
import { joinStack } from "../../../command/fleet/joinStack";
import { exitCodes, UsageError } from "../../../command/process/exits";
import { programOfStack } from "../../../command/program/programOfStack";
import { verdictOf as headline } from "../../../command/report/content/verdict";
import { needsOf, needText } from "../../../command/sessions/needs";
import type { SessionView } from "../../../command/sessions/sessionView";
import { viewSessions } from "../../../command/sessions/viewSessions";
import { managedImports } from "../../../command/stack/managedImports";
import { parseStackExport } from "../../../command/stack/stackResources";
import { verdictOf } from "../../../command/watch/goal";
import { importSessionStates, type ListedSession } from "../../../provider/powerstore/api/schemas/importSession";
import { reportAfter, seen } from "../report/reports";
import { sessionView } from "../sessions/sessions";
import {
  CLUSTER,
  dynamicType,
  exported,
  exportedSecret,
  pluginType,
  recordedSession,
  recordedWave,
} from "../stack/stacks";

const NOW = Date.parse("2026-12-01T12:00:00Z");
const clusters = new Map([["berlin", CLUSTER]]);
const nights = [{ schedule: "0 22 * * *", duration: "8h", timeZone: "UTC" }];

const managedIn = (text: string) => managedImports(parseStackExport(text));
const join = (text: string, ...sessions: readonly SessionView[]) => joinStack(sessions, managedIn(text), clusters, NOW);

/** As the array lists them. */
const viewed = (sessions: readonly object[]) =>
  viewSessions("berlin", { sessions: sessions as readonly ListedSession[], sizes: new Map(), now: NOW });

/** What becomes of the one session, in this state on the array, of a resource with these inputs. */
function joined(
  state: string,
  inputs: Parameters<typeof recordedSession>[1],
  of: Partial<SessionView> = {},
): SessionView {
  const session = sessionView({ id: "s-1", type: "Agentless", ...of, state });
  const { sessions } = join(exported(recordedSession("s-1", { type: "Agentless", ...inputs })), session);
  return sessions[0] as SessionView;
}

describe("the imports of a stack", () => {
  for (const type of [pluginType, dynamicType]) {
    it(`are its ImportSessions and the members of its waves: ${type("ImportSession")}`, () => {
      const wave = recordedWave({ "db-02": { id: "s-2", state: "Queued" }, "db-03": {} }, {}, type);
      const managed = managedIn(exported(recordedSession("s-1", {}, {}, type), wave));
      assert.deepEqual(
        managed.map(({ resource, wave, clusterId, sessionId }) => [resource, wave, clusterId, sessionId]),
        [
          ["database", undefined, CLUSTER, "s-1"],
          ['night["db-02"]', "night", CLUSTER, "s-2"],
          ['night["db-03"]', "night", CLUSTER, undefined],
        ],
      );
    });
  }

  it("have the windows of the wave where they say no other", () => {
    const sessions = { "db-02": { sourceResourceId: "b" }, "db-03": { sourceResourceId: "c", copyWindows: [] } };
    const managed = managedIn(exported(recordedWave({}, { copyWindows: nights, sessions })));
    assert.deepEqual(
      managed.map(({ inputs }) => inputs.copyWindows),
      [nights, []],
    );
  });

  it("are none of what a replacement left behind, and none of other packages", () => {
    const left = { ...recordedSession("s-1"), delete: true };
    assert.deepEqual(managedIn(exported(left, { type: "aws:s3/bucket:Bucket", name: "b", id: "b" })), []);
  });

  it("are none of what it only reads, as ImportSession.get does: somebody else manages that", () => {
    const read = { ...recordedSession("s-1"), external: true };
    const text = exported(read);
    assert.deepEqual(managedIn(text), []);
    assert.deepEqual(programOfStack(parseStackExport(text), {}), []);
    const [session] = join(text, sessionView({ id: "s-1", state: "Paused" })).sessions;
    assert.deepEqual([session?.resource, session?.standing], [undefined, "paused"], "no run of it resumes that");
  });

  it("are what it manages where it reads the same as well, in whichever order", () => {
    const read = { ...recordedSession("s-1"), name: "again", external: true };
    const managed = recordedSession("s-1", { paused: true });
    for (const both of [
      [read, managed],
      [managed, read],
    ]) {
      const { sessions, absent } = join(exported(...both), sessionView({ id: "s-1", state: "Paused" }));
      assert.deepEqual(
        [sessions[0]?.resource, sessions[0]?.hold, absent],
        ["database", "the program says paused: true", []],
      );
    }
  });

  it("are none of them missing where two have the same session, for a run has ended between taking it in and letting it go", () => {
    const adopted = recordedWave({ a: { id: "s-1", state: "Copy_In_Progress" } });
    const former = recordedWave({ b: { id: "s-1", state: "Copy_In_Progress" } }, { sessions: {} });
    const waves = [adopted, { ...former, name: "before" }];
    for (const both of [waves, waves.toReversed()]) {
      const { sessions, absent } = join(exported(...both), sessionView({ id: "s-1" }));
      assert.deepEqual([sessions[0]?.resource, absent], ['night["a"]', []], "it is whose program wants it");
    }
  });

  it("are none of an empty stack", () => {
    assert.deepEqual([managedIn("{}"), managedIn('{"deployment":{"resources":null}}')], [[], []]);
  });

  for (const text of ["", "error: no such stack", '{"deployment":{"resources":[{"secret":"hunter2"}]}}']) {
    it(`are no answer where pulumi prints ${JSON.stringify(text)}: it is not repeated, for it may hold secrets`, () => {
      assert.throws(
        () => parseStackExport(text),
        (error) => error instanceof UsageError && /stack export/.test(error.message) && !/hunter2/.test(error.message),
      );
    });
  }
});

describe("ignoreChanges on paused", () => {
  const ignoring = (path: string) => ({ __ignoreChanges: [path] });
  const seen = (state: string) => sessionView({ id: "s-1", state });

  it("leaves the windows of the copy without a say in when something changes next", () => {
    const left = recordedSession("s-1", { copyWindows: nights, ...ignoring("paused") }, {}, dynamicType);
    const [session] = join(exported(left), seen("Copy_In_Progress")).sessions;
    assert.equal(session?.nextChangeAt, undefined);
    const [other] = join(exported(recordedSession("s-1", { copyWindows: nights })), seen("Copy_In_Progress")).sessions;
    assert.equal(other?.nextChangeAt, "2026-12-01T22:00:00Z");
  });

  for (const path of ['sessions["db-02"].paused', "sessions.db-02.paused", "sessions[*].paused", "paused"]) {
    it(`leaves a member of a wave paused, by the path ${path}`, () => {
      const wave = recordedWave({ "db-02": { id: "s-1", state: "Copy_In_Progress" } }, ignoring(path), dynamicType);
      const [session] = join(exported(wave), seen("Paused")).sessions;
      assert.deepEqual([session?.standing, session?.hold], ["paused", undefined]);
    });
  }

  it("says nothing of another member of the wave", () => {
    const wave = recordedWave(
      { "db-02": { id: "s-1", state: "Copy_In_Progress" } },
      ignoring('sessions["db-03"].paused'),
      dynamicType,
    );
    const [session] = join(exported(wave), seen("Paused")).sessions;
    assert.deepEqual([session?.standing, session?.hold], ["held", 'the next "pulumi up" resumes it']);
  });
});

describe("a session of a stack", () => {
  it("is the one with this id on the cluster that the stack has recorded", () => {
    const here = sessionView({ id: "s-1" });
    const elsewhere = sessionView({ id: "s-1", array: "paris" });
    const text = exported(recordedSession("s-1"));
    const { sessions } = joinStack([here, elsewhere], managedIn(text), new Map([...clusters, ["paris", "PS2"]]), NOW);
    assert.deepEqual(
      sessions.map(({ resource }) => resource),
      ["database", undefined],
    );
  });

  for (const [state, todo] of [
    ["Ready_For_Cutover", "cut over; it is not of this stack"],
    ["Paused", "resume it when its copy may go on; it is not of this stack"],
    ["Failed", "read the error, mend its cause and import anew; it is not of this stack"],
    ["Copy_In_Progress", undefined],
  ] as const) {
    it(`is told from one that another stack may hold back: ${state}`, () => {
      const its = sessionView({ id: "s-1", state });
      const others = sessionView({ id: "s-2", name: "db-02", state });
      const { sessions } = join(exported(recordedSession("s-1", {})), its, others);
      assert.equal(sessions[1]?.todo, todo);
      assert.equal(sessions[1]?.standing, others.standing, "it needs somebody as before");
      assert.doesNotMatch(sessions[0]?.todo ?? "", /not of this stack/);
      const needs = needsOf(sessions).map(needText).join("\n");
      assert.equal(/not of this stack \(db-02\)/.test(needs), todo !== undefined, needs);
    });
  }

  it("is not told so of the members of its group, and is of those of another", () => {
    const member = (id: string, parentSessionId: string) => sessionView({ id, parentSessionId, state: "Paused" });
    const groups = ["s-1", "s-2"].map((id) => sessionView({ id, state: "In_Progress", standing: "paused" }));
    const text = exported(recordedSession("s-1", {}));
    const { sessions } = join(text, ...groups, member("m-1", "s-1"), member("m-2", "s-2"));
    const told = sessions.map(({ todo = "" }) => /not of this stack/.test(todo));
    assert.deepEqual(told, [false, false, false, true]);
  });

  type Row = readonly [state: string, inputs: object, standing: string, hold: RegExp | undefined, reason: string];
  const rows: readonly Row[] = [
    ["Paused", { paused: true }, "held", /paused: true/, "the program wants it so"],
    [
      "Paused",
      { copyWindows: nights },
      "held",
      /held until copyWindows open at 2026-12-01T22:00:00Z/,
      "windows are closed",
    ],
    ["Paused", { paused: false }, "held", /next "pulumi up" resumes it/, "the next run sees to it"],
    ["Paused", { __ignoreChanges: ["paused"] }, "paused", undefined, "the program leaves it to whoever is there"],
    ["Mirror_Enabled", {}, "gate", undefined, "nobody has said go on"],
    [
      "Mirror_Enabled",
      { advanceTo: "Ready_To_Start_Copy" },
      "held",
      /enables the destination volume/,
      "the next run does it",
    ],
    ["Mirror_Enabled", { advanceTo: "Import_Completed" }, "gate", undefined, "a later value stops at an earlier gate"],
    [
      "Mirror_Enabled",
      { advanceTo: "Ready_To_Start_Copy", paused: true },
      "held",
      /paused: true/,
      "paused passes no gate",
    ],
    ["Ready_For_Cutover", {}, "gate", undefined, "nobody has said go on"],
    ["Ready_For_Cutover", { advanceTo: "Import_Completed" }, "held", /cuts over/, "the next run does it"],
    [
      "Ready_For_Cutover",
      { advanceTo: "Import_Completed", cutoverWindows: nights },
      "held",
      /held until cutoverWindows/,
      "windows are closed",
    ],
    [
      "Ready_For_Cutover",
      { waitFor: "Ready_For_Cutover" },
      "held",
      /waitFor: "Ready_For_Cutover"/,
      "the program has what it wants",
    ],
    ["Scheduled", { startWindows: nights }, "waiting", /the start is held until/, "the array starts it then"],
    ["Copy_In_Progress", { paused: true }, "running", /next "pulumi up" pauses it/, "it copies all the same"],
    ["Copy_In_Progress", {}, "running", undefined, "all is as the program wants it"],
    ["Failed", { advanceTo: "Import_Completed" }, "attention", undefined, "no run mends it"],
    ["Cancelled", {}, "attention", undefined, "each run fails as long as the program wants it"],
    ["Teleporting", { paused: true }, "attention", undefined, "nobody knows what a run would do"],
  ];
  for (const [state, inputs, standing, hold, reason] of rows) {
    it(`that is ${state} with ${JSON.stringify(inputs)} is ${standing}: ${reason}`, () => {
      const session = joined(state, inputs as Record<string, unknown>);
      assert.equal(session.standing, standing);
      if (hold === undefined) assert.equal(session.hold, undefined);
      else assert.match(session.hold ?? "", hold);
    });
  }

  it("says at its gate what is missing in the program", () => {
    const { todo } = joined("Ready_To_Start_Copy", {});
    assert.equal(todo, 'start the copy: set advanceTo: "Ready_For_Cutover" in the program');
  });

  it("keeps what has to be done on the hosts where the next run goes on by itself: it does not ask", () => {
    const { onHosts, todo } = joined("Mirror_Enabled", { advanceTo: "Ready_To_Start_Copy" });
    assert.deepEqual([onHosts, todo], ["shut the applications down, and map the destination to the hosts", undefined]);
  });

  it("is not done where it was cancelled and is wanted: no exit code, goal or headline says so", () => {
    const session = joined("Cancelled", {});
    assert.equal(session.todo, 'take it out of the program, or begin it anew as "pulumi preview" says');
    const fleet = { sessions: [session], absent: [], elsewhere: [] };
    assert.equal(standingExit(fleet), exitCodes.attention);
    for (const goal of ["done", "Ready_For_Cutover"] as const)
      assert.equal(verdictOf(fleet, goal), exitCodes.attention);
    assert.notEqual(headline(reportAfter(seen(1, [session])).report).tone, "done");
  });

  it("is over where it was cancelled and its wave has it no more: the next run takes the record away", () => {
    const wave = recordedWave({ b: { id: "s-1", state: "Copy_In_Progress" } }, { sessions: {} });
    const { sessions } = join(exported(wave), sessionView({ id: "s-1", state: "Cancelled" }));
    assert.equal(sessions[0]?.standing, "ended");
  });

  it("says when windows next change something", () => {
    assert.equal(joined("Copy_In_Progress", { copyWindows: nights }).nextChangeAt, "2026-12-01T22:00:00Z");
  });

  const secret = exportedSecret;

  for (const state of importSessionStates) {
    it(`is told of in the state ${state} though all that the program says of its goal is secret`, () => {
      const { standing, hold } = joined(state, {
        waitFor: secret,
        paused: secret,
        type: secret,
        automaticCutover: secret,
      });
      if (state === "Paused") assert.deepEqual([standing, hold], ["paused", undefined], "nobody knows who paused it");
    });
  }

  it("is of the member that its key says where the map of a wave is secret as a whole, or the member is, and what is recorded is not, as in states of earlier versions", () => {
    for (const sessions of [secret, { a: secret }]) {
      const wave = recordedWave({ a: { id: "s-1" } }, { advanceTo: "Import_Completed", sessions });
      const joinedWave = join(exported(wave), sessionView({ id: "s-1", state: "Ready_For_Cutover" }));
      assert.deepEqual(joinedWave.absent, []);
      const [session] = joinedWave.sessions;
      assert.deepEqual(
        [session?.resource, session?.hold],
        ['night["a"]', 'the next "pulumi up" cuts over'],
        "what the wave says of all is known",
      );
    }
  });

  it("has no windows where something of them is secret", () => {
    const copyWindows = [{ ...nights[0], schedule: secret }];
    assert.deepEqual(
      managedIn(exported(recordedSession("s-1", { copyWindows }))).map(({ inputs }) => inputs.copyWindows),
      [undefined],
    );
  });

  it("takes a secret in the inputs, which nobody can read here, for none", () => {
    assert.equal(joined("Ready_For_Cutover", { copyWindows: secret, advanceTo: secret }).standing, "gate");
  });

  it("is held with its wave, whatever it says itself", () => {
    const wave = recordedWave({ a: { id: "s-1" } }, { hold: true, advanceTo: "Import_Completed" });
    const { sessions } = join(exported(wave), sessionView({ id: "s-1", state: "Ready_For_Cutover" }));
    assert.deepEqual([sessions[0]?.standing, sessions[0]?.hold], ["held", "the wave holds it: its hold is set"]);
  });

  it("that is a group is as its neediest member is, and its members belong to the same resource", () => {
    const group = sessionView({ id: "s-1", state: "In_Progress", standing: "gate", todo: "of its member: enable" });
    const member = sessionView({ id: "m-1", parentSessionId: "s-1", state: "Mirror_Enabled", type: "Agentless" });
    const inputs = { type: "Agentless", advanceTo: "Ready_To_Start_Copy" };
    const { sessions } = join(exported(recordedSession("s-1", inputs)), group, member);
    assert.deepEqual(
      sessions.map(({ resource, standing }) => [resource, standing]),
      [
        ["database", "held"],
        ["database", "held"],
      ],
    );
  });

  const halfPaused = ["Paused", "Copy_In_Progress"];
  const atGates = ["Ready_To_Start_Copy", "Mirror_Enabled"];
  const groups: readonly [
    what: string,
    states: readonly string[],
    inputs: Record<string, unknown>,
    shown: readonly (string | undefined)[],
  ][] = [
    [
      "of which a member still copies is not held for the paused one: no run resumes that",
      halfPaused,
      {},
      ["paused", undefined],
    ],
    [
      "of which a member still copies where it must not says that the next run pauses it, and that one is paused",
      halfPaused,
      { paused: true },
      ["paused", 'the next "pulumi up" pauses it'],
    ],
    [
      "whose members stand at two gates goes on with those that are least far",
      atGates,
      { type: "Agentless", advanceTo: "Ready_To_Start_Copy" },
      ["held", 'the next "pulumi up" enables the destination volume'],
    ],
  ];
  for (const [what, states, inputs, shown] of groups) {
    for (const [order, listed] of [["", states] as const, [", whichever comes first", states.toReversed()] as const]) {
      it(`that is a group ${what}${order}`, () => {
        const members = listed.map((state, index) => ({
          id: `m-${index}`,
          parentSessionId: "s-1",
          state,
          type: inputs.type ?? "Non_Disruptive",
        }));
        const seen = viewed([{ id: "s-1", state: "In_Progress", type: inputs.type ?? "Non_Disruptive" }, ...members]);
        const [group] = join(exported(recordedSession("s-1", inputs)), ...seen).sessions;
        assert.deepEqual([group?.standing, group?.hold], shown);
      });
    }
  }
});

describe("an import that its wave has no more, for the update that was to take it out has failed", () => {
  /** The update has recorded the new inputs, and kept the member. */
  const left = (state: string, onRemove: string) => {
    const applied = { remoteSystemId: "rs-unity-01", sourceResourceId: "source-b", waitFor: "Started" };
    const members = { a: { id: "s-1", state: "Queued" }, b: { id: "s-2", state, applied } };
    const wave = recordedWave(members, { onRemove, sessions: { a: { sourceResourceId: "source-a" } } });
    const of = { type: "Agentless", name: "b" };
    const { sessions } = join(
      exported(wave),
      sessionView({ id: "s-1", state: "Queued" }),
      sessionView({ id: "s-2", state, ...of }),
    );
    return sessions[1] as SessionView;
  };

  for (const state of importSessionStates) {
    it(`is told of in the state ${state}: it has no goals that could be asked`, () => {
      for (const onRemove of ["refuse", "cancel", "leave"]) {
        const { resource, standing, hold = "", todo = "" } = left(state, onRemove);
        assert.equal(resource, 'night["b"]');
        if (standing !== "attention") assert.match(hold + todo, /^no longer in the program/);
      }
    });
  }

  it("stands at its gate where onRemove refuses: no run changes that", () => {
    const { standing, hold, todo, onHosts } = left("Ready_For_Cutover", "refuse");
    assert.deepEqual([standing, hold, onHosts], ["gate", undefined, undefined]);
    assert.equal(
      todo,
      'no longer in the program, and onRemove: "refuse" fails each "pulumi up": put it back, or set onRemove: "cancel" or "leave"',
    );
  });

  const rows = [
    [
      "Paused",
      "cancel",
      "held",
      'no longer in the program: the next "pulumi up" takes it out, as onRemove: "cancel" says',
    ],
    [
      "Paused",
      "leave",
      "held",
      'no longer in the program: the next "pulumi up" leaves it alone, as onRemove: "leave" says',
    ],
    [
      "Copy_In_Progress",
      "refuse",
      "running",
      'no longer in the program, and onRemove: "refuse" fails each "pulumi up"',
    ],
    ["Queued", "refuse", "waiting", 'no longer in the program: the next "pulumi up" takes it out'],
    ["Import_Completed", "refuse", "completed", 'no longer in the program: the next "pulumi up" takes it out'],
  ] as const;
  for (const [state, onRemove, standing, hold] of rows) {
    it(`is ${standing} in the state ${state} where onRemove is ${onRemove}`, () => {
      const session = left(state, onRemove);
      assert.deepEqual([session.standing, session.hold], [standing, hold]);
    });
  }
});

describe("imports of a stack that have no session", () => {
  it("have not begun, and say what holds their wave", () => {
    const { absent } = join(exported(recordedWave({ a: {} }, { hold: true })));
    assert.deepEqual(absent, [
      { resource: 'night["a"]', wave: "night", state: "Not_Started", hold: "the wave holds it: its hold is set" },
    ]);
  });

  it("are gone where the array has answered and does not know them", () => {
    const { absent } = join(exported(recordedSession("s-1")));
    assert.deepEqual(absent, [{ resource: "database", state: "Copy_In_Progress", sessionId: "s-1" }]);
  });

  it("have not begun where a replacement has deleted them and could not create: the next run begins them", () => {
    const pending = { pendingReplacement: true };
    const wave = recordedWave({ a: { id: "s-2", state: "Failed" }, b: {} });
    const sessionless = exported({ ...recordedSession("s-1"), ...pending }, { ...wave, ...pending });
    const { absent, sessions } = join(sessionless);
    assert.deepEqual(
      absent.map(({ resource, state, sessionId }) => [resource, state, sessionId]),
      [
        ["database", "Not_Started", undefined],
        ['night["a"]', "Not_Started", undefined],
        ['night["b"]', "Not_Started", undefined],
      ],
    );
    assert.equal(standingExit({ sessions, absent, elsewhere: [] }), exitCodes.underWay);
    assert.equal(headline(reportAfter(seen(1, [], { absent: [...absent] })).report).text, "3 imports have not started");
  });

  it("are there where a replacement has left their session to a create that never came", () => {
    const kept = exported({ ...recordedSession("s-1"), pendingReplacement: true });
    const { sessions, absent } = join(kept, sessionView({ id: "s-1" }));
    assert.deepEqual([sessions[0]?.resource, absent], ["database", []]);
  });

  it("are planned as the engine creates them: without the record of what a replacement has deleted", () => {
    const [program] = programOfStack(
      parseStackExport(exported({ ...recordedSession("s-1"), pendingReplacement: true })),
      {},
    );
    assert.deepEqual([program?.name, program?.recorded], ["database", undefined]);
  });

  it("are nothing to speak of where they are completed: the record may be deleted", () => {
    assert.deepEqual(join(exported(recordedSession("s-1", {}, { state: "Import_Completed" }))).absent, []);
  });

  it("are not known to be gone where their array was not asked, or did not answer", () => {
    const managed = managedIn(exported(recordedSession("s-1"), { ...recordedWave({ a: { id: "s-2" } }) }));
    assert.deepEqual(joinStack([], managed, new Map(), NOW).absent, []);
  });

  it("are told of with the inputs of a program that has more in its wave than was recorded", () => {
    const sessions = { a: { sourceResourceId: "a" }, b: { sourceResourceId: "b" } };
    const { absent } = join(exported(recordedWave({ a: { id: "s-1" } }, { sessions })), sessionView({ id: "s-1" }));
    assert.deepEqual(
      absent.map(({ resource }) => resource),
      ['night["b"]'],
    );
  });
});
