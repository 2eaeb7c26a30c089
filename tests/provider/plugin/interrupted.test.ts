import assert from "node:assert/strict";
import { status } from "@grpc/grpc-js";
import { CreateRequest, DeleteRequest, ReadRequest } from "@pulumi/pulumi/proto/provider_pb";
import { EngineRun } from "../../../provider/lifecycle/engineRun/engineRun";
import type { Fact } from "../../../provider/lifecycle/engineRun/facts";
import { sharedLedger } from "../lifecycle/engineRun/sharedLedger";
import type { PluginStage } from "./pluginStage";
import { openPluginStage, source, URN } from "./pluginStage";
import { detailsOf, plain, struct } from "./wire";

/** What the engine keeps of an operation that ended too early, and what it then asks [ENGINE init-failed, timeouts]. */
describe("Operations of the plugin that end too early", () => {
  let stage: PluginStage;
  beforeEach(async () => {
    stage = await openPluginStage({ setUpSeconds: 0, cancelSeconds: 3600 });
  });
  afterEach(() => stage.close());

  const waiting = { ...source, waitFor: "Ready_For_Cutover" };

  async function halfCreated() {
    const inputs = plain((await stage.check(waiting)).getInputs());
    const error = await stage.create(inputs, { timeout: 1.5 }).catch((thrown: unknown) => thrown);
    const { initFailed } = detailsOf(error);
    assert.ok(initFailed);
    return { id: initFailed.getId(), inputs, outputs: plain(initFailed.getProperties()), initFailed };
  }

  it("leave a goal that the next up goes on with, also when a refresh came between and cleared the engine's mark", async () => {
    const { id, inputs, outputs } = await halfCreated();
    assert.deepEqual((await stage.diff(id, outputs, inputs)).getDiffsList(), ["waitFor"]);
    const refreshed = plain((await stage.read(id, outputs, inputs)).getProperties());
    assert.deepEqual((await stage.diff(id, refreshed, inputs)).getDiffsList(), ["waitFor"]);
    const updated = plain((await stage.update(id, refreshed, inputs)).getProperties());
    assert.equal(updated.state, "Ready_For_Cutover");
    assert.deepEqual((await stage.diff(id, updated, inputs)).getDiffsList(), []);
  });

  for (const name of [undefined, "chosen"]) {
    it(`are gone on with where a hook for errors has the engine create again, with a ${name ?? "generated"} name`, async () => {
      const inputs = plain((await stage.check({ ...waiting, ...(name && { name }) })).getInputs());
      const error = await stage.create(inputs, { timeout: 1.5 }).catch((thrown: unknown) => thrown);
      const id = detailsOf(error).initFailed?.getId();
      const again = await stage.create(inputs);
      assert.equal(again.getId(), id);
      const { state, claimed } = plain(again.getProperties());
      assert.deepEqual([state, claimed], ["Ready_For_Cutover", undefined]);
      assert.equal((stage.simulator.world.rows("import_session") ?? []).length, 1);
    });
  }

  it("take outputs of which hardly any were recorded", async () => {
    const { id, inputs } = await halfCreated();
    for (const outputs of [{}, source, { ...inputs, state: null }])
      await assert.doesNotReject(stage.diff(id, outputs, inputs));
  });

  it("say of an update that ran out of its time what it says of a create", async () => {
    const { id, inputs, outputs } = await stage.created();
    const late = stage.update(id, outputs, { ...inputs, waitFor: "Ready_For_Cutover" }, { timeout: 10 });
    await assert.rejects(late, (error) => {
      const { initFailed } = detailsOf(error);
      assert.equal(initFailed?.getId(), id);
      assert.equal(plain(initFailed?.getProperties()).waitFor, "Ready_For_Cutover");
      assert.match(initFailed?.getReasonsList().join() ?? "", /after 10 s.*pulumi up/s);
      return true;
    });
  });

  it("read for no longer than customTimeouts.read, a refresh and an import alike", async () => {
    const { id, outputs } = await stage.created();
    const read = new ReadRequest().setUrn(URN).setId(id).setTimeout(10);
    const late = { code: status.DEADLINE_EXCEEDED, details: /has not answered within 10 s.*customTimeouts\.read/ };
    for (const properties of [outputs, {}])
      await assert.rejects(stage.client.read(read.setProperties(struct(properties))), late);
    assert.equal((await stage.client.read(read.setTimeout(0))).getId(), id);
  });

  it("leave the resource to a later delete where one ran out of its time", async () => {
    const { id, outputs } = await stage.created();
    await stage.configure();
    const request = new DeleteRequest().setUrn(URN).setId(id).setProperties(struct(outputs)).setTimeout(10);
    await assert.rejects(stage.client.delete(request), { code: status.DEADLINE_EXCEEDED });
    stage.simulator.advance(3600);
    await stage.delete(id, outputs);
    assert.deepEqual(stage.simulator.world.rows("import_session"), []);
  });

  for (const [isHeard, what] of [
    [false, "that is to end before they are answered leave the account of what they made to later runs"],
    [true, "that ends after that leave nothing: the engine has recorded it"],
  ] as const) {
    it(`in a process ${what}`, async () => {
      const left: (readonly Fact[])[] = [];
      const other = await openPluginStage({ setUpSeconds: 0 }, { ledger: sharedLedger(left) });
      try {
        const inputs = plain((await other.check(waiting)).getInputs());
        let end: Promise<void> | undefined;
        const endOnce = async () => {
          end ??= other.plugin.end(0.1);
        };
        if (!isHeard) other.whileWaiting = endOnce;
        const error = await other.create(inputs, { timeout: 60 }).catch((thrown: unknown) => thrown);
        const { initFailed } = detailsOf(error);
        await (end ?? other.plugin.end(0.1));
        const { clusterId } = plain(initFailed?.getProperties());
        const object = { clusterId: String(clusterId), id: initFailed?.getId() ?? "" };
        assert.equal(new EngineRun(sharedLedger(left)()).isOwn(URN, object), !isHeard);
      } finally {
        await other.close();
      }
    });
  }

  it("never ask for a refresh before the next up: it would use the configuration of the last one", async () => {
    const half = await halfCreated();
    assert.equal(half.initFailed.getRefreshBeforeUpdate(), false);
    const { id, inputs, outputs } = await stage.created({
      ...source,
      name: "two",
      sourceResourceId: "unity-01-vol-02",
    });
    const other = { ...inputs, name: "other", sourceResourceId: "unity-01-vol-03" };
    const responses = [
      await stage.create(other),
      await stage.read(id, outputs, inputs),
      await stage.update(id, outputs, { ...inputs, forceCancel: true }),
    ];
    for (const response of responses) assert.equal(response.getRefreshBeforeUpdate(), false);
  });

  it("send no message for a URN that is none: a malformed one crashes the command line", async () => {
    const create = async (urn: string, program = waiting as object) => {
      const properties = struct(plain((await stage.check(program)).getInputs()));
      const request = new CreateRequest().setUrn(urn).setType("powerstore-import:index:ImportSession");
      const late = await stage.client.create(request.setProperties(properties).setTimeout(60)).catch(detailsOf);
      assert.ok("initFailed" in late && late.initFailed);
    };
    await create("no-urn");
    assert.deepEqual(stage.messages, []);
    await create(URN, { ...waiting, name: "another", sourceResourceId: "unity-01-vol-02" });
    assert.notDeepEqual(stage.messages, []);
  });
});
