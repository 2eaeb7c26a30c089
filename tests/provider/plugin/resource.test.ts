import assert from "node:assert/strict";
import { status } from "@grpc/grpc-js";
import { DeleteRequest } from "@pulumi/pulumi/proto/provider_pb";
import type { PluginStage } from "./pluginStage";
import { openPluginStage, source, URN } from "./pluginStage";
import { detailsOf, plain, secret, struct, UNKNOWN_STRING } from "./wire";

type Created = Awaited<ReturnType<PluginStage["created"]>>;

describe("Operations of the plugin", () => {
  let stage: PluginStage;
  beforeEach(async () => {
    stage = await openPluginStage({ setUpSeconds: 0, cancelSeconds: 0 });
  });
  afterEach(() => stage.close());

  /** Of the create that follows the delete of what it replaces, which the engine calls by this URN. */
  async function replacementError({ id, inputs, outputs }: Created, urn: string, fresh: object): Promise<unknown> {
    const request = new DeleteRequest().setUrn(urn).setId(id).setProperties(struct(outputs));
    await stage.client.delete(request.setOldInputs(struct(inputs)));
    return stage.create(fresh).then(
      () => assert.fail("nothing was replaced"),
      (reason: unknown) => reason,
    );
  }

  it("create makes one session and answers with all inputs and what was observed", async () => {
    const { id, inputs, outputs } = await stage.created();
    assert.equal(stage.simulator.world.row("import_session", id)?.state, "Copy_In_Progress");
    assert.equal(outputs.state, "Copy_In_Progress");
    for (const name of Object.keys(inputs)) assert.deepEqual(outputs[name], inputs[name]);
  });

  it("create keeps an input that was a secret one in the outputs", async () => {
    const { outputs } = await stage.created({ ...source, description: secret("for the board") });
    assert.deepEqual(outputs.description, secret("for the board"));
  });

  it("create in a preview asks the array nothing and knows no more than the program says", async () => {
    const { getProperties } = await previewOf({ ...source, description: UNKNOWN_STRING });
    const outputs = plain(getProperties());
    assert.equal(outputs.sourceResourceId, source.sourceResourceId);
    assert.equal(outputs.description, UNKNOWN_STRING);
    assert.equal(outputs.destinationResourceId, UNKNOWN_STRING);
    assert.deepEqual(stage.simulator.journal().entries, []);
  });

  it("create in a preview promises an adoption no name but the program's own: the session keeps the one it has", async () => {
    const open = plain((await previewOf({ ...source, adoptSessionId: "name:by-hand" })).getProperties());
    assert.equal(open.name, UNKNOWN_STRING);
    const given = plain((await previewOf({ ...source, adoptSessionId: "7", name: "by-hand" })).getProperties());
    assert.equal(given.name, "by-hand");
  });

  async function previewOf(inputs: object) {
    const checked = plain((await stage.check(inputs)).getInputs());
    const response = await stage.create(checked, { preview: true });
    return { getProperties: () => response.getProperties() };
  }

  it("create that runs out of the time of the request keeps id, outputs and reasons, secrets marked", async () => {
    const inputs = { ...source, waitFor: "Ready_For_Cutover", description: secret("for the board") };
    const checked = plain((await stage.check(inputs)).getInputs());
    await assert.rejects(stage.create(checked, { timeout: 10 }), (error) => {
      const { initFailed } = detailsOf(error);
      assert.ok(initFailed?.getId());
      assert.deepEqual(plain(initFailed?.getProperties()).description, secret("for the board"));
      assert.match(initFailed?.getReasonsList().join() ?? "", /still Copy_In_Progress.* after 10 s.*pulumi up/s);
      return true;
    });
  });

  it("create in a preview warns of a start in the past, which the create refuses, and of no other", async () => {
    await previewOf({ ...source, scheduledTimestamp: "2099-01-01T00:00:00Z" });
    await previewOf({ ...source, scheduledTimestamp: UNKNOWN_STRING });
    await previewOf({ ...source, adoptSessionId: "7", scheduledTimestamp: "2001-01-01T00:00:00Z" });
    assert.equal(stage.messages.length, 0);
    await previewOf({ ...source, scheduledTimestamp: "2001-01-01T00:00:00Z" });
    assert.match(stage.messages[0]?.text ?? "", /scheduledTimestamp 2001\S+ lies in the past: a new import is refused/);
    assert.deepEqual(stage.simulator.journal().entries, []);
  });

  it("update with preview keeps what will not move, so that dependents see no unknown", async () => {
    const { id, inputs, outputs } = await stage.created();
    const response = await stage.update(id, outputs, { ...inputs, paused: true }, { preview: true });
    const previewed = plain(response.getProperties());
    assert.equal(previewed.destinationResourceId, outputs.destinationResourceId);
    assert.equal(previewed.clusterId, outputs.clusterId);
    assert.equal(previewed.paused, true);
    assert.equal(previewed.state, UNKNOWN_STRING);
    assert.equal(stage.changes().length, 1);
  });

  it("update with preview knows everything when the array will not even be asked", async () => {
    const { id, inputs, outputs } = await stage.created();
    const response = await stage.update(id, outputs, { ...inputs, forceCancel: true }, { preview: true });
    assert.deepEqual(plain(response.getProperties()), { ...outputs, forceCancel: true });
  });

  it("update pauses by one request, also over a state with the dynamic surface's hidden names", async () => {
    const { id, inputs, outputs } = await stage.created();
    const response = await stage.update(id, { ...outputs, __provider: "x" }, { ...inputs, paused: true });
    const { state, __provider } = plain(response.getProperties());
    assert.equal(state, "Paused");
    assert.equal(__provider, undefined);
    assert.deepEqual(stage.changes().slice(1), ["POST /import_session/{id}/pause"]);
  });

  it("read takes an id alone, or name: and a name, as an import sends it, and answers with the real id", async () => {
    const { id, outputs } = await stage.created();
    for (const asked of [id, `name:${outputs.name}`]) {
      const response = await stage.read(asked);
      assert.equal(response.getId(), id);
      assert.equal(plain(response.getProperties()).state, "Copy_In_Progress");
      assert.equal(plain(response.getInputs()).sourceResourceId, source.sourceResourceId);
    }
  });

  it("read of an import that names nothing has no id, which the engine calls not existing", async () => {
    for (const asked of ["no-such-session", "name:no-such-session"]) {
      assert.equal((await stage.read(asked)).getId(), "");
    }
  });

  it("read of an import gives inputs whose program has an empty diff", async () => {
    const { id } = await stage.created();
    const response = await stage.read(id);
    const inputs = plain(response.getInputs());
    const checked = plain((await stage.check(inputs, inputs)).getInputs());
    const diff = await stage.diff(response.getId(), plain(response.getProperties()), checked);
    assert.deepEqual(diff.getDiffsList(), []);
  });

  it("read of a refresh keeps the recorded inputs that the array does not know, and secrets", async () => {
    const { id, inputs, outputs } = await stage.created({ ...source, forceCancel: true });
    const marked = { ...inputs, description: secret("for the board"), __provider: "x" };
    const response = await stage.read(id, { ...outputs, description: "for the board", __provider: "x" }, marked);
    const hidden = [response.getInputs(), response.getProperties()].map((struct) => plain(struct).__provider);
    assert.deepEqual(hidden, [undefined, undefined]);
    assert.equal(plain(response.getInputs()).forceCancel, true);
    assert.deepEqual(plain(response.getInputs()).description, secret("for the board"));
    assert.deepEqual(plain(response.getProperties()).description, secret("for the board"));
  });

  it("read of a session that is certainly gone has no id", async () => {
    const { id, inputs, outputs } = await stage.created();
    stage.simulator.world.operations["POST /import_session/{id}/cancel"]?.({ id, body: { force: false } });
    stage.simulator.world.operations["DELETE /import_session/{id}"]?.({ id, body: {} });
    const response = await stage.read(id, outputs, inputs);
    assert.equal(response.getId(), "");
    assert.equal(response.hasProperties(), false);
  });

  it("delete cancels as the inputs say, where the outputs are older", async () => {
    const { id, inputs, outputs } = await stage.created();
    await stage.delete(id, outputs, { ...inputs, forceCancel: true });
    assert.deepEqual(stage.changes().slice(1), [
      'POST /import_session/{id}/cancel {"force":true}',
      "DELETE /import_session/{id}",
    ]);
  });

  it("delete goes by the outputs for what the session is: the inputs may be those of a replacement that did not come about", async () => {
    const agentless = {
      ...source,
      remoteSystemId: "rs-xtremio-01",
      sourceResourceId: "xtremio-01-vol-01",
      type: "Agentless",
    };
    const { id, inputs, outputs } = await stage.created(agentless);
    const { world } = stage.simulator;
    for (const action of ["enable_destination_volume", "start_copy"]) {
      stage.simulator.advance(600);
      world.operations[`POST /import_session/{id}/${action}`]?.({ id, body: {} });
    }
    const body: Record<string, unknown> = { ...world.row("import_session", id) };
    delete body.type;
    stage.simulator.setFaults([{ operation: "GET /import_session/{id}", times: 9, effect: { body } }]);
    const before = stage.changes();
    await assert.rejects(
      stage.delete(id, outputs, { ...inputs, type: "Non_Disruptive", sourceResourceId: "unity-01-vol-01" }),
      /agentless: cancelling takes the destination volume away/,
    );
    assert.deepEqual(stage.changes(), before);
  });

  it("read goes by the outputs, too, where there are some", async () => {
    const { id, inputs, outputs } = await stage.created();
    const response = await stage.read(id, outputs, { ...inputs, hostIds: ["host-01"], description: "not recorded" });
    assert.deepEqual(
      [plain(response.getInputs()).hostIds, plain(response.getInputs()).description],
      [undefined, undefined],
    );
  });

  it("create puts the former session on record again, secrets and all, where the delete before it has failed", async () => {
    const { id, inputs, outputs } = await stage.created({ ...source, description: secret("for the board") });
    stage.simulator.setFaults([{ operation: "POST /import_session/{id}/cancel", times: 99, effect: { status: 422 } }]);
    await stage.configure();
    const fresh = plain((await stage.check(source)).getInputs());
    const error = await replacementError({ id, inputs, outputs }, URN, fresh);
    const { initFailed } = detailsOf(error);
    assert.equal(initFailed?.getId(), id);
    assert.deepEqual(plain(initFailed?.getProperties()), outputs);
  });

  it("create does so also for one that aliases lead to, whose delete the engine names by its former URN", async () => {
    const program = { ...source, description: secret("for the board") };
    const { id, inputs, outputs } = await stage.created(program);
    stage.simulator.setFaults([{ operation: "POST /import_session/{id}/cancel", times: 99, effect: { status: 422 } }]);
    await stage.configure();
    const described = plain((await stage.check(source, inputs)).getInputs());
    await stage.diff(id, outputs, described);
    const fresh = plain((await stage.check(source)).getInputs());
    const error = await replacementError({ id, inputs, outputs }, `${URN}-former`, fresh);
    assert.deepEqual(plain(detailsOf(error).initFailed?.getProperties()), outputs);
  });

  it("delete of what is gone succeeds", async () => {
    const { id, outputs } = await stage.created();
    await stage.delete(id, outputs);
    await stage.delete(id, outputs);
  });

  it("delete works by id: a session that has taken the old one's name is left alone", async () => {
    const { id, inputs, outputs } = await stage.created();
    await stage.delete(id, outputs);
    const next = await stage.create(inputs);
    await stage.delete(id, outputs);
    const [left] = stage.simulator.world.rows("import_session") ?? [];
    assert.equal(left?.id, next.getId());
    assert.equal(left?.name, inputs.name);
    assert.equal(left?.state, "Copy_In_Progress");
  });

  it("creates that come at once share one login", async () => {
    const numbers = ["01", "02", "03"];
    await Promise.all(
      numbers.map((number) => {
        const inputs = { ...source, sourceResourceId: `unity-01-vol-${number}`, name: `at-once-${number}` };
        return stage.created(inputs);
      }),
    );
    const logins = stage.simulator.journal().entries.filter(({ path }) => path.includes("/login_session"));
    assert.equal(logins.length, 1);
  });

  it("errors carry a code for their kind", async () => {
    const { id, inputs, outputs } = await stage.created();
    await assert.rejects(stage.update(id, outputs, { ...inputs, automaticCutover: true }), {
      code: status.FAILED_PRECONDITION,
    });
    await stage.simulator.close();
    await assert.rejects(stage.read(id, outputs), { code: status.UNAVAILABLE });
  });

  it("progress comes on the resource's row, ephemeral, on change only", async () => {
    await stage.created({ ...source, waitFor: "Ready_For_Cutover" });
    const progress = stage.messages.filter((message) => message.ephemeral).map((message) => message.text);
    assert.ok(progress.length > 10);
    assert.equal(new Set(progress).size, progress.length, "no line twice");
    assert.ok(progress.some((text) => /Copy_In_Progress \(\d+ %\)/.test(text)));
  });

  it("after Cancel every wait ends at once with the id, delete with an error; a second Cancel is nothing new", async () => {
    const { client } = stage;
    stage.whileWaiting = () => client.cancel();
    const inputs = { ...source, waitFor: "Ready_For_Cutover" };
    const checked = plain((await stage.check(inputs)).getInputs());
    const error = await stage.create(checked).catch((thrown: unknown) => thrown);
    const { initFailed } = detailsOf(error);
    const id = initFailed?.getId() ?? "";
    assert.match(initFailed?.getReasonsList().join() ?? "", /stopped .*is kept.*pulumi up/s);
    await stage.whileWaiting();
    await assert.rejects(stage.delete(id, plain(initFailed?.getProperties())), { code: status.CANCELLED });
    assert.equal(stage.simulator.world.row("import_session", id)?.state, "Copy_In_Progress");
  });
});
