import assert from "node:assert/strict";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import type { Fact } from "../../../../provider/lifecycle/engineRun/facts";
import type { Ledger } from "../../../../provider/lifecycle/engineRun/ledger";
import { privateLedger } from "../../../../provider/lifecycle/engineRun/ledger";
import { importSessionHandler } from "../../../../provider/lifecycle/importSession/importSession";
import { wishOf } from "../../../../provider/lifecycle/importSession/inputs/marks";
import { IncompleteError, NotReplacedError } from "../../../../provider/lifecycle/operation/lifecycleErrors";
import { clockFrom } from "../../../clock";
import { sharedLedger } from "../engineRun/sharedLedger";
import type { Recorded, Stage } from "./stage";
import { openStage, readyVolume, URN } from "./stage";

const DYNAMIC = URN.replace("powerstore-import:index", "pulumi-nodejs:dynamic/powerstore-import");
const OTHER = `${URN}-renamed`;

/** Who may end or take over a session: one account for each run of the engine, whatever the number of its processes. */
describe("The account of a run", () => {
  let stage: Stage;
  let volume: { remoteSystemId: string; sourceResourceId: string };
  beforeEach(async () => {
    stage = await openStage();
    volume = readyVolume(stage.simulator);
  });
  afterEach(() => stage.close());

  const state = (id: string | undefined) => stage.session(id).state;
  const recorded = (): Recorded => {
    assert.ok(stage.recorded);
    return stage.recorded;
  };
  /** A resource of another name, type or process of the same run. */
  const as = (urn: string, run: EngineRun | undefined, holding?: Recorded) => {
    stage.urn = urn;
    stage.run = run;
    stage.recorded = holding;
    stage.simulator.clearJournal();
  };
  const copying = async (program = volume as Record<string, unknown>) => {
    await stage.up(program);
    stage.simulator.advance(60);
    const old = recorded();
    assert.equal(state(old.id), "Copy_In_Progress");
    return old;
  };

  it("leaves alone what the new resource has taken over in another process, as in a move between the surfaces without aliases", async () => {
    stage.urn = DYNAMIC;
    const old = await copying();
    const open = sharedLedger();
    as(URN, new EngineRun(open()));
    assert.equal(await stage.up(volume), "created");
    assert.equal(recorded().id, old.id);
    as(DYNAMIC, new EngineRun(open()), old);
    await stage.destroy();
    assert.deepEqual(stage.changes(), []);
    assert.match(
      stage.warnings.join(),
      /now belongs to urn:.*index:ImportSession::db-01, which took it over: it is left alone/,
    );
    assert.equal(state(old.id), "Copy_In_Progress");
  });

  it("ends nothing that a refused adoption wanted, although the run goes on", async () => {
    const old = await copying();
    const open = sharedLedger();
    as(OTHER, new EngineRun(open()));
    await assert.rejects(
      stage.up({ ...volume, adoptSessionId: old.id, automaticCutover: true }),
      /says something else/,
    );
    as(URN, new EngineRun(open()), old);
    await assert.rejects(
      stage.destroy(),
      new RegExp(`-renamed of this program wants the same import.*aliases: \\["${URN}"\\]`, "s"),
    );
    assert.deepEqual(stage.changes(), []);
    assert.equal(state(old.id), "Copy_In_Progress");
  });

  it("ends nothing that a renamed resource wanted and could not get, although the run goes on", async () => {
    const old = await copying();
    const run = new EngineRun();
    as(OTHER, run);
    await assert.rejects(stage.up(volume), /The source is in import session .*aliases: .*adoptSessionId/s);
    as(URN, run, old);
    await assert.rejects(stage.destroy(), /wants the same import and did not get it.*aliases/s);
    assert.deepEqual(stage.changes(), []);
  });

  it("ends nothing that another resource has come to want while the delete waited for a state in which it could", async () => {
    await stage.up({ ...volume, waitFor: "None" });
    const old = recorded();
    assert.equal(state(old.id), "In_Progress");
    const run = new EngineRun();
    as(URN, run, old);
    let looks = 0;
    stage.between = (request, pass) => {
      // A run of many resources goes on beside a delete.
      if (request.url.includes(old.id) && ++looks === 2) run.checked(OTHER, false, wishOf(volume));
      return pass(request);
    };
    await assert.rejects(stage.destroy(), /-renamed of this program wants the same import and did not get it/);
    assert.deepEqual([stage.changes(), state(old.id), looks > 1], [[], "In_Progress", true]);
  });

  it("leaves a session to another entry of it that shows up while the delete looks", async () => {
    const old = await copying();
    const open = sharedLedger();
    const beside = new EngineRun(open());
    as(URN, new EngineRun(open()), old);
    stage.between = (request, pass) => {
      if (request.url.includes(old.id)) beside.phases.recordedAs(OTHER, { clusterId: "PS0000000001", id: old.id });
      return pass(request);
    };
    await stage.destroy();
    assert.match(stage.warnings.join(), /is in the state for urn:\S+-renamed as well, and left to that one/);
    assert.deepEqual([stage.changes(), state(old.id)], [[], "Copy_In_Progress"]);
    assert.equal(
      beside.beginEnding({ urn: OTHER, object: { id: old.id }, marks: [] }).kind,
      "allowed",
      "it is nobody else's",
    );
  });

  it("keeps the record of what was completed while the delete waited, and another resource has come to want in that moment", async () => {
    await stage.up({ ...volume, automaticCutover: true, waitFor: "None" });
    const old = recorded();
    for (let times = 0; state(old.id) !== "Cutover_In_Progress" && times < 1000; times++) stage.simulator.advance(30);
    assert.equal(state(old.id), "Cutover_In_Progress");
    const run = new EngineRun();
    as(URN, run, old);
    stage.between = (request, pass) => {
      const isCompleted = state(old.id) === "Import_Completed";
      if (request.url.includes(old.id) && isCompleted) run.checked(OTHER, false, wishOf(volume));
      return pass(request);
    };
    await assert.rejects(stage.destroy(), /-renamed of this program wants the same import and did not get it/);
    assert.deepEqual([stage.changes(), state(old.id)], [[], "Import_Completed"]);
  });

  it("ends nothing that a resource wants whose create never came, because something before it failed", async () => {
    const old = await copying();
    const run = new EngineRun();
    as(OTHER, run);
    const context = { run, clock: clockFrom(() => 0), urn: OTHER, settings: stage.settings };
    importSessionHandler.check(
      undefined,
      volume,
      context as unknown as Parameters<typeof importSessionHandler.check>[2],
    );
    as(URN, run, old);
    await assert.rejects(stage.destroy(), /wants the same import and did not get it/);
  });

  it("keeps the record of a completed import for another resource that wants to import the same: that would be refused for ever", async () => {
    await stage.up({ ...volume, automaticCutover: true });
    stage.simulator.advance(24 * 3600);
    await stage.up({ ...volume, automaticCutover: true });
    const old = recorded();
    assert.equal(state(old.id), "Import_Completed");
    const run = new EngineRun();
    as(OTHER, run);
    await assert.rejects(stage.up(volume));
    as(URN, run, old);
    await assert.rejects(stage.destroy(), /wants the same import and did not get it/);
    assert.deepEqual([stage.changes(), state(old.id)], [[], "Import_Completed"]);
  });

  /** Has copied nothing yet, and another resource of this run wants its source. */
  const scheduledAndWanted = async () => {
    await stage.up({ ...volume, scheduledTimestamp: "2026-03-01T00:00:00Z" });
    const old = recorded();
    const run = new EngineRun();
    as(OTHER, run);
    await assert.rejects(stage.up(volume));
    as(URN, run, old);
    return old;
  };

  it("ends a session that has copied nothing for another resource of the same source: nothing is lost", async () => {
    await scheduledAndWanted();
    await stage.destroy();
    assert.deepEqual(stage.changes(), [
      'POST /import_session/{id}/cancel {"force":false}',
      "DELETE /import_session/{id}",
    ]);
  });

  for (const [how, wishes] of [
    ["by its id", (id: string) => ({ adoptSessionId: id, automaticCutover: true })],
    ["by a reference to its name", () => ({ adoptSessionId: "name:db-old", automaticCutover: true })],
    ["under its name", () => ({ name: "db-old" })],
  ] as const) {
    it(`ends no session that has copied nothing where another resource wanted that very one, ${how}, and did not get it`, async () => {
      const scheduledTimestamp = "2026-03-01T00:00:00Z";
      await stage.up({ ...volume, scheduledTimestamp, name: "db-old" });
      const old = recorded();
      const run = new EngineRun();
      as(OTHER, run);
      await assert.rejects(stage.up({ ...volume, scheduledTimestamp, ...wishes(old.id) }));
      as(URN, run, old);
      await assert.rejects(stage.destroy(), /-renamed of this program wants the same import and did not get it/);
      assert.deepEqual([stage.changes(), state(old.id)], [[], "Scheduled"]);
    });
  }

  /** The first cancel gets lost, and meanwhile the array takes the session further. */
  const losingCancel = (id: string, reached: "Copy_In_Progress" | "Import_Completed_With_Errors") => {
    const operation = "POST /import_session/{id}/cancel";
    stage.simulator.setFaults([{ operation, times: 1, effect: { drop: "before" } }]);
    stage.between = async (request, pass) => {
      if (request.url.endsWith("/cancel") && state(id) === "Scheduled") stage.simulator.world.forceState(id, reached);
      return pass(request);
    };
  };

  it("ends no copy that another resource wants and that began while the cancel of a scheduled import was lost", async () => {
    const old = await scheduledAndWanted();
    losingCancel(old.id, "Copy_In_Progress");
    await assert.rejects(stage.destroy(), /wants the same import and did not get it/);
    assert.deepEqual(stage.changes(), ['POST /import_session/{id}/cancel {"force":false}']);
    assert.equal(state(old.id), "Copy_In_Progress");
  });

  it("throws no record of a completed import away for a resource option because it was scheduled before a cancel was lost", async () => {
    const program = { ...volume, scheduledTimestamp: "2026-03-01T00:00:00Z" };
    await stage.up(program);
    const old = recorded();
    as(URN, new EngineRun(), old);
    losingCancel(old.id, "Import_Completed_With_Errors");
    await assert.rejects(
      stage.replace({ ...program, description: "new" }, ["diff", "check", "delete", "create"]),
      /its source cannot be imported again/,
    );
    assert.equal(state(old.id), "Import_Completed_With_Errors");
  });

  it("ends what nobody else in the run has or wants", async () => {
    const old = await copying();
    const run = new EngineRun();
    as(OTHER, run);
    await stage.up(readyVolume(stage.simulator, 1));
    as(URN, run, old);
    await stage.destroy();
    assert.deepEqual(stage.changes(), [
      'POST /import_session/{id}/cancel {"force":false}',
      "DELETE /import_session/{id}",
    ]);
  });

  it("does not mix up sessions of two arrays whose ids coincide", async () => {
    const old = await copying();
    const run = new EngineRun();
    run.made(OTHER, { id: old.id, clusterId: "another" });
    as(URN, run, old);
    await stage.destroy();
    assert.equal(stage.changes().length, 2, "the other array's session is not this one");
  });

  it("refuses a replacement that a resource option makes of a harmless update, once data is copied", async () => {
    const old = await copying();
    as(URN, new EngineRun(), old);
    const program = { ...volume, description: "new" };
    await assert.rejects(
      stage.replace(program, ["diff", "check", "delete", "create"]),
      /replaceOnChanges.*would throw this import away/s,
    );
    assert.deepEqual(stage.changes(), []);
    assert.equal(state(old.id), "Copy_In_Progress");
  });

  for (const [when, happens] of [
    ["while its record is there", () => undefined],
    ["also once its record is gone", () => stage.simulator.world.purgeSession(recorded().id)],
  ] as const) {
    it(`refuses a replacement that a resource option makes of a completed import, which cannot be imported again, ${when}`, async () => {
      const old = await copying({ ...volume, automaticCutover: true });
      stage.simulator.advance(7200);
      assert.equal(state(old.id), "Import_Completed");
      happens();
      as(URN, new EngineRun(), old);
      await assert.rejects(
        stage.replace({ ...volume, description: "new" }, ["diff", "check", "delete", "create"]),
        /replaceOnChanges.*its source cannot be imported again/s,
      );
      assert.deepEqual(stage.changes(), []);
    });
  }

  for (const [when, happens, more] of [
    ["while its record is there", () => undefined, {}],
    ["also once its record is gone", () => stage.simulator.world.purgeSession(recorded().id), {}],
    ["also where its remote system is spelled otherwise", () => undefined, { remoteSystemId: "name:Unity-01" }],
  ] as const) {
    it(`refuses the replacement of a completed import that the command asks for, ${when}: it stays on record as it was`, async () => {
      const old = await copying({ ...volume, automaticCutover: true });
      stage.simulator.advance(7200);
      assert.equal(state(old.id), "Import_Completed");
      happens();
      as(URN, new EngineRun(), old);
      const program = { ...volume, automaticCutover: true, ...more };
      await stage.replace(program, ["check", "delete"]);
      await assert.rejects(
        stage.replace(program, ["create"]),
        /or the command, asks for it.*its source cannot be imported again/s,
      );
      assert.deepEqual([recorded().id, recorded().outputs], [old.id, old.outputs]);
      assert.deepEqual(stage.changes(), []);
    });
  }

  it("lets the command replace a completed import by one of another source", async () => {
    const old = await copying({ ...volume, automaticCutover: true });
    stage.simulator.advance(7200);
    as(URN, new EngineRun(), old);
    await stage.replace({ ...volume, sourceResourceId: "unity-01-vol-02" }, ["check", "delete", "create"]);
    assert.notEqual(recorded().id, old.id);
  });

  describe("where a delete before a replacement fails", () => {
    const option = ["recorded check", "diff", "check", "delete"] as const;

    it("lets the create fail for it, which puts the session on record as it was: the engine hangs if the delete fails", async () => {
      const old = await copying();
      as(URN, new EngineRun(), old);
      const program = { ...volume, description: "new" };
      await stage.replace(program, option);
      assert.match(stage.warnings.join(), /is not deleted, whatever the list says/);
      await assert.rejects(stage.replace(program, ["create"]), (error: unknown) => {
        assert.ok(error instanceof IncompleteError);
        assert.match(error.reasons.join(), /replacing import session .*replaceOnChanges/);
        return true;
      });
      assert.deepEqual([recorded().id, recorded().outputs], [old.id, old.outputs]);
      assert.deepEqual(stage.changes(), []);
    });

    it("does so whatever the reason, be it an array out of reach or hosts that use the destination", async () => {
      const old = await copying();
      as(URN, new EngineRun(), old);
      stage.simulator.setFaults([
        { operation: "POST /import_session/{id}/cancel", times: 9, effect: { status: 422, message: "not now" } },
      ]);
      await stage.replace(volume, ["check", "delete"]);
      await assert.rejects(stage.replace(volume, ["create"]), /not now/);
      assert.deepEqual([recorded().id, recorded().outputs], [old.id, old.outputs]);
    });

    it("replaces in the next run what then can be replaced", async () => {
      const old = await copying();
      as(URN, new EngineRun(), old);
      stage.simulator.setFaults([
        { operation: "POST /import_session/{id}/cancel", times: 9, effect: { status: 422, message: "not now" } },
      ]);
      await assert.rejects(stage.replace(volume, ["check", "delete", "create"]), /not now/);
      stage.simulator.setFaults([]);
      as(URN, new EngineRun(), recorded());
      await stage.replace(volume, ["check", "delete", "create"]);
      assert.notEqual(recorded().id, old.id);
    });

    it("is an error of the delete once the create has been there, as at the end of a replacement that creates first", async () => {
      const old = await copying();
      as(URN, new EngineRun(), old);
      await assert.rejects(stage.replace(volume, ["check", "create", "delete"]), /created before it deleted/);
    });

    it("is an error of the delete while the run is being stopped, and where no create comes to this process", async () => {
      const old = await copying();
      stage.simulator.setFaults([
        { operation: "POST /import_session/{id}/cancel", times: 9, effect: { status: 422, message: "not now" } },
      ]);
      as(URN, new EngineRun(), old);
      await assert.rejects(stage.destroy(), /not now/);
      stage.signal = AbortSignal.abort();
      await assert.rejects(stage.replace(volume, ["check", "delete"]));
      assert.equal(state(old.id), "Copy_In_Progress");
    });

    it("clears a second entry all the same, which a replacement that created first has left", async () => {
      const old = await copying();
      as(URN, new EngineRun(), old);
      const program = { ...volume, description: "new" };
      await assert.rejects(stage.replace(program, [...option, "create"]), /replaceOnChanges/);
      stage.recorded = old;
      await stage.destroy();
      assert.match(stage.warnings.join(), /a second entry of it in the state/);
      assert.deepEqual(stage.changes(), []);
    });

    it("takes the session over in the next run if the create never came, as its own", async () => {
      const old = await copying();
      as(URN, new EngineRun(), old);
      await stage.replace({ ...volume, description: "new" }, option);
      // The engine takes it for deleted now, and asks for a create alone.
      as(URN, new EngineRun(), old);
      await stage.replace(volume, ["recorded check", "diff", "check", "create"]);
      assert.deepEqual([recorded().id, recorded().outputs.claimed], [old.id, undefined]);
      assert.deepEqual(
        stage.changes().filter((change) => !change.startsWith("POST /import_session {")),
        [],
      );
      as(URN, new EngineRun(), recorded());
      await stage.destroy();
      assert.equal(stage.simulator.world.rows("import_session")?.length, 0);
    });
  });

  describe("where aliases lead to a resource, whose delete the engine names by its former URN", () => {
    const byOption = ["recorded check", "diff", "check"] as const;
    /** `db-01` has become `OTHER`; its calls before the delete. */
    const renamed = async (old: Recorded, program: Record<string, unknown>) => {
      as(OTHER, new EngineRun(), old);
      await stage.replace(program, byOption);
    };

    it("refuses a replacement that a resource option makes, as under its own", async () => {
      const old = await copying();
      const program = { ...volume, description: "new" };
      await renamed(old, program);
      stage.urn = URN;
      await stage.replace(program, ["delete"]);
      assert.match(stage.warnings.join(), /is not deleted, whatever the list says/);
      stage.urn = OTHER;
      await assert.rejects(stage.replace(program, ["create"]), /replaceOnChanges.*would throw this import away/s);
      assert.deepEqual([recorded().id, recorded().outputs], [old.id, old.outputs]);
      assert.deepEqual(stage.changes(), []);
    });

    it("lets the create fail for the delete of a replacement that the diff wants: the engine hangs if the delete fails", async () => {
      const later = { scheduledTimestamp: "2026-03-01T00:00:00Z" };
      await stage.up({ ...volume, ...later });
      const old = recorded();
      stage.simulator.setFaults([
        { operation: "POST /import_session/{id}/cancel", times: 9, effect: { status: 422, message: "not now" } },
      ]);
      const elsewhere = { ...readyVolume(stage.simulator, 1), ...later };
      await renamed(old, elsewhere);
      stage.urn = URN;
      await stage.replace(elsewhere, ["delete"]);
      stage.urn = OTHER;
      await assert.rejects(stage.replace(elsewhere, ["create"]), /not now/);
      assert.deepEqual([recorded().id, recorded().outputs], [old.id, old.outputs]);
    });

    it("leaves the session of a second entry alone, of which it knows nothing", async () => {
      const old = await copying();
      as(OTHER, new EngineRun(), old);
      assert.equal(await stage.up({ ...volume, paused: true }), "updated");
      const changes = stage.changes();
      stage.urn = URN;
      await stage.destroy();
      assert.deepEqual(stage.changes(), changes);
      assert.equal(state(old.id), "Paused");
    });
  });

  describe("where the delete of a replacement is another process's than its diff and create", () => {
    const beforeDelete = ["recorded check", "diff", "check"] as const;
    const noted = [URN, OTHER, DYNAMIC].map((urn) => [urn === URN ? "another provider" : urn, urn] as const);
    /** The new resource's process has compared and checked it; what follows is the delete's. */
    const compared = async (urn: string, old: Recorded, program: Record<string, unknown>) => {
      const open = sharedLedger();
      const [own, deleting] = [new EngineRun(open()), new EngineRun(open())];
      as(urn, own, old);
      await stage.replace(program, beforeDelete);
      as(URN, deleting, old);
      return () => Object.assign(stage, { urn, run: own });
    };

    for (const [to, urn] of noted) {
      it(`keeps the copy on record, of which a resource option makes a replacement, and says so: to ${to}`, async () => {
        const old = await copying();
        const program = { ...readyVolume(stage.simulator, 1), description: "new" };
        const create = await compared(urn, old, program);
        await stage.replace(program, ["delete"]);
        assert.match(stage.warnings.join(), /is not deleted, whatever the list says/);
        create();
        await assert.rejects(stage.replace(program, ["create"]), (error: unknown) => {
          assert.ok(error instanceof NotReplacedError);
          assert.match(
            error.reasons.join(),
            /replacing import session .*replaceOnChanges.*would throw this import away/s,
          );
          return true;
        });
        assert.deepEqual([recorded().id, recorded().outputs], [old.id, old.outputs]);
        assert.deepEqual(stage.changes(), []);
        assert.equal(state(old.id), "Copy_In_Progress");
      });
    }

    it("replaces what the diff wants to replace, and knows that this has ended it", async () => {
      const later = { scheduledTimestamp: "2026-03-01T00:00:00Z" };
      await stage.up({ ...volume, ...later });
      const old = recorded();
      const program = { ...volume, ...later, automaticCutover: true };
      const create = await compared(OTHER, old, program);
      await stage.replace(program, ["delete"]);
      create();
      await stage.replace(program, ["create"]);
      assert.notEqual(recorded().id, old.id);
      assert.equal(stage.simulator.world.rows("import_session")?.length, 1);
    });

    it("does so also if the array is out of reach for the delete", async () => {
      const old = await copying();
      const program = { ...volume, description: "new" };
      const create = await compared(OTHER, old, program);
      const { between } = stage;
      stage.between = () => Promise.reject(new Error("no route"));
      stage.restart();
      await stage.replace(program, ["delete"]);
      stage.between = between;
      create();
      await assert.rejects(stage.replace(program, ["create"]), NotReplacedError);
      assert.deepEqual([recorded().id, recorded().outputs], [old.id, old.outputs]);
    });

    it("is an error of the delete if the create would not know what to record: no diff was asked for it", async () => {
      const old = await copying();
      const open = sharedLedger();
      as(URN, new EngineRun(open()), old);
      await stage.replace(volume, ["check"]);
      as(URN, new EngineRun(open()), old);
      stage.simulator.setFaults([
        { operation: "POST /import_session/{id}/cancel", times: 9, effect: { status: 422, message: "not now" } },
      ]);
      await assert.rejects(stage.replace(volume, ["delete"]), /not now/);
    });

    for (const processes of ["one process", "two processes"]) {
      it(`puts it on record in the next run as well, if this one ends between the two, in ${processes}`, async () => {
        const old = await copying();
        const program = { ...readyVolume(stage.simulator, 1), description: "new" };
        const left: (readonly Fact[])[] = [];
        const open = sharedLedger(left);
        const own = new EngineRun(open());
        const deleting = processes === "one process" ? own : new EngineRun(open());
        as(OTHER, own, old);
        await stage.replace(program, beforeDelete);
        as(URN, deleting, old);
        await stage.replace(program, ["delete"]);
        for (const run of new Set([own, deleting])) run.close();
        // The engine takes it for deleted now, and asks for a create alone.
        as(OTHER, new EngineRun(sharedLedger(left)()), old);
        await assert.rejects(stage.replace(program, [...beforeDelete, "create"]), NotReplacedError);
        assert.deepEqual([recorded().id, recorded().outputs], [old.id, old.outputs]);
        assert.deepEqual(stage.changes(), []);
      });
    }

    it("puts it on record as well if nobody can read any more what the delete has done", async () => {
      const old = await copying();
      let isGone = false;
      const ledger: Ledger = { ...privateLedger(), readOthers: () => (isGone ? "unreadable" : []) };
      as(OTHER, new EngineRun(ledger), old);
      const program = { ...readyVolume(stage.simulator, 1), description: "new" };
      await stage.replace(program, beforeDelete);
      isGone = true;
      await assert.rejects(stage.replace(program, ["create"]), /nobody can know.*pulumi refresh/s);
      assert.deepEqual([recorded().id, recorded().outputs], [old.id, old.outputs]);
      assert.deepEqual(stage.changes(), []);
    });
  });

  it("refuses the second of two replacements by an option of what two resources have: the first has let it go", async () => {
    const old = await copying();
    const elsewhere = readyVolume(stage.simulator, 1);
    const further = { ...readyVolume(stage.simulator, 2), name: "further" };
    const byOption = ["recorded check", "diff", "check", "delete", "create"] as const;
    const run = new EngineRun();
    as(URN, run, old);
    await stage.replace({ ...volume, description: "new" }, ["recorded check", "diff"]);
    as(OTHER, run, old);
    await stage.replace(elsewhere, byOption);
    assert.match(stage.warnings.join(), /now belongs to .*::db-01,/);
    assert.notEqual(recorded().id, old.id);
    as(URN, run, old);
    await assert.rejects(stage.replace(further, byOption), NotReplacedError);
    assert.equal(recorded().id, old.id);
  });

  it("carries out a replacement that a resource option asks for as long as nothing is copied", async () => {
    const program = { ...volume, scheduledTimestamp: "2026-03-01T00:00:00Z" };
    await stage.up(program);
    const old = recorded();
    as(URN, new EngineRun(), old);
    await stage.replace({ ...program, description: "new" }, ["diff", "check", "delete", "create"]);
    assert.notEqual(recorded().id, old.id);
  });

  it("refuses a replacement of which no diff was asked but the check knew the resource, as replaceWith makes one", async () => {
    const old = await copying();
    as(URN, new EngineRun(), old);
    await assert.rejects(
      stage.replace(volume, ["recorded check", "check", "delete", "create"]),
      /replaceWith.*would throw this import away/s,
    );
    assert.equal(state(old.id), "Copy_In_Progress");
  });

  it("fails a replacement that creates before it deletes, and the next up clears what that left in the state", async () => {
    const old = await copying();
    as(URN, new EngineRun(), old);
    await assert.rejects(
      stage.replace(volume, ["create", "delete"]),
      /created before it deleted.*deleteBeforeReplace: true/s,
    );
    assert.deepEqual(
      stage.changes().filter((change) => !change.startsWith("POST /import_session {")),
      [],
    );
    assert.equal(recorded().id, old.id, "the create has taken it over");

    // The engine keeps both entries; the next run compares the new one and deletes the old one.
    const run = new EngineRun();
    as(URN, run, recorded());
    assert.equal(await stage.up(volume), "unchanged");
    stage.recorded = old;
    await stage.destroy();
    assert.deepEqual(stage.changes(), []);
    assert.match(stage.warnings.join(), /a second entry of it in the state, which an earlier run has left behind/);
    assert.equal(state(old.id), "Copy_In_Progress");
  });

  for (const { calls, when } of [
    { calls: ["recorded check", "diff", "check", "create"], when: "after a diff" },
    { calls: ["recorded check", "check", "create"], when: "without a diff, as the option replaceWith does" },
  ] as const) {
    it(`says that the resource's own import is in the way where a replacement under another name creates first, ${when}`, async () => {
      const old = await copying();
      as(URN, new EngineRun(), old);
      await assert.rejects(stage.replace({ ...volume, name: "chosen" }, calls), (error: Error) => {
        assert.match(error.message, /^replacing import session .*it is still there: .*deleteBeforeReplace: true/s);
        assert.doesNotMatch(error.message, /aliases|adoptSessionId/, "these lead to a second entry of one session");
        return true;
      });
      assert.deepEqual(stage.changes(), []);
      assert.equal(state(old.id), "Copy_In_Progress");
    });

    it(`asks for no second import of what is completed where a replacement under another name creates first, ${when}`, async () => {
      const old = await copying({ ...volume, automaticCutover: true });
      stage.simulator.advance(7200);
      assert.equal(state(old.id), "Import_Completed");
      as(URN, new EngineRun(), old);
      await assert.rejects(
        stage.replace({ ...volume, name: "chosen" }, calls),
        /replacing import session .*The import is completed, and its source cannot be imported again/s,
      );
      assert.deepEqual(stage.changes(), []);
    });
  }

  it("begins under another name beside a dead record of the resource's own", async () => {
    const old = await copying();
    stage.simulator.world.operations["POST /import_session/{id}/cancel"]?.({ id: old.id, body: {} });
    stage.simulator.advance(3600);
    assert.equal(state(old.id), "Cancelled");
    as(URN, new EngineRun(), old);
    await stage.replace({ ...volume, name: "chosen" }, ["recorded check", "diff", "check", "create"]);
    assert.equal(stage.session().name, "chosen");
    assert.notEqual(recorded().id, old.id);
  });

  it("leaves a second entry's session alone also where the run has just updated it", async () => {
    const old = await copying();
    as(URN, new EngineRun(), old);
    assert.equal(await stage.up({ ...volume, paused: true }), "updated");
    const changes = stage.changes();
    await stage.destroy();
    assert.deepEqual(stage.changes(), changes);
    assert.equal(state(old.id), "Paused");
  });

  it("takes no session over that needs somebody, so that no retry adds an entry to the state", async () => {
    const old = await copying();
    stage.simulator.world.failSession(old.id, { state: "Cleanup_Required" });
    as(URN, new EngineRun(), undefined);
    await assert.rejects(stage.up(volume), /is Cleanup_Required, so nothing is imported anew.*adoptSessionId/s);
    assert.equal(stage.recorded, undefined);
  });

  it("says that an option keeps the session which a replacement wants to make room for", async () => {
    const program = { ...volume, scheduledTimestamp: "2026-03-01T00:00:00Z" };
    await stage.up(program);
    as(URN, new EngineRun(), recorded());
    // retainOnDelete: the engine leaves the delete out.
    await assert.rejects(
      stage.replace({ ...program, automaticCutover: true }, ["diff", "check", "create"]),
      /retainOnDelete/,
    );
    assert.equal(state(undefined), "Scheduled");
  });

  const scheduled = () => ({ ...volume, scheduledTimestamp: "2026-03-01T00:00:00Z" });
  for (const [whose, name, begin] of [
    ["chosen", { name: "db-old" }, () => stage.up({ ...scheduled(), name: "db-old" })],
    [
      "of an import",
      {},
      async () => {
        await stage.up({ ...scheduled(), name: "db-old" });
        await stage.import(recorded().id);
      },
    ],
  ] as const) {
    it(`goes on with what an option kept once the change is taken back, by its id, where its name is ${whose}`, async () => {
      await begin();
      const old = recorded();
      as(URN, new EngineRun(), old);
      await assert.rejects(
        stage.replace({ ...scheduled(), ...name, automaticCutover: true }, ["diff", "check", "create"]),
        /retainOnDelete/,
      );
      const before = stage.changes().length;
      as(URN, new EngineRun(), old);
      await stage.replace({ ...scheduled(), ...name }, ["diff", "check", "create"]);
      assert.deepEqual([recorded().id, recorded().outputs.name], [old.id, "db-old"]);
      assert.match(stage.warnings.join(), /nothing in the program replaces it any more: it goes on/);
      assert.equal(stage.changes().length, before);
      assert.equal(state(old.id), "Scheduled");
    });
  }

  it("takes nothing over that is alive where the account reaches no other process, and says why", async () => {
    const old = await copying();
    as(URN, new EngineRun(privateLedger("the folder /run/x cannot be used (EACCES)")));
    await assert.rejects(stage.up(volume), /is not taken over, because nobody can know .*\(EACCES\).*TMPDIR/s);
    await assert.rejects(stage.up({ ...volume, adoptSessionId: old.id }), /is not taken over.*EACCES/s);
    assert.equal(state(old.id), "Copy_In_Progress");
  });

  it("ends nothing that only waits where the account reaches no other process: another resource may have scheduled it", async () => {
    await stage.up({ ...volume, scheduledTimestamp: "2026-03-01T00:00:00Z" });
    const old = recorded();
    as(URN, new EngineRun(privateLedger("the folder /run/x cannot be used (EACCES)")), old);
    await assert.rejects(stage.destroy(), /cannot be known: .*\(EACCES\).*TMPDIR/s);
    assert.equal(state(old.id), "Scheduled");
    assert.deepEqual(stage.changes(), []);
  });

  for (const { run, change, refusal, when } of [
    {
      run: () => new EngineRun(privateLedger("there is no room")),
      change: {},
      refusal: /is not taken over, because nobody can know/,
      when: "for want of an account",
    },
    {
      run: () => new EngineRun(),
      change: { automaticCutover: true },
      refusal: /automaticCutover/,
      when: "because it is another import",
    },
  ]) {
    it(`ends no second entry of what the resource's own create has found and not taken, ${when}`, async () => {
      const program = { ...volume, scheduledTimestamp: "2026-03-01T00:00:00Z" };
      await stage.up(program);
      const old = recorded();
      as(URN, run(), undefined);
      await assert.rejects(stage.up({ ...program, ...change }), refusal);
      stage.recorded = old;
      await assert.rejects(stage.destroy(), /this resource wanted it in this very run and did not get it/);
      assert.equal(state(old.id), "Scheduled");
    });
  }

  it("makes new sessions all the same where the account reaches no other process", async () => {
    stage.run = new EngineRun(privateLedger("there is no room"));
    assert.equal(await stage.up(volume), "created");
  });

  it("neither takes over nor ends a session of which two processes want the one and the other at the same time", async () => {
    const old = await copying();
    const open = sharedLedger();
    const deleting = new EngineRun(open());
    const taking = new EngineRun(open());
    const object = { id: old.id, clusterId: String(old.outputs.clusterId) };
    assert.deepEqual(deleting.beginEnding({ urn: DYNAMIC, object, marks: [] }), { kind: "allowed" });
    assert.deepEqual(taking.take(URN, object), { kind: "ending", by: DYNAMIC });
    deleting.kept(DYNAMIC, object);
    assert.deepEqual(taking.take(URN, object), { kind: "allowed" });
    assert.equal(deleting.beginEnding({ urn: DYNAMIC, object, marks: [] }).kind, "leave");
  });

  it("does not adopt what another resource of the program has", async () => {
    const old = await copying();
    const run = new EngineRun();
    as(URN, run, old);
    await stage.up(volume);
    as(OTHER, run);
    await assert.rejects(stage.up({ ...volume, adoptSessionId: old.id }), /belongs to urn:.*::db-01 of this program/);
  });

  for (const isAdopting of [false, true]) {
    it(`sends nobody to adopt what is completed and without a record under another name, and goes on with it by an alias: ${isAdopting}`, async () => {
      const old = await copying({ ...volume, automaticCutover: true });
      stage.simulator.advance(7200);
      stage.simulator.world.purgeSession(old.id);
      await stage.refresh();
      const gone = recorded();
      const program = { ...volume, automaticCutover: true };
      const wish = isAdopting ? { adoptSessionId: old.id } : {};
      const run = new EngineRun();
      as(OTHER, run);
      await assert.rejects(
        stage.up({ ...program, ...wish }),
        isAdopting
          ? /no such session.*the source is imported already.*put that back/s
          : /importable_criteria is Imported/,
      );
      as(URN, run, gone);
      await assert.rejects(stage.destroy(), /aliases: \["urn:.*::db-01"\]/);
      as(OTHER, new EngineRun(), gone);
      assert.equal(await stage.up(program), "unchanged");
      assert.equal(recorded().outputs.state, "Import_Completed");
    });
  }

  it("leaves the dead record of another resource of the program alone", async () => {
    const old = await copying();
    stage.simulator.world.failSession(old.id, { state: "Failed" });
    const run = new EngineRun();
    run.made(DYNAMIC, { id: old.id, clusterId: String(old.outputs.clusterId) });
    as(URN, run);
    await assert.rejects(stage.up(volume), /belongs to urn:.*dynamic/);
    assert.equal(state(old.id), "Failed");
  });

  it("cancels no member out of a running group, and says what to do", async () => {
    const old = await copying();
    const body = { ...stage.session(old.id), parent_session_id: "group-1" };
    stage.simulator.setFaults([{ operation: "GET /import_session/{id}", times: 100, effect: { body } }]);
    as(URN, new EngineRun(), { ...old, outputs: { ...old.outputs, parentSessionId: "group-1" } });
    await assert.rejects(stage.destroy(), /is a member of the group's session group-1.*pulumi state delete/s);
    assert.deepEqual(stage.changes(), []);
  });
});
