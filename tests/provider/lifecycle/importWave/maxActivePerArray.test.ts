import assert from "node:assert/strict";
import { IncompleteError } from "../../../../provider/lifecycle/operation/lifecycleErrors";
import type { TransportAnswer } from "../../../../provider/powerstore/http/contract";
import { SendFailure } from "../../../../provider/powerstore/http/sendFailure";
import { bodyOf } from "../../../../provider/powerstore/http/transport";
import type { SimulatorOptions } from "../../../../simulator/src";
import type { Stage } from "../arrayObject/stage";
import { onArray, openWaves, outputsOf, volumeIds, waveOf } from "./stage";

/** Copies never end here by themselves. */
const endless = { copyBytesPerSecond: 1, setUpSeconds: 0 };

async function failing(run: Promise<unknown>): Promise<string> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof IncompleteError, String(error));
  return error.message;
}

describe("With maxActivePerArray a wave", () => {
  let stage: Stage;
  async function start(volumes: number, limit: number, options: SimulatorOptions = endless): Promise<void> {
    stage = await openWaves(volumes, options);
    stage.settings = { ...stage.settings, maxActivePerArray: limit };
  }
  afterEach(() => stage.close());

  const rows = () => stage.simulator.world.rows("import_session") ?? [];
  const operate = (operation: string, id: string, body: Record<string, unknown> = {}) =>
    stage.simulator.world.operations[operation]?.({ id, body });
  /** Somebody else's import, of a volume from the end of the list. */
  const byHand = (index: number) => {
    const body = { name: `by-hand-${index}`, remote_system_id: "rs-unity-01" };
    const [source] = volumeIds(stage, 20 - index).slice(-1);
    operate("POST /import_session", "", { ...body, source_resource_id: source });
    stage.simulator.advance(1);
  };
  const cancelByHand = (index: number) =>
    operate("POST /import_session/{id}/cancel", rows().find(({ name }) => name === `by-hand-${index}`)?.id ?? "");
  const isCount = (path: string) => path.includes("state=in");
  const counts = () => stage.simulator.journal().entries.filter(({ path }) => isCount(path)).length;
  const posts = () => stage.changes().filter((change) => change === "POST /import_session").length;
  const active = () =>
    rows().filter(({ state }) => ["In_Progress", "Copy_In_Progress", "Paused", "Queued"].includes(String(state)));
  /** Before each question for the active ones. */
  const beforeCounts = (happens: (many: number) => void) => {
    let seen = 0;
    stage.between = (request, pass) => {
      if (isCount(request.url)) happens(++seen);
      return pass(request);
    };
  };
  /** The most that were active when one was begun, that one among them. */
  const watchMost = () => {
    const seen = { most: 0 };
    const { between } = stage;
    stage.between = async (request, pass) => {
      const answer = await between(request, pass);
      if (request.method === "POST" && request.url.endsWith("/import_session"))
        seen.most = Math.max(seen.most, active().length);
      return answer;
    };
    return seen;
  };

  /** An import was to be started by the array in its window, which opens while the first attempt to say so comes to nothing. */
  const openingMeanwhile = async (
    answer: (pass: () => Promise<TransportAnswer>) => Promise<TransportAnswer> | TransportAnswer,
  ) => {
    await start(20, 1);
    stage.simulator.advance(22 * 3600 - 120);
    byHand(1);
    let attempts = 0;
    stage.between = async (request, pass) => {
      if (request.method !== "POST" || !request.url.endsWith("/import_session") || ++attempts > 1) return pass(request);
      stage.simulator.advance(180);
      const old = { ...request.headers, Cookie: "auth_cookie=old", "DELL-EMC-TOKEN": "old" };
      return answer(() => pass({ ...request, headers: old }));
    };
    return waveOf(stage, 1, { startWindows: [{ schedule: "0 22 * * *", duration: "6h", timeZone: "UTC" }] });
  };

  it("begins nothing beside others where a window opens while a login expires: the array was to start it", async () => {
    const wave = await openingMeanwhile((pass) => pass());
    await stage.up(wave);
    assert.equal(active().length, 1, "the other one");
    assert.match(outputsOf(stage).members["db-01"]?.holdReason ?? "", /^waits for a place: 1 of 1/);
    cancelByHand(1);
    await stage.up(wave);
    assert.equal(onArray(stage)["db-01"], "Copy_In_Progress");
  });

  it("begins nothing beside others where a window opens while the array is busy, and says that it may be there", async () => {
    const messages = [{ severity: "Error", code: "0xE09040050001", message_l10n: "System is busy." }];
    const headers = new Headers({ "content-type": "application/json" });
    const wave = await openingMeanwhile(() => ({ status: 503, headers, text: JSON.stringify({ messages }) }));
    const error = await failing(stage.up(wave));
    assert.match(error, /would begin now, for its start window has opened meanwhile, and has no place yet/);
    assert.match(error, /The import may be running: the next "pulumi up" finds it/);
    assert.equal(active().length, 1, "the other one");
    cancelByHand(1);
    await stage.up(wave);
    assert.equal(onArray(stage)["db-01"], "Copy_In_Progress");
  });

  it("begins as many as have a place; who is only to be started is left to the next run, with a warning", async () => {
    await start(20, 3);
    byHand(0);
    await stage.up(waveOf(stage, 4));
    assert.equal(posts(), 2);
    const { members, phase } = outputsOf(stage);
    assert.match(
      members["db-04"]?.holdReason ?? "",
      /^waits for a place: 3 of 3 \(maxActivePerArray\) are taken on https:\S+, 1 of them by others \("by-hand-0"\)$/,
    );
    assert.equal(phase, "Running");
    assert.match(stage.warnings.join("\n"), /^2 imports wait for a place: 3 of 3 .*; run "pulumi up" again\.$/m);
    assert.ok(counts() <= 2, `${counts()} questions`);
  });

  it("goes on with them in the next run, as places are free, and by their order", async () => {
    await start(20, 2);
    await stage.up(waveOf(stage, 4, {}, { "db-04": { priority: 1 } }));
    assert.deepEqual(Object.keys(onArray(stage)).sort(), ["db-01", "db-04"]);
    await stage.up(waveOf(stage, 4, {}, { "db-04": { priority: 1 } }));
    assert.equal(rows().length, 2);
    stage.settings = { ...stage.settings, maxActivePerArray: 3 };
    await stage.up(waveOf(stage, 4, {}, { "db-04": { priority: 1 } }));
    assert.deepEqual(Object.keys(onArray(stage)).sort(), ["db-01", "db-02", "db-04"]);
  });

  it("that is waited for begins the next as soon as one of its own is copied", async () => {
    await start(20, 2, { setUpSeconds: 0 });
    const seen = watchMost();
    await stage.up(waveOf(stage, 6, { waitFor: "Ready_For_Cutover" }));
    assert.deepEqual(new Set(Object.values(onArray(stage))), new Set(["Ready_For_Cutover"]));
    assert.equal(Object.keys(onArray(stage)).length, 6);
    assert.equal(seen.most, 2);
  });

  it("that is waited for begins the next when others leave a place, however long that takes", async () => {
    await start(20, 1, { setUpSeconds: 0 });
    byHand(0);
    operate("POST /import_session/{id}/pause", String(rows()[0]?.id));
    beforeCounts((many) => {
      if (many === 20) cancelByHand(0);
    });
    const seen = watchMost();
    await stage.up(waveOf(stage, 2, { waitFor: "Ready_For_Cutover" }));
    assert.equal(outputsOf(stage).counts.Ready_For_Cutover, 2);
    assert.equal(seen.most, 1);
  });

  it("that was to be waited for fails when its time is over, and says that nothing was begun", async () => {
    await start(20, 1);
    byHand(0);
    stage.timeoutSeconds = 300;
    const message = await failing(stage.up(waveOf(stage, 2, { waitFor: "Ready_For_Cutover" })));
    assert.match(
      message,
      /^2 imports \(db-01, db-02\): it has waited 5 min for a place, and nothing was begun: 1 of 1 .* by others \("by-hand-0"\)\. Run "pulumi up" again when one is free, or raise the wave's customTimeouts or powerstore-import:maxActivePerArray\.$/,
    );
    assert.equal(posts(), 0);
    assert.ok(counts() <= 22, `${counts()} questions in five minutes`);
  });

  it("gives the place of one that the array refuses to the next, in the same run, also where the refusal took its time", async () => {
    await start(20, 1);
    const [first] = volumeIds(stage, 1);
    const headers = new Headers({ "content-type": "application/json" });
    const text = '{"messages":[{"message_l10n":"Not this one."}]}';
    stage.between = async (request, pass) => {
      const isOfFirst = request.method === "POST" && bodyOf(request)?.includes(`"${first}"`);
      if (!isOfFirst) return pass(request);
      // What is known of the places is old by then, and not so old that it is asked for anyway.
      stage.simulator.advance(10);
      return { status: 422, headers, text };
    };
    assert.match(await failing(stage.up(waveOf(stage, 2))), /Not this one/);
    assert.deepEqual(onArray(stage), { "db-02": "Copy_In_Progress" });
    assert.doesNotMatch(stage.warnings.join("\n"), /waits? for a place/);
  });

  it("does not wait for places that its own keep, which stand until their windows open again", async () => {
    await start(20, 1);
    const began = stage.simulator.now();
    const copyWindows = [{ schedule: "0 0 * * *", duration: "1h", timeZone: "UTC" }];
    const program = waveOf(stage, 2, { waitFor: "Ready_For_Cutover", copyWindows });
    assert.equal(await stage.up(program), "created");
    assert.deepEqual(onArray(stage), { "db-01": "Paused" });
    assert.match(stage.warnings.join("\n"), /1 import waits for a place/);
    const hours = (stage.simulator.now() - began) / 3_600_000;
    assert.ok(hours < 2, `the run took ${hours} hours, and the stack was locked for so long`);
  });

  it("goes on with one whose window opens while another waits for a place", async () => {
    await start(20, 2);
    byHand(0);
    stage.timeoutSeconds = 3.5 * 3600;
    const windows = ["0 0 * * *", "0 3 * * *"].map((schedule) => ({ schedule, duration: "1h", timeZone: "UTC" }));
    const program = waveOf(stage, 2, { waitFor: "Ready_For_Cutover", copyWindows: windows });
    assert.match(await failing(stage.up(program)), /db-02.*has waited 210 min for a place/);
    assert.equal(rows().find(({ name }) => String(name).includes("db-01"))?.state, "Copy_In_Progress");
  });

  it("says which of two limits it is", async () => {
    await start(20, 3);
    await stage.up(waveOf(stage, 4, { maxActive: 2 }));
    assert.match(outputsOf(stage).members["db-04"]?.holdReason ?? "", /2 of 2 \(maxActive\)/);
    await stage.up(waveOf(stage, 4, { maxActive: 4 }));
    assert.match(outputsOf(stage).members["db-04"]?.holdReason ?? "", /3 of 3 \(maxActivePerArray\)/);
    assert.equal(rows().length, 3);
  });

  it("lets nobody wait who needs no place: who is adopted, or waits for its time", async () => {
    await start(20, 1);
    byHand(0);
    const more = {
      "db-02": { scheduledTimestamp: "2026-02-01T00:00:00Z" },
      "db-03": { adoptSessionId: "name:by-hand-0", sourceResourceId: rows()[0]?.source_resource_id },
    };
    await stage.up(waveOf(stage, 3, {}, more));
    const { members } = outputsOf(stage);
    assert.deepEqual(
      ["db-01", "db-02", "db-03"].map((key) => members[key]?.state),
      [undefined, "Scheduled", "Copy_In_Progress"],
    );
    assert.match(members["db-01"]?.holdReason ?? "", /1 of 1 \(maxActivePerArray\) are taken on \S+$/);
  });

  for (const harsh of [false, true]) {
    it(`counts what a killed run has begun, and takes it over without a place${harsh ? ", on a harsh array" : ""}`, async () => {
      await start(20, 2, { ...endless, harsh });
      const killed = new AbortController();
      let begun = 0;
      stage.between = async (request, pass) => {
        const answer = await pass(request);
        if (request.method === "POST" && request.url.endsWith("/import_session") && ++begun === 2) killed.abort();
        return answer;
      };
      stage.signal = killed.signal;
      await stage.up(waveOf(stage, 4)).catch(() => undefined);
      stage.forget();
      stage.signal = new AbortController().signal;
      stage.restart(true);
      const seen = watchMost();
      await stage.up(waveOf(stage, 4, {}, { "db-03": { priority: 3 } }));
      assert.deepEqual(Object.keys(onArray(stage)).sort(), ["db-01", "db-02"]);
      assert.ok(outputsOf(stage).members["db-01"]?.id && outputsOf(stage).members["db-02"]?.id);
      assert.equal(seen.most, 0, "something was begun");
    });
  }

  it("begins nothing while the array does not say who is active, and goes on when it does", async () => {
    await start(20, 2);
    let many = 0;
    stage.between = async (request, pass) =>
      isCount(request.url) && ++many <= 8 ? { status: 503, headers: new Headers(), text: "" } : pass(request);
    await stage.up(waveOf(stage, 3));
    assert.equal(posts(), 2);
  });

  it("begins nothing where the array never says who is active, and fails", async () => {
    await start(20, 2);
    stage.between = async (request, pass) =>
      isCount(request.url) ? { status: 503, headers: new Headers(), text: "" } : pass(request);
    const message = await failing(stage.up(waveOf(stage, 3)));
    assert.match(message, /^3 imports .*: .*the array does not say how many imports are active.*nothing was begun: /);
    assert.equal(posts(), 0);
  });

  it("keeps the place of one that may have been made, where there is none for another attempt, and begins nobody in its stead", async () => {
    await start(20, 1);
    const headers = new Headers({ "content-type": "application/json" });
    const noSession = '{"messages":[{"message_l10n":"There is no such session."}]}';
    let sent = 0;
    stage.between = async (request, pass) => {
      const { pathname } = new URL(request.url);
      const isOfAll = pathname.endsWith("/import_session");
      if (request.method === "GET" && pathname.includes("/import_session/name:")) {
        // Long enough for what is known of the places to be old.
        stage.simulator.advance(10);
        return { status: 404, headers, text: noSession };
      }
      if (request.method === "GET" && isOfAll && !isCount(request.url)) return { status: 200, headers, text: "[]" };
      const answer = await pass(request);
      if (request.method !== "POST" || !isOfAll || ++sent > 1) return answer;
      throw new SendFailure("dropped", { mayHaveArrived: true });
    };
    const message = await failing(stage.up(waveOf(stage, 2, { maxActive: 1 })));
    assert.match(message, /sessions\["db-01"\].*waits for a place on the array.*The import may be running/s);
    assert.deepEqual([posts(), rows().length], [1, 1]);
    assert.match(outputsOf(stage).members["db-02"]?.holdReason ?? "", /1 of 1 \(maxActive\) are taken/);
  });

  it("goes on with the places of those that it takes out", async () => {
    await start(20, 1, { ...endless, harsh: true });
    await stage.up(waveOf(stage, 1));
    const all = waveOf(stage, 2).sessions as Record<string, object>;
    const { "db-01": _, ...left } = all;
    await stage.up({ ...waveOf(stage, 0), sessions: left, onRemove: "cancel", waitFor: "Started" });
    await stage.up({ ...waveOf(stage, 0), sessions: left, onRemove: "cancel", waitFor: "Started" });
    assert.deepEqual(onArray(stage), { "db-02": "Copy_In_Progress" });
  });

  it("is told of no others where the place is that of one which it claimed once, and may not let go: that is its own", async () => {
    await start(20, 1);
    await stage.up(waveOf(stage, 1));
    stage.forget();
    stage.restart(true);
    await stage.up(waveOf(stage, 1));
    assert.equal(outputsOf(stage).members["db-01"]?.claimed, true);
    stage.restart();
    const { "db-01": _, ...left } = waveOf(stage, 2).sessions as Record<string, object>;
    await failing(stage.up({ ...waveOf(stage, 0), sessions: left }));
    const { members } = outputsOf(stage);
    assert.ok(members["db-01"]?.id, "it is kept");
    assert.match(
      members["db-02"]?.holdReason ?? "",
      /^waits for a place: 1 of 1 \(maxActivePerArray\) are taken on https:\S+$/,
    );
  });

  it("that has places enough for hundreds asks a few times for all of them", async () => {
    await start(200, 1000);
    await stage.up(waveOf(stage, 200));
    assert.equal(posts(), 200);
    assert.ok(counts() <= 4, `${counts()} questions`);
  });

  it("shares the array with the waves of other stacks: together they never are more", async () => {
    await start(20, 3, { setUpSeconds: 0 });
    const seen = watchMost();
    await stage.up(waveOf(stage, 3));
    const one = stage.recorded;
    stage.forget();
    stage.restart();
    stage.urn = stage.urn.replace("prod", "test");
    const second = {
      ...waveOf(stage, 0),
      sessions: Object.fromEntries(
        volumeIds(stage, 8)
          .slice(3)
          .map((id, index) => [`vm-${index}`, { sourceResourceId: id }]),
      ),
    };
    await stage.up({ ...second, waitFor: "Ready_For_Cutover" });
    assert.equal(outputsOf(stage).counts.Ready_For_Cutover, 5);
    assert.equal(Object.keys(one?.outputs.members as object).length, 3);
    assert.equal(seen.most, 3);
  });

  it("says in a preview that it begins as many as the array has places for, and asks nothing for that", async () => {
    await start(20, 2);
    await stage.up(waveOf(stage, 3));
    const asked = counts();
    stage.warnings.length = 0;
    await stage.preview(waveOf(stage, 4));
    assert.match(
      stage.warnings.join("\n"),
      /This run begins 2 as far as the array has places \(maxActivePerArray: 2\): db-03, db-04\./,
    );
    assert.equal(counts(), asked);
  });

  it("without it asks nothing of that", async () => {
    stage = await openWaves(4, endless);
    await stage.up(waveOf(stage, 4));
    assert.equal(counts(), 0);
  });
});
