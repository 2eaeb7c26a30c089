import assert from "node:assert/strict";
import { importHostSystemHandler } from "../../../../provider/lifecycle/importHostSystem/importHostSystem";
import { universalConsistencyGroupHandler } from "../../../../provider/lifecycle/universalConsistencyGroup/universalConsistencyGroup";
import type { AnyHandler } from "../engineCalls";
import { openRemoteSystems, unity } from "../remoteSystem/stage";
import type { Stage } from "./stage";
import { openStage } from "./stage";

const REFUSAL = '{"messages":[{"code":"0x1","severity":"Error","message_l10n":"not now"}]}';

/** What an update was to do and has not come to must not pass for done: nobody would ask for it again. */
describe("What an update has not come to", () => {
  let stage: Stage;
  afterEach(() => stage.close());

  /** From now on these requests are refused, but for the first ones. */
  const refuse = (method: string, path: RegExp, { butFirst = 0 } = {}) => {
    let seen = 0;
    stage.between = async (request, pass) => {
      const answer = await pass(request);
      const isRefused = request.method === method && path.test(request.url) && ++seen > butFirst;
      return isRefused ? { ...answer, status: 403, text: REFUSAL } : answer;
    };
  };
  const refuseUnsent = (method: string) => {
    stage.between = async (request, pass) =>
      request.method === method ? { status: 422, headers: new Headers(), text: REFUSAL } : pass(request);
  };
  const answerAgain = () => {
    stage.between = (request, pass) => pass(request);
    stage.simulator.clearJournal();
  };

  describe("of an import host system", () => {
    const host = (more: object = {}) => ({
      ...{ agentAddress: "db-01.example.com", agentPort: 8443, osType: "Linux", username: "root" },
      ...{ password: "host-Passw0rd", ...more },
    });
    for (const status of ["Unknown", "Conflict_Detected"] as const) {
      it(`is done by the next one: the agent was ${status} when it was to tell anew of its volumes`, async () => {
        stage = await openStage(importHostSystemHandler as AnyHandler, "powerstore-import:index:ImportHostSystem");
        await stage.up(host());
        stage.simulator.world.setAgent(stage.recorded?.id ?? "", status);
        stage.timeoutSeconds = 60;
        await assert.rejects(stage.up(host({ refreshTrigger: "1" })), new RegExp(status));
        stage.simulator.world.setAgent(stage.recorded?.id ?? "", "Running");
        stage.simulator.clearJournal();
        assert.equal(await stage.up(host({ refreshTrigger: "1" })), "updated");
        assert.deepEqual(stage.changes(), ["POST /import_host_system/{id}/refresh"]);
        assert.equal(await stage.up(host({ refreshTrigger: "1" })), "unchanged");
      });
    }
  });

  describe("of a remote system", () => {
    const DISCOVER = "POST /remote_system/{id}/discover";

    it("is done by the next one: it was without connections when it was to be discovered on demand only", async () => {
      const onDemand = { ...unity, discover: false };
      stage = await openRemoteSystems();
      await stage.up(onDemand);
      const put = (dataConnectionState: string) =>
        stage.simulator.world.setRemoteSystem(stage.recorded?.id ?? "", { dataConnectionState });
      put("Complete_Data_Connection_Loss");
      await assert.rejects(stage.up({ ...onDemand, discoveryTrigger: "1" }), /Complete_Data_Connection_Loss/);
      put("OK");
      stage.simulator.clearJournal();
      assert.equal(await stage.up({ ...onDemand, discoveryTrigger: "1" }), "updated");
      assert.deepEqual(stage.changes(), [DISCOVER]);
      assert.equal(await stage.up({ ...onDemand, discoveryTrigger: "1" }), "unchanged");
    });

    it("is an error of the next one, too, as long as the management does not answer, though data connections are there", async () => {
      const onDemand = { ...unity, discover: false };
      stage = await openRemoteSystems();
      await stage.up(onDemand);
      const { id = "" } = stage.recorded ?? {};
      stage.simulator.world.setRemoteSystem(id, { state: "Management_Connection_Lost", lostBy: "address" });
      const changed = { ...onDemand, password: "another-Passw0rd" };
      await assert.rejects(stage.up(changed), /Management_Connection_Lost/);
      await assert.rejects(stage.up(changed), /Management_Connection_Lost/);
      stage.simulator.world.setRemoteSystem(id, { state: "OK" });
      assert.equal(await stage.up(changed), "updated");
      assert.equal(await stage.up(changed), "unchanged");
    });

    for (const change of [{ discoveryTrigger: "1" }, { managementAddress: "10.20.0.11" }]) {
      it(`is done by the next one: nothing was seen of it after ${Object.keys(change)} had changed`, async () => {
        stage = await openRemoteSystems();
        await stage.up(unity);
        refuse("GET", /remote_system\/[^/?]+/, { butFirst: 1 });
        await assert.rejects(stage.up({ ...unity, ...change }));
        answerAgain();
        assert.equal(await stage.up({ ...unity, ...change }), "updated");
        assert.deepEqual(stage.changes(), [DISCOVER]);
        assert.equal(await stage.up({ ...unity, ...change }), "unchanged");
      });
    }
  });

  describe("of a universal consistency group that is not waited for", () => {
    const GROUP = "import_universal_consistency_group";
    let ids: readonly string[];
    const group = (more: object = {}) => ({
      ...{ remoteSystemId: "rs-old-01", importUniversalVolumeIds: ids.slice(0, 2), waitFor: "None", name: "first" },
      ...more,
    });
    beforeEach(async () => {
      const sources = [{ name: "Old-01", type: "Universal", volumes: 4 } as const];
      stage = await openStage(
        universalConsistencyGroupHandler as AnyHandler,
        "powerstore-import:index:UniversalConsistencyGroup",
        { sources },
      );
      ids = (stage.simulator.world.rows("import_universal_volume") ?? []).map(({ id }) => id);
      await stage.up(group());
    });

    it("is done by the next one: another name was refused", async () => {
      refuseUnsent("PATCH");
      await assert.rejects(stage.up(group({ name: "second" })), /not now/);
      answerAgain();
      assert.equal(await stage.up(group({ name: "second" })), "updated");
      assert.deepEqual(stage.changes(), [`PATCH /${GROUP}/{id}`]);
      assert.equal(await stage.up(group({ name: "second" })), "unchanged");
    });

    it("is done by the next one: a name of a volume was refused", async () => {
      const named = group({ volumeNames: { [ids[0] ?? ""]: "erp" } });
      refuseUnsent("PATCH");
      await assert.rejects(stage.up(named), /not now/);
      answerAgain();
      assert.equal(await stage.up(named), "updated");
      assert.deepEqual(stage.changes(), ["PATCH /import_universal_volume/{id}"]);
      assert.equal(await stage.up(named), "unchanged");
    });

    it("is done by the next one: nothing was seen of it before a member was to join", async () => {
      const larger = group({ importUniversalVolumeIds: ids.slice(0, 3) });
      refuse("GET", new RegExp(`${GROUP}/[^/?]+`), { butFirst: 3 });
      await assert.rejects(stage.up(larger), /The group is kept/);
      answerAgain();
      assert.equal(await stage.up(larger), "updated");
      assert.deepEqual(stage.changes(), [`POST /${GROUP}/{id}/add_members`]);
      assert.equal(await stage.up(larger), "unchanged");
    });
  });
});
