import assert from "node:assert/strict";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import { SHARED_SECONDS } from "../../../../provider/lifecycle/importSession/sessions/reads";
import { sessionsOn } from "../../../../provider/lifecycle/importSession/sessions/sessions";
import type { TransportRequest } from "../../../../provider/powerstore/http/contract";
import type { Stage } from "./stage";
import { openStage, readyVolume, URN } from "./stage";

type Row = { id: string; name: string | null; state: string };

/** What is in use is known before a POST, from a list that is up to a minute old and pages that all share: what they may decide, and what not. */
describe("A generated name in use", () => {
  let stage: Stage;
  let volume: { remoteSystemId: string; sourceResourceId: string };
  beforeEach(async () => {
    stage = await openStage({ setUpSeconds: 0, cancelSeconds: 5 });
    volume = readyVolume(stage.simulator);
  });
  afterEach(() => stage.close());

  const sessions = () => stage.simulator.world.rows("import_session") ?? [];
  const array = () => stage.simulator.world.operations;
  const begin = async (urn: string, index: number) => {
    Object.assign(stage, { urn, recorded: undefined });
    await stage.up(readyVolume(stage.simulator, index));
    return stage.recorded?.id ?? "";
  };
  const OTHER = `${URN}-other`;
  /** The run is killed with nothing recorded, and the next one is about to begin. */
  const killed = () => {
    stage.forget();
    stage.restart();
    stage.urn = URN;
    stage.simulator.clearJournal();
  };
  const asked = () =>
    stage.simulator
      .journal()
      .entries.map(({ operation, path }) => (path.includes("/import_session/name:") ? "look by name" : operation))
      .filter((operation) => !/login|logout|cluster/.test(operation ?? ""));
  const isList = ({ url }: TransportRequest) => /\/import_session\?select=id(,|%2C)name&/.test(url);
  const isPage = ({ method, url }: TransportRequest) => method === "GET" && /\/import_session\?/.test(url);
  /** What the pages say otherwise than the array has it. */
  const falsify = (which: (request: TransportRequest) => boolean, change: (rows: Row[]) => readonly Row[]) => {
    stage.between = async (request, pass) => {
      const answer = await pass(request);
      if (!which(request) || answer.status >= 300) return answer;
      return { ...answer, text: JSON.stringify(change(JSON.parse(answer.text) as Row[])) };
    };
  };
  const swap = (rows: Row[]) =>
    rows.map((row, index) => ({ ...row, id: rows[(index + 1) % rows.length]?.id ?? row.id }));

  it("costs no POST: its session is taken over as it was after a refused one", async () => {
    const id = await begin(URN, 0);
    killed();
    await stage.up(volume);
    assert.deepEqual([stage.recorded?.id, stage.recorded?.outputs.claimed], [id, true]);
    assert.deepEqual(asked(), ["GET /import_session", "look by name", "GET /import_session/{id}"]);
  });

  it("is left alone after Ctrl-C: nothing is taken over any more", async () => {
    await begin(URN, 0);
    killed();
    const stop = new AbortController();
    stage.signal = stop.signal;
    stage.between = async (request, pass) => {
      const answer = await pass(request);
      if (request.url.includes("/import_session/name:")) stop.abort();
      return answer;
    };
    await assert.rejects(stage.up(volume), /InterruptedError: stopped creating import session "db-01-/);
    assert.equal(stage.recorded, undefined);
  });

  it("that is free by now is taken for a new import, by a POST that nobody else answers", async () => {
    const gone = await begin(URN, 0);
    killed();
    await begin(OTHER, 1);
    stage.simulator.world.purgeSession(gone);
    Object.assign(stage, { urn: URN, recorded: undefined });
    await stage.up(readyVolume(stage.simulator, 2));
    assert.notEqual(stage.recorded?.id, gone);
    assert.equal(stage.recorded?.outputs.claimed, undefined);
    assert.equal(sessions().length, 2);
  });

  it("is no proof for a session that shows later, should the POST be lost: the list had somebody", async () => {
    const gone = await begin(URN, 0);
    killed();
    await begin(OTHER, 1);
    const { name } = stage.session(gone);
    stage.simulator.world.purgeSession(gone);
    const next = readyVolume(stage.simulator, 2);
    stage.between = async (request, pass) => {
      if (request.method !== "POST" || !/\/import_session$/.test(request.url)) return pass(request);
      const body = { name, remote_system_id: next.remoteSystemId, source_resource_id: next.sourceResourceId };
      array()["POST /import_session"]?.({ id: "", body });
      return { status: 500, headers: new Headers(), text: "" };
    };
    Object.assign(stage, { urn: URN, recorded: undefined });
    await stage.up(next);
    assert.equal(stage.recorded?.outputs.claimed, true);
  });

  it("after it was free in the list is found by the refused POST, as ever", async () => {
    const id = await begin(URN, 0);
    stage.forget();
    stage.simulator.clearJournal();
    await stage.up(volume);
    assert.equal(stage.recorded?.id, id);
    assert.deepEqual(asked().slice(0, 2), ["POST /import_session", "look by name"]);
  });

  it("is nobody's where it went out of the list while that was awaited: nothing is looked for, and the list is no better proven", async () => {
    await begin(URN, 0);
    await begin(OTHER, 1);
    killed();
    falsify(isPage, swap);
    const { sessionOfName } = sessionsOn(stage.array);
    const { signal } = stage;
    assert.equal(await sessionOfName("nobody", signal), undefined);
    assert.deepEqual(asked(), ["GET /import_session"]);
    const [{ id, name } = assert.fail()] = sessions();
    const found = await sessionOfName(String(name), signal);
    assert.equal(found?.id, id, "whatever the list says");
    assert.deepEqual(asked(), ["GET /import_session", "look by name"]);
  });

  it("is not asked for again for what this run has ended", async () => {
    const id = await begin(URN, 0);
    const recorded = stage.recorded;
    killed();
    // Reads the list, in which the name is in use.
    await begin(OTHER, 1);
    Object.assign(stage, { urn: URN, recorded, run: new EngineRun() });
    await stage.replace(volume, ["delete"]);
    stage.simulator.clearJournal();
    const begun = stage.simulator.now();
    await stage.replace(volume, ["create"]);
    assert.notEqual(stage.recorded?.id, id);
    assert.deepEqual(asked().slice(0, 1), ["POST /import_session"]);
    assert.equal(stage.simulator.now(), begun, "waited for what is gone");
  });

  describe("of several sessions", () => {
    const others = ["one", "two", "three"].map((name) => `${URN}-${name}`);
    let own: string;
    let ids: ReadonlyMap<string, string>;
    beforeEach(async () => {
      const begun: [string, string][] = [];
      for (const urn of others) begun.push([urn, await begin(urn, 0)]);
      own = await begin(URN, 0);
      ids = new Map([...begun, [URN, own]]);
      killed();
    });
    const upAgain = async (urn: string) => {
      const { remote_system_id, source_resource_id } = stage.session(ids.get(urn));
      Object.assign(stage, { urn, recorded: undefined });
      await stage.up({ remoteSystemId: remote_system_id, sourceResourceId: source_resource_id });
      return stage.recorded?.id;
    };

    it("is looked for once, and then comes from a page for all others", async () => {
      for (const [urn, id] of ids) assert.equal(await upAgain(urn), id);
      assert.equal(asked().filter((operation) => operation === "look by name").length, 1);
      assert.deepEqual(stage.changes(), []);
    });

    it("is free again where nobody has its session any more: no look by the name comes before the POST", async () => {
      for (const urn of others) await upAgain(urn);
      stage.simulator.world.purgeSession(own);
      stage.simulator.advance(SHARED_SECONDS + 1);
      stage.simulator.clearJournal();
      Object.assign(stage, { urn: URN, recorded: undefined });
      await stage.up(readyVolume(stage.simulator));
      assert.equal(stage.changes().length, 1);
      assert.equal(asked().includes("look by name"), false);
    });

    it("is not that of a row with another name", async () => {
      falsify(
        (request) => isPage(request) && !isList(request),
        (rows) => rows.map((row) => ({ ...row, name: "another" })),
      );
      for (const [urn, id] of ids) assert.equal(await upAgain(urn), id);
      const looks = asked().filter((operation) => operation === "look by name").length;
      assert.ok(looks > 1, `${looks} looks by name`);
    });

    for (const [what, which] of [
      ["the list and the pages", isPage],
      ["the list", isList],
      ["the pages", (request: TransportRequest) => isPage(request) && !isList(request)],
    ] as const) {
      it(`is nobody else's where ${what} put rows under each other's ids`, async () => {
        falsify(which, swap);
        for (const [urn, id] of ids) assert.equal(await upAgain(urn), id);
        assert.deepEqual(stage.changes(), []);
      });
    }

    for (const state of ["Failed", "Cancelled", "Cancel_In_Progress", "Cleanup_Required"]) {
      it(`is not judged by a row that says ${state}: a record is deleted, waited for or refused on a read of its own`, async () => {
        falsify(isPage, (rows) => rows.map((row) => (row.id === own ? { ...row, state } : row)));
        for (const urn of others) await upAgain(urn);
        stage.timeoutSeconds = 1;
        // Its first look may believe the row; the next run's will not.
        await upAgain(URN).catch(() => undefined);
        assert.equal(stage.recorded?.id, own);
        assert.equal(sessions().find(({ id }) => id === own)?.state, "Copy_In_Progress");
        assert.deepEqual(stage.changes(), []);
      });
    }

    it("may be any where the array does not show the name of every session: what the POST then finds has no proof", async () => {
      stage.simulator.setFaults([{ operation: "POST /import_session", times: 1, effect: { drop: "after" } }]);
      falsify(isList, (rows) => rows.map((row) => ({ ...row, name: null })));
      const third = `${URN}-third`;
      await begin(third, 0);
      assert.equal(stage.recorded?.outputs.claimed, true);
    });
  });

  it("leads to a session that was begun in the last of its windows, also when that has closed", async () => {
    const [hour] = new Date(stage.simulator.now()).toISOString().split(".");
    const program = { ...volume, timeZone: "UTC", startWindows: [{ schedule: hour?.slice(0, 16), duration: "1h" }] };
    await stage.up(program);
    const id = stage.recorded?.id;
    killed();
    stage.simulator.advance(2 * 3600);
    await stage.up(program);
    assert.equal(stage.recorded?.id, id);
    assert.doesNotMatch(stage.warnings.join(), /Nothing was started/);
  });
});
