import assert from "node:assert/strict";
import { DeleteRequest, DiffRequest, UpdateRequest } from "@pulumi/pulumi/proto/provider_pb";
import type { PluginStage } from "./pluginStage";
import { openPluginStage, source, URN } from "./pluginStage";
import { plain, struct } from "./wire";

/**
 * What the engine calls for `up --replace` of a resource without the option deleteBeforeReplace: a check without anything recorded, no diff, create,
 * and then delete of the old id. Until the delete comes, nothing tells it from a create after a crash.
 */
describe("A replacement that creates before it deletes", () => {
  let stage: PluginStage;
  beforeEach(async () => {
    stage = await openPluginStage({ setUpSeconds: 0, cancelSeconds: 0 });
  });
  afterEach(() => stage.close());

  async function createAgain(inputs: object) {
    const checked = plain((await stage.check(inputs)).getInputs());
    const response = await stage.create(checked);
    return response.getId();
  }

  const deleteInThisRun = (id: string, outputs: object, inputs: object) =>
    stage.client.delete(
      new DeleteRequest().setUrn(URN).setId(id).setProperties(struct(outputs)).setOldInputs(struct(inputs)),
    );

  it("is an error that leaves the session alone, and says what it takes to import again", async () => {
    const { id, inputs, outputs } = await stage.created();
    await stage.configure();
    assert.equal(await createAgain(source), id);
    await assert.rejects(deleteInThisRun(id, outputs, inputs), /created before it deleted.*deleteBeforeReplace: true/s);
    assert.equal(stage.simulator.world.row("import_session", id)?.state, "Copy_In_Progress");
  });

  it("that ended too early is gone on with by the next run, which must not delete what it updates, either", async () => {
    const { id, inputs, outputs } = await stage.created();
    await stage.configure();
    await createAgain(source);
    await stage.configure();
    const checked = plain((await stage.check(source, inputs)).getInputs());
    await stage.client.diff(new DiffRequest().setUrn(URN).setId(id).setOlds(struct(outputs)).setNews(struct(checked)));
    await stage.client.update(
      new UpdateRequest().setUrn(URN).setId(id).setOlds(struct(outputs)).setNews(struct(checked)),
    );
    await deleteInThisRun(id, outputs, inputs);
    assert.match(stage.messages.map(({ text }) => text).join(), /a second entry of it in the state/);
    assert.equal(stage.simulator.world.row("import_session", id)?.state, "Copy_In_Progress");
  });

  it("deletes it in a later run, which a plugin that is attached to lives to see", async () => {
    const { id, inputs, outputs } = await stage.created();
    await stage.configure();
    await createAgain(source);
    await stage.delete(id, outputs, inputs);
    assert.deepEqual(stage.simulator.world.rows("import_session"), []);
  });

  it("deletes the old session where the new one is another", async () => {
    const { id, inputs, outputs } = await stage.created();
    await stage.configure();
    const next = await createAgain({ ...source, name: "another", sourceResourceId: "unity-01-vol-02" });
    await deleteInThisRun(id, outputs, inputs);
    const left = stage.simulator.world.rows("import_session") ?? [];
    assert.deepEqual(
      left.map((session) => session.id),
      [next],
    );
  });
});
