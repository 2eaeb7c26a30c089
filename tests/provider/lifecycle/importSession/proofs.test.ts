import assert from "node:assert/strict";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import type { Fact } from "../../../../provider/lifecycle/engineRun/facts";
import { SendFailure } from "../../../../provider/powerstore/http/sendFailure";
import { sharedLedger } from "../engineRun/sharedLedger";
import type { Recorded, Stage } from "./stage";
import { openStage, readyVolume, URN } from "./stage";

const DYNAMIC = URN.replace("powerstore-import:index", "pulumi-nodejs:dynamic/powerstore-import");
const ENDED = ['POST /import_session/{id}/cancel {"force":false}', "DELETE /import_session/{id}"];

/** A session found by its generated name may be another stack's, and its delete asks for a confirmation: not where something proves whose it is. */
describe("A session that was taken over", () => {
  let stage: Stage;
  let volume: { remoteSystemId: string; sourceResourceId: string };
  let left: (readonly Fact[])[];
  let processes: EngineRun[];
  beforeEach(async () => {
    stage = await openStage();
    volume = readyVolume(stage.simulator);
    [left, processes] = [[], []];
  });
  afterEach(() => stage.close());

  /** A run of the engine on this machine; each call of what it returns is another process. */
  const newRun = () => {
    const open = sharedLedger(left);
    return () => {
      const run = new EngineRun(open());
      processes.push(run);
      return run;
    };
  };
  const endRun = (isEngineGone = false) => {
    for (const process of processes.splice(0)) process.close(isEngineGone);
  };
  /** The run is killed in the first request of this kind that may have arrived, and what is not recorded is lost. */
  const dieAt = async (isIt: (request: { readonly method: string; readonly url: string }) => boolean) => {
    stage.between = async (request, pass) => {
      if (isIt(request)) throw new SendFailure("stopped", { mayHaveArrived: true });
      return pass(request);
    };
    await assert.rejects(stage.up(volume), /stopped/);
    stage.between = (request, pass) => pass(request);
    endRun(true);
  };
  const as = (urn: string, run: EngineRun, holding?: Recorded) => {
    Object.assign(stage, { urn, run, recorded: holding });
    stage.simulator.clearJournal();
  };
  const recorded = (): Recorded => {
    assert.ok(stage.recorded);
    return stage.recorded;
  };
  /** Which names are in use the array does not tell. */
  const unlisted = () => {
    stage.between = async (request, pass) =>
      /\/import_session\?/.test(request.url)
        ? { status: 400, headers: new Headers(), text: '{"messages":[{"message_l10n":"not now"}]}' }
        : pass(request);
  };
  const isClaimed = () => recorded().outputs.claimed;
  const copying = async (urn = URN) => {
    stage.urn = urn;
    await stage.up(volume);
    stage.simulator.advance(60);
    return recorded();
  };
  /** Another stack's of the same names, as far as this one can tell. */
  const claimed = async () => {
    await copying();
    as(URN, newRun()());
    await stage.up(volume);
    assert.equal(isClaimed(), true);
    return recorded();
  };
  /** Without the alias: the new resource's process creates, then the old one's deletes. */
  const move = async (old: Recorded, from = DYNAMIC, to = URN) => {
    const open = newRun();
    const [taking, deleting] = [open(), open()];
    as(to, taking);
    await stage.up(volume);
    const taken = recorded();
    as(from, deleting, old);
    await stage.destroy();
    endRun();
    assert.equal(taken.id, old.id);
    return taken;
  };
  const isRefused = async () => {
    await assert.rejects(stage.destroy(), /may belong to another stack/);
    assert.deepEqual(stage.changes(), []);
  };

  it("from the other surface's resource is ended by a later run unasked: the old entry's delete has shown whose it is", async () => {
    const taken = await move(await copying(DYNAMIC));
    as(URN, newRun()(), taken);
    await stage.destroy();
    assert.deepEqual(stage.changes(), ENDED);
  });

  it("from the other surface's resource is recorded as the stack's own by the next refresh or update, and stays so", async () => {
    const taken = await move(await copying(DYNAMIC));
    as(URN, newRun()(), taken);
    await stage.refresh();
    assert.equal(isClaimed(), undefined);
    as(URN, newRun()(), taken);
    assert.equal(await stage.up({ ...volume, paused: true }), "updated");
    assert.equal(isClaimed(), undefined);
    endRun();
    left.length = 0;
    as(URN, newRun()(), recorded());
    await stage.destroy();
    assert.deepEqual(stage.changes(), [...ENDED]);
  });

  it("leaves nothing for later runs where the doubt is as before", async () => {
    const old = await claimed();
    endRun();
    const taken = await move(old, URN, DYNAMIC);
    assert.deepEqual(left, []);
    as(DYNAMIC, newRun()(), taken);
    await isRefused();
  });

  it("by the create of a replacement that comes before its delete is ended by a later run unasked", async () => {
    const old = await copying();
    as(URN, newRun()(), old);
    await assert.rejects(stage.replace(volume, ["create", "delete"]), /created before it deleted/);
    endRun();
    const taken = recorded();
    as(URN, newRun()(), taken);
    await stage.destroy();
    assert.deepEqual(stage.changes(), ENDED);
  });

  it("is ended unasked also where only the next run sees the second entry that a replacement left behind", async () => {
    const old = await copying();
    as(URN, newRun()(), old);
    // Another resource fails, and the engine stops before its delete.
    await stage.replace(volume, ["create"]);
    const taken = recorded();
    endRun();
    assert.deepEqual(left, []);
    const run = newRun()();
    as(URN, run, taken);
    assert.equal(await stage.up(volume), "unchanged");
    stage.recorded = old;
    await stage.destroy();
    endRun();
    as(URN, newRun()(), taken);
    await stage.destroy();
    assert.deepEqual(stage.changes(), ENDED);
  });

  it("after a refresh in the same run, or a diff, is recorded as the stack's own at once", async () => {
    const old = await copying(DYNAMIC);
    const open = newRun();
    as(DYNAMIC, open(), old);
    await stage.refresh();
    as(URN, open());
    await stage.up(volume);
    assert.equal(isClaimed(), undefined);
    assert.doesNotMatch(stage.warnings.join(), /another stack/);

    // What retainOnDelete kept from being deleted, and the program wants as it is.
    const kept = recorded();
    as(URN, newRun()(), kept);
    await stage.replace(volume, ["diff", "check", "create"]);
    assert.deepEqual([recorded().id, isClaimed()], [kept.id, undefined]);
  });

  for (const [adopting, what] of [
    [{ adoptSessionId: "another" }, "an id that is another session's"],
    [{ adoptSessionId: "name:db-old", name: "db-old" }, "the name of another session, be it the program's own by now"],
  ] as const) {
    it(`is not confirmed by the wish to adopt ${what}`, async () => {
      const taken = await claimed();
      endRun();
      as(URN, newRun()(), taken);
      await stage.up({ ...volume, ...adopting });
      assert.equal(recorded().id, taken.id);
      endRun();
      as(URN, newRun()(), recorded());
      await isRefused();
    });
  }

  for (const reference of [({ id }: Recorded) => id, ({ outputs }: Recorded) => `name:${outputs.name}`]) {
    it(`is confirmed by the wish to adopt this very one, as ${reference({ id: "<id>", outputs: { name: "<name>" } } as Recorded)}`, async () => {
      const taken = await claimed();
      endRun();
      as(URN, newRun()(), taken);
      await stage.up({ ...volume, adoptSessionId: reference(taken) });
      endRun();
      as(URN, newRun()(), recorded());
      await stage.destroy();
      assert.deepEqual(stage.changes(), ENDED);
    });
  }

  it("is no proof of its own in a run that follows one that was killed", async () => {
    await claimed();
    endRun(true);
    assert.equal(left.length, 1);
    as(URN, newRun()());
    await stage.up(volume);
    assert.equal(isClaimed(), true, "a run that only found it has not made it");
    as(URN, newRun()(), recorded());
    await isRefused();
  });

  it("is the stack's own where the process that asked for it ended before the array had answered, and nobody had its name before", async () => {
    as(URN, newRun()());
    stage.between = async (request, pass) => {
      const isCreate = request.method === "POST" && /\/import_session$/.test(request.url);
      const answer = await pass(request);
      if (isCreate) throw new SendFailure("stopped", { mayHaveArrived: true });
      return answer;
    };
    await assert.rejects(stage.up(volume), /stopped/);
    stage.between = (request, pass) => pass(request);
    endRun(true);
    stage.recorded = undefined;
    as(URN, newRun()());
    await stage.up(volume);
    assert.equal(isClaimed(), undefined);
    as(URN, newRun()(), recorded());
    await stage.destroy();
    assert.deepEqual(stage.changes(), ENDED);
  });

  it("is not proven by a POST of a run that died once a later run has made the import: whoever has its name after that is another", async () => {
    as(URN, newRun()());
    await dieAt(({ method, url }) => method === "POST" && url.endsWith("/import_session"));
    as(URN, newRun()());
    await stage.up(volume);
    endRun();
    as(URN, newRun()(), recorded());
    stage.simulator.advance(60);
    await stage.destroy();
    endRun();

    await copying();
    stage.restart();
    as(URN, newRun()());
    await stage.up(volume);
    assert.equal(isClaimed(), true);
    endRun();
    as(URN, newRun()(), recorded());
    await isRefused();
  });

  it("is not proven by a run that died while it looked who has its name, if somebody had it before", async () => {
    await copying();
    stage.restart();
    as(URN, newRun()());
    await dieAt(({ url }) => url.includes("/import_session/name:"));
    as(URN, newRun()());
    await stage.up(volume);
    assert.equal(isClaimed(), true);
    as(URN, newRun()(), recorded());
    await isRefused();
  });

  describe("after a POST whose answer was lost", () => {
    const lose = (drop: "before" | "after") => {
      const operation = "POST /import_session";
      stage.simulator.setFaults([{ operation, times: 1, effect: { drop } }]);
    };

    for (const [program, when] of [
      [{}, "that copies already"],
      [{ scheduledTimestamp: "2026-03-01T00:00:00Z" }, "that waits for its time"],
    ] as const) {
      it(`is the stack's own if nobody had its name a moment before, also one ${when}`, async () => {
        lose("after");
        as(URN, newRun()());
        await stage.up({ ...volume, ...program });
        assert.equal(isClaimed(), undefined);
        assert.equal(stage.simulator.world.rows("import_session")?.length, 1);
      });

      it(`may be another stack's if somebody had its name before, also one ${when}`, async () => {
        await stage.up({ ...volume, ...program });
        stage.restart();
        lose("before");
        as(URN, newRun()());
        await stage.up({ ...volume, ...program });
        assert.equal(isClaimed(), true);
        as(URN, newRun()(), recorded());
        await isRefused();
      });
    }

    it("may be another stack's if nobody could tell which names were in use", async () => {
      lose("after");
      unlisted();
      as(URN, newRun()());
      await stage.up(volume);
      assert.equal(isClaimed(), true);
    });
  });

  it("is not proven by a POST that the array refused, because the name was taken", async () => {
    await copying();
    stage.restart();
    unlisted();
    const run = newRun()();
    as(URN, run);
    stage.timeoutSeconds = 1;
    run.take = () => ({ kind: "unshared", why: "killed here" });
    await assert.rejects(stage.up(volume), /killed here/);
    assert.equal(stage.changes().length, 1, "a POST");
    endRun(true);
    as(URN, newRun()());
    await stage.up(volume);
    assert.equal(isClaimed(), true);
  });

  it("is not proven by the state's word on a session of the same id whose array is not known", async () => {
    const { id } = await copying();
    const run = newRun()();
    run.had(DYNAMIC, { id }, false);
    run.had(DYNAMIC, { id, clusterId: "another" }, false);
    as(URN, run);
    await stage.up(volume);
    assert.equal(isClaimed(), true);
  });
});
