import assert from "node:assert/strict";
import { resources } from "../../../provider/lifecycle/resources";
import type { Message } from "../../../provider/terraform/protocol/messages";
import type { Stage } from "./stage";
import { openStage } from "./stage";
import { callsOf } from "./wire";

type Attributes = Readonly<Record<string, Message<"Attribute">>>;

describe("The schema for Terraform", () => {
  let stage: Stage;
  let schema: Message<"GetProviderSchemaResponse">;
  before(async () => {
    stage = await openStage();
    schema = await callsOf(await stage.start())("GetProviderSchema", {});
  });
  after(() => stage.close());

  const attributesOf = (of: Message<"Schema"> | undefined): Attributes =>
    Object.fromEntries((of?.block?.attributes ?? []).map((attribute) => [attribute.name, attribute]));
  const session = () => attributesOf(schema.resourceSchemas?.["powerstore-import_session"]);
  const every = function* (attributes: readonly Message<"Attribute">[] = []): Generator<Message<"Attribute">> {
    for (const attribute of attributes) {
      yield attribute;
      yield* every(attribute.nestedType?.attributes);
    }
  };

  it("has each resource and each function, named by one rule", () => {
    assert.deepEqual(Object.keys(schema.resourceSchemas ?? {}).sort(), [
      "powerstore-import_host_system",
      "powerstore-import_remote_system",
      "powerstore-import_session",
      "powerstore-import_universal_consistency_group",
      "powerstore-import_wait",
      "powerstore-import_wave",
    ]);
    assert.deepEqual(Object.keys(schema.dataSourceSchemas ?? {}).sort(), [
      "powerstore-import_host_volumes",
      "powerstore-import_hosts",
      "powerstore-import_importable_groups",
      "powerstore-import_importable_volumes",
      "powerstore-import_remote_systems",
      "powerstore-import_session",
      "powerstore-import_sessions",
    ]);
  });

  it("has every attribute in snake case, with a type of the protocol, described at its top", () => {
    const blocks = [schema.provider, ...Object.values(schema.resourceSchemas ?? {})];
    for (const block of blocks) {
      for (const attribute of every(block?.block?.attributes)) {
        assert.match(attribute.name ?? "", /^[a-z][a-z0-9_]*$/);
        assert.ok(attribute.nestedType || JSON.parse(String(attribute.type && Buffer.from(attribute.type))));
        assert.ok(attribute.required || attribute.optional || attribute.computed, attribute.name);
      }
      for (const { name, description } of block?.block?.attributes ?? []) assert.ok(description, name);
    }
  });

  it("has all that a definition has, and nothing of the dynamic class", () => {
    const count = ({ inputs, outputs, dynamicOnly }: (typeof resources)[string]) =>
      new Set([...Object.keys(inputs), ...Object.keys(outputs)].filter((name) => !dynamicOnly.includes(name))).size;
    const { ImportSession } = resources;
    assert.ok(ImportSession);
    assert.equal(Object.keys(session()).length, count(ImportSession) + ["id", "cancel_on_destroy"].length);
    assert.equal(session().array, undefined);
  });

  it("requires what a session cannot do without, and lets the provider fill in the rest", () => {
    assert.deepEqual(
      Object.values(session())
        .filter(({ required }) => required)
        .map(({ name }) => name),
      ["remote_system_id", "source_resource_id"],
    );
    const isFilled = ({ optional, computed }: Message<"Attribute">) => optional && computed;
    assert.ok(["name", "paused", "wait_for", "type"].every((name) => isFilled(session()[name] ?? {})));
    assert.ok(session().state?.computed && !session().state?.optional);
  });

  it("has secrets write-only, also inside of others, and what tells of them sensitive", () => {
    const system = attributesOf(schema.resourceSchemas?.["powerstore-import_remote_system"]);
    for (const name of ["password", "import_chap_info", "vnx_file_password", "unity_service_account_password"]) {
      assert.ok(system[name]?.writeOnly && system[name]?.sensitive && !system[name]?.computed, name);
    }
    for (const inner of every(system.import_chap_info?.nestedType?.attributes)) assert.ok(inner.writeOnly, inner.name);
    assert.ok(system.secret_fingerprints?.sensitive);
    assert.ok(attributesOf(schema.provider).password?.sensitive);
  });

  it("asks for consent where a copy can be lost, and there alone", () => {
    const asking = Object.entries(schema.resourceSchemas ?? {}).filter(([, of]) => attributesOf(of).cancel_on_destroy);
    assert.deepEqual(asking.map(([name]) => name).sort(), ["powerstore-import_session", "powerstore-import_wave"]);
  });

  it("has an identity for each resource, to import by", async () => {
    const { identitySchemas = {} } = await callsOf(await stage.start())("GetResourceIdentitySchemas", {});
    assert.deepEqual(Object.keys(identitySchemas).sort(), Object.keys(schema.resourceSchemas ?? {}).sort());
  });

  it("says of each identity what an import may name", async () => {
    const { identitySchemas = {} } = await callsOf(await stage.start())("GetResourceIdentitySchemas", {});
    const said = Object.entries(identitySchemas).map(([name, { identityAttributes = [] }]) => [
      name.replace("powerstore-import_", ""),
      identityAttributes[0]?.description,
    ]);
    const byName = "The array's id, or name:<name>.";
    const byNothing = "An id of its own, by which nothing is imported.";
    assert.deepEqual(Object.fromEntries(said), {
      session: byName,
      wave: byNothing,
      remote_system: byName,
      host_system: "The array's id.",
      universal_consistency_group: byName,
      wait: byNothing,
    });
  });
});
