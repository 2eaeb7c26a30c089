import assert from "node:assert/strict";
import { goalsOf } from "../../../../provider/lifecycle/importSession/decide/goals";
import type { ImportSessionOutputs } from "../../../../provider/lifecycle/importSession/inputs/outputs";
import type { RawInputs } from "../../../../provider/lifecycle/operation/handler";
import type { Stage } from "./stage";
import { openStage, readyVolume } from "./stage";

const HOUR = 3600;

describe("What ignoreChanges leaves of a wish to pause", () => {
  type Recorded = Pick<Partial<ImportSessionOutputs>, "state" | "paused">;
  const cases: [
    ignored: string[],
    wanted: boolean,
    recorded: Recorded,
    expected: boolean | undefined,
    reason: string,
  ][] = [
    [[], false, { paused: false, state: "Paused" }, false, "the option is not given"],
    [["description"], true, { paused: false, state: "Copy_In_Progress" }, true, "it is about something else"],
    [["paused"], false, { paused: false, state: "Paused" }, undefined, "somebody at the array paused"],
    [["*"], false, { paused: false, state: "Paused" }, undefined, "all is ignored"],
    [['["paused"]'], false, { paused: false, state: "Copy_In_Progress" }, undefined, "the path is spelled otherwise"],
    [["paused"], true, { paused: true, state: "Paused" }, undefined, "somebody at the array may have resumed"],
    [["paused"], true, { paused: true, state: "Queued" }, true, "its create promised it, and it waited for its turn"],
    [["paused"], true, { paused: true }, true, "its create promised it and saw nothing"],
    [["paused"], true, { paused: true, state: "Copy_In_Progress" }, undefined, "somebody at the array has resumed"],
    [["paused"], true, { paused: true, state: "Ready_For_Cutover" }, undefined, "nothing is left to pause"],
  ];
  for (const [ignored, paused, recorded, expected, reason] of cases) {
    it(`${JSON.stringify(ignored)}, ${paused}, recorded ${JSON.stringify(recorded)}: ${expected}, because ${reason}`, () => {
      assert.equal(goalsOf({ paused }, recorded, { ignored, clock: { now: () => 0 } }).paused, expected);
    });
  }
});

describe("A pause that an operator presses while a create waits for the copy", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const pressOnce = () => {
    let isPressed = false;
    stage.between = async (request, pass) => {
      const answer = await pass(request);
      const [row] = stage.simulator.world.rows("import_session") ?? [];
      if (isPressed || row?.state !== "Copy_In_Progress") return answer;
      isPressed = true;
      stage.simulator.world.operations["POST /import_session/{id}/pause"]?.({ id: row.id, body: {} });
      return answer;
    };
  };
  const waiting = () => ({ ...readyVolume(stage.simulator), waitFor: "Ready_For_Cutover" });

  it('is left alone with ignoreChanges: ["paused"], and the create says until when', async () => {
    stage.ignored = ["paused"];
    pressOnce();
    await stage.up(waiting()).catch(() => undefined);
    assert.match(stage.warnings.join(), /is Paused on the array.*until somebody resumes it/);
    assert.equal(stage.session().state, "Paused");
    assert.equal(stage.changes().length, 1, stage.changes().join("\n"));
  });

  it("is undone without the option, as the program says", async () => {
    pressOnce();
    await stage.up(waiting());
    assert.equal(stage.session().state, "Ready_For_Cutover");
  });
});

