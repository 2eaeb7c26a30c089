import assert from "node:assert/strict";
import type { Fact } from "../../../../provider/lifecycle/engineRun/facts";
import { importWave } from "../../../../provider/lifecycle/importWave/importWave";
import type { ImportWaveOutputs } from "../../../../provider/lifecycle/importWave/inputs/outputs";
import type { RawInputs } from "../../../../provider/lifecycle/operation/handler";
import { IncompleteError } from "../../../../provider/lifecycle/operation/lifecycleErrors";
import { SendFailure } from "../../../../provider/powerstore/http/sendFailure";
import type { Stage } from "../arrayObject/stage";
import { sharedLedger } from "../engineRun/sharedLedger";
import { onArray, openWaves, outputsOf, volumeIds, waveOf } from "./stage";

function fail({ simulator }: Stage, key: string): void {
  const row = simulator.world.rows("import_session")?.find(({ name }) => String(name).includes(key));
  assert.ok(row, `there is no session of ${key}`);
  simulator.world.failSession(row.id, { state: "Failed" });
}

describe("A member that has failed", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  it("is begun anew by the next run, whose preview says so, and the others are left alone", async () => {
    stage = await openWaves(3);
    await stage.up(waveOf(stage, 3));
    const ids = Object.values(outputsOf(stage).members).map(({ id }) => id);
    fail(stage, "db-02");
    await stage.refresh();
    const before = stage.changes().length;
    assert.deepEqual((await stage.preview(waveOf(stage, 3))).changed, ["sessions"]);
    assert.equal(await stage.up(waveOf(stage, 3)), "updated");
    assert.deepEqual(stage.changes().slice(before), ["DELETE /import_session/{id}", "POST /import_session"]);
    assert.deepEqual(new Set(Object.values(onArray(stage))), new Set(["Copy_In_Progress"]));
    const after = Object.values(outputsOf(stage).members).map(({ id }) => id);
    assert.deepEqual([after[0], after[2]], [ids[0], ids[2]]);
    assert.notEqual(after[1], ids[1]);
  });

  it("holds its wave as soon as a refresh has seen it, and no longer than it is there", async () => {
    stage = await openWaves(2);
    await stage.up(waveOf(stage, 2, { maxFailures: 0 }));
    fail(stage, "db-02");
    await stage.refresh();
    assert.equal(outputsOf(stage).phase, "Held");
    assert.match(outputsOf(stage).holdReason ?? "", /1 of its imports have failed, and maxFailures is 0/);
    const row = stage.simulator.world.rows("import_session")?.find(({ state }) => state === "Failed");
    stage.simulator.world.purgeSession(row?.id ?? "");
    await stage.refresh();
    assert.equal(outputsOf(stage).phase, "Running");
    assert.equal(outputsOf(stage).holdReason, undefined);
  });
});

describe("A member that has failed, and others that wait for the only place,", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  const limits = {
    "of the wave": { more: { maxActive: 1 }, perArray: undefined },
    "on the array": { more: {}, perArray: 1 },
  };
  const priorityOf = (key: string) => ({ [key]: { priority: 10 } });

  /** One fails after another run had no place for the other. */
  async function failed(first: string, { more, perArray }: (typeof limits)[keyof typeof limits]) {
    stage = await openWaves(4);
    if (perArray) stage.settings = { ...stage.settings, maxActivePerArray: perArray };
    await stage.up(waveOf(stage, 2, more, priorityOf("db-01")));
    assert.deepEqual(onArray(stage), { "db-01": "Copy_In_Progress" });
    fail(stage, "db-01");
    await stage.refresh();
    stage.warnings.length = 0;
    return waveOf(stage, 2, more, priorityOf(first));
  }

  for (const [where, limit] of Object.entries(limits)) {
    it(`has it again where it comes first: ${where}`, async () => {
      const program = await failed("db-01", limit);
      await stage.up(program);
      assert.deepEqual(onArray(stage), { "db-01": "Copy_In_Progress" });
      assert.match(outputsOf(stage).members["db-02"]?.holdReason ?? "", /waits for a place/);
    });

    it(`leaves it to the other where that comes first: ${where}`, async () => {
      const program = await failed("db-02", limit);
      await stage.up(program);
      assert.deepEqual(onArray(stage), { "db-02": "Copy_In_Progress" });
      assert.match(outputsOf(stage).members["db-01"]?.holdReason ?? "", /waits for a place/);
    });

    it(`leaves it to the other where its own delete is refused: ${where}`, async () => {
      const program = await failed("db-01", limit);
      const text = JSON.stringify({ messages: [{ severity: "Error", code: "0x1", message_l10n: "Not allowed." }] });
      const headers = new Headers({ "content-type": "application/json" });
      stage.between = async (request, pass) =>
        request.method === "DELETE" ? { status: 403, headers, text } : pass(request);
      await assert.rejects(stage.up(program), /sessions\["db-01"\].*Not allowed/);
      assert.deepEqual(onArray(stage), { "db-01": "Failed", "db-02": "Copy_In_Progress" });
    });
  }

  for (const [first, says] of Object.entries({
    "db-01": /This run goes on with 1: db-01; leaves 1 waiting for a place: db-02/,
    "db-02": /This run begins 1: db-02; leaves 1 waiting for a place: db-01/,
  })) {
    it(`is told of in the preview as the run does it: ${first} first`, async () => {
      const program = await failed(first, limits["of the wave"]);
      await stage.preview(program);
      assert.match(stage.warnings.join("\n"), says);
    });
  }
});

