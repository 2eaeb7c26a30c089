import assert from "node:assert/strict";
import { sessionsOn } from "../../../../provider/lifecycle/importSession/sessions/sessions";
import type { RawInputs } from "../../../../provider/lifecycle/operation/handler";
import type { SimulatorOptions } from "../../../../simulator/src";
import type { Stage } from "./stage";
import { openStage, readyVolume } from "./stage";

/** Copies never end here, so that whoever has a place keeps it. */
const endless = { copyBytesPerSecond: 1, maxActiveSessions: 10, setUpSeconds: 0 };

const noAnswer = { status: 503, headers: new Headers(), text: "" };

describe("With maxActivePerArray a session", () => {
  let stage: Stage;
  let volumes: readonly ReturnType<typeof readyVolume>[];
  async function start(limit: number, options: SimulatorOptions = endless): Promise<void> {
    stage = await openStage(options);
    volumes = [0, 1, 2].map((index) => readyVolume(stage.simulator, index));
    stage.settings = { ...stage.settings, maxActivePerArray: limit };
  }
  afterEach(() => stage.close());

  const operate = (operation: string, id: string, body: Record<string, unknown>) =>
    stage.simulator.world.operations[operation]?.({ id, body });
  /** Somebody else's import. */
  const byHand = (index: number, more: Record<string, unknown> = {}) => {
    const { remoteSystemId, sourceResourceId } = volumes[index] ?? assert.fail();
    const body = { name: `by-hand-${index}`, remote_system_id: remoteSystemId, source_resource_id: sourceResourceId };
    operate("POST /import_session", "", { ...body, ...more });
    stage.simulator.advance(1);
  };
  const idOf = (name: string) => stage.simulator.world.rowByName("import_session", name)?.id ?? "";
  const program = (more: RawInputs = {}) => ({ ...volumes[0], ...more });
  const isPost = (change: string) => change.startsWith("POST /import_session {");
  const posts = () => stage.changes().filter(isPost).length;
  const counts = () => stage.simulator.journal().entries.filter(({ path }) => /state=in(\.|%2E)/i.test(path)).length;
  /** Something happens once so many questions for the active ones were answered. */
  const afterCounts = (many: number, happens: () => void) => {
    let seen = 0;
    stage.between = async (request, pass) => {
      const answer = await pass(request);
      if (request.url.includes("state=in") && ++seen === many) happens();
      return answer;
    };
  };

  it("begins at once where there is a place, and asks once for that", async () => {
    await start(2);
    byHand(1);
    assert.equal(await stage.up(program()), "created");
    assert.equal(stage.session().state, "Copy_In_Progress");
    assert.equal(counts(), 1);
    assert.ok(!stage.progress.some((text) => text.includes("place")), stage.progress.join("\n"));
  });

  it("waits for a place, says who has them, and begins as soon as one is free", async () => {
    await start(1);
    byHand(1);
    afterCounts(3, () => operate("POST /import_session/{id}/cancel", idOf("by-hand-1"), {}));
    assert.equal(await stage.up(program()), "created");
    assert.equal(posts(), 1);
    assert.match(
      stage.progress[0] ?? "",
      /^waits for a place: 1 of 1 \(maxActivePerArray\) are taken on https:.*, 1 of them by others \("by-hand-1"\)$/,
    );
    assert.ok(counts() >= 4 && counts() <= 6, `${counts()} questions`);
  });

  it("that finds none in its time begins nothing, and says what to do", async () => {
    await start(2);
    byHand(1);
    byHand(2);
    stage.timeoutSeconds = 120;
    await assert.rejects(stage.up(program()), {
      message:
        /creating import session "db-01-\w+": it has waited 2 min for a place, and nothing was begun: 2 of 2 .* by others \("by-hand-1", "by-hand-2"\)\. Run "pulumi up" again when one is free, or raise customTimeouts\.create or powerstore-import:maxActivePerArray\.$/,
    });
    assert.equal(posts(), 0);
    assert.equal(stage.recorded, undefined);
    assert.ok(counts() <= 10, `${counts()} questions in two minutes`);
  });

  it("needs no place for a start to come, in a window or at a time", async () => {
    await start(1);
    stage.simulator.advance(8 * 3600);
    byHand(1);
    await stage.up(program({ startWindows: [{ schedule: "0 22 * * *", duration: "6h", timeZone: "UTC" }] }));
    assert.equal(stage.session().state, "Scheduled");
    await stage.destroy();
    stage.forget();
    await stage.up(program({ scheduledTimestamp: "2026-02-01T00:00:00Z" }));
    assert.equal(stage.session().state, "Scheduled");
    assert.equal(counts(), 0);
  });

  it("waits for a place where its window opens while its login expires: it was to be started by the array, and would begin now", async () => {
    await start(1);
    stage.simulator.advance(22 * 3600 - 120);
    byHand(1);
    let [attempts, asked] = [0, 0];
    stage.between = async (request, pass) => {
      if (request.url.endsWith("/import_session") && request.method === "POST" && ++attempts === 1) {
        stage.simulator.advance(180);
        return pass({
          ...request,
          headers: { ...request.headers, Cookie: "auth_cookie=old", "DELL-EMC-TOKEN": "old" },
        });
      }
      const answer = await pass(request);
      if (request.url.includes("state=in") && ++asked === 3) {
        assert.equal(stage.simulator.world.rows("import_session")?.length, 1, "it has begun nothing before");
        operate("POST /import_session/{id}/cancel", idOf("by-hand-1"), {});
      }
      return answer;
    };
    const nights = { schedule: "0 22 * * *", duration: "6h", timeZone: "UTC" };
    assert.equal(await stage.up(program({ startWindows: [nights] })), "created");
    assert.deepEqual([attempts, stage.session().state], [2, "Copy_In_Progress"]);
    assert.match(stage.progress.join("\n"), /waits for a place: 1 of 1/);
  });

  it("that is told to stop while its login expires and its window opens says that nothing was begun, though there is a place", async () => {
    await start(1);
    stage.simulator.advance(22 * 3600 - 120);
    const stop = new AbortController();
    stage.signal = stop.signal;
    let attempts = 0;
    stage.between = async (request, pass) => {
      if (!request.url.endsWith("/import_session") || request.method !== "POST" || ++attempts > 1) return pass(request);
      stage.simulator.advance(180);
      // Another import of the process has just asked.
      await sessionsOn(stage.array).places.askWhoIsActive(new AbortController().signal);
      stop.abort();
      return pass({ ...request, headers: { ...request.headers, Cookie: "auth_cookie=old", "DELL-EMC-TOKEN": "old" } });
    };
    const nights = { schedule: "0 22 * * *", duration: "6h", timeZone: "UTC" };
    await assert.rejects(
      stage.up(program({ startWindows: [nights] })),
      /stopped waiting for a place for import session "db-01-\w+": nothing was begun\. Run "pulumi up" again/,
    );
    assert.equal(stage.simulator.world.rows("import_session")?.length, 0);
  });

  it("does not count what waits for its time, nor what is past its copy", async () => {
    await start(1, { ...endless, copyBytesPerSecond: 0 });
    byHand(1);
    stage.simulator.advance(3600);
    assert.equal(stage.session(idOf("by-hand-1")).state, "Ready_For_Cutover");
    byHand(2, { scheduled_timestamp: "2026-02-01T00:00:00Z" });
    assert.equal(await stage.up(program()), "created");
  });

  it("counts what is paused, and what waits in the array's own queue", async () => {
    await start(2, { ...endless, maxActiveSessions: 1 });
    byHand(1);
    byHand(2);
    operate("POST /import_session/{id}/pause", idOf("by-hand-1"), {});
    stage.timeoutSeconds = 60;
    await assert.rejects(stage.up(program()), /2 of 2/);
  });

  it("that says no when its time has passed does so at once", async () => {
    await start(1);
    byHand(1);
    await assert.rejects(stage.up(program({ scheduledTimestamp: "2020-01-01T00:00:00Z" })), /lies in the past/);
    assert.equal(counts(), 0);
  });

  it("that is there already is adopted without a place", async () => {
    await start(1);
    byHand(0);
    await stage.up(program({ adoptSessionId: "name:by-hand-0" }));
    assert.equal(stage.recorded?.id, idOf("by-hand-0"));
    assert.equal(counts(), 0);
  });

  it("that a killed run has begun is taken over without a place", async () => {
    await start(2);
    await stage.up(program());
    const { id } = stage.recorded ?? {};
    stage.forget();
    stage.restart();
    byHand(1);
    byHand(2);
    await stage.up(program());
    assert.equal(stage.recorded?.id, id);
    assert.equal(counts(), 1);
  });

  it("that replaces another has the place of that, also where the array shows the end of that late", async () => {
    await start(2, { ...endless, harsh: true, maxActiveSessions: 1 });
    byHand(1);
    await stage.up(program());
    const { id } = stage.recorded ?? {};
    assert.equal(stage.recorded?.outputs.state, "Queued");
    assert.equal(await stage.up(program({ automaticCutover: true })), "replaced");
    assert.notEqual(stage.recorded?.id, id);
    assert.ok(!stage.progress.some((text) => text.includes("waits for a place")), stage.progress.join("\n"));
  });

  it("counts what this process has begun, although the array does not show it", async () => {
    await start(1);
    await stage.up(program());
    stage.between = async (request, pass) => {
      const answer = await pass(request);
      return request.url.includes("state=in") ? { ...answer, text: "[]" } : answer;
    };
    stage.forget();
    stage.urn = stage.urn.replace("db-01", "db-02");
    stage.timeoutSeconds = 30;
    await assert.rejects(stage.up(program(volumes[1])), /1 of 1/);
    assert.equal(posts(), 1);
  });

  it("begins nothing while the array does not say who is active, and goes on when it does", async () => {
    await start(1);
    let failures = 0;
    stage.between = async (request, pass) =>
      request.url.includes("state=in") && ++failures <= 8 ? noAnswer : pass(request);
    assert.equal(await stage.up(program()), "created");
    assert.match(stage.progress.join("\n"), /^waits for a place: the array does not say how many imports are active/m);
  });

  it("is not begun where the array never says who is active", async () => {
    await start(1);
    stage.timeoutSeconds = 3600;
    stage.between = async (request, pass) => (request.url.includes("state=in") ? noAnswer : pass(request));
    const startedAt = stage.simulator.now();
    await assert.rejects(
      stage.up(program()),
      /creating import session "db-01-\w+": the array does not say how many imports are active on it \(maxActivePerArray\), so nothing was begun: .*Run "pulumi up" again when it answers\.$/,
    );
    assert.equal(posts(), 0);
    const minutes = (stage.simulator.now() - startedAt) / 60_000;
    assert.ok(minutes >= 10 && minutes < 15, `${minutes} min`);
  });

  it("takes over, after a wait, what another run has begun under its name meanwhile", async () => {
    await start(1);
    byHand(1);
    const refused = stage.up(program());
    await refused.catch(() => undefined);
    const name = /"(db-01-\w+)"/.exec(String(await refused.catch((error: unknown) => error)))?.[1] ?? "";
    stage.restart();
    afterCounts(3, () => {
      byHand(0, { name });
      operate("POST /import_session/{id}/cancel", idOf("by-hand-1"), {});
    });
    assert.equal(await stage.up(program()), "created");
    assert.equal(stage.recorded?.id, idOf(name));
    assert.equal(posts(), 0);
  });

  it("that is told to stop while it waits begins nothing", async () => {
    await start(1);
    byHand(1);
    const stop = new AbortController();
    stage.signal = stop.signal;
    afterCounts(2, () => {
      stop.abort();
      operate("POST /import_session/{id}/cancel", idOf("by-hand-1"), {});
    });
    await assert.rejects(
      stage.up(program()),
      /stopped waiting for a place for import session "db-01-\w+": nothing was begun/,
    );
    assert.equal(posts(), 0);
  });
});