for (const [what, source] of [
  ["a volume", {}],
  ["a group", { sourceResourceId: "unity-01-cg-01" }],
] as const) {
  describe(`A pause that an operator pressed, of ${what}`, () => {
    let stage: Stage;
    let program: { remoteSystemId: string; sourceResourceId: string; [name: string]: unknown };
    beforeEach(async () => {
      stage = await openStage();
      program = { ...readyVolume(stage.simulator), ...source, advanceTo: "Import_Completed" };
      await stage.up(program);
      await press("pause");
      stage.simulator.clearJournal();
      stage.warnings.splice(0);
    });
    afterEach(() => stage.close());

    const press = async (action: "pause" | "resume") => {
      stage.simulator.advance(60);
      stage.simulator.world.operations[`POST /import_session/{id}/${action}`]?.({
        id: stage.recorded?.id ?? "",
        body: {},
      });
      stage.simulator.advance(60);
    };
    /** The engine puts the recorded input in place of an ignored one. */
    const ignoring = (more: object = {}) => ({ ...program, ...more, paused: stage.recorded?.inputs.paused });

    describe('with ignoreChanges: ["paused"]', () => {
      beforeEach(() => {
        stage.ignored = ["paused"];
      });

      it("is left alone by an open goal, and each up says that it stands still", async () => {
        for (const _ of [1, 2]) {
          assert.equal(await stage.up(ignoring()), "updated");
          assert.match(stage.warnings.splice(0).join(), /is Paused on the array.*until somebody resumes it/);
        }
        assert.equal(stage.session().state, "Paused");
        assert.deepEqual(stage.changes(), []);
      });

      it("is left alone after a refresh, too, whose warning does not say that it will be resumed", async () => {
        assert.equal(await stage.refresh(), "changed");
        assert.doesNotMatch(stage.warnings.join(), /resumes it/);
        await stage.up(ignoring());
        assert.deepEqual(stage.changes(), []);
      });

      it("is no check failure after a refresh, although the program waits for more than a paused session can reach", async () => {
        program = { ...program, waitFor: "Ready_For_Cutover" };
        await stage.up(ignoring());
        await stage.refresh();
        assert.equal(stage.recorded?.inputs.paused, true);
        await stage.up(ignoring());
        assert.deepEqual(stage.changes(), []);
      });

      it("may be resumed by the operator: nobody pauses again, and the gate is passed", async () => {
        await stage.refresh();
        await press("resume");
        await stage.up(ignoring());
        assert.deepEqual(stage.changes(), []);
        stage.simulator.advance(48 * 3600);
        await stage.up(ignoring());
        assert.equal(stage.recorded?.outputs.state, "Import_Completed");
        assert.equal(await stage.up(ignoring()), "unchanged");
      });
    });

    describe("without that option", () => {
      it("is resumed by an up that goes on with a goal, which says so", async () => {
        await stage.up(program);
        assert.equal(stage.recorded?.outputs.state, "Copy_In_Progress");
        assert.match(stage.warnings.join(), /was paused on the array, by nobody of this program.*it is resumed now/);
      });

      it("is announced by a refresh, and by the up that follows", async () => {
        assert.equal(await stage.refresh(), "changed");
        assert.match(stage.warnings.splice(0).join(), /by nobody of this program.*the next "pulumi up" resumes it/);
        await stage.up(program);
        assert.match(stage.infos.join(), /is Paused: this run resumes it/);
        assert.equal(stage.recorded?.outputs.state, "Copy_In_Progress");
      });

      it("is announced before an up whose state file has it", async () => {
        stage.ignored = ["paused"];
        await stage.up(ignoring());
        stage.ignored = [];
        stage.warnings.splice(0);
        await stage.up(program);
        assert.match(stage.warnings[0] ?? "", /by nobody of this program.*this run resumes it/);
        assert.equal(stage.recorded?.outputs.state, "Copy_In_Progress");
      });
    });

    it("is no check failure after a refresh where the surface is not told of ignoreChanges (dynamic), and stays", async () => {
      program = { ...program, waitFor: "Ready_For_Cutover" };
      stage.timeoutSeconds = 1;
      await assert.rejects(stage.up(program), /still/);
      await press("pause");
      await stage.refresh();
      stage.simulator.clearJournal();
      assert.equal(await stage.up(ignoring()), "unchanged");
      assert.deepEqual(stage.changes(), []);
    });
  });
}

