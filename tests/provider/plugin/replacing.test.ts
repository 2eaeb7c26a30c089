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

  /** What a run of the engine asks for that has an entry down as one to be replaced. */
  async function goOn(program: object, { id, inputs, outputs }: Awaited<ReturnType<PluginStage["created"]>>) {
    await stage.configure();
    await stage.diff(id, outputs, plain((await stage.check(program, inputs)).getInputs()));
    return stage.create(plain((await stage.check(program)).getInputs()), { timeout: 30 });
  }

  /** Created with a time-out: an entry is recorded although its wish is open. */
  async function createdWaiting(program: object) {
    const inputs = plain((await stage.check(program)).getInputs());
    const failed = await stage.create(inputs, { timeout: 30 }).then(
      (response) => ({ id: response.getId(), properties: response.getProperties() }),
      (error: unknown) => {
        const init = detailsOf(error).initFailed;
        assert.ok(init, String(error));
        return { id: init.getId(), properties: init.getProperties() };
      },
    );
    return { id: failed.id, inputs, outputs: plain(failed.properties) };
  }

  for (const wish of [
    { waitFor: "Ready_For_Cutover" },
    { advanceTo: "Import_Completed" },
    { paused: true },
    { description: "told to nobody yet" },
  ]) {
    it(`with retainOnDelete goes on with the import of a chosen name once the change is taken back: ${Object.keys(wish)}`, async () => {
      const program = { ...source, name: "chosen", scheduledTimestamp: "2026-03-01T00:00:00Z" };
      const isChanged = "description" in wish;
      const former = await createdWaiting(isChanged ? program : { ...program, ...wish });
      const before = stage.changes();
      await assert.rejects(goOn({ ...program, ...wish, automaticCutover: true }, former), /take the change back/);
      const again = await goOn({ ...program, ...wish }, former).then(
        (response) => response.getId(),
        (error: unknown) => detailsOf(error).initFailed?.getId(),
      );
      assert.equal(again, former.id);
      assert.deepEqual(stage.changes(), before);
    });
  }

  it("with retainOnDelete takes no import over, under a chosen name, that was not given its hosts", async () => {
    const agentless = { remoteSystemId: "name:XtremIO-01", sourceResourceId: "xtremio-01-vol-01", type: "Agentless" };
    const program = { ...agentless, name: "chosen", scheduledTimestamp: "2026-03-01T00:00:00Z" };
    const former = await stage.created({ ...program, hostIds: ["host-01"] });
    await assert.rejects(goOn({ ...program, hostIds: ["host-02"] }, former), /take the change back/);
    assert.equal((await goOn({ ...program, hostIds: ["host-01"] }, former)).getId(), former.id);
  });

  for (const state of ["Failed", "Cancelled"] as const) {
    it(`with retainOnDelete imports anew what is ${state} under a chosen name, also where it is to be another import, and was not seen so`, async () => {
      for (const [seen, change] of [
        [{ state }, {}],
        [{ state }, { automaticCutover: true }],
        [{}, {}],
      ] as const) {
        const program = { ...source, name: "chosen" };
        const made = await stage.created(program);
        const former = { ...made, outputs: { ...made.outputs, ...seen } };
        stage.simulator.world.forceState(former.id, state);
        const before = stage.changes().length;
        const created = await goOn({ ...program, ...change }, former);
        assert.notEqual(created.getId(), former.id);
        const changes = stage.changes().slice(before);
        assert.deepEqual(
          changes.map((each) => each.split(" {")[0]),
          ["DELETE /import_session/{id}", "POST /import_session"],
        );
        await stage.delete(created.getId(), plain(created.getProperties()));
      }
    });
  }

  it("with retainOnDelete adopts no failed import of its own, and says how it is made anew", async () => {
    const program = { ...source, name: "chosen" };
    const made = await stage.created(program);
    const former = { ...made, outputs: { ...made.outputs, state: "Failed" } };
    stage.simulator.world.forceState(former.id, "Failed");
    await assert.rejects(
      goOn({ ...program, adoptSessionId: former.id }, former),
      /is Failed.*To start a new import, remove adoptSessionId from the program/s,
    );
    assert.notEqual((await goOn(program, former)).getId(), former.id);
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
