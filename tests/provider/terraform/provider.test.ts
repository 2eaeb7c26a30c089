import assert from "node:assert/strict";
import { UNKNOWN } from "../../../provider/lifecycle/operation/unknown";
import { providerAttributes } from "../../../provider/terraform/schema/providerAttributes";
import { toAttributes } from "../../../provider/terraform/values/convert";
import { toDynamicValue } from "../../../provider/terraform/values/dynamicValue";
import type { Entry } from "./core";
import { Command } from "./core";
import type { Stage } from "./stage";
import { openStage, SESSION, source } from "./stage";
import { callsOf } from "./wire";

describe("The provider block", () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());
  afterEach(() => {
    for (const name of Object.keys(stage.environment)) delete stage.environment[name];
  });

  const textsOf = async (block: Readonly<Record<string, unknown>>) => {
    const call = callsOf(await stage.start(block));
    const { diagnostics = [] } = await call("ImportResourceState", { typeName: SESSION, id: "name:nobody" });
    return diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`).join("\n");
  };
  const own = () => {
    const { endpoint, username, password, caCertificate } = stage.simulator;
    return { endpoint, username, password, caCertificate };
  };

  it("alone is enough", async () => {
    assert.match(await textsOf(own()), /no such object/);
  });

  it("may be left to the environment", async () => {
    const { endpoint, username, password } = own();
    Object.assign(stage.environment, {
      POWERSTORE_ENDPOINT: endpoint,
      POWERSTORE_USERNAME: username,
      POWERSTORE_PASSWORD: password,
      POWERSTORE_CA_FILE: stage.simulator.caFile,
    });
    assert.match(await textsOf({}), /no such object/);
  });

  it("with an endpoint of its own does not send the environment's password there", async () => {
    const { endpoint, username, caCertificate } = own();
    stage.environment.POWERSTORE_PASSWORD = own().password;
    stage.simulator.clearJournal();
    const said = await textsOf({ endpoint, username, caCertificate });
    assert.match(
      said,
      /password of the provider block or the environment variable POWERSTORE_PASSWORD, with POWERSTORE_ENDPOINT/,
    );
    assert.deepEqual(stage.simulator.journal().entries, []);
    stage.environment.POWERSTORE_ENDPOINT = endpoint;
    assert.match(await textsOf({ endpoint, username, caCertificate }), /no such object/);
  });

  it("that is not known yet opens no connection", async () => {
    stage.simulator.clearJournal();
    assert.match(await textsOf({ ...own(), endpoint: UNKNOWN }), /Endpoint of the provider block is not known yet/);
    assert.deepEqual(stage.simulator.journal().entries, []);
  });

  describe("whose namespace is not known yet", () => {
    const another: Entry = { type: SESSION, config: source, state: undefined };
    const given = { ...another, config: { ...source, source_resource_id: "unity-01-vol-02", name: "chosen" } };
    const commandOf = (namespace: unknown) => new Command(() => stage.start({ ...own(), namespace }));

    it("plans no generated name, so that the plan holds once it is known", async () => {
      const entries = [another, given].map((each) => ({ ...each }));
      const plans = await commandOf(UNKNOWN).plan(entries);
      assert.deepEqual(
        plans.map(({ planned }) => planned?.name),
        [UNKNOWN, "chosen"],
      );
      const later = commandOf("team-a");
      await later.applyPlan(entries, plans);
      assert.deepEqual(later.errors, []);
      assert.equal(entries[1]?.state?.name, "chosen");
      const [known] = await commandOf("team-a").plan([{ ...another }]);
      assert.equal(entries[0]?.state?.name, known?.planned?.name);
    });

    it("plans the names that the environment's namespace makes, and those that are on record", async () => {
      stage.environment.POWERSTORE_IMPORT_NAMESPACE = "team-b";
      const third = { ...another, config: { ...source, source_resource_id: "unity-01-vol-03" } };
      const plans = await commandOf(UNKNOWN).plan([third]);
      await commandOf("team-a").applyPlan([third], plans);
      const { name } = third.state as unknown as { readonly name: string };
      assert.equal(plans[0]?.planned?.name, name);
      delete stage.environment.POWERSTORE_IMPORT_NAMESPACE;
      third.config = { ...third.config, description: "new" } as never;
      const [plan] = await commandOf(UNKNOWN).plan([third], { refresh: false });
      assert.deepEqual([plan?.action, plan?.planned?.name], ["update", name]);
    });
  });

  it("names what is wrong with it, at its place", async () => {
    const call = callsOf(await stage.start());
    const block = { endpoint: "ftp://array", timeout: "-1", insecure: UNKNOWN, caFile: "/nowhere" };
    const config = toDynamicValue(toAttributes(providerAttributes, block));
    const { diagnostics = [] } = await call("ValidateProviderConfig", { config });
    const at = diagnostics.map(({ attribute }) => attribute?.steps?.[0]?.attributeName);
    assert.deepEqual(at.sort(), ["ca_file", "endpoint", "timeout"]);
  });

  it("with a refused password says where to correct it", async () => {
    const said = await textsOf({ ...own(), password: "wrong" });
    assert.match(said, /username and password of the provider block/);
    assert.doesNotMatch(said, /pulumi/);
  });
});
