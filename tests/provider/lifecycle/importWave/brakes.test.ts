import assert from "node:assert/strict";
import type { RawInputs } from "../../../../provider/lifecycle/operation/handler";
import { IncompleteError } from "../../../../provider/lifecycle/operation/lifecycleErrors";
import { UNKNOWN } from "../../../../provider/lifecycle/operation/unknown";
import { SendFailure } from "../../../../provider/powerstore/http/sendFailure";
import type { Stage } from "../arrayObject/stage";
import { onArray, openWaves, outputsOf, waveOf } from "./stage";

/** What a run says when it ends with failures of members. */
async function failing(run: Promise<unknown>): Promise<string> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof IncompleteError, String(error));
  return error.message;
}

const posts = (stage: Stage) => stage.changes().filter((change) => change === "POST /import_session").length;

/** As the array says that it has carried out nothing, and wants to be asked again. */
const busy = () => ({
  status: 503,
  headers: new Headers({ "content-type": "application/json" }),
  text: JSON.stringify({ messages: [{ severity: "Error", code: "0xE09040050001", message_l10n: "System is busy." }] }),
});

const soon = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("What holds a wave", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  it("is its brake: nothing starts, and the phase says Held", async () => {
    stage = await openWaves(2);
    await stage.up(waveOf(stage, 2, { hold: true }));
    assert.deepEqual(stage.changes(), []);
    assert.equal(outputsOf(stage).phase, "Held");
    assert.match(outputsOf(stage).members["db-01"]?.holdReason ?? "", /hold is set/);
    assert.equal(await stage.up(waveOf(stage, 2, { hold: true })), "unchanged");
  });

  it("ends with the brake: another wave has let go", async () => {
    stage = await openWaves(2);
    await stage.up(waveOf(stage, 2, { hold: true }));
    assert.equal(await stage.up(waveOf(stage, 2, { hold: false })), "updated");
    assert.equal(outputsOf(stage).phase, "Running");
  });

  it("cuts nothing over while it is braked, says so, and has nothing to do until then", async () => {
    stage = await openWaves(2, { copyBytesPerSecond: 0 });
    const done = { advanceTo: "Import_Completed", waitFor: "Import_Completed" };
    await stage.up(waveOf(stage, 2, { waitFor: "Ready_For_Cutover" }));
    await stage.up(waveOf(stage, 2, { ...done, hold: true }));
    assert.deepEqual(new Set(Object.values(onArray(stage))), new Set(["Ready_For_Cutover"]));
    assert.equal(await stage.up(waveOf(stage, 2, { ...done, hold: true })), "unchanged");
    assert.equal(await stage.up(waveOf(stage, 2, done)), "updated");
    assert.equal(outputsOf(stage).phase, "Completed");
  });

  it("holds back the next cut-over of a group that is half cut over, and has nothing to do until then", async () => {
    const sources = [{ name: "Unity-01", type: "Unity", volumes: 6, groups: [2] }] as const;
    stage = await openWaves(1, { copyBytesPerSecond: 0, maxActiveSessions: 4, sources });
    const group = { "db-01": { sourceResourceId: "unity-01-cg-01" } };
    const done = { advanceTo: "Import_Completed", waitFor: "Import_Completed" };
    await stage.up(waveOf(stage, 1, { waitFor: "Ready_For_Cutover" }, group));
    stage.simulator.world.failCutover(outputsOf(stage).members["db-01"]?.id ?? "");
    assert.match(await failing(stage.up(waveOf(stage, 1, done, group))), /is Import_Cutover_Incomplete/);
    const held = waveOf(stage, 1, { ...done, hold: true }, group);
    await stage.up(held);
    stage.simulator.clearJournal();
    assert.equal(await stage.up(held), "unchanged");
    assert.deepEqual(stage.simulator.journal().entries, []);
    await stage.up(waveOf(stage, 1, done, group));
    assert.equal(outputsOf(stage).phase, "Completed");
  });

  it("lets copies that are under way be paused", async () => {
    stage = await openWaves(2);
    await stage.up(waveOf(stage, 2));
    await stage.up(waveOf(stage, 2, { hold: true, paused: true }));
    assert.deepEqual(new Set(Object.values(onArray(stage))), new Set(["Paused"]));
  });

  it("are too many failures: nothing more is begun, and what is ready is not cut over", async () => {
    stage = await openWaves(6, { copyBytesPerSecond: 0 });
    await stage.up(waveOf(stage, 3, { waitFor: "Ready_For_Cutover", maxFailures: 0 }));
    const [first] = stage.simulator.world.rows("import_session") ?? [];
    stage.simulator.world.failSession(String(first?.id), { state: "Failed" });
    await stage.refresh();
    const before = posts(stage);
    const program = waveOf(stage, 6, { advanceTo: "Import_Completed", waitFor: "Import_Completed", maxFailures: 0 });
    await stage.up(program).catch(() => undefined);
    assert.equal(posts(stage), before);
    assert.ok(!Object.values(onArray(stage)).includes("Import_Completed"), JSON.stringify(onArray(stage)));
    assert.equal(outputsOf(stage).phase, "Held");
    assert.match(outputsOf(stage).holdReason ?? "", /1 of its imports have failed, and maxFailures is 0/);
  });
});

