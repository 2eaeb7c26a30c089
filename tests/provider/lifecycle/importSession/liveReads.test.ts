import assert from "node:assert/strict";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import { sessionsOn } from "../../../../provider/lifecycle/importSession/sessions/sessions";
import type { Stage } from "./stage";
import { openStage, readyVolume, URN } from "./stage";

const volume = { remoteSystemId: "rs-xtremio-01", sourceResourceId: "xtremio-01-vol-01", type: "Agentless" };
const group = { ...volume, sourceResourceId: "xtremio-01-cg-01" };

describe("What moves hosts or takes their volume away rests on a live read", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ setUpSeconds: 1 });
  });
  afterEach(() => stage.close());

  const act = (action: string, id: string) =>
    stage.simulator.world.operations[`POST /import_session/{id}/${action}`]?.({ id, body: {} });
  const membersOf = (id: string) =>
    (stage.simulator.world.rows("import_session") ?? []).filter((row) => row.parent_session_id === id);
  /** Another session of the process is read together with this one, so that a page shows both. */
  async function shareRead(): Promise<void> {
    const { remoteSystemId, sourceResourceId } = readyVolume(stage.simulator);
    const body = { name: "other", remote_system_id: remoteSystemId, source_resource_id: sourceResourceId };
    stage.simulator.world.operations["POST /import_session"]?.({ id: "", body });
    const other = stage.simulator.world.rowByName("import_session", "other");
    stage.restart();
    await Promise.all(
      [stage.recorded?.id ?? "", other?.id ?? ""].map((id) => sessionsOn(stage.array).reads.recent(id, 5)),
    );
    stage.simulator.clearJournal();
  }
  const operations = () =>
    stage.simulator
      .journal()
      .entries.map(({ operation }) => operation ?? "")
      .filter((operation) => operation.includes("/import_session"));

  it("a cancel: hosts that have moved to the destination a moment ago keep it", async () => {
    await stage.up(volume);
    await shareRead();
    act("enable_destination_volume", stage.recorded?.id ?? "");
    await assert.rejects(
      stage.destroy(),
      /is Ready_To_Start_Copy and agentless: cancelling takes the destination volume away/,
    );
    assert.deepEqual(stage.changes(), []);
    assert.equal(stage.session().state, "Ready_To_Start_Copy");
  });

  it("a cancel of what the state file does not know to be Non_Disruptive", async () => {
    await stage.up(volume);
    await shareRead();
    assert.ok(stage.recorded);
    const { type: _, ...outputs } = stage.recorded.outputs;
    stage.recorded = { ...stage.recorded, outputs: outputs as typeof stage.recorded.outputs };
    act("enable_destination_volume", stage.recorded?.id ?? "");
    await assert.rejects(stage.destroy(), /is Ready_To_Start_Copy and agentless/);
    assert.deepEqual(stage.changes(), []);
  });

  it("a cancel of a group, whose members' hosts have moved since the page was read", async () => {
    const scheduledTimestamp = new Date(stage.simulator.now() + 3600_000).toISOString();
    await stage.up({ ...group, scheduledTimestamp });
    stage.simulator.advance(3598);
    await shareRead();
    stage.simulator.advance(4);
    for (const { id } of membersOf(stage.recorded?.id ?? "")) act("enable_destination_volume", id);
    await assert.rejects(stage.destroy(), /is Ready_To_Start_Copy and agentless/);
    assert.deepEqual(stage.changes(), []);
  });

  it("a cancel of a group whose members the array does not list: it is none, for nobody knows what their hosts use", async () => {
    await stage.up(group);
    for (const { id } of membersOf(stage.recorded?.id ?? "")) act("enable_destination_volume", id);
    stage.simulator.clearJournal();
    stage.between = async (request, pass) => {
      const answer = await pass(request);
      return /parent_session_id=eq/.test(request.url) ? { ...answer, status: 200, text: "[]" } : answer;
    };
    await assert.rejects(stage.destroy(), /is In_Progress and agentless, and the array shows none of its members/);
    assert.deepEqual(stage.changes(), []);
    stage.between = (request, pass) => pass(request);
    await assert.rejects(stage.destroy(), /has a member that is|is Ready_To_Start_Copy and agentless/);
  });

  it("a second look in the same delete, too: the hosts moved while it waited for the end of set-up", async () => {
    stage.timeoutSeconds = 0.5;
    await assert.rejects(stage.up(volume), /still In_Progress/);
    stage.timeoutSeconds = undefined;
    await shareRead();
    stage.simulator.clearJournal();
    await stage.destroy();
    const seen = operations();
    assert.equal(seen[seen.indexOf("POST /import_session/{id}/cancel") - 1], "GET /import_session/{id}");
  });

  for (const [what, program] of Object.entries({ volume, group })) {
    it(`each gate of an agentless ${what}`, async () => {
      await stage.up(program);
      const gates = [
        ["Ready_To_Start_Copy", "enable_destination_volume"],
        ["Ready_For_Cutover", "start_copy"],
        ["Import_Completed", "cutover"],
      ] as const;
      for (const [advanceTo, action] of gates) {
        await shareRead();
        await stage.up({ ...program, advanceTo, waitFor: advanceTo === "Ready_For_Cutover" ? advanceTo : "Started" });
        const seen = operations();
        const acted = seen.indexOf(`POST /import_session/{id}/${action}`);
        assert.ok(acted > 0, `${action} in ${seen}`);
        assert.ok(seen.slice(0, acted).includes("GET /import_session/{id}"), `${seen}`);
        stage.simulator.world.purgeSession(stage.simulator.world.rowByName("import_session", "other")?.id ?? "");
      }
    });
  }

  it("a cancel of what may be ended only as long as it waits: another resource wants it, and a moment ago it began to copy", async () => {
    const source = readyVolume(stage.simulator, 1);
    await stage.up({ ...source, scheduledTimestamp: "2026-03-01T00:00:00Z" });
    const old = stage.recorded;
    const run = new EngineRun();
    stage.run = run;
    stage.urn = `${URN}-renamed`;
    stage.recorded = undefined;
    await assert.rejects(stage.up(source));
    stage.urn = URN;
    stage.recorded = old;
    await shareRead();
    stage.simulator.world.forceState(old?.id ?? "", "Copy_In_Progress");
    await assert.rejects(stage.destroy(), /wants the same import and did not get it/);
    assert.deepEqual(stage.changes(), []);
    assert.equal(stage.session().state, "Copy_In_Progress");
  });

  it("and nothing else: a Non_Disruptive cancel may rest on a shared page, for the array guards it", async () => {
    await stage.up(readyVolume(stage.simulator));
    await shareRead();
    await stage.destroy();
    assert.equal(operations()[0], "POST /import_session/{id}/cancel");
  });
});