describe("A pause of the program's own", () => {
  it("is resumed without a warning when the program takes it back", async () => {
    const stage = await openStage();
    try {
      const volume = readyVolume(stage.simulator);
      await stage.up({ ...volume, paused: true });
      await stage.up(volume);
      assert.equal(stage.recorded?.outputs.state, "Copy_In_Progress");
      assert.deepEqual(stage.warnings, []);
      await assert.rejects(
        stage.up({ ...volume, paused: true, waitFor: "Ready_For_Cutover" }),
        /cannot be reached while paused is true/,
      );
    } finally {
      await stage.close();
    }
  });

  it("that waited in the queue is kept, though ignoreChanges says not to touch pauses", async () => {
    const stage = await openStage({ copyBytesPerSecond: 1, maxActiveSessions: 1, setUpSeconds: 0 });
    try {
      const [first, second] = [readyVolume(stage.simulator, 0), readyVolume(stage.simulator, 1)];
      const body = {
        name: "copies",
        remote_system_id: first.remoteSystemId,
        source_resource_id: first.sourceResourceId,
      };
      stage.simulator.world.operations["POST /import_session"]?.({ id: "", body });
      stage.ignored = ["paused"];
      await stage.up({ ...second, paused: true });
      assert.equal(stage.recorded?.outputs.state, "Queued");
      const id = stage.simulator.world.rowByName("import_session", "copies")?.id ?? "";
      stage.simulator.world.operations["POST /import_session/{id}/cancel"]?.({ id, body: {} });
      stage.simulator.advance(60);
      await stage.up({ ...second, paused: true });
      assert.equal(stage.session().state, "Paused");
    } finally {
      await stage.close();
    }
  });
});

describe("A pause that an operator presses inside of a copy window", () => {
  let stage: Stage;
  let program: RawInputs;
  beforeEach(async () => {
    stage = await openStage({ copyBytesPerSecond: 1024 * 1024 });
    const copyWindows = [{ schedule: "0 22 * * *", duration: "6h", timeZone: "UTC" }];
    program = { ...readyVolume(stage.simulator), copyWindows };
  });
  afterEach(() => stage.close());

  const told = () =>
    stage.warnings.filter((text) => /by nobody of this program.*resumed once a copy window is open/.test(text));

  it("is told of by the run after the window: the next one undoes it", async () => {
    stage.simulator.advance(22.5 * HOUR);
    await stage.up(program);
    const { id } = stage.session();
    stage.simulator.world.operations["POST /import_session/{id}/pause"]?.({ id: String(id), body: {} });
    stage.simulator.advance(6 * HOUR);
    await stage.up(program);
    assert.equal(told().length, 1);
    await stage.up(program);
    assert.equal(told().length, 1, "once");
  });

  it("is told from one of the program whose answer was lost", async () => {
    stage.simulator.advance(22.5 * HOUR);
    await stage.up(program);
    stage.simulator.advance(6 * HOUR);
    stage.simulator.setFaults([{ operation: "POST /import_session/{id}/pause", times: 1, effect: { drop: "after" } }]);
    await stage.up(program);
    assert.equal(stage.session().state, "Paused");
    assert.deepEqual(told(), []);
  });

  it("is told from the one that the end of the window is", async () => {
    stage.simulator.advance(22.5 * HOUR);
    await stage.up(program);
    stage.simulator.advance(5.6 * HOUR);
    await stage.up(program);
    assert.deepEqual(told(), []);
  });
});

