import assert from "node:assert/strict";
import { SendFailure } from "../../../../provider/powerstore/http/sendFailure";
import type { FaultRule } from "../../../../simulator/src";
import type { Stage } from "./stage";
import { openStage, readyVolume } from "./stage";

/** One session on the array and in the state, whatever got lost on the way. */
const busy = () => ({
  status: 503,
  headers: new Headers({ "content-type": "application/json" }),
  text: JSON.stringify({ messages: [{ severity: "Error", code: "0xE09040050001", message_l10n: "System is busy." }] }),
});

describe("Creating once", () => {
  let stage: Stage;
  let volume: { remoteSystemId: string; sourceResourceId: string };
  beforeEach(async () => {
    stage = await openStage();
    volume = readyVolume(stage.simulator);
  });
  afterEach(() => stage.close());

  const sessions = () => stage.simulator.world.rows("import_session") ?? [];
  const post = (effect: FaultRule["effect"], times = 1): FaultRule => ({
    operation: "POST /import_session",
    times,
    effect,
  });

  const healed: [reason: string, faults: FaultRule[], posts: number][] = [
    ["the request is lost before it arrives", [post({ drop: "before" })], 2],
    ["the answer is lost after the work was done", [post({ drop: "after" })], 1],
    ["the answer is cut off", [post({ truncate: true })], 1],
    ["the array answers 500 and did nothing", [post({ status: 500 })], 2],
    ["the answer has another shape", [post({ body: { done: true } })], 1],
    [
      "the answer is lost twice in a row, the first time before the work",
      [post({ drop: "before" }), post({ drop: "after" })],
      2,
    ],
  ];
  for (const [reason, faults, posts] of healed) {
    for (const name of [undefined, "chosen"]) {
      it(`heals within one up when ${reason} (${name ? "chosen" : "generated"} name)`, async () => {
        stage.simulator.setFaults(faults);
        await stage.up({ ...volume, ...(name ? { name } : {}) });
        assert.equal(sessions().length, 1);
        assert.equal(stage.recorded?.id, sessions()[0]?.id);
        assert.equal(stage.changes().filter((change) => change.startsWith("POST /import_session {")).length, posts);
      });
    }
  }

  for (const name of [undefined, "chosen"]) {
    /** The array has done it, says that it is busy, and then that the name is in use. */
    const busyAfterTheWork = () => {
      let posts = 0;
      stage.between = async (request, pass) => {
        const isPost = request.method === "POST" && request.url.endsWith("/import_session");
        const answer = await pass(request);
        if (!isPost || ++posts > 1) return answer;
        const headers = new Headers({ "content-type": "application/json" });
        return {
          status: 503,
          headers,
          text: '{"messages":[{"severity":"Error","message_l10n":"The system is busy."}]}',
        };
      };
    };

    it(`takes what the array made and called itself busy for its own (${name ? "chosen" : "generated"} name)`, async () => {
      busyAfterTheWork();
      assert.equal(await stage.up({ ...volume, ...(name ? { name } : {}) }), "created");
      const [made, ...others] = sessions();
      assert.deepEqual([stage.recorded?.id, others], [made?.id, []]);
      assert.equal(stage.recorded?.outputs.claimed, undefined, "no other stack can have made it");
      assert.equal(stage.changes().filter((change) => change.startsWith("POST /import_session {")).length, 2);
    });
  }

  describe("a POST that is sent again", () => {
    const headers = new Headers({ "content-type": "application/json" });
    const saying = (status: number, text: string) => ({
      status,
      headers,
      text: JSON.stringify({ messages: [{ severity: "Error", message_l10n: text }] }),
    });
    const [busy, unknownLogin] = [saying(503, "The system is busy."), saying(401, "Log in first.")];
    /** What stands between meets each POST with the next of these. */
    const postsMeet = (...meetings: Stage["between"][]) => {
      stage.between = async (request, pass) => {
        const isPost = request.method === "POST" && request.url.endsWith("/import_session");
        const meeting = isPost ? meetings.shift() : undefined;
        return meeting ? meeting(request, pass) : pass(request);
      };
    };
    const makesSame = () => {
      const { remoteSystemId, sourceResourceId } = volume;
      const body = { name: "chosen", remote_system_id: remoteSystemId, source_resource_id: sourceResourceId };
      stage.simulator.world.operations["POST /import_session"]?.({ id: "", body });
    };
    const isLeftAlone = async () => {
      await assert.rejects(
        stage.up({ ...volume, name: "chosen" }),
        /the name is taken.*was not made by this program as far as it can tell/s,
      );
      assert.deepEqual([stage.recorded, sessions().length], [undefined, 1]);
    };

    const busyAfterTheWork: Stage["between"] = async (request, pass) => {
      await pass(request);
      return busy;
    };
    const nothingListens = async () => {
      throw new SendFailure("refused", { mayHaveArrived: false, code: "ECONNREFUSED" });
    };

    it("has made what has its name where the array was busy after the work, and had forgotten the login by the next attempt", async () => {
      postsMeet(busyAfterTheWork, async () => unknownLogin);
      assert.equal(await stage.up({ ...volume, name: "chosen" }), "created");
      assert.equal(stage.recorded?.outputs.claimed, undefined, "no other stack can have made it");
      assert.equal(sessions().length, 1);
    });

    it("has made what has its name where the array was busy after the work, and stayed so for every attempt", async () => {
      postsMeet(busyAfterTheWork, ...Array.from({ length: 6 }, () => async () => busy));
      assert.equal(await stage.up({ ...volume, name: "chosen" }), "created");
      assert.deepEqual([stage.recorded?.outputs.claimed, sessions().length], [undefined, 1]);
    });

    it("has made what has its name where the array was busy after the work, and the last start window over by the next attempt", async () => {
      postsMeet(async (request, pass) => {
        await pass(request);
        stage.simulator.advance(7 * 3600);
        return busy;
      });
      const startWindows = [{ schedule: "2026-01-01T00:00", duration: "6h", timeZone: "UTC" }];
      assert.equal(await stage.up({ ...volume, name: "chosen", startWindows }), "created");
      assert.deepEqual([stage.recorded?.outputs.claimed, sessions().length], [undefined, 1]);
    });

    /** From then on, nobody gets through to anything else. */
    const then = (answer: typeof busy, rest: () => Promise<typeof busy>): Stage["between"] => {
      return async () => {
        stage.between = rest;
        return answer;
      };
    };
    const page = { status: 200, headers: new Headers({ "content-type": "text/html" }), text: "<html>Log in.</html>" };
    const silence = async () => {
      throw new SendFailure("timedOut", { mayHaveArrived: true });
    };
    const thrice = [nothingListens, nothingListens, nothingListens];
    for (const [trouble, meetings] of [
      ["nothing listens", thrice],
      ["nothing listens after it has forgotten the login", [async () => unknownLogin, ...thrice]],
      ["the array lets nobody in any more", [then(unknownLogin, async () => unknownLogin)]],
      ["the array is too busy for a login", [then(unknownLogin, async () => busy)]],
      ["a page comes in place of a login", [then(unknownLogin, async () => page)]],
      ["a login is not answered", [then(unknownLogin, silence)]],
      ["the array is too busy for anything", [then(busy, async () => busy)]],
    ] as const) {
      it(`may have made an import that nobody knows of where the array was busy after the work, and ${trouble} by the next attempt`, async () => {
        postsMeet(busyAfterTheWork, ...meetings);
        await assert.rejects(stage.up({ ...volume, name: "chosen" }), /The import may be running: look for this name/);
        assert.equal(sessions().length, 1);
      });
    }

    it("has made what has its name where the array had forgotten the login, was busy after the work, and forgot the next login, too", async () => {
      postsMeet(
        async () => unknownLogin,
        busyAfterTheWork,
        async () => unknownLogin,
      );
      assert.equal(await stage.up({ ...volume, name: "chosen" }), "created");
      assert.deepEqual([stage.recorded?.outputs.claimed, sessions().length], [undefined, 1]);
    });

    it("has made what has its name where the array was busy after the work, and its address led nowhere by the next attempt", async () => {
      const lost = saying(404, "The REST endpoint [POST /api/rest/import_session] cannot be found.");
      postsMeet(busyAfterTheWork, async () => lost);
      assert.equal(await stage.up({ ...volume, name: "chosen" }), "created");
      assert.deepEqual([stage.recorded?.outputs.claimed, sessions().length], [undefined, 1]);
    });

    for (const status of [401, 403]) {
      it(`is none where a page with a ${status} comes from what stands between: that may have passed the first one on`, async () => {
        const posts: string[] = [];
        postsMeet(
          async (request, pass) => {
            await pass(request);
            posts.push(request.url);
            return { ...page, status };
          },
          async (request, pass) => {
            posts.push(request.url);
            return pass(request);
          },
        );
        assert.equal(await stage.up({ ...volume, name: "chosen" }), "created");
        assert.deepEqual([stage.recorded?.outputs.claimed, sessions().length, posts.length], [undefined, 1, 1]);
      });
    }

    it("has made nothing where the array had forgotten the login, and is too busy for another one", async () => {
      postsMeet(then(unknownLogin, async () => busy));
      await assert.rejects(stage.up({ ...volume, name: "chosen" }), (error: Error) => {
        assert.match(error.message, /it is busy, try again later/);
        assert.doesNotMatch(error.message, /may be running/);
        return true;
      });
      assert.equal(sessions().length, 0);
    });

    it("has not made what has its name where nothing listened at the attempt before", async () => {
      postsMeet(async () => {
        makesSame();
        return nothingListens();
      });
      await isLeftAlone();
    });

    it("has not made what has its name where the array knew no login at the attempt before", async () => {
      postsMeet(async () => {
        makesSame();
        return unknownLogin;
      });
      await isLeftAlone();
    });
  });

  it("does not take a chosen name in use for its own where the array was busy before it did anything", async () => {
    const other = readyVolume(stage.simulator, 1);
    stage.simulator.setFaults([post({ status: 503 })]);
    stage.between = async (request, pass) => {
      const isPost = request.method === "POST" && request.url.endsWith("/import_session");
      const answer = await pass(request);
      if (isPost && answer.status === 503) {
        const body = {
          name: "chosen",
          remote_system_id: other.remoteSystemId,
          source_resource_id: other.sourceResourceId,
        };
        stage.simulator.world.operations["POST /import_session"]?.({ id: "", body });
      }
      return answer;
    };
    await assert.rejects(stage.up({ ...volume, name: "chosen" }), /the name is taken.*is another import/s);
    assert.deepEqual([stage.recorded, sessions().length], [undefined, 1]);
  });

  it("does not take the same import for its own where the array refused its POST at once: whoever has the name by now was quicker", async () => {
    let posts = 0;
    stage.between = async (request, pass) => {
      const isPost = request.method === "POST" && request.url.endsWith("/import_session");
      const body = {
        name: "chosen",
        remote_system_id: volume.remoteSystemId,
        source_resource_id: volume.sourceResourceId,
      };
      if (isPost && ++posts === 1) stage.simulator.world.operations["POST /import_session"]?.({ id: "", body });
      return pass(request);
    };
    await assert.rejects(
      stage.up({ ...volume, name: "chosen" }),
      /the name is taken.*was not made by this program as far as it can tell/s,
    );
    assert.deepEqual([stage.recorded, posts, sessions().length], [undefined, 1, 1]);
  });

  it("finds its session again after a crash between the answer and the state file", async () => {
    await stage.up(volume);
    const id = stage.recorded?.id;
    stage.forget();
    stage.restart();
    await stage.up(volume);
    assert.equal(stage.recorded?.id, id);
    assert.match(stage.warnings.join(), /made by an earlier, interrupted run.*taken over/);
  });

  const shown: [what: string, program: object, from: RegExp, to: string][] = [
    ["fills in", {}, /"global_storage_discovery_address":null/g, '"global_storage_discovery_address":"10.0.0.5"'],
    [
      "hides",
      { globalStorageDiscoveryAddress: "10.0.0.5" },
      /"global_storage_discovery_address":"[^"]*"/g,
      '"global_storage_discovery_address":null',
    ],
    ["hides", { automaticCutover: true }, /"automatic_cutover":true/g, '"automatic_cutover":null'],
  ];
  for (const [what, program, from, to] of shown) {
    describe(`on an array that ${what} ${to.split(":")[0]}`, () => {
      beforeEach(() => {
        stage.between = async (request, pass) => {
          const answer = await pass(request);
          return { ...answer, text: answer.text.replace(from, to) };
        };
      });

      it("takes the import whose POST lost its answer for its own", async () => {
        stage.simulator.setFaults([post({ drop: "after" })]);
        assert.equal(await stage.up({ ...volume, ...program }), "created");
        assert.equal(stage.recorded?.id, sessions()[0]?.id);
      });

      it("takes over the import of a run that was killed, and changes nothing of it", async () => {
        await stage.up({ ...volume, ...program });
        const id = stage.recorded?.id;
        stage.forget();
        stage.restart();
        assert.equal(await stage.up({ ...volume, ...program }), "created");
        assert.equal(stage.recorded?.id, id);
        assert.equal(await stage.refresh(), "unchanged");
        assert.equal(await stage.up({ ...volume, ...program }), "unchanged");
      });
    });
  }

  it("claims a completed session of its generated name: never a second import", async () => {
    await stage.up({ ...volume, waitFor: "Import_Completed", automaticCutover: true });
    const id = stage.recorded?.id;
    stage.forget();
    await stage.up({ ...volume, waitFor: "Import_Completed", automaticCutover: true });
    assert.equal(stage.recorded?.id, id);
  });

  it("deletes a dead record of its generated name and imports anew", async () => {
    await stage.up(volume);
    const id = stage.recorded?.id ?? "";
    stage.simulator.world.failSession(id, { state: "Failed" });
    stage.forget();
    await stage.up(volume);
    assert.notEqual(stage.recorded?.id, id);
    assert.equal(sessions().length, 1);
  });

  it("waits for a session of its name that is still being cancelled, then imports anew", async () => {
    await stage.up(volume);
    const id = stage.recorded?.id ?? "";
    stage.simulator.world.operations["POST /import_session/{id}/cancel"]?.({ id, body: {} });
    stage.forget();
    await stage.up(volume);
    assert.notEqual(stage.recorded?.id, id);
    assert.equal(sessions().length, 1);
  });

  it("refuses a chosen name that was taken, shows what was found, and sends no POST", async () => {
    await stage.up({ ...volume, name: "taken" });
    stage.forget();
    stage.restart();
    stage.simulator.clearJournal();
    await assert.rejects(
      stage.up({ ...volume, name: "taken" }),
      /the name is taken.*Copy_In_Progress.*adoptSessionId/s,
    );
    assert.deepEqual(stage.changes(), []);
  });

  it("refuses a session of its generated name that imports another source", async () => {
    await stage.up(volume);
    const before = sessions();
    stage.forget();
    const other = readyVolume(stage.simulator, 1);
    await assert.rejects(stage.up(other), /sourceResourceId is .* on the array and .* in the program/);
    assert.deepEqual(
      sessions().map((session) => session.id),
      before.map((session) => session.id),
    );
  });

  it("says what the array says when it refuses, and records nothing", async () => {
    await assert.rejects(stage.up({ ...volume, sourceResourceId: "no-such-volume" }), /no-such-volume/);
    assert.equal(stage.changes().length, 1, "a refusal is final");
    assert.equal(stage.recorded, undefined);
    assert.equal(sessions().length, 0);
  });

  describe("whose source the records of dead imports name as well", () => {
    const byHand = (name: string) => {
      const { remoteSystemId, sourceResourceId } = volume;
      const body = { name, remote_system_id: remoteSystemId, source_resource_id: sourceResourceId };
      stage.simulator.world.operations["POST /import_session"]?.({ id: "", body });
      stage.simulator.advance(60);
      return stage.simulator.world.rowByName("import_session", name)?.id ?? "";
    };
    beforeEach(() => {
      for (const state of ["Cancelled", "Failed"] as const) {
        const id = byHand(state);
        stage.simulator.world.operations["POST /import_session/{id}/cancel"]?.({ id, body: {} });
        stage.simulator.advance(3600);
        stage.simulator.world.forceState(id, state);
      }
    });

    it("is told what the array says of it, and not to take over what is dead", async () => {
      const effect = { status: 422, message: "The policy does not fit." };
      stage.simulator.setFaults([{ operation: "POST /import_session", times: 9, effect }]);
      await assert.rejects(stage.up(volume), (error: Error) => {
        assert.match(error.message, /The policy does not fit/);
        assert.doesNotMatch(error.message, /The source is in|adoptSessionId/);
        return true;
      });
      assert.deepEqual(
        sessions().map(({ state }) => state),
        ["Cancelled", "Failed"],
      );
    });

    for (const order of ["as they are", "the other way round"])
      it(`is told of the import that has the source now, where the array shows them ${order}`, async () => {
        const living = byHand("living");
        stage.between = async (request, pass) => {
          const answer = await pass(request);
          if (order === "as they are" || !request.url.includes("source_resource_id=eq")) return answer;
          return { ...answer, text: JSON.stringify((JSON.parse(answer.text) as object[]).toReversed()) };
        };
        await assert.rejects(stage.up(volume), new RegExp(`The source is in import session "living" \\(${living}\\)`));
      });
  });

  it("keeps the id when everything after the POST fails, and goes on at the next up", async () => {
    stage.simulator.setFaults([{ operation: "GET /import_session/{id}", times: 50, effect: { status: 500 } }]);
    await assert.rejects(stage.up(volume), /The session is kept/);
    assert.ok(stage.recorded?.id);
    stage.simulator.clearFaults();
    assert.equal(await stage.up(volume), "updated");
    assert.equal(stage.recorded?.outputs.state, "Copy_In_Progress");
    assert.equal(sessions().length, 1);
  });

  it("gives up after a bounded number of POSTs when the array never gets them, and records nothing", async () => {
    stage.simulator.setFaults([post({ drop: "before" }, 1000)]);
    await assert.rejects(stage.up(volume));
    assert.equal(stage.recorded, undefined);
    assert.ok(stage.changes().length <= 12, `${stage.changes().length} POSTs`);
  });

  it("takes over what a replacement that deleted first made when its answer is lost", async () => {
    await stage.up(volume);
    stage.restart();
    stage.simulator.setFaults([post({ drop: "after" })]);
    await stage.replace(volume, ["delete", "create"]);
    assert.deepEqual(
      sessions().map((session) => session.id),
      [stage.recorded?.id],
    );
  });

  it("takes over what an interrupted replacement made, before which the engine asks for a diff", async () => {
    await stage.up(volume);
    const deleted = stage.recorded;
    await stage.replace(volume, ["delete", "create"]);
    const id = stage.recorded?.id;
    // The engine died before it recorded the new session: the old one is pending replacement.
    stage.recorded = deleted;
    stage.restart();
    await stage.replace(volume, ["diff", "create"]);
    assert.equal(stage.recorded?.id, id);
    assert.notEqual(id, deleted?.id);
  });

  it("keeps the id of a claimed session that its program does not fit, and says why", async () => {
    await stage.up({ ...volume, scheduledTimestamp: "2026-03-01T00:00:00Z" });
    const id = stage.recorded?.id;
    stage.forget();
    await assert.rejects(stage.up(volume), /is Scheduled .*scheduledTimestamp is gone from the program/);
    assert.equal(stage.recorded?.id, id);
  });

  it("cancels no scheduled session that was only found by its name: it may be another stack's, whose import would not start", async () => {
    const program = { ...volume, scheduledTimestamp: "2026-03-01T00:00:00Z" };
    await stage.up(program);
    stage.forget();
    stage.restart();
    await stage.up(program);
    await assert.rejects(stage.destroy(), /may belong to another stack.*is not cancelled/s);
    assert.equal(sessions()[0]?.state, "Scheduled");
    stage.settings = { ...stage.settings, cancelClaimed: true };
    await stage.destroy();
    assert.deepEqual(sessions(), []);
  });

  it("sends nobody who confirms, for a cancel, whose a session is to an up that cuts it over", async () => {
    const program = { ...volume, advanceTo: "Import_Completed" };
    await stage.up(program);
    stage.forget();
    stage.restart();
    await stage.up(program);
    stage.simulator.advance(30 * 86_400);
    await assert.rejects(
      stage.destroy(),
      /with advanceTo taken out, which that up would carry out: adoptSessionId: "\S+" in the program and "pulumi up --target <urn>"/,
    );
    const { id } = stage.recorded ?? {};
    await stage.up({ ...volume, adoptSessionId: id });
    assert.equal(stage.session().state, "Ready_For_Cutover");
    await stage.destroy();
    assert.deepEqual(sessions(), []);
  });

  it("counts the wait for an earlier session among the time that create may take", async () => {
    await stage.up(volume);
    const id = stage.recorded?.id ?? "";
    stage.simulator.world.operations["POST /import_session/{id}/cancel"]?.({ id, body: {} });
    stage.forget();
    const begun = stage.simulator.now();
    stage.timeoutSeconds = 30;
    await assert.rejects(stage.up(volume), /still In_Progress after 30 s/);
    assert.ok(stage.simulator.now() - begun < 40_000, "waited longer than its time-out");
  });

  it("waits no longer for an earlier session of its name than create may take", async () => {
    await stage.up(volume);
    const id = stage.recorded?.id ?? "";
    stage.simulator.world.operations["POST /import_session/{id}/cancel"]?.({ id, body: {} });
    stage.forget();
    const begun = stage.simulator.now();
    stage.timeoutSeconds = 5;
    await assert.rejects(stage.up(volume), /an earlier session of this name did not end/);
    assert.ok(stage.simulator.now() - begun < 10_000, "waited longer than its time-out");
    assert.equal(sessions().length, 1);
  });

  it("starts no import any more when Ctrl-C came before its POST", async () => {
    stage.signal = AbortSignal.abort();
    await assert.rejects(
      stage.up(volume),
      /InterruptedError: stopped while reading the cluster's id .*Run the same command again/,
    );
    assert.deepEqual(stage.changes(), []);
    assert.equal(stage.recorded, undefined);
  });

  it("says what was stopped when Ctrl-C ends the wait for an earlier session of its name", async () => {
    await stage.up(volume);
    const id = stage.recorded?.id ?? "";
    stage.simulator.world.operations["POST /import_session/{id}/cancel"]?.({ id, body: {} });
    stage.forget();
    const stop = new AbortController();
    stage.signal = stop.signal;
    stage.simulator.advance = () => {
      stop.abort();
      throw stop.signal.reason;
    };
    await assert.rejects(stage.up(volume), /stopped creating import session "db-01-.*pulumi up/);
    assert.equal(stage.recorded, undefined);
  });

  for (const [what, isDone] of [
    ["has not", false],
    ["has", true],
  ] as const) {
    it(`sends nothing again after a Ctrl-C, which a busy array ${what} begun, and the next run finds out`, async () => {
      const stop = new AbortController();
      stage.signal = stop.signal;
      let posts = 0;
      stage.between = async (request, pass) => {
        if (request.method !== "POST" || !request.url.endsWith("/import_session")) return pass(request);
        posts++;
        if (isDone) await pass(request);
        stop.abort();
        return busy();
      };
      await assert.rejects(
        stage.up(volume),
        /stopped creating .* after the array had answered that it is busy.*The import may be running/s,
      );
      assert.equal(posts, 1);
      const sessions = () => stage.simulator.world.rows("import_session") ?? [];
      assert.equal(sessions().length, isDone ? 1 : 0);
      stage.between = (request, pass) => pass(request);
      stage.signal = new AbortController().signal;
      await stage.up(volume);
      assert.equal(sessions().length, 1);
    });
  }
});
