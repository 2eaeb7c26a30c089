import assert from "node:assert/strict";
import type { Stage } from "./stage";
import { openStage, readyVolume } from "./stage";

/** Copies never end here, so that whoever has a place keeps it. */
const endless = { copyBytesPerSecond: 1, maxActiveSessions: 1, setUpSeconds: 0 };

describe("A session in the queue", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(endless);
  });
  afterEach(() => stage.close());

  const make = (index: number, name: string) => {
    const { remoteSystemId, sourceResourceId } = readyVolume(stage.simulator, index);
    const body = { name, remote_system_id: remoteSystemId, source_resource_id: sourceResourceId };
    stage.simulator.world.operations["POST /import_session"]?.({ id: "", body });
    stage.simulator.advance(1);
  };
  const program = () => ({ ...readyVolume(stage.simulator, 0), waitFor: "Import_Completed", automaticCutover: true });
  const queueReads = () =>
    stage.simulator.journal().entries.filter(({ path }) => path.includes("state=eq.Queued")).length;

  it("that is waited for shows its place, which is asked for once a minute at most", async () => {
    for (const index of [1, 2, 3]) make(index, `by-hand-${index}`);
    stage.timeoutSeconds = 300;
    await assert.rejects(stage.up(program()), /still Queued/);
    assert.match(stage.progress.join("\n"), /Queued, place 3 in the queue/);
    assert.ok(queueReads() >= 4 && queueReads() <= 6, `${queueReads()} requests in 5 minutes`);
  });

  it("moves up when another one leaves", async () => {
    make(1, "copies");
    make(2, "before");
    stage.timeoutSeconds = 60;
    await assert.rejects(stage.up(program()), /still Queued/);
    const before = stage.simulator.world.rowByName("import_session", "before");
    stage.simulator.world.operations["POST /import_session/{id}/cancel"]?.({ id: before?.id ?? "", body: {} });
    stage.restart();
    await assert.rejects(stage.up(program()), /still Queued/);
    const places = stage.progress.flatMap((text) => /place (\d+)/.exec(text)?.[1] ?? []);
    assert.deepEqual(places, ["2", "1"]);
  });

  it("that is not waited for asks for no place", async () => {
    make(1, "copies");
    await stage.up({ ...program(), waitFor: "None" });
    assert.equal(stage.recorded?.outputs.state, "Queued");
    assert.equal(queueReads(), 0);
  });

  it("is waited for all the same when the array does not tell the place", async () => {
    make(1, "copies");
    stage.simulator.setFaults([{ operation: "GET /import_session", times: 1000, effect: { status: 500 } }]);
    stage.timeoutSeconds = 120;
    await assert.rejects(stage.up(program()), /still Queued/);
    assert.match(stage.progress.join("\n"), /^Queued, starts by itself/m);
  });
});

describe("A session that passes through the queue for a moment", () => {
  let stage: Stage;
  const open = async (setUpSeconds: number) => {
    stage = await openStage({ oneSetUpAtATime: true, setUpSeconds });
    begin(readyVolume(stage.simulator, 1).sourceResourceId);
  };
  afterEach(() => stage.close());

  /** Another import is being set up, and the array sets up one at a time. */
  function begin(source: string): void {
    const body = { name: "first", remote_system_id: "rs-unity-01", source_resource_id: source };
    stage.simulator.world.operations["POST /import_session"]?.({ id: "", body });
    stage.simulator.advance(1);
  }

  const sources = [
    ["a volume", "unity-01-vol-01"],
    ["a group", "unity-01-cg-01"],
  ] as const;
  const programOf = (sourceResourceId: string) => ({ ...readyVolume(stage.simulator), sourceResourceId });

  for (const [what, source] of sources) {
    it(`has not started: create goes on until ${what} copies`, async () => {
      await open(20);
      await stage.up(programOf(source));
      assert.match(stage.progress[0] ?? "", /^Queued/, "it was in the queue");
      assert.equal(stage.recorded?.outputs.state, "Copy_In_Progress");
    });

    it(`and is to be paused, is paused by the create: ${what}`, async () => {
      await open(20);
      await stage.up({ ...programOf(source), paused: true });
      assert.equal(stage.session().state, "Paused");
      assert.equal(stage.recorded?.outputs.state, "Paused");
    });

    it(`and fails its pre-check, fails the create with the array's words: ${what}`, async () => {
      await open(20);
      const { secondsToPoll } = stage.array;
      Object.assign(stage.array, {
        secondsToPoll: (seconds: number) => {
          const own = (stage.simulator.world.rows("import_session") ?? []).find(({ name }) => name !== "first");
          if (own?.state === "In_Progress")
            stage.simulator.world.failSession(own.id, { state: "Failed", message: "The pre-check failed." });
          return secondsToPoll(seconds);
        },
      });
      await assert.rejects(stage.up(programOf(source)), /is Failed: the array says "The pre-check failed\."/);
      assert.ok(stage.recorded, "the id is kept");
    });
  }
});

