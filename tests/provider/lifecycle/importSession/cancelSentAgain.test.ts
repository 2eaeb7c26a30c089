import assert from "node:assert/strict";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import { SendFailure } from "../../../../provider/powerstore/http/sendFailure";
import type { Between } from "../simulatedArray";
import type { Stage } from "./stage";
import { openStage, readyVolume, URN } from "./stage";

const agentless = { remoteSystemId: "rs-xtremio-01", sourceResourceId: "xtremio-01-vol-01", type: "Agentless" };
const later = { scheduledTimestamp: "2026-03-01T00:00:00Z" };
const CANCEL = 'POST /import_session/{id}/cancel {"force":false}';

const headers = new Headers({ "content-type": "application/json" });
const troubles = {
  "the array was busy": async () => ({
    status: 503,
    headers,
    text: '{"messages":[{"severity":"Error","message_l10n":"The system is busy."}]}',
  }),
  "the login had expired": (request, pass) =>
    pass({ ...request, headers: { ...request.headers, Cookie: "auth_cookie=old", "DELL-EMC-TOKEN": "old" } }),
  "nothing listened": async () => {
    throw new SendFailure("refused", { mayHaveArrived: false, code: "ECONNREFUSED" });
  },
} satisfies Record<string, Between>;

/** An array takes the cancel of a copy as well as that of an import that waits: what a cancel rested on has to hold when it is sent again. */
describe("A cancel that is sent again", () => {
  let stage: Stage;
  let volume: { remoteSystemId: string; sourceResourceId: string };
  beforeEach(async () => {
    stage = await openStage({ setUpSeconds: 1 });
    volume = readyVolume(stage.simulator);
  });
  afterEach(() => stage.close());

  const id = () => stage.recorded?.id ?? "";
  /** The first cancel meets a trouble, in which the session goes on. */
  const meets = (trouble: Between, goesOn: () => void) => {
    let isMet = false;
    stage.simulator.clearJournal();
    stage.between = async (request, pass) => {
      if (isMet || !request.url.endsWith("/cancel")) return pass(request);
      isMet = true;
      goesOn();
      return trouble(request, pass);
    };
  };
  const begins = () => stage.simulator.world.forceState(id(), "Copy_In_Progress");
  const taken = () =>
    stage.simulator
      .journal()
      .entries.filter(({ method, status }) => method !== "GET" && status === 204 && status < 300);
  const isLeftAlone = (state = "Copy_In_Progress") => {
    assert.equal(stage.session().state, state);
    assert.deepEqual(
      taken().filter(({ path }) => path.endsWith("/cancel")),
      [],
    );
  };

  for (const [what, trouble] of Object.entries(troubles)) {
    it(`because ${what} ends no copy that has begun meanwhile, and that another resource wants`, async () => {
      await stage.up({ ...volume, ...later });
      const old = stage.recorded;
      Object.assign(stage, { run: new EngineRun(), urn: `${URN}-renamed`, recorded: undefined });
      await assert.rejects(stage.up(volume));
      Object.assign(stage, { urn: URN, recorded: old });
      meets(trouble, begins);
      await assert.rejects(stage.destroy(), /wants the same import and did not get it/);
      isLeftAlone();
    });

    it(`because ${what} ends no copy that has begun since a replacement was planned`, async () => {
      await stage.up({ ...volume, ...later });
      const other = readyVolume(stage.simulator, 1);
      stage.run = new EngineRun();
      meets(trouble, begins);
      const replaced = stage.replace({ ...other, ...later }, ["recorded check", "diff", "check", "delete"]);
      await replaced.catch(() => undefined);
      assert.match(stage.warnings.join(), /is not deleted, whatever the list says/);
      isLeftAlone();
    });

    it(`because ${what} takes no volume away from hosts that have moved to it meanwhile`, async () => {
      await stage.up(agentless);
      assert.equal(stage.session().state, "Mirror_Enabled");
      meets(trouble, () => {
        stage.simulator.world.operations["POST /import_session/{id}/enable_destination_volume"]?.({
          id: id(),
          body: {},
        });
      });
      await assert.rejects(stage.destroy(), /is Ready_To_Start_Copy and agentless: cancelling takes the destination/);
      isLeftAlone("Ready_To_Start_Copy");
    });

    it(`because ${what} ends what nothing speaks for, as it was asked to`, async () => {
      await stage.up({ ...volume, ...later });
      meets(trouble, begins);
      await stage.destroy();
      assert.equal(stage.changes().at(-2), CANCEL);
      assert.equal(stage.simulator.world.rows("import_session")?.length, 0);
    });
  }

  for (const [what, passes] of [
    ["the connection for it took a minute", () => stage.simulator.advance(60)],
    ["this machine slept", () => Object.assign(stage, { wallSeconds: () => 3600 })],
  ] as const) {
    it(`is decided anew where ${what} before it could be sent at all`, async () => {
      await stage.up(agentless);
      const enable = () =>
        stage.simulator.world.operations["POST /import_session/{id}/enable_destination_volume"]?.({
          id: id(),
          body: {},
        });
      const late: Between = (request, pass) => {
        passes();
        return pass(request);
      };
      meets(late, enable);
      await assert.rejects(stage.destroy(), /is Ready_To_Start_Copy and agentless: cancelling takes the destination/);
      isLeftAlone("Ready_To_Start_Copy");
    });
  }

  it("is sent again as often as any other, where the array is busy for long", async () => {
    await stage.up(agentless);
    let left = 12;
    stage.between = async (request, pass) =>
      request.url.endsWith("/cancel") && left-- > 0 ? troubles["the array was busy"]() : pass(request);
    await stage.destroy();
    assert.equal(stage.simulator.world.rows("import_session")?.length, 0);
  });

  it("is not sent for ever to an array that never takes it, and the next run goes on", async () => {
    await stage.up(agentless);
    let sent = 0;
    stage.between = async (request, pass) => {
      if (!request.url.endsWith("/cancel")) return pass(request);
      sent++;
      return troubles["the array was busy"]();
    };
    await assert.rejects(stage.destroy(), /is not sent it again on what was seen before. Run the same command again/);
    assert.ok(sent > 7 && sent < 60, `${sent} times`);
    stage.between = (request, pass) => pass(request);
    await stage.destroy();
    assert.equal(stage.simulator.world.rows("import_session")?.length, 0);
  });
});