describe("A failed import of a wave that is held", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  for (const more of [{ hold: true }, { maxFailures: 0 }]) {
    it(`is imported again once it is not held any more, as the run says that finds it: ${JSON.stringify(more)}`, async () => {
      stage = await openWaves(4);
      await stage.up(waveOf(stage, 2));
      stage.simulator.world.failSession(outputsOf(stage).members["db-01"]?.id ?? "", { state: "Failed" });
      stage.simulator.advance(600);
      stage.warnings.length = 0;
      const message = await failing(stage.up(waveOf(stage, 2, more)));
      const said =
        /Failed.*\. Mend the cause; once the wave is not held any more, "pulumi up" replaces it and imports again from 0\./;
      assert.match(message, said);
      assert.match(stage.warnings.join("\n"), said);
      assert.equal(await stage.up(waveOf(stage, 2, more)), "unchanged");
      await stage.up(waveOf(stage, 2));
      assert.equal(onArray(stage)["db-01"], "Copy_In_Progress");
    });
  }

  it("is imported again once it is not held any more, as a refresh says that finds it deleted", async () => {
    stage = await openWaves(4);
    const held = waveOf(stage, 2, { hold: true });
    await stage.up(waveOf(stage, 2));
    await stage.up(held);
    stage.simulator.world.purgeSession(outputsOf(stage).members["db-01"]?.id ?? "");
    stage.simulator.advance(600);
    stage.warnings.length = 0;
    await stage.refresh();
    assert.match(
      stage.warnings.join("\n"),
      /was deleted on the array; once the wave is not held any more, "pulumi up" imports again from 0\./,
    );
    await stage.up(held);
    assert.equal(onArray(stage)["db-01"], undefined);
    await stage.up(waveOf(stage, 2));
    assert.equal(onArray(stage)["db-01"], "Copy_In_Progress");
  });
});

describe("A wave of which a preview does not know yet whether it is held", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  const caveat = /starts nothing new and cuts nothing over if the wave is held by then, which is not known yet/;
  const preview = async (program: RawInputs) => {
    stage.warnings.length = 0;
    if (stage.recorded) await stage.preview(program);
    else stage.previewCreate(program);
    return stage.warnings.join("\n");
  };

  it("is not promised to begin, before it is there and when it is", async () => {
    stage = await openWaves(4);
    const said = await preview(waveOf(stage, 2, { hold: UNKNOWN }));
    assert.match(said, /begins 2: db-01, db-02; /);
    assert.match(said, caveat);
    assert.doesNotMatch(await preview(waveOf(stage, 2)), caveat);
    await stage.up(waveOf(stage, 2, { hold: true }));
    assert.match(await preview(waveOf(stage, 2, { hold: UNKNOWN })), caveat);
    assert.doesNotMatch(await preview(waveOf(stage, 2, { hold: false })), caveat);
  });

  it("is not promised to begin where so many failures may hold it", async () => {
    stage = await openWaves(4);
    const program = (maxFailures: unknown) => waveOf(stage, 3, { maxFailures, maxActive: 2 });
    await stage.up(program(1));
    assert.doesNotMatch(await preview(program(UNKNOWN)), caveat, "none has failed");
    stage.simulator.world.failSession(outputsOf(stage).members["db-01"]?.id ?? "", { state: "Failed" });
    await stage.refresh();
    assert.match(await preview(program(UNKNOWN)), caveat);
    assert.doesNotMatch(await preview(program(1)), caveat);
  });
});