describe("A member of which no look has said the state", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  /** The array takes the imports in, and answers nothing from the first look at them on. */
  async function beginUnseen(): Promise<void> {
    stage = await openWaves(2);
    let hasBegun = false;
    stage.between = (request, pass) => {
      if (hasBegun && request.method === "GET")
        throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
      hasBegun ||= request.method === "POST" && /import_session$/.test(request.url);
      return pass(request);
    };
    await assert.rejects(stage.up(waveOf(stage, 2, { onRemove: "cancel" })), IncompleteError);
    const { id, state } = outputsOf(stage).members["db-01"] ?? {};
    assert.deepEqual([typeof id, state], ["string", undefined]);
    stage.between = (request, pass) => pass(request);
    stage.simulator.advance(3600);
  }

  it("ends with a destroy of its wave", async () => {
    await beginUnseen();
    await stage.destroy();
    assert.deepEqual(onArray(stage), {});
  });

  it("ends as it is taken out of the wave, where the program allows that", async () => {
    await beginUnseen();
    const { sessions, ...wave } = waveOf(stage, 2, { onRemove: "cancel" });
    const { "db-01": _, ...others } = sessions as Record<string, RawInputs>;
    await stage.up({ ...wave, sessions: others });
    assert.deepEqual(Object.keys(onArray(stage)), ["db-02"]);
  });
});