describe("A pause that an operator presses of an import that is recorded as it waited for its start window", () => {
  const nights = { schedule: "0 22 * * *", duration: "6h", timeZone: "UTC" };
  let stage: Stage;
  let volume: RawInputs;
  beforeEach(async () => {
    stage = await openStage({ copyBytesPerSecond: 1000 });
    volume = readyVolume(stage.simulator);
  });
  afterEach(() => stage.close());

  const cases: [what: string, more: RawInputs, hoursLater: number, told: RegExp][] = [
    ["by a run that resumes it", { advanceTo: "Import_Completed" }, 0, /by nobody of this program.*resumed now/],
    [
      "before closed copy windows make it theirs",
      { advanceTo: "Import_Completed", copyWindows: [nights] },
      10,
      /by nobody of this program.*resumed once a copy window is open/,
    ],
  ];
  for (const [what, more, hoursLater, told] of cases) {
    it(`is told of ${what}, for what windows held was no pause`, async () => {
      const program = { ...volume, startWindows: [nights], ...more };
      stage.simulator.advance(8 * HOUR);
      await stage.up(program);
      assert.equal(stage.recorded?.outputs.state, "Scheduled");
      stage.simulator.advance(15 * HOUR);
      stage.simulator.world.operations["POST /import_session/{id}/pause"]?.({
        id: stage.recorded?.id ?? "",
        body: {},
      });
      assert.equal(stage.session().state, "Paused");
      stage.restart();
      stage.warnings.splice(0);
      stage.simulator.advance(hoursLater * HOUR);
      await stage.up(program);
      assert.match(stage.warnings.join("\n"), told);
    });
  }
});

describe("A group of which closed windows have paused what does not wait in the queue", () => {
  let stage: Stage;
  /** The member that waits in the queue. */
  let waiting: string | undefined;
  const copyWindows = [{ schedule: "0 22 * * *", duration: "6h", timeZone: "UTC" }];
  const program = { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-cg-01", copyWindows };
  const text = '{"messages":[{"severity":"Error","message_l10n":"A member waits."}]}';
  const refusal = { status: 422, headers: new Headers({ "content-type": "application/json" }), text };

  const rows = () =>
    (stage.simulator.world.rows("import_session") ?? []).filter((row) => row.parent_session_id === stage.recorded?.id);
  const members = () => rows().map(({ id, state }) => (id === waiting ? "Queued" : state));
  const shown = (text: string): string => {
    if (waiting === undefined || !text.startsWith("[")) return text;
    const all = JSON.parse(text) as Record<string, unknown>[];
    return JSON.stringify(all.map((row) => (row.id === waiting ? { ...row, state: "Queued" } : row)));
  };

  beforeEach(async () => {
    waiting = undefined;
    stage = await openStage({ copyBytesPerSecond: 1, setUpSeconds: 0 });
    stage.between = async (request, pass) => {
      const id = /import_session\/([^/]+)\/(?:pause|resume)$/.exec(request.url)?.[1];
      if (waiting !== undefined && id !== undefined && id === stage.recorded?.id) return refusal;
      const answer = await pass(request);
      return request.method === "GET" ? { ...answer, text: shown(answer.text) } : answer;
    };
    await stage.up({ ...program, waitFor: "None" });
    stage.simulator.advance(60);
    waiting = rows()[2]?.id;
    stage.simulator.advance(8 * HOUR);
    stage.restart();
    await stage.up(program);
    assert.deepEqual(members(), ["Paused", "Paused", "Queued"]);
    stage.warnings.splice(0);
  });
  afterEach(() => stage.close());

  it("is resumed in the next window, and nobody is said to have paused it", async () => {
    stage.simulator.advance(15 * HOUR);
    stage.restart();
    await stage.up(program);
    assert.deepEqual(members(), ["Copy_In_Progress", "Copy_In_Progress", "Queued"]);
    assert.doesNotMatch(stage.warnings.join("\n"), /by nobody of this program/);
  });

  it("is not said to have been paused by somebody where the member that waited has failed", async () => {
    const id = String(waiting);
    waiting = undefined;
    stage.simulator.world.failSession(id, { state: "Failed", message: "x" });
    stage.restart();
    await stage.up(program);
    assert.doesNotMatch(stage.warnings.join("\n"), /by nobody of this program/);
  });
});
