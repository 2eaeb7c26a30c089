import assert from "node:assert/strict";
import { type ServiceError, status } from "@grpc/grpc-js";
import { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import * as fc from "fast-check";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Value } from "google-protobuf/google/protobuf/struct_pb";
import { inputNames } from "../../../provider/lifecycle/importSession/inputs/inputs";
import { outputNames } from "../../../provider/lifecycle/importSession/inputs/outputs";
import type { PluginStage } from "./pluginStage";
import { openPluginStage, source, URN } from "./pluginStage";
import { secret, struct, UNKNOWN_STRING } from "./wire";

describe("The plugin under odd requests", () => {
  let stage: PluginStage;
  before(async () => {
    stage = await openPluginStage({ setUpSeconds: 0 });
  });
  after(() => stage.close());

  const name = fc.oneof(fc.constantFrom(...inputNames, ...outputNames, "__provider", "__proto__"), fc.string());
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constant(UNKNOWN_STRING),
    fc.string().map(secret),
    fc.constantFrom("name:Unity-01", "Agentless", "Copy_In_Progress", "Failed", "2099-01-01T00:00:00Z"),
  );
  const anyStruct = fc.option(
    fc.dictionary(name, value, { noNullPrototype: true }).map((values) => struct(values)),
    { nil: undefined },
  );

  /** Whatever else a state file holds, no version ever left out what a session is made of. */
  const ofSession = (state = struct({})) => {
    for (const [name, id] of Object.entries(source)) state.getFieldsMap().set(name, new Value().setStringValue(id));
    return state;
  };

  const calls = {
    checkConfig: (one, other) => stage.client.checkConfig(new proto.CheckRequest().setNews(one).setOlds(other)),
    diffConfig: (one, other) => stage.client.diffConfig(new proto.DiffRequest().setNews(one).setOlds(other)),
    check: (one, other) => stage.client.check(new proto.CheckRequest().setUrn(URN).setNews(one).setOlds(other)),
    diff: (one, other) =>
      stage.client.diff(new proto.DiffRequest().setUrn(URN).setId("x").setNews(one).setOlds(ofSession(other))),
    configure: (one) => stage.client.configure(new proto.ConfigureRequest().setArgs(one)),
    "check and create": async (one) => {
      const checked = await stage.client.check(new proto.CheckRequest().setUrn(URN).setNews(ofSession(one)));
      if (checked.getFailuresList().length > 0) return undefined;
      return stage.client.create(new proto.CreateRequest().setUrn(URN).setProperties(checked.getInputs()));
    },
    "preview of create": (one) =>
      stage.client.create(new proto.CreateRequest().setUrn(URN).setPreview(true).setProperties(one)),
    read: (one, other) =>
      stage.client.read(new proto.ReadRequest().setUrn(URN).setId("x").setInputs(one).setProperties(other)),
    update: (one, other) =>
      stage.client.update(new proto.UpdateRequest().setUrn(URN).setId("x").setNews(one).setOlds(ofSession(other))),
    "preview of update": (one, other) =>
      stage.client.update(new proto.UpdateRequest().setUrn(URN).setPreview(true).setNews(one).setOlds(other)),
    delete: (one, other) =>
      stage.client.delete(new proto.DeleteRequest().setUrn(URN).setId("x").setProperties(one).setOldInputs(other)),
    invoke: (one) =>
      stage.client.invoke(new proto.InvokeRequest().setTok("powerstore-import:index:getImportSessions").setArgs(one)),
  } satisfies Record<string, (one?: ReturnType<typeof struct>, other?: ReturnType<typeof struct>) => Promise<unknown>>;

  for (const [call, send] of Object.entries(calls)) {
    it(`answers or refuses ${call} with any structs, and lives on`, async () => {
      await fc.assert(
        fc.asyncProperty(anyStruct, anyStruct, async (one, other) => {
          const { code, details } = await send(one, other).then(
            () => ({ code: status.OK, details: "" }),
            (error: ServiceError) => error,
          );
          assert.notEqual(code, status.UNAVAILABLE, `the server is gone: ${details}`);
          assert.notEqual(code, status.INTERNAL, `a bug, not a refusal: ${details}`);
        }),
        { numRuns: 60 },
      );
    });
  }

  it("refuses to create or update with what only a preview may leave open, and sends nothing", async () => {
    const inputs = struct({ ...source, name: "open", scheduledTimestamp: UNKNOWN_STRING });
    stage.simulator.clearJournal();
    const create = new proto.CreateRequest().setUrn(URN).setProperties(inputs);
    const update = new proto.UpdateRequest().setUrn(URN).setId("x").setNews(inputs).setOlds(struct(source));
    const refusal = { code: status.INVALID_ARGUMENT, details: /^scheduledTimestamp: not known yet/ };
    await assert.rejects(stage.client.create(create), refusal);
    await assert.rejects(stage.client.update(update), refusal);
    assert.deepEqual(stage.simulator.journal().entries, []);
  });

  it("says of what it does not have that it is not implemented", async () => {
    await assert.rejects(stage.client.getMapping(new proto.GetMappingRequest()), { code: status.UNIMPLEMENTED });
  });

  it("shakes hands, says its version, and attaches", async () => {
    const hands = await stage.client.handshake(new proto.ProviderHandshakeRequest().setConfigureWithUrn(true));
    assert.deepEqual(hands.toObject(), {
      acceptSecrets: true,
      acceptResources: false,
      acceptOutputs: false,
      supportsAutonamingConfiguration: true,
    });
    assert.equal((await stage.client.getPluginInfo(new Empty())).getVersion(), "1.2.3");
    await stage.client.attach(new PluginAttach().setAddress("127.0.0.1:9"));
  });

  it("refuses a function that it does not have", async () => {
    const request = new proto.InvokeRequest().setTok("powerstore-import:index:getNothing");
    await assert.rejects(stage.client.invoke(request), { code: status.INVALID_ARGUMENT });
  });
});