describe("A session in a long queue", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(endless);
    const { remoteSystemId, sourceResourceId } = readyVolume(stage.simulator, 1);
    const body = { name: "copies", remote_system_id: remoteSystemId, source_resource_id: sourceResourceId };
    stage.simulator.world.operations["POST /import_session"]?.({ id: "", body });
    stage.simulator.advance(1);
  });
  afterEach(() => stage.close());

  const others = () => (stage.simulator.world.rows("import_session") ?? []).filter(({ name }) => name === "copies");
  const makeRoom = () => {
    stage.simulator.world.operations["POST /import_session/{id}/cancel"]?.({ id: others()[0]?.id ?? "", body: {} });
    stage.simulator.advance(60);
  };
  const secondsOf = async (work: () => Promise<unknown>) => {
    const begun = stage.simulator.now();
    await work();
    return (stage.simulator.now() - begun) / 1000;
  };

  for (const [what, source] of [
    ["a volume", {}],
    ["a group", { sourceResourceId: "unity-01-cg-01" }],
  ] as const) {
    it(`counts as started after a minute, and is left alone from then on: ${what}`, async () => {
      const program = { ...readyVolume(stage.simulator), ...source };
      const seconds = await secondsOf(() => stage.up(program));
      assert.ok(seconds >= 60 && seconds < 70, `${seconds} s`);
      assert.equal(stage.recorded?.outputs.state, "Queued");
      assert.equal(await stage.up(program), "unchanged");
    });

    it(`and is to be paused, says so until an up pauses it: ${what}`, async () => {
      const program = { ...readyVolume(stage.simulator), ...source, paused: true };
      const says = /is Queued and cannot be paused yet: it will copy until the next "pulumi up" pauses it/;
      await stage.up(program);
      assert.match(stage.warnings.splice(0).join(), says);
      const seconds = await secondsOf(async () => assert.equal(await stage.up(program), "updated"));
      assert.equal(seconds, 0, "an earlier run has seen it wait");
      assert.match(stage.warnings.splice(0).join(), says);
      makeRoom();
      assert.equal(await stage.up(program), "updated");
      assert.equal(stage.recorded?.outputs.state, "Paused");
      assert.deepEqual(stage.warnings, []);
      assert.equal(await stage.up(program), "unchanged");
    });
  }

  it("is not measured again by whoever comes behind it, as long as one of it waits", async () => {
    const urns = ["db-01", "db-02", "db-03"].map((name) => stage.urn.replace("db-01", name));
    const upAs = async (index: number) => {
      Object.assign(stage, { recorded: undefined, urn: urns[index] });
      return { seconds: await secondsOf(() => stage.up(readyVolume(stage.simulator))), recorded: stage.recorded };
    };
    const queued = [await upAs(0), await upAs(1)];
    assert.equal(queued[1]?.seconds, 0);
    assert.equal(queued[1]?.recorded?.outputs.state, "Queued");
    for (const [index, { recorded }] of queued.entries()) {
      Object.assign(stage, { recorded, urn: urns[index] });
      await stage.destroy();
    }
    stage.simulator.advance(60);
    const { seconds } = await upAs(2);
    assert.ok(seconds >= 60, `${seconds} s`);
  });
});