describe("What the array was told to start before its wave is held", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  const starts = () => stage.changes().filter((change) => change === "PATCH /import_session/{id}").length;
  const inHours = (hours: number) => ({
    scheduledTimestamp: new Date(stage.simulator.now() + hours * 3_600_000).toISOString(),
  });

  it("starts no earlier, whatever the program says, before the hold ends", async () => {
    stage = await openWaves(2);
    const [soon, later] = [inHours(2), inHours(6)];
    await stage.up(waveOf(stage, 2, later));
    const held = waveOf(stage, 2, { ...soon, hold: true });
    await stage.up(held);
    assert.match(stage.warnings.join("\n"), /is Scheduled; its start stays as late as it is, since the wave holds it/);
    assert.equal(await stage.up(held), "unchanged");
    assert.equal(await stage.refresh(), "unchanged");
    assert.equal(starts(), 0);
    assert.equal(await stage.up(waveOf(stage, 2, soon)), "updated");
    assert.equal(starts(), 2);
    assert.equal(await stage.up(waveOf(stage, 2, soon)), "unchanged");
  });

  it("starts no earlier because windows have come to open earlier", async () => {
    stage = await openWaves(2);
    stage.simulator.advance(8 * 3600);
    const from = (hour: number) => ({
      startWindows: [{ schedule: `0 ${hour} * * *`, duration: "10h", timeZone: "UTC" }],
    });
    await stage.up(waveOf(stage, 2, from(20)));
    for (const earlier of [from(7), from(14)]) {
      const held = waveOf(stage, 2, { ...earlier, hold: true });
      await stage.up(held);
      assert.equal(await stage.up(held), "unchanged");
    }
    assert.equal(starts(), 0);
    await stage.up(waveOf(stage, 2, from(14)));
    assert.equal(starts(), 2);
  });

  it("starts once the hold ends that was there when windows were taken out of the program", async () => {
    stage = await openWaves(2);
    stage.simulator.advance(8 * 3600);
    await stage.up(waveOf(stage, 2, { startWindows: [{ schedule: "0 20 * * *", duration: "10h", timeZone: "UTC" }] }));
    const held = waveOf(stage, 2, { hold: true });
    await stage.up(held);
    assert.equal(await stage.up(held), "unchanged");
    assert.equal(starts(), 0);
    await stage.up(waveOf(stage, 2));
    assert.equal(starts(), 2);
    stage.simulator.advance(180);
    assert.deepEqual(new Set(Object.values(onArray(stage))), new Set(["Copy_In_Progress"]));
  });

  it("may be put off further, which holds it as well", async () => {
    stage = await openWaves(2);
    const [soon, later] = [inHours(2), inHours(6)];
    await stage.up(waveOf(stage, 2, soon));
    const held = waveOf(stage, 2, { ...later, hold: true });
    await stage.up(held);
    assert.equal(starts(), 2);
    assert.equal(await stage.up(held), "unchanged");
  });

  it("is beyond the hold, as an automatic cut-over is, and the preview and the run say so", async () => {
    stage = await openWaves(3);
    const members = { "db-01": inHours(6), "db-02": { automaticCutover: true } };
    await stage.up(waveOf(stage, 3, {}, members));
    const held = waveOf(stage, 3, { hold: true }, members);
    const beyond = [
      "does not keep the array from starting 1 that is Scheduled: db-01",
      "does not keep the array from cutting over 1 with automaticCutover: db-02",
    ];
    stage.warnings.length = 0;
    await stage.preview(held);
    assert.deepEqual(stage.warnings, [
      `This run starts nothing new and cuts nothing over: the wave holds it: its hold is set; ${beyond.join("; ")}.`,
    ]);
    stage.warnings.length = 0;
    await stage.up(held);
    const said = stage.warnings.filter((text) => text.startsWith(`the hold of the wave ${beyond.join("; it ")}. `));
    assert.equal(said.length, 1, stage.warnings.join("\n"));
  });

  it("is not spoken of where the hold reaches all that is left", async () => {
    stage = await openWaves(3);
    const members = { "db-02": { automaticCutover: true, paused: true } };
    await stage.up(waveOf(stage, 3, {}, members));
    await stage.up(waveOf(stage, 3, { hold: true }, members));
    assert.doesNotMatch(stage.warnings.join("\n"), /does not keep the array/);
  });
});