describe("A member that was adopted, and whose session is over,", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  const idOf = (key: string) => outputsOf(stage).members[key]?.id;

  /** A wave that has adopted its first imports. */
  async function adopted(count: number, more: RawInputs = {}) {
    stage = await openWaves(4);
    await stage.up(waveOf(stage, count));
    const ids = Object.entries(outputsOf(stage).members).map(([key, { id }]) => [key, { adoptSessionId: id }] as const);
    stage.forget();
    stage.urn = String(stage.urn).replace("night-1", "night-2");
    stage.restart();
    const members = Object.fromEntries(ids);
    await stage.up(waveOf(stage, count, more, members));
    assert.equal(idOf("db-01"), members["db-01"]?.adoptSessionId);
    return members;
  }

  it("is begun anew as any other, time and again, though its entry goes on to name that one", async () => {
    const members = await adopted(1);
    const program = waveOf(stage, 1, {}, members);
    const ids = [idOf("db-01")];
    for (const _ of [1, 2]) {
      fail(stage, "db-01");
      await stage.refresh();
      assert.equal(await stage.up(program), "updated");
      assert.deepEqual(onArray(stage), { "db-01": "Copy_In_Progress" });
      assert.match(outputsOf(stage).members["db-01"]?.name ?? "", /^night-2-db-01-/);
      assert.equal(await stage.up(program), "unchanged");
      ids.push(idOf("db-01"));
    }
    assert.equal(new Set(ids).size, 3);
  });

  it("waits for a place as any other, also in later runs", async () => {
    const members = await adopted(1, { maxActive: 1 });
    fail(stage, "db-01");
    await stage.refresh();
    const program = waveOf(stage, 2, { maxActive: 1 }, { ...members, "db-02": { priority: 1 } });
    await stage.up(program);
    assert.deepEqual(onArray(stage), { "db-02": "Copy_In_Progress" });
    assert.match(outputsOf(stage).members["db-01"]?.holdReason ?? "", /waits for a place: 1 of 1/);
    stage.warnings.length = 0;
    await stage.preview(program);
    assert.doesNotMatch(stage.warnings.join("\n"), /begins/);
    stage.simulator.advance(2 * 3600);
    await stage.up(program);
    assert.deepEqual(onArray(stage), { "db-01": "Copy_In_Progress", "db-02": "Ready_For_Cutover" });
  });

  it("is begun anew where somebody has deleted it, as the refresh says", async () => {
    const members = await adopted(1);
    const program = waveOf(stage, 1, {}, members);
    stage.simulator.world.purgeSession(idOf("db-01") ?? "");
    await stage.refresh();
    assert.match(stage.warnings.join("\n"), /was deleted on the array; the next "pulumi up" imports again from 0/);
    await stage.up(program);
    assert.deepEqual(onArray(stage), { "db-01": "Copy_In_Progress" });
  });

  it("is begun anew, with a place, where the whole wave is replaced", async () => {
    const members = await adopted(2, { maxActive: 2 });
    const { recorded } = stage;
    assert.ok(recorded);
    stage.restart();
    const context = stage.context();
    const program = waveOf(stage, 2, { maxActive: 1 }, members);
    const { inputs } = importWave.handler.check(undefined, program, context);
    await importWave.handler.delete(recorded.id, recorded.outputs, context);
    const created = await importWave.handler.create(inputs as never, context);
    assert.deepEqual(onArray(stage), { "db-01": "Copy_In_Progress" });
    const { "db-01": one, "db-02": other } = (created.outputs as unknown as ImportWaveOutputs).members;
    assert.notEqual(one?.id, members["db-01"]?.adoptSessionId);
    assert.match(other?.holdReason ?? "", /waits for a place/);
  });

  it("is no import of which there never was a session: that is an error of each run", async () => {
    stage = await openWaves(1);
    const program = waveOf(stage, 1, {}, { "db-01": { adoptSessionId: "no-such" } });
    for (const _ of [1, 2]) await assert.rejects(stage.up(program), /no such session.*remove adoptSessionId/s);
    assert.deepEqual(onArray(stage), {});
  });
});

/** Scheduled by the array's clock, so that a create-only change replaces it. */
const scheduled = (stage: Stage) => ({
  scheduledTimestamp: new Date(stage.simulator.now() + 86_400_000).toISOString(),
});

describe("A member that is to be replaced", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  const refuseCancels = () =>
    stage.simulator.setFaults([
      { operation: "POST /import_session/{id}/cancel", times: 99, effect: { status: 422, message: "not now" } },
    ]);

  it("keeps its id and fails with the reason where its delete fails, whether its turn would have come or not", async () => {
    stage = await openWaves(3);
    const start = scheduled(stage);
    await stage.up(waveOf(stage, 1, { ...start, maxActive: 1 }));
    const { id } = outputsOf(stage).members["db-01"] ?? {};
    assert.ok(id);
    refuseCancels();
    const changed = waveOf(stage, 2, { ...start, automaticCutover: true, maxActive: 1 }, { "db-02": { priority: 1 } });
    await assert.rejects(stage.up(changed), /sessions\["db-01"\].*not now/s);
    assert.equal(outputsOf(stage).members["db-01"]?.id, id);
    assert.deepEqual(onArray(stage), { "db-01": "Scheduled" });
  });

  it("is ended later as the program says, also where the run that has the consent could not end it", async () => {
    stage = await openWaves(3);
    const program = (more: RawInputs) => waveOf(stage, 1, { ...scheduled(stage), ...more });
    const before = program({ hostsOnSource: true });
    await stage.up(before);
    refuseCancels();
    const changed = { ...before, hostsOnSource: false, automaticCutover: true };
    await assert.rejects(stage.up(changed), /sessions\["db-01"\].*not now/s);
    assert.equal(outputsOf(stage).members["db-01"]?.applied?.hostsOnSource, false);
  });

  it("is on record again where the whole wave is replaced and its own delete fails, though its turn has not come", async () => {
    stage = await openWaves(3);
    const start = scheduled(stage);
    await stage.up(waveOf(stage, 1, { ...start, maxActive: 1 }));
    const { recorded } = stage;
    assert.ok(recorded);
    const { id } = outputsOf(stage).members["db-01"] ?? {};
    refuseCancels();
    stage.restart();
    const context = stage.context();
    const program = waveOf(stage, 2, { ...start, maxActive: 1 }, { "db-02": { priority: 1 } });
    const { inputs } = importWave.handler.check(undefined, program, context);
    context.run.remember(context.urn, recorded.outputs);
    await importWave.handler.delete(recorded.id, recorded.outputs, context);
    const error = await importWave.handler.create(inputs as never, context).catch((reason: unknown) => reason);
    assert.ok(error instanceof IncompleteError, String(error));
    assert.match(error.message, /sessions\["db-01"\].*not now/s);
    assert.equal((error.outputs as ImportWaveOutputs).members["db-01"]?.id, id);
  });

  it("is left as it is while the wave is held, and replaced when it is not any more", async () => {
    stage = await openWaves(2);
    const start = scheduled(stage);
    await stage.up(waveOf(stage, 2, start));
    const ids = Object.values(outputsOf(stage).members).map(({ id }) => id);
    const before = stage.changes().length;
    const changed = waveOf(stage, 2, { ...start, automaticCutover: true });
    await stage.up({ ...changed, hold: true });
    assert.deepEqual(stage.changes().slice(before), []);
    assert.deepEqual(
      Object.values(outputsOf(stage).members).map(({ id }) => id),
      ids,
    );
    await stage.up(changed);
    assert.equal(
      stage
        .changes()
        .slice(before)
        .filter((change) => change === "POST /import_session").length,
      2,
    );
    assert.ok(Object.values(outputsOf(stage).members).every(({ id }) => id !== undefined && !ids.includes(id)));
  });
});

