import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { DiffResponse, GetSchemaRequest } from "@pulumi/pulumi/proto/provider_pb";
import { DynamicProvider } from "../../../provider/dynamic/provider";
import { privateLedger } from "../../../provider/lifecycle/engineRun/ledger";
import type { Resources } from "../../../provider/lifecycle/operation/definition";
import { listOf, resources } from "../../../provider/lifecycle/resources";
import { connect } from "../../../provider/powerstore/powerStore";
import { dynamicCall } from "../../../sdk/dynamicCall";
import { pluginCall } from "../../../sdk/plugin/pluginCall";
import { openPluginStage, type PluginStage } from "../plugin/pluginStage";
import { plain, UNKNOWN_STRING } from "../plugin/wire";
import { toyOn } from "./toy";

type Shelf = Map<string, { label: string; size: number }>;
const bear = { label: "bear", size: 1 };

describe("A resource that is added to the list", () => {
  let shelf: Shelf;
  let all: Resources;
  beforeEach(() => {
    shelf = new Map();
    all = { ...resources, ...listOf(toyOn(shelf)) };
  });

  describe("in the plugin", () => {
    let stage: PluginStage;
    beforeEach(async () => {
      stage = await openPluginStage(
        {},
        { resources: all, urn: "urn:pulumi:prod::shop::powerstore-import:index:Toy::t" },
      );
    });
    afterEach(() => stage.close());

    it("is in the schema, beside the others", async () => {
      const schema = JSON.parse((await stage.client.getSchema(new GetSchemaRequest())).getSchema());
      assert.deepEqual(
        Object.keys(schema.resources),
        [...Object.keys(resources), "Toy"].map((name) => `powerstore-import:index:${name}`),
      );
      const toy = schema.resources["powerstore-import:index:Toy"];
      assert.deepEqual(toy.requiredInputs, ["label"]);
      assert.deepEqual(toy.required, ["label", "size", "serial"]);
      assert.equal(toy.inputProperties.label.willReplaceOnChanges, true);
      assert.equal(toy.inputProperties.size.default, 1);
    });

    it("is checked by its shapes", async () => {
      const wrong = await stage.check({ lable: "bear", size: "big" });
      assert.deepEqual(
        wrong.getFailuresList().map((failure) => failure.getProperty()),
        ["lable", "label", "size"],
      );
      assert.deepEqual(plain((await stage.check({ label: "bear" })).getInputs()), bear);
    });

    it("is previewed: what only the maker knows is unknown, and what lasts is kept", async () => {
      const preview = await stage.create(bear, { preview: true });
      assert.deepEqual(plain(preview.getProperties()), { ...bear, serial: UNKNOWN_STRING });
      const later = await stage.update("toy-1", { ...bear, serial: "s" }, { ...bear, size: 2 }, { preview: true });
      assert.deepEqual(plain(later.getProperties()), { label: "bear", size: 2, serial: "s" });
      assert.equal(shelf.size, 0);
    });

    it("lives: created, compared, updated, refreshed, deleted", async () => {
      const { id, outputs } = await stage.created({ label: "bear" });
      assert.deepEqual(outputs, { ...bear, serial: "serial of toy-1" });
      const diff = await stage.diff(id, outputs, { ...bear, size: 2 });
      assert.deepEqual([diff.getChanges(), diff.getReplacesList()], [DiffResponse.DiffChanges.DIFF_SOME, []]);
      assert.deepEqual(diff.getStablesList(), ["serial"]);
      assert.deepEqual((await stage.diff(id, outputs, { ...bear, label: "cat" })).getReplacesList(), ["label"]);
      const updated = plain((await stage.update(id, outputs, { ...bear, size: 2 })).getProperties());
      shelf.set(id, { label: "bear", size: 3 });
      const read = await stage.read(id, updated, { ...bear, size: 2 });
      assert.deepEqual(plain(read.getInputs()), { ...bear, size: 3 });
      await stage.delete(id, updated);
      assert.equal((await stage.read(id, updated, bear)).getId(), "");
    });

    it("is imported by its id and by its name", async () => {
      shelf.set("toy-9", bear);
      for (const reference of ["toy-9", "name:bear"]) {
        const read = await stage.read(reference);
        assert.deepEqual([read.getId(), plain(read.getInputs())], ["toy-9", bear]);
      }
      assert.equal((await stage.read("name:cat")).getId(), "");
    });
  });

  it("lives in the dynamic provider, by the type in its URN", async () => {
    const provider = new DynamicProvider({
      host: { engineAddress: undefined, environment: {}, onCancel: () => undefined, onEnd: () => undefined },
      connect,
      ledger: () => privateLedger(),
      sendLog: async () => undefined,
      resources: all,
    });
    const hidden = { __urn: "urn:pulumi:prod::shop::pulumi-nodejs:dynamic/powerstore-import:Toy::t" };
    const { inputs, failures } = await provider.check({}, { label: "bear", ...hidden });
    assert.deepEqual([inputs, failures], [{ ...bear, ...hidden }, []]);
    const { id, outs } = await provider.create(inputs);
    assert.deepEqual(outs, { ...bear, serial: "serial of toy-1", ...hidden });
    assert.equal((await provider.diff(id, outs, { ...inputs, size: 2 })).changes, true);
    assert.deepEqual((await provider.update(id, outs, { ...inputs, size: 2 })).outs.size, 2);
    assert.deepEqual((await provider.read(id, outs)).props, {
      label: "bear",
      size: 2,
      serial: "serial of toy-1",
      ...hidden,
    });
    await provider.delete(id, outs);
    assert.equal(shelf.size, 0);
  });

  it("has a class in both SDK styles", async () => {
    const registered: pulumi.runtime.MockResourceArgs[] = [];
    await pulumi.runtime.setMocks({
      newResource: (args) => {
        registered.push(args);
        return { id: `${args.name}-id`, state: args.inputs };
      },
      call: () => ({}),
    });
    class PluginToy extends pulumi.CustomResource {
      constructor(name: string, args: object, opts?: pulumi.CustomResourceOptions) {
        const call = pluginCall("Toy", name, opts);
        super(call.type, name, { ...args }, call.opts);
      }
    }
    class DynamicToy extends pulumi.CustomResource {
      constructor(name: string, args: object, opts?: pulumi.CustomResourceOptions) {
        const call = dynamicCall("Toy", name, args, opts);
        super(call.type, name, call.inputs, call.opts);
      }
    }
    const made = [new PluginToy("one", bear), new DynamicToy("two", bear)];
    await Promise.all(made.map(({ urn }) => new Promise((resolve) => urn.apply(resolve))));
    assert.deepEqual(registered.map(({ type }) => type).sort(), [
      "powerstore-import:index:Toy",
      "pulumi-nodejs:dynamic/powerstore-import:Toy",
    ]);
    const dynamic = registered.find(({ name }) => name === "two");
    assert.match(String(dynamic?.inputs.__urn), /::pulumi-nodejs:dynamic\/powerstore-import:Toy::two$/);
  });
});