describe("What counts against maxFailures", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  it("is told by the run that finds it, although nothing is begun anew", async () => {
    stage = await openWaves(2);
    const program = waveOf(stage, 2, { maxFailures: 0 });
    await stage.up(program);
    stage.simulator.world.failSession(outputsOf(stage).members["db-02"]?.id ?? "", { state: "Failed" });
    stage.simulator.advance(600);
    const before = posts(stage);
    assert.match(await failing(stage.up(program)), /sessions\["db-02"\].* is Failed/);
    assert.equal(outputsOf(stage).phase, "Held");
    await stage.up(program).catch(() => undefined);
    assert.equal(posts(stage), before);
  });

  it("is no import that the program has no more: the others begin in the run that takes it out, as its preview says", async () => {
    stage = await openWaves(3);
    await stage.up(waveOf(stage, 2, { maxFailures: 0, maxActive: 2 }));
    stage.simulator.world.failSession(outputsOf(stage).members["db-01"]?.id ?? "", { state: "Failed" });
    await stage.refresh();
    assert.equal(outputsOf(stage).phase, "Held");
    const { "db-01": _, ...left } = waveOf(stage, 3).sessions as Record<string, object>;
    const program = { ...waveOf(stage, 0, { maxFailures: 0, maxActive: 2 }), sessions: left };
    stage.warnings.length = 0;
    await stage.preview(program);
    assert.deepEqual(stage.warnings, ["This run begins 1: db-03; takes out 1: db-01."]);
    await stage.up(program);
    assert.deepEqual(onArray(stage), { "db-02": "Copy_In_Progress", "db-03": "Copy_In_Progress" });
    assert.equal(outputsOf(stage).phase, "Running");
  });

  it("is no import that the program has no more, also where its record is still there after a refresh", async () => {
    stage = await openWaves(2);
    await stage.up(waveOf(stage, 2, { maxFailures: 0 }));
    stage.simulator.world.failSession(outputsOf(stage).members["db-01"]?.id ?? "", { state: "Failed" });
    const { "db-01": _, ...left } = waveOf(stage, 2).sessions as Record<string, object>;
    stage.simulator.setFaults([{ operation: "DELETE /import_session/{id}", times: 9, effect: { status: 422 } }]);
    await failing(stage.up({ ...waveOf(stage, 0, { maxFailures: 0 }), sessions: left }));
    await stage.refresh();
    assert.equal(outputsOf(stage).members["db-01"]?.state, "Failed");
    assert.equal(outputsOf(stage).phase, "Running");
  });

  it("is nothing of which nothing was sent: the others are cut over in their windows", async () => {
    stage = await openWaves(3);
    const program = { maxFailures: 0, advanceTo: "Import_Completed" };
    await stage.up(waveOf(stage, 2, program));
    stage.simulator.advance(24 * 3600);
    const over = { startWindows: [{ schedule: "2020-01-01T00:00", duration: "6h", timeZone: "UTC" }] };
    const message = await failing(
      stage.up(waveOf(stage, 3, { ...program, waitFor: "Import_Completed" }, { "db-03": over })),
    );
    assert.match(message, /db-03/);
    assert.deepEqual(onArray(stage), { "db-01": "Import_Completed", "db-02": "Import_Completed" });
    assert.notEqual(outputsOf(stage).phase, "Held");
  });

  for (const { before, now, ends } of [
    { before: true, now: false, ends: /confirm with hostsOnSource: true in its entry/ },
    { before: false, now: true, ends: undefined },
  ]) {
    it(`may have its end allowed or not while it holds the wave: hostsOnSource from ${before} to ${now}`, async () => {
      stage = await openWaves(2);
      const program = (hostsOnSource: boolean) =>
        waveOf(
          stage,
          2,
          { type: "Agentless", hostIds: ["host-01"], maxFailures: 0, onRemove: "cancel" },
          { "db-01": { hostsOnSource } },
        );
      await stage.up(program(before));
      stage.simulator.world.failSession(outputsOf(stage).members["db-01"]?.id ?? "", { state: "Cancel_Required" });
      await stage.refresh();
      assert.equal(outputsOf(stage).phase, "Held");
      assert.equal(await stage.up(program(now)), "updated");
      assert.equal(await stage.up(program(now)), "unchanged");
      const { sessions, ...wave } = program(now);
      const { "db-01": _, ...left } = sessions as Record<string, object>;
      const taken = stage.up({ ...wave, sessions: left });
      if (ends) assert.match(await failing(taken), ends);
      else assert.equal(await taken, "updated");
    });
  }

  it("is what the array refuses: the next one is not begun, though its place is free", async () => {
    stage = await openWaves(2);
    stage.simulator.setFaults([
      { operation: "POST /import_session", effect: { status: 422, message: "not this one" } },
    ]);
    const message = await failing(stage.up(waveOf(stage, 2, { maxFailures: 0, maxActive: 1 })));
    assert.match(message, /^sessions\["db-01"\]: .*not this one/);
    assert.deepEqual(onArray(stage), {});
    assert.equal(outputsOf(stage).phase, "Held");
    assert.match(outputsOf(stage).holdReason ?? "", /1 of its imports have failed, and maxFailures is 0/);
  });

  it("holds back what the array was too busy to begin before, and says that it may have", async () => {
    stage = await openWaves(4);
    let hasFailed: () => void = () => undefined;
    const failed = new Promise<void>((resolve) => {
      hasFailed = resolve;
    });
    let isFirst = true;
    stage.between = async (request, pass) => {
      const isPost = request.method === "POST" && request.url.endsWith("/import_session");
      if (isPost && isFirst) {
        // It is that of db-01, which waits until db-02 is over.
        isFirst = false;
        await failed;
        await soon();
        return busy();
      }
      const answer = await pass(request);
      // Who has the source is the last thing that is asked of what was refused.
      if (/import_session\?.*no-such-volume/.test(request.url)) hasFailed();
      return answer;
    };
    const program = waveOf(stage, 2, { maxFailures: 0 }, { "db-02": { sourceResourceId: "no-such-volume" } });
    const message = await failing(stage.up(program));
    assert.equal(outputsOf(stage).phase, "Held");
    assert.deepEqual(onArray(stage), {});
    assert.match(message, /db-01.*maxFailures is 0, after the array had answered that it is busy.*may be running/s);
  });

  const outages: Readonly<Record<string, (stage: Stage) => void>> = {
    "is busy": ({ simulator }) =>
      simulator.setFaults([{ operation: "POST /import_session", times: 99, effect: { status: 503 } }]),
    "cannot be reached": (stage) => {
      stage.between = async (request, pass) => {
        if (request.method === "POST" && request.url.endsWith("/import_session"))
          throw new SendFailure("refused", { mayHaveArrived: false });
        return pass(request);
      };
    },
  };
  for (const [what, begins] of Object.entries(outages)) {
    it(`is no outage, in which the array ${what}: what was not reached has not failed`, async () => {
      stage = await openWaves(2);
      begins(stage);
      await failing(stage.up(waveOf(stage, 2, { maxFailures: 0 })));
      assert.notEqual(outputsOf(stage).phase, "Held");
      assert.equal(outputsOf(stage).holdReason, undefined);
    });
  }
});