/** The simulator queues a group as a whole. The vendor's text has a group In_Progress as soon as its first member is, so that others may wait still. */
describe("A group of which a part waits in a long queue", () => {
  let stage: Stage;
  let waiting: unknown;
  const program = { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-cg-01" };
  const refusal = {
    status: 422,
    headers: new Headers({ "content-type": "application/json" }),
    text: '{"messages":[{"severity":"Error","message_l10n":"A member waits."}]}',
  };
  beforeEach(async () => {
    waiting = undefined;
    stage = await openStage({ copyBytesPerSecond: 1, setUpSeconds: 0 });
    stage.between = async (request, pass) => {
      // What is asked of the group as a whole is refused as long as a member waits.
      const ofGroup = /import_session\/([^/]+)\/(pause|resume)$/.exec(request.url)?.[1];
      if (waiting !== undefined && ofGroup !== undefined && ofGroup === groupId()) return refusal;
      const answer = await pass(request);
      return request.method === "GET" ? { ...answer, text: shown(answer.text) } : answer;
    };
    await stage.up({ ...program, waitFor: "None" });
    stage.simulator.advance(60);
    waiting = rows()[2]?.id;
    stage.simulator.clearJournal();
  });
  afterEach(() => stage.close());

  const groupId = () => stage.recorded?.id;
  const rows = () =>
    (stage.simulator.world.rows("import_session") ?? []).filter(
      ({ parent_session_id: parent }) => parent === groupId(),
    );
  const members = () => rows().map(({ id, state }) => (id === waiting ? "Queued" : state));
  const shown = (text: string) => {
    if (waiting === undefined || !text.startsWith("[")) return text;
    const sessions = JSON.parse(text) as Record<string, unknown>[];
    return JSON.stringify(sessions.map((row) => (row.id === waiting ? { ...row, state: "Queued" } : row)));
  };
  const isTheirTurn = () => {
    waiting = undefined;
    stage.simulator.advance(60);
  };
  const sent = (action: string) => stage.changes().filter((change) => change.endsWith(`/${action}`)).length;

  it("keeps the word of a pause for what copies, and says what will copy when its turn comes", async () => {
    assert.equal(await stage.up({ ...program, paused: true }), "updated");
    assert.deepEqual(members(), ["Paused", "Paused", "Queued"]);
    assert.match(
      stage.warnings.join(),
      /is paused but for 1 of its 3 members in the queue: .* copy until the next "pulumi up" pauses it/,
    );
    isTheirTurn();
    assert.deepEqual(members(), ["Paused", "Paused", "Copy_In_Progress"]);
    await stage.up({ ...program, paused: true });
    assert.deepEqual([members(), stage.recorded?.outputs.state], [["Paused", "Paused", "Paused"], "Paused"]);
  });

  it("is paused as a whole where the queue was a moment, with one request", async () => {
    const { secondsToPoll } = stage.array;
    Object.assign(stage.array, {
      secondsToPoll: (seconds: number) => {
        waiting = undefined;
        return secondsToPoll(seconds);
      },
    });
    await stage.up({ ...program, paused: true });
    assert.deepEqual([members(), sent("pause")], [["Paused", "Paused", "Paused"], 1]);
    assert.deepEqual(stage.warnings, []);
  });

  it("is paused at once where nothing is waited for", async () => {
    const before = stage.simulator.now();
    await stage.up({ ...program, waitFor: "None", paused: true });
    assert.deepEqual(members(), ["Paused", "Paused", "Queued"]);
    assert.ok(stage.simulator.now() - before < 20_000);
  });

  it("goes on with what was paused when the program takes that back: it holds the places that the rest waits for", async () => {
    await stage.up({ ...program, paused: true });
    stage.warnings.splice(0);
    assert.equal(await stage.up(program), "updated");
    assert.deepEqual(members(), ["Copy_In_Progress", "Copy_In_Progress", "Queued"]);
    assert.deepEqual(stage.warnings, []);
  });

  it("is neither paused nor resumed where that is left to somebody at the array", async () => {
    stage.ignored = ["paused"];
    await stage.up({ ...program, advanceTo: "Import_Completed" });
    stage.simulator.world.operations["POST /import_session/{id}/pause"]?.({ id: String(rows()[0]?.id), body: {} });
    await stage.up({ ...program, advanceTo: "Import_Completed" });
    assert.deepEqual([sent("pause"), sent("resume")], [0, 0]);
  });
});