describe("What a killed run has begun", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  it("holds its place and comes first, whatever the priorities say by now", async () => {
    stage = await openWaves(2);
    await stage.up(waveOf(stage, 1, { maxActive: 1 }));
    stage.forget();
    stage.restart(true);
    assert.equal(await stage.up(waveOf(stage, 2, { maxActive: 1 }, { "db-02": { priority: 1 } })), "created");
    assert.deepEqual(Object.keys(onArray(stage)), ["db-01"]);
    assert.ok(outputsOf(stage).members["db-01"]?.id);
    assert.match(outputsOf(stage).members["db-02"]?.holdReason ?? "", /waits for a place/);
  });

  it("is taken over under a hold, which starts nothing else: what was lost of a create, and what is adopted", async () => {
    stage = await openWaves(4);
    await stage.up(waveOf(stage, 2));
    const ids = Object.fromEntries(Object.entries(outputsOf(stage).members).map(([key, { id }]) => [key, id]));
    stage.forget();
    stage.restart(true);
    const before = stage.changes().length;
    const held = waveOf(stage, 3, { hold: true, paused: true });
    assert.equal(await stage.up(held), "created");
    assert.deepEqual(stage.changes().slice(before), Array(2).fill("POST /import_session/{id}/pause"));
    assert.deepEqual(
      Object.entries(outputsOf(stage).members).map(([key, { id }]) => [key, id]),
      [
        ["db-01", ids["db-01"]],
        ["db-02", ids["db-02"]],
        ["db-03", undefined],
      ],
    );
    assert.match(outputsOf(stage).members["db-03"]?.holdReason ?? "", /hold is set/);
    assert.equal(await stage.up(held), "unchanged");
  });

  it("is taken over, as the preview says, also where nothing but failures hold the wave by now", async () => {
    stage = await openWaves(4);
    const left: (readonly Fact[])[] = [];
    stage.ledger = () => sharedLedger(left)();
    const program = waveOf(stage, 3, { maxActive: 1, maxFailures: 0 });
    await stage.up(program);
    stage.simulator.advance(7200);
    await stage.refresh();
    const { recorded } = stage;
    await stage.up(program);
    assert.deepEqual(onArray(stage), { "db-01": "Ready_For_Cutover", "db-02": "Copy_In_Progress" });
    stage.recorded = recorded;
    stage.restart(true);
    fail(stage, "db-01");
    await stage.refresh();
    stage.simulator.advance(120);
    stage.warnings.length = 0;
    stage.simulator.clearJournal();
    assert.equal(await stage.up(program), "updated");
    assert.match(
      stage.warnings.join("\n"),
      /leaves 1 waiting for the hold to end: db-03; .*; records what became of 1: db-02;/,
    );
    assert.deepEqual(stage.changes(), []);
    assert.equal(outputsOf(stage).members["db-02"]?.state, "Copy_In_Progress");
    stage.simulator.advance(120);
    stage.simulator.clearJournal();
    assert.equal(await stage.up(program), "unchanged");
    assert.deepEqual(
      stage.simulator.journal().entries.map(({ operation }) => operation),
      ["GET /import_session", "GET /import_session/{id}"],
      "the names that are in use, and the one that copies",
    );
  });

  it("is adopted first and without a place, whoever comes before it, as the preview says: its copy goes on anyway", async () => {
    stage = await openWaves(6);
    const ids = await sessionsOfAnotherWave(2);
    const moved = {
      ...waveOf(
        stage,
        4,
        { maxActive: 2 },
        { "db-03": { adoptSessionId: ids[0] }, "db-04": { adoptSessionId: ids[1] } },
      ),
    };
    await stage.up(waveOf(stage, 0, { maxActive: 2 }));
    const before = stage.changes().length;
    stage.warnings.length = 0;
    await stage.preview(moved);
    assert.match(stage.warnings.join("\n"), /begins 2: db-03, db-04/);
    await stage.up(moved);
    assert.deepEqual(stage.changes().slice(before), []);
    const { members } = outputsOf(stage);
    assert.deepEqual([members["db-03"]?.id, members["db-04"]?.id], ids);
    assert.match(members["db-01"]?.holdReason ?? "", /waits for a place: 2 of 2/);
  });

  /** A wave with one place, whose only import has failed; and a program in which its entry takes another import over, and another one is to begin. */
  async function movedIn() {
    stage = await openWaves(6);
    const [id] = await sessionsOfAnotherWave(1);
    await stage.up(waveOf(stage, 1, { maxActive: 1 }));
    fail(stage, "db-01");
    await stage.refresh();
    const { sessions, ...wave } = waveOf(stage, 3, { maxActive: 1 });
    const { "db-02": next, "db-03": running } = sessions as Record<string, RawInputs>;
    return { id, program: { ...wave, sessions: { "db-01": { ...running, adoptSessionId: id }, "db-02": next } } };
  }

  it("is adopted by an entry that was another import before, and keeps the next one from beginning, as the preview says", async () => {
    const { id, program } = await movedIn();
    const before = stage.changes().length;
    stage.warnings.length = 0;
    await stage.preview(program);
    assert.match(stage.warnings.join("\n"), /leaves 1 waiting for a place: db-02/);
    await stage.up(program);
    assert.deepEqual(stage.changes().slice(before), ["DELETE /import_session/{id}"]);
    const { members } = outputsOf(stage);
    assert.equal(members["db-01"]?.id, id);
    assert.match(members["db-02"]?.holdReason ?? "", /waits for a place: 1 of 1/);
  });

  it("leaves its place to the next one where the entry's former import cannot be ended", async () => {
    const { program } = await movedIn();
    stage.simulator.setFaults([{ operation: "DELETE /import_session/{id}", times: 9, effect: { status: 422 } }]);
    await assert.rejects(stage.up(program), /sessions\["db-01"\]/);
    assert.notEqual(outputsOf(stage).members["db-02"]?.id, undefined);
  });

  /** Of the third and the fourth volume, which no stack has any more. */
  async function sessionsOfAnotherWave(count: number): Promise<readonly (string | undefined)[]> {
    const { sessions, ...wave } = waveOf(stage, 2 + count);
    const last = Object.entries(sessions).slice(2);
    await stage.up({ ...wave, sessions: Object.fromEntries(last) });
    const ids = Object.values(outputsOf(stage).members).map(({ id }) => id);
    stage.forget();
    stage.urn = String(stage.urn).replace("night-1", "night-2");
    stage.restart();
    stage.warnings.length = 0;
    return ids;
  }

  describe("and could not record", () => {
    /** A wave of three of which one is on record, and the killed update that has begun the others. */
    async function killed(isAccountLeft: boolean): Promise<void> {
      stage = await openWaves(4);
      const left: (readonly Fact[])[] = [];
      if (isAccountLeft) stage.ledger = () => sharedLedger(left)();
      await stage.up(waveOf(stage, 3, { maxActive: 1 }));
      const { recorded } = stage;
      await stage.up(waveOf(stage, 3));
      stage.recorded = recorded;
      stage.restart(true);
      stage.warnings.length = 0;
    }

    it("ends with a destroy of its wave, where the account of that run says whose it is", async () => {
      await killed(true);
      await stage.destroy();
      assert.deepEqual(onArray(stage), {});
      assert.match(stage.warnings.join("\n"), /sessions\["db-02"\]: .* was made by an earlier, interrupted run/);
    });

    it("keeps its wave in the stack where nothing says whose it is, and the advice ends it", async () => {
      await killed(false);
      await assert.rejects(
        stage.destroy(),
        /sessions\["db-02"\].*may belong to another stack.*confirm that, with advanceTo taken out, .*: adoptSessionId/s,
      );
      assert.deepEqual(Object.keys(onArray(stage)).sort(), ["db-02", "db-03"]);
      const rows = stage.simulator.world.rows("import_session") ?? [];
      const adopting = ["db-02", "db-03"].map((key) => {
        const row = rows.find(({ name }) => String(name).includes(key));
        return [key, { adoptSessionId: row?.id }] as const;
      });
      await stage.up(waveOf(stage, 3, {}, Object.fromEntries(adopting)));
      await stage.destroy();
      assert.deepEqual(onArray(stage), {});
    });

    it("is kept by a run whose program has it no more, on record and in the wave", async () => {
      await killed(true);
      const message = await stage.up(waveOf(stage, 2)).then(String, (error: Error) => error.message);
      assert.match(message, /sessions\["db-03"\].*onRemove is "refuse"/s);
      assert.ok(idOf("db-03"));
      assert.equal(Object.keys(onArray(stage)).length, 3);
    });

    it("is ended by such a run where the program allows that", async () => {
      await killed(true);
      await stage.up(waveOf(stage, 2, { onRemove: "cancel" }));
      assert.deepEqual(Object.keys(onArray(stage)).sort(), ["db-01", "db-02"]);
    });

    for (const state of ["Scheduled", "Copy_In_Progress"]) {
      for (const then of ["destroyed", "taken out"]) {
        it(`in the place of what is on record as ${state} ends when it is ${then}, where the account of that run says whose it is`, async () => {
          stage = await openWaves(4);
          const left: (readonly Fact[])[] = [];
          stage.ledger = () => sharedLedger(left)();
          const all = { onRemove: "cancel", ...(state === "Scheduled" && scheduled(stage)) };
          await stage.up(waveOf(stage, 2, all));
          const { recorded } = stage;
          // What is recorded as copying has failed since, which that run has seen.
          if (state !== "Scheduled") fail(stage, "db-01");
          const { sessions, ...wave } = waveOf(stage, 2, all, { "db-01": { automaticCutover: true } });
          await stage.up({ ...wave, sessions });
          stage.recorded = recorded;
          stage.restart(true);
          const { "db-01": _, ...others } = sessions as Record<string, RawInputs>;
          if (then === "destroyed") await stage.destroy();
          else await stage.up({ ...wave, sessions: others });
          assert.deepEqual(onArray(stage), then === "destroyed" ? {} : { "db-02": state });
        });
      }
    }

    describe("in the place of one that had failed", () => {
      /** The wave is held since, so that no run has taken it over. */
      const killedAnew = async (): Promise<void> => {
        stage = await openWaves(4);
        const left: (readonly Fact[])[] = [];
        stage.ledger = () => sharedLedger(left)();
        await stage.up(waveOf(stage, 2));
        fail(stage, "db-01");
        await stage.refresh();
        const { recorded } = stage;
        await stage.up(waveOf(stage, 2));
        stage.recorded = recorded;
        stage.restart(true);
        await stage.up(waveOf(stage, 2, { hold: true, onRemove: "cancel" }));
        stage.warnings.length = 0;
      };

      it("ends with a destroy of its wave", async () => {
        await killedAnew();
        await stage.destroy();
        assert.deepEqual(onArray(stage), {});
        assert.match(stage.warnings.join("\n"), /sessions\["db-01"\]: .* was made by an earlier, interrupted run/);
      });

      it("ends as it is taken out of the wave, where the program allows that", async () => {
        await killedAnew();
        const { sessions, ...wave } = waveOf(stage, 2, { hold: true, onRemove: "cancel" });
        const { "db-01": _, ...others } = sessions as Record<string, RawInputs>;
        await stage.up({ ...wave, sessions: others });
        assert.deepEqual(Object.keys(onArray(stage)), ["db-02"]);
      });
    });

    const idOf = (key: string) => outputsOf(stage).members[key]?.id;
  });

  /** Another stack's import of this volume, under this name. */
  async function foreign(name: string, sourceResourceId: string | undefined): Promise<void> {
    const { recorded, urn, ledger } = stage;
    stage.ledger = () => sharedLedger()();
    stage.forget();
    stage.urn = String(urn).replace("night-1", "night-2");
    stage.restart();
    await stage.up({ remoteSystemId: "rs-unity-01", sessions: { other: { sourceResourceId, name } } });
    Object.assign(stage, { recorded, urn, ledger });
    stage.restart();
    stage.warnings.length = 0;
  }

  for (const then of ["destroyed", "taken out"]) {
    it(`is not what bears its chosen name and imports another source, where it came to nothing: ${then}`, async () => {
      stage = await openWaves(4);
      const left: (readonly Fact[])[] = [];
      stage.ledger = () => sharedLedger(left)();
      const own = { "db-02": { name: "payroll" } };
      await stage.up(waveOf(stage, 2, { onRemove: "cancel", maxActive: 1 }, own));
      const { recorded } = stage;
      stage.between = async (request, pass) => {
        if (request.method !== "POST" || !request.url.endsWith("/import_session")) return pass(request);
        throw new SendFailure("timedOut", { mayHaveArrived: true });
      };
      const program = waveOf(stage, 2, { onRemove: "cancel", maxActive: 2 }, own);
      await assert.rejects(stage.up(program));
      stage.between = (request, pass) => pass(request);
      stage.recorded = recorded;
      stage.restart(true);
      await foreign("payroll", volumeIds(stage, 4)[3]);
      const { "db-02": _, ...sessions } = program.sessions as Record<string, RawInputs>;
      await (then === "destroyed" ? stage.destroy() : stage.up({ ...program, sessions }));
      assert.equal(onArray(stage).payroll, "Copy_In_Progress");
    });
  }

  it("is none for a wave that failures hold where another has the chosen name: each run ends well, and does nothing", async () => {
    stage = await openWaves(4);
    const program = waveOf(stage, 2, { maxActive: 1, maxFailures: 0 }, { "db-02": { name: "payroll" } });
    await stage.up(program);
    fail(stage, "db-01");
    await stage.refresh();
    await foreign("payroll", volumeIds(stage, 2)[1]);
    for (const _ of [1, 2]) {
      stage.simulator.advance(600);
      assert.equal(await stage.up(program), "unchanged");
    }
  });

  for (const how of ["in the same run", "in a later run without an account"]) {
    it(`is not what a wave has that was made in the place of one whose imports are gone, and is deleted ${how}`, async () => {
      stage = await openWaves(4);
      stage.settings = { ...stage.settings, namespace: "emea" };
      const program = waveOf(stage, 2);
      await stage.up(program);
      const { recorded: old, simulator } = stage;
      assert.ok(old);
      for (const { id } of [...(simulator.world.rows("import_session") ?? [])]) simulator.world.purgeSession(id);
      stage.restart();
      const { inputs } = importWave.handler.check(old.inputs, program, stage.context());
      await importWave.handler.create(inputs as never, stage.context());
      if (how !== "in the same run") stage.restart(false);
      await importWave.handler.delete(old.id, old.outputs, stage.context());
      assert.deepEqual(Object.values(onArray(stage)), ["Copy_In_Progress", "Copy_In_Progress"]);
    });
  }

  it("is adopted under a hold, as the preview says", async () => {
    stage = await openWaves(4);
    await stage.up(waveOf(stage, 1));
    const { id } = outputsOf(stage).members["db-01"] ?? {};
    stage.forget();
    stage.restart();
    const before = stage.changes().length;
    const held = waveOf(stage, 2, { hold: true }, { "db-01": { adoptSessionId: id } });
    await stage.up(waveOf(stage, 0, { hold: true }));
    stage.warnings.length = 0;
    await stage.preview(held);
    assert.match(stage.warnings.join("\n"), /begins 1: db-01/);
    await stage.up(held);
    assert.deepEqual(stage.changes().slice(before), []);
    assert.equal(outputsOf(stage).members["db-01"]?.id, id);
    assert.equal(await stage.up(held), "unchanged");
  });
});

