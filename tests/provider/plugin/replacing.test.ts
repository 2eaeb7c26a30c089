import assert from "node:assert/strict";
import type { ServiceError } from "@grpc/grpc-js";
import { DeleteRequest, DiffRequest, ReadRequest, UpdateRequest } from "@pulumi/pulumi/proto/provider_pb";
import type { PluginStage } from "./pluginStage";
import { openPluginStage, source, URN } from "./pluginStage";
import { detailsOf, plain, struct } from "./wire";

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

  /** With an id the engine would record an entry, which a later run deletes. */
  const hasNoId = (says: RegExp) => (error: ServiceError) => {
    assert.match(error.details, says);
    assert.equal(detailsOf(error).initFailed, undefined);
    return true;
  };

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

  it("by a look-up under the same name, which the engine takes for another one, leaves the session alone", async () => {
    const { id, inputs, outputs } = await stage.created();
    await stage.configure();
    const read = await stage.client.read(new ReadRequest().setUrn(URN).setId(`name:${outputs.name}`));
    assert.equal(read.getId(), id);
    await deleteInThisRun(id, outputs, inputs);
    assert.equal(stage.simulator.world.row("import_session", id)?.state, "Copy_In_Progress");
    assert.match(stage.messages.map(({ text }) => text).join(), /only looked up by the program from now on/);
    await stage.delete(id, outputs, inputs);
    assert.deepEqual(stage.simulator.world.rows("import_session"), [], "in a run that does not look it up");
  });

  /** The engine leaves the delete out; a preview plays the same calls. */
  it("with retainOnDelete is announced as a replacement, and fails each time with the way out, for the session is still there", async () => {
    const program = { ...source, scheduledTimestamp: "2026-03-01T00:00:00Z" };
    const { id, inputs, outputs } = await stage.created(program);
    const next = { ...program, automaticCutover: true };
    const before = stage.changes();
    for (const preview of [true, false, false]) {
      await stage.configure();
      const checked = plain((await stage.check(next, inputs)).getInputs());
      assert.deepEqual((await stage.diff(id, outputs, checked)).getReplacesList(), ["automaticCutover"]);
      const creating = stage.create(plain((await stage.check(next)).getInputs()), { preview });
      if (preview) await creating;
      else
        await assert.rejects(
          creating,
          hasNoId(/it is still there.*without the option retainOnDelete.*take the change back/s),
        );
    }
    assert.match(stage.messages.map(({ text }) => text).join(), /is Scheduled.*automaticCutover/);
    assert.deepEqual(stage.changes(), before);
    assert.equal(stage.simulator.world.row("import_session", id)?.state, "Scheduled");
  });

  it("of a session that needs somebody fails, cleans nothing up, and leaves no entry in the state, however often", async () => {
    const { id } = await stage.created();
    stage.simulator.world.failSession(id, { state: "Cleanup_Required" });
    const before = stage.changes();
    for (const _ of [1, 2, 3]) {
      await stage.configure();
      const checked = plain((await stage.check(source)).getInputs());
      await assert.rejects(stage.create(checked), hasNoId(/is Cleanup_Required, so nothing is imported anew/));
    }
    assert.deepEqual(stage.changes(), before);
    assert.equal(stage.simulator.world.row("import_session", id)?.state, "Cleanup_Required");
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
