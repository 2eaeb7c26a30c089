import assert from "node:assert/strict";
import { DiffRequest, UpdateRequest } from "@pulumi/pulumi/proto/provider_pb";
import type { PluginStage } from "./pluginStage";
import { openPluginStage, source, URN } from "./pluginStage";
import { plain, struct, UNKNOWN_STRING } from "./wire";

describe("An operator's pause under the option ignoreChanges", () => {
  let stage: PluginStage;
  let id: string;
  let inputs: Record<string, unknown>;
  let outputs: Record<string, unknown>;
  beforeEach(async () => {
    stage = await openPluginStage({ setUpSeconds: 0 });
    ({ id, inputs, outputs } = await stage.created({ ...source, advanceTo: "Import_Completed" }));
    stage.simulator.world.operations["POST /import_session/{id}/pause"]?.({ id, body: {} });
    stage.simulator.clearJournal();
  });
  afterEach(() => stage.close());

  const diff = (ignored: string[]) =>
    stage.client.diff(
      new DiffRequest()
        .setUrn(URN)
        .setId(id)
        .setOlds(struct(outputs))
        .setNews(struct(inputs))
        .setIgnorechangesList(ignored),
    );
  const update = async (ignored: string[], preview = false) => {
    const request = new UpdateRequest().setUrn(URN).setId(id).setOlds(struct(outputs)).setNews(struct(inputs));
    const response = await stage.client.update(request.setIgnorechangesList(ignored).setPreview(preview));
    return plain(response.getProperties());
  };

  it("is left alone by the update of an open goal, and no diff promises to resume it", async () => {
    outputs = await update(["paused"]);
    assert.equal(outputs.state, "Paused");
    assert.deepEqual(stage.changes(), []);
    assert.match(
      stage.messages.map(({ text }) => text).join(),
      /Its option ignoreChanges leaves that to whoever is there/,
    );
    assert.deepEqual((await diff(["paused"])).getDiffsList(), ["advanceTo"], "the cut-over is still wanted");
    assert.deepEqual((await diff([])).getDiffsList(), ["paused"], "without the option it is resumed");
  });

  it("is resumed without the option, which is said", async () => {
    outputs = await update([]);
    assert.equal(outputs.state, "Copy_In_Progress");
    assert.match(stage.messages.map(({ text }) => text).join(), /by nobody of this program.*it is resumed now/);
  });

  it("makes a preview promise as little as the update does", async () => {
    outputs = { ...(await update(["paused"])) };
    delete outputs.advanceTo;
    inputs = { ...inputs, forceCancel: true };
    delete inputs.advanceTo;
    assert.equal((await update(["paused"], true)).state, "Paused", "the array is not asked");
    assert.equal((await update([], true)).state, UNKNOWN_STRING, "it would be resumed");
  });
});