describe("What an import has had that its run ends before its copy", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  /** Two that are to start tomorrow, and what each of them imports. */
  async function scheduled() {
    stage = await openWaves(4, { cancelSeconds: 120 });
    const scheduledTimestamp = new Date(stage.simulator.now() + 86_400_000).toISOString();
    const program = (sessions: RawInputs) => ({ ...waveOf(stage, 2), scheduledTimestamp, sessions });
    const { "db-01": first, "db-02": second } = waveOf(stage, 2).sessions;
    await stage.up(program({ "db-01": first, "db-02": second }));
    assert.deepEqual(onArray(stage), { "db-01": "Scheduled", "db-02": "Scheduled" });
    stage.warnings.length = 0;
    return { program, first, second };
  }

  const sourceOf = (key: string) =>
    (stage.simulator.world.rows("import_session") ?? []).find(({ name }) => String(name).includes(key))
      ?.source_resource_id;

  it("is had in the same run by the entry of another key", async () => {
    const { program, first, second } = await scheduled();
    await stage.up(program({ "db-1": first, "db-2": second }));
    assert.deepEqual(onArray(stage), { "db-1": "Scheduled", "db-2": "Scheduled" });
    assert.equal(sourceOf("db-1"), first?.sourceResourceId);
    assert.equal(await stage.up(program({ "db-1": first, "db-2": second })), "unchanged");
  });

  it("is had in the same run by those that change their sources for each other's", async () => {
    const { program, first, second } = await scheduled();
    await stage.up(program({ "db-01": second, "db-02": first }));
    assert.deepEqual(onArray(stage), { "db-01": "Scheduled", "db-02": "Scheduled" });
    assert.equal(sourceOf("db-01"), second?.sourceResourceId);
  });

  it("is had in the same run by the one that stays", async () => {
    const { program, first } = await scheduled();
    await stage.up(program({ "db-02": first }));
    assert.deepEqual(onArray(stage), { "db-02": "Scheduled" });
    assert.equal(sourceOf("db-02"), first?.sourceResourceId);
  });
});

