import assert from "node:assert/strict";
import type { Fact } from "../../../../provider/lifecycle/engineRun/facts";
import type { Stage } from "../arrayObject/stage";
import { sharedLedger } from "../engineRun/sharedLedger";
import { openRemoteSystems, systems, unity } from "./stage";

const VERIFY = "POST /remote_system/{id}/verify";
const PATCH = "PATCH /remote_system/{id}";
const DELETE = "DELETE /remote_system/{id}";
const DISCOVER = "POST /remote_system/{id}/discover";

describe("A remote system in trouble", () => {
  let stage: Stage;
  before(async () => {
    stage = await openRemoteSystems({ version: "4.4" });
  });
  beforeEach(async () => {
    stage.restart();
    stage.simulator.reset();
    stage.recorded = undefined;
    stage.warnings.length = 0;
    stage.between = (request, pass) => pass(request);
    await stage.up(unity);
    stage.simulator.clearJournal();
  });
  after(() => stage.close());

  type Trouble = Parameters<Stage["simulator"]["world"]["setRemoteSystem"]>[1];
  const put = (trouble: Trouble) => stage.simulator.world.setRemoteSystem(stage.recorded?.id ?? "", trouble);
  const again = (trigger: string) => stage.up({ ...unity, discoveryTrigger: trigger });

  it("is verified once where its network has changed, and then goes on", async () => {
    put({ state: "Update_Needed" });
    assert.equal(await again("1"), "updated");
    assert.deepEqual(stage.changes(), [VERIFY, DISCOVER]);
    assert.deepEqual(stage.bodies(), [null, null], "update_transport is for connections between PowerStores");
  });

  it("is waited for after that where its connections begin to move before its state does", async () => {
    const moving = { state: "Update_Needed", data_connection_state: "Initializing" };
    let looks: number | undefined;
    stage.between = async (request, pass) => {
      const answer = await pass(request);
      if (request.method === "POST" && request.url.endsWith("/verify")) looks = 0;
      if (request.method !== "GET" || !/\/remote_system\/[^/?]+/.test(request.url)) return answer;
      const shown = looks === undefined ? { state: "Update_Needed" } : looks++ < 2 ? moving : {};
      return { ...answer, text: JSON.stringify({ ...JSON.parse(answer.text), ...shown }) };
    };
    assert.equal(await stage.up({ ...unity, discoveryTrigger: "1" }), "updated");
    assert.equal(stage.changes().filter((change) => change.endsWith("/verify")).length, 1);
  });

  it("is verified once only, and then its connections are named", async () => {
    put({ state: "Update_Needed", staysAfterVerify: true });
    await assert.rejects(again("1"), /still Update_Needed after verify/);
    assert.deepEqual(stage.changes(), [VERIFY]);
  });

  const warned = ["Partial_Data_Connection_Loss", "Data_Connection_Unstable", "Partial_Node_Connection_Loss"];
  for (const dataConnectionState of warned) {
    it(`goes on with a warning that names the connections where it is ${dataConnectionState}`, async () => {
      put({ dataConnectionState, connectionStatus: "Network_Error" });
      assert.equal(await again("1"), "updated");
      assert.match(stage.warnings.join(), new RegExp(`${dataConnectionState}.*Network_Error`));
    });
  }

  const ended: [dataConnectionState: string, connectionStatus: string, text: RegExp][] = [
    ["Complete_Data_Connection_Loss", "Login_Timeout", /is Login_Timeout.*Check the network/],
    ["Complete_Data_Connection_Loss", "Authentication_Failure", /is Authentication_Failure.*compare discoveryChapMode/],
    ["No_Targets_Discovered", "Discovery_Timeout", /iscsiAddresses are addresses of the source/],
  ];
  for (const [dataConnectionState, connectionStatus, text] of ended) {
    it(`is not waited for where it is ${dataConnectionState} (${connectionStatus}), and keeps its id`, async () => {
      put({ dataConnectionState, connectionStatus });
      await assert.rejects(again("1"), text);
      assert.ok(stage.recorded?.id);
      assert.deepEqual(stage.changes(), []);
    });
  }

  it("that is switched off after its last import keeps no later run from ending well", async () => {
    put({ state: "Management_Connection_Lost", dataConnectionState: "Complete_Data_Connection_Loss" });
    await stage.refresh();
    assert.equal(await stage.up(unity), "unchanged");
  });

  const mended: [lostBy: NonNullable<Trouble["lostBy"]>, change: object, body: object][] = [
    ["address", { managementAddress: "10.20.0.11" }, { management_address: "10.20.0.11" }],
    ["credentials", { password: "right-Passw0rd" }, { remote_password: "[redacted]" }],
  ];
  for (const [lostBy, change, body] of mended) {
    it(`gets its management connection back by another ${lostBy}, and is looked at again`, async () => {
      put({ state: "Management_Connection_Lost", lostBy });
      assert.equal(await stage.up({ ...unity, ...change }), "updated");
      assert.deepEqual(stage.bodies()[0], body);
      assert.deepEqual(stage.changes(), [PATCH, DISCOVER]);
    });
  }

  it("without a management connection is not discovered, and says the way out", async () => {
    put({ state: "Management_Connection_Lost" });
    await assert.rejects(again("1"), /Correct managementAddress, username or password/);
    assert.deepEqual(stage.changes(), []);
  });

  it("without a management connection is read and deleted all the same", async () => {
    put({ state: "Management_Connection_Lost" });
    assert.equal(await stage.refresh(), "unchanged");
    await stage.destroy();
    assert.deepEqual(systems(stage), []);
  });

  const taken: [how: string, takeOver: (id: string) => Promise<unknown>][] = [
    ["adopted", (id) => stage.up({ ...unity, adoptRemoteSystemId: id })],
    ["imported", (id) => stage.import(id)],
  ];
  for (const [how, takeOver] of taken) {
    it(`without a management connection is ${how} as one that the next run has to see connected`, async () => {
      put({ state: "Management_Connection_Lost" });
      const { id = "" } = stage.recorded ?? {};
      stage.forget();
      stage.restart();
      await takeOver(id);
      assert.equal(stage.recorded?.outputs.connectedAt, undefined);
      const program = { ...unity, ...(how === "adopted" && { adoptRemoteSystemId: id }) };
      await assert.rejects(stage.up(program), /Management_Connection_Lost/);
    });
  }

  it("that a delete leaves half-way is deleted once more", async () => {
    put({ halfDeletes: 1 });
    await stage.destroy();
    assert.deepEqual([stage.changes(), systems(stage)], [[DELETE, DELETE], []]);
  });

  it("that a second delete leaves half-way, too, stays in the state, and is neither updated nor adopted", async () => {
    put({ halfDeletes: 2 });
    await assert.rejects(stage.destroy(), /is Partial_Delete, also after a second delete/);
    await assert.rejects(stage.up({ ...unity, description: "x" }), /Partial_Delete.*deletes it once more/);
    const name = String(stage.recorded?.outputs.name);
    stage.forget();
    stage.restart();
    await assert.rejects(stage.up({ ...unity, adoptRemoteSystemId: `name:${name}` }), /Partial_Delete/);
    await assert.rejects(stage.up(unity), /Partial_Delete/);
  });

  it("that a delete has left half-way is no source that a program has: each run says so, before anything uses it", async () => {
    put({ halfDeletes: 2 });
    await assert.rejects(stage.destroy());
    await stage.refresh();
    for (const wish of [unity, { ...unity, waitFor: "None", discover: false }]) {
      for (let runs = 0; runs < 2; runs++) {
        await assert.rejects(stage.up(wish), /updating .*Partial_Delete.*deletes it once more/);
      }
    }
    await stage.destroy();
    await stage.up(unity);
    assert.equal(stage.recorded?.outputs.state, "OK");
  });

  it("is imported by its id, in whatever state it is", async () => {
    put({ state: "Update_Needed" });
    const { id = "" } = stage.recorded ?? {};
    stage.forget();
    await stage.import(id);
    assert.equal(stage.recorded?.outputs.state, "Update_Needed");
  });
});