describe("A member that leaves its wave", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  it("is kept while its copy lives, and the others go on", async () => {
    stage = await openWaves(3);
    await stage.up(waveOf(stage, 2));
    const all = waveOf(stage, 3).sessions as Record<string, object>;
    const { "db-01": _, ...left } = all;
    const message = await failing(stage.up({ ...waveOf(stage, 0), sessions: left }));
    assert.match(message, /sessions\["db-01"\].*onRemove is "refuse"/s);
    assert.deepEqual(Object.keys(onArray(stage)).sort(), ["db-01", "db-02", "db-03"]);
    assert.ok(outputsOf(stage).members["db-01"]?.id, "its id is kept");
  });

  it("is over once somebody has ended it on the array, and nobody says that it is imported again", async () => {
    stage = await openWaves(2);
    const { sessions, ...program } = waveOf(stage, 2);
    await stage.up({ ...program, sessions });
    const others = { ...program, sessions: { "db-02": sessions["db-02"] } };
    await failing(stage.up(others));
    const { id = "" } = outputsOf(stage).members["db-01"] ?? {};
    stage.simulator.world.operations["POST /import_session/{id}/cancel"]?.({ id, body: {} });
    stage.simulator.advance(600);
    stage.simulator.world.purgeSession(id);
    stage.warnings.length = 0;
    await stage.refresh();
    const said = stage.warnings.join("\n");
    assert.match(said, /sessions\["db-01"\].* was deleted on the array, and nothing of it is left\./);
    await stage.up(others);
    assert.deepEqual(Object.keys(outputsOf(stage).members), ["db-02"]);
    assert.deepEqual(onArray(stage), { "db-02": "Copy_In_Progress" });
  });

  it("is kept again by each run, and goes on when it is put back", async () => {
    stage = await openWaves(2);
    await stage.up(waveOf(stage, 2));
    const { "db-01": _, ...left } = waveOf(stage, 2).sessions as Record<string, object>;
    await failing(stage.up({ ...waveOf(stage, 0), sessions: left }));
    await failing(stage.up({ ...waveOf(stage, 0), sessions: left }));
    await stage.up(waveOf(stage, 2, { paused: true }));
    assert.deepEqual(onArray(stage), { "db-01": "Paused", "db-02": "Paused" });
  });

  it("is on record again once it is put back, though there is nothing else to do", async () => {
    stage = await openWaves(2);
    await stage.up(waveOf(stage, 2));
    const { "db-01": _, ...left } = waveOf(stage, 2).sessions as Record<string, object>;
    await failing(stage.up({ ...waveOf(stage, 0), sessions: left }));
    await stage.up(waveOf(stage, 2));
    assert.deepEqual(Object.keys(outputsOf(stage).sessions).sort(), ["db-01", "db-02"]);
  });

  it("holds the others once it is put back, if it has failed since, and the state says so", async () => {
    stage = await openWaves(2);
    const program = waveOf(stage, 2, { maxFailures: 0 });
    await stage.up(program);
    const { "db-01": _, ...left } = program.sessions as Record<string, object>;
    await failing(stage.up({ ...program, sessions: left }));
    stage.simulator.world.failSession(outputsOf(stage).members["db-01"]?.id ?? "", { state: "Failed" });
    await stage.refresh();
    assert.notEqual(outputsOf(stage).phase, "Held", "the program that is recorded has it no more");
    await stage.up(program);
    assert.equal(outputsOf(stage).phase, "Held");
    assert.match(String(outputsOf(stage).holdReason), /1 of its imports have failed/);
  });

  it("is cancelled where the program says so", async () => {
    stage = await openWaves(2);
    await stage.up(waveOf(stage, 2));
    const { "db-01": _, ...left } = waveOf(stage, 2).sessions as Record<string, object>;
    await stage.up({ ...waveOf(stage, 0), sessions: left, onRemove: "cancel" });
    assert.deepEqual(onArray(stage), { "db-02": "Copy_In_Progress" });
    assert.deepEqual(Object.keys(outputsOf(stage).members), ["db-02"]);
  });

  it("is left alone where the program says so: a warning has its id and its name, and nothing is sent", async () => {
    stage = await openWaves(2);
    await stage.up(waveOf(stage, 2));
    const { id, name } = outputsOf(stage).members["db-01"] ?? {};
    const { "db-01": _, ...left } = waveOf(stage, 2).sessions as Record<string, object>;
    const program = { ...waveOf(stage, 0), sessions: left, onRemove: "leave" };
    await stage.preview(program);
    assert.match(stage.warnings.join("\n"), /This run leaves alone on the array, and forgets, 1: db-01\./);
    stage.simulator.clearJournal();
    stage.warnings.length = 0;
    await stage.up(program);
    assert.deepEqual(onArray(stage), { "db-01": "Copy_In_Progress", "db-02": "Copy_In_Progress" });
    assert.deepEqual(Object.keys(outputsOf(stage).members), ["db-02"]);
    assert.deepEqual(stage.changes(), []);
    assert.ok(
      stage.warnings.includes(
        `sessions["db-01"]: import session "${name}" (${id}) is left alone on the array and leaves the state, as onRemove: "leave" says: nobody of this stack manages it any more. To take it back: adoptSessionId: "${id}".`,
      ),
      stage.warnings.join("\n"),
    );
  });

  it("is left alone whatever its state: also the record of a completed one stays", async () => {
    stage = await openWaves(2, { copyBytesPerSecond: 0 });
    await stage.up(waveOf(stage, 2, { waitFor: "Ready_For_Cutover" }));
    await stage.up(waveOf(stage, 2, { advanceTo: "Import_Completed", waitFor: "Import_Completed" }));
    const { "db-01": _, ...left } = waveOf(stage, 2).sessions as Record<string, object>;
    const program = { ...waveOf(stage, 0), sessions: left, advanceTo: "Import_Completed", waitFor: "Import_Completed" };
    await stage.up({ ...program, onRemove: "leave" });
    assert.deepEqual(onArray(stage), { "db-01": "Import_Completed", "db-02": "Import_Completed" });
    assert.equal(await stage.up({ ...program, onRemove: "leave" }), "unchanged");
  });

  it("has only its record removed when it is completed", async () => {
    stage = await openWaves(2, { copyBytesPerSecond: 0 });
    await stage.up(waveOf(stage, 2, { waitFor: "Ready_For_Cutover" }));
    await stage.up(waveOf(stage, 2, { advanceTo: "Import_Completed", waitFor: "Import_Completed" }));
    const { "db-01": _, ...left } = waveOf(stage, 2).sessions as Record<string, object>;
    await stage.up({ ...waveOf(stage, 0), sessions: left, advanceTo: "Import_Completed", waitFor: "Import_Completed" });
    assert.deepEqual(onArray(stage), { "db-02": "Import_Completed" });
    assert.ok(!stage.changes().some((change) => change.includes("cancel")));
  });

  for (const [onRemove, says, then] of [
    ["leave", /begins 1: db-02; leaves alone on the array, and forgets, 1: db-01/, "Copy_In_Progress"],
    ["cancel", /begins 1: db-02; takes out 1: db-01/, "Copy_In_Progress"],
    ["refuse", /takes out 1: db-01; leaves 1 waiting for a place: db-02/, undefined],
  ] as const) {
    it(`gives its place on in the same run, as the preview says, if it leaves: ${onRemove}`, async () => {
      stage = await openWaves(4);
      const { sessions, ...program } = waveOf(stage, 2, { maxActive: 1, onRemove });
      await stage.up({ ...program, sessions: { "db-01": sessions["db-01"] } });
      stage.warnings.length = 0;
      const other = { ...program, sessions: { "db-02": sessions["db-02"] } };
      await stage.preview(other);
      assert.match(stage.warnings.join("\n"), says);
      await stage.up(other).catch(() => undefined);
      assert.equal(onArray(stage)["db-02"], then);
    });
  }
});