describe("A completed import whose record is gone", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  const all = { waitFor: "Import_Completed", advanceTo: "Import_Completed" };
  type Wave = RawInputs & { readonly sessions: Readonly<Record<string, RawInputs>> };
  const program = () => waveOf(stage, 1, all) as Wave;
  const renamed = (more: RawInputs = {}) => {
    const { sessions, ...wave } = program();
    return { ...wave, sessions: { "db-1": { ...sessions["db-01"], ...more } } };
  };

  async function purged(): Promise<string> {
    stage = await openWaves(2, { copyBytesPerSecond: 0 });
    await stage.up(program());
    const { id = "" } = outputsOf(stage).members["db-01"] ?? {};
    stage.simulator.world.purgeSession(id);
    await stage.refresh();
    assert.equal(outputsOf(stage).phase, "Completed");
    return id;
  }

  for (const wish of ["plain", "adopting"] as const) {
    it(`cannot be had under another key, and who puts the former one back, as the error says, is done: ${wish}`, async () => {
      const id = await purged();
      const before = stage.changes().length;
      const adopting = { adoptSessionId: id };
      await assert.rejects(stage.up(renamed(wish === "plain" ? {} : adopting)), (error: Error) => {
        assert.match(error.message, /sessions\["db-01"\].*cannot have it.*back under its former key or name/s);
        assert.doesNotMatch(error.message, /adoptSessionId/, "there is none to adopt");
        if (wish === "adopting") assert.match(error.message, /no such session.*the source is imported already/);
        return true;
      });
      await stage.up(program());
      assert.equal(await stage.up(program()), "unchanged");
      assert.equal(outputsOf(stage).phase, "Completed");
      assert.deepEqual(Object.keys(outputsOf(stage).members), ["db-01"]);
      const changes = stage.changes().slice(before);
      assert.deepEqual(
        changes.filter((change) => change !== "POST /import_session"),
        [],
      );
    });
  }

  it("leaves its wave where both keys are taken out, as the error says", async () => {
    await purged();
    await assert.rejects(
      stage.up(renamed()),
      /take both out of the program, an entry of a wave with onRemove: "leave"/,
    );
    const nobody = { ...program(), sessions: {}, onRemove: "leave" };
    await stage.up(nobody);
    assert.deepEqual(outputsOf(stage).members, {});
    assert.equal(await stage.up(nobody), "unchanged");
  });
});