describe("A remote system that somebody has to approve", () => {
  const critical = { version: "4.4", criticalOperations: ["POST /remote_system"], approvalSeconds: 86_400 } as const;
  let stage: Stage;
  beforeEach(async () => {
    stage = await openRemoteSystems(critical);
  });
  afterEach(() => stage.close());

  const jobs = () => stage.simulator.world.rows("job") ?? [];

  it("is made once the second person has said yes, in the same run", async () => {
    stage.between = async (request, pass) => {
      const waiting = jobs().find(({ phase }) => phase === "Waiting_Approval");
      if (waiting && /\/job\//.test(request.url) && stage.progress.length > 0) {
        stage.simulator.world.decideJob(waiting.id, { decision: "Approved" });
      }
      return pass(request);
    };
    assert.equal(await stage.up(unity), "created");
    assert.match(stage.progress.join(), /still waits for the approval of a second person/);
    assert.equal(stage.recorded?.id, systems(stage)[0]?.id);
  });

  it("is not asked for twice where nobody says anything in time, and is found once it was approved", async () => {
    await assert.rejects(
      stage.up(unity),
      /still waits for the approval of a second person after 600 s.*approve or reject job/,
    );
    assert.deepEqual([jobs().length, systems(stage)], [1, []]);
    stage.simulator.world.decideJob(jobs()[0]?.id ?? "", { decision: "Approved" });
    stage.simulator.advance(60);
    await stage.up(unity);
    assert.deepEqual([jobs().length, systems(stage).length], [1, 1]);
  });

  it("is this program's own where it was stopped while it looked at the job, and somebody has approved since", async () => {
    const left: (readonly Fact[])[] = [];
    stage.ledger = () => sharedLedger(left)();
    stage.restart();
    const stopping = new AbortController();
    stage.signal = stopping.signal;
    stage.between = async (request, pass) => {
      if (/\/job\//.test(request.url)) stopping.abort();
      return pass(request);
    };
    await assert.rejects(stage.up({ ...unity, name: "chosen" }));
    stage.simulator.world.decideJob(jobs()[0]?.id ?? "", { decision: "Approved" });
    stage.signal = new AbortController().signal;
    stage.between = (request, pass) => pass(request);
    stage.restart();
    await stage.up({ ...unity, name: "chosen" });
    assert.deepEqual([jobs().length, systems(stage).length], [1, 1]);
    assert.equal(stage.recorded?.id, systems(stage)[0]?.id);
  });

  it("is refused with the reason where the second person says no", async () => {
    stage.between = async (request, pass) => {
      const waiting = jobs().find(({ phase }) => phase === "Waiting_Approval");
      if (waiting) stage.simulator.world.decideJob(waiting.id, { decision: "Rejected", reason: "not on a Friday" });
      return pass(request);
    };
    await assert.rejects(stage.up(unity), /was rejected.*not on a Friday/);
    assert.deepEqual([stage.recorded, systems(stage)], [undefined, []]);
  });
});