describe("Trouble of one member", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  it("is said by its name, and the others go on", async () => {
    stage = await openWaves(4);
    const program = waveOf(stage, 4, {}, { "db-02": { sourceResourceId: "no-such-volume" } });
    const message = await failing(stage.up(program));
    assert.match(message, /^sessions\["db-02"\]: /);
    assert.deepEqual(Object.keys(onArray(stage)).sort(), ["db-01", "db-03", "db-04"]);
    assert.deepEqual(outputsOf(stage).counts, { Copy_In_Progress: 3, Not_Started: 1 });
  });

  it("whose change is refused is told in the words of the refusal, and keeps what is recorded of it", async () => {
    stage = await openWaves(2);
    await stage.up(waveOf(stage, 2));
    const shown = () => {
      const { id, name, state, destinationResourceId } = outputsOf(stage).members["db-02"] ?? {};
      return { id, name, state, destinationResourceId };
    };
    const before = shown();
    const message = await failing(stage.up(waveOf(stage, 2, {}, { "db-02": { automaticCutover: true } })));
    assert.match(message, /^sessions\["db-02"\]: .* changing automaticCutover would throw this import away\. /);
    assert.deepEqual(shown(), before);
  });

  for (const [before, now] of [
    [true, false],
    [false, true],
  ]) {
    it(`whose change is refused is ended as that run's program says all the same: hostsOnSource from ${before} to ${now}`, async () => {
      stage = await openWaves(2);
      const program = (more: object) => waveOf(stage, 1, { type: "Agentless", hostIds: ["host-01"], ...more });
      for (const advanceTo of ["Ready_To_Start_Copy", "Ready_For_Cutover", "Ready_For_Cutover"])
        await stage.up(program({ advanceTo }));
      const copying = { advanceTo: "Ready_For_Cutover", hostsOnSource: before };
      await stage.up(program(copying));
      assert.deepEqual(onArray(stage), { "db-01": "Copy_In_Progress" });
      const refused = program({ ...copying, hostsOnSource: now, automaticCutover: true });
      assert.match(await failing(stage.up(refused)), /changing automaticCutover would throw this import away/);
      if (now) await stage.destroy();
      else await assert.rejects(stage.destroy(), /confirm with hostsOnSource: true/);
      assert.deepEqual(onArray(stage), now ? {} : { "db-01": "Copy_In_Progress" });
    });
  }

  it("that half of the wave has is no trouble of the other half: somebody has cancelled them", async () => {
    stage = await openWaves(4);
    const program = waveOf(stage, 4);
    await stage.up(program);
    for (const { id, name } of stage.simulator.world.rows("import_session") ?? []) {
      if (/db-0[12]/.test(String(name)))
        stage.simulator.world.operations["POST /import_session/{id}/cancel"]?.({ id: String(id), body: {} });
    }
    stage.simulator.advance(60);
    assert.equal(await stage.refresh(), "unchanged");
    assert.deepEqual(outputsOf(stage).counts, { Cancelled: 2, Copy_In_Progress: 2 });
    const message = await failing(stage.up({ ...program, paused: true }));
    assert.match(message, /db-01/);
    assert.match(message, /db-02/);
    assert.deepEqual(onArray(stage), {
      "db-01": "Cancelled",
      "db-02": "Cancelled",
      "db-03": "Paused",
      "db-04": "Paused",
    });
  });

  it("with the array itself ends the run early, with everything that was begun on record", async () => {
    stage = await openWaves(60);
    let posted = 0;
    stage.between = async (request, pass) => {
      if (request.method === "POST" && request.url.endsWith("/import_session") && ++posted > 20)
        throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
      return pass(request);
    };
    await failing(stage.up(waveOf(stage, 60)));
    const begun = Object.keys(onArray(stage)).length;
    const recorded = Object.values(outputsOf(stage).members).filter(({ id }) => id !== undefined).length;
    assert.equal(recorded, begun);
    stage.between = (request, pass) => pass(request);
    await stage.up(waveOf(stage, 60));
    assert.equal(stage.simulator.world.rows("import_session")?.length, 60);
  });

  it("with the array itself is found out by a few of many: no more are begun, and the others say so", async () => {
    stage = await openWaves(40);
    stage.between = async (request, pass) => {
      if (request.method !== "POST" || !request.url.endsWith("/import_session")) return pass(request);
      throw new SendFailure("refused", { mayHaveArrived: false });
    };
    await failing(stage.up(waveOf(stage, 40)));
    const members = Object.values(outputsOf(stage).members);
    const others = members.filter(
      ({ holdReason }) => holdReason === "the array did not answer when others were to begin",
    );
    assert.ok(others.length > 20, `${others.length} were not tried`);
    assert.equal(others.length + members.filter(({ error }) => error).length, 40);
  });
});
