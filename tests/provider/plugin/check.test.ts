import assert from "node:assert/strict";
import { status } from "@grpc/grpc-js";
import { CheckRequest } from "@pulumi/pulumi/proto/provider_pb";
import type { PluginStage } from "./pluginStage";
import { openPluginStage, source, URN } from "./pluginStage";
import { plain, secret, struct, UNKNOWN_STRING } from "./wire";

describe("Check of the plugin", () => {
  let stage: PluginStage;
  before(async () => {
    stage = await openPluginStage();
  });
  after(() => stage.close());

  it("fills in defaults and a name, and sends nothing", async () => {
    const response = await stage.check(source);
    assert.deepEqual(response.getFailuresList(), []);
    const { name, ...inputs } = plain(response.getInputs());
    assert.match(String(name), /^db-01-[0-9a-f]{8}$/);
    assert.deepEqual(inputs, {
      ...source,
      type: "Non_Disruptive",
      automaticCutover: false,
      paused: false,
      waitFor: "Started",
      forceCancel: false,
      hostsOnSource: false,
    });
    assert.deepEqual(stage.simulator.journal().entries, []);
  });

  it("keeps secrets, unknowns and the recorded name", async () => {
    const news = { ...source, description: secret("for the board"), sourceResourceId: UNKNOWN_STRING };
    const inputs = plain((await stage.check(news, { ...source, name: "old" })).getInputs());
    assert.deepEqual(inputs.description, secret("for the board"));
    assert.equal(inputs.sourceResourceId, UNKNOWN_STRING);
    assert.equal(inputs.name, "old");
  });

  it("keeps what it fills in from the record as secret as it is there, and what the program gives as the program says", async () => {
    const olds = { ...source, name: secret("old"), description: secret("for the board") };
    const inputs = plain((await stage.check(source, olds)).getInputs());
    assert.deepEqual([inputs.name, inputs.description], [secret("old"), undefined]);
    assert.equal(plain((await stage.check({ ...source, name: "old" }, olds)).getInputs()).name, "old");
  });

  it("ignores nulls, the other surface's hidden inputs and unknown properties of an older state", async () => {
    const olds = { ...source, name: "old", __provider: "x", ofAnotherVersion: { a: [1] } };
    const response = await stage.check({ ...source, description: null, __urn: "u" }, olds);
    assert.deepEqual(response.getFailuresList(), []);
    const inputs = plain(response.getInputs());
    assert.ok(!("__urn" in inputs) && !("description" in inputs) && !("ofAnotherVersion" in inputs));
  });

  it("lists every failure by its property, those of the dynamic surface's inputs included", async () => {
    const response = await stage.check({ sourceResourceId: 5, paused: "yes", colour: "red", array: "east" });
    const properties = response.getFailuresList().map((failure) => failure.getProperty());
    assert.deepEqual(properties.sort(), ["array", "colour", "paused", "remoteSystemId", "sourceResourceId"]);
  });

  const { Mode } = CheckRequest.AutonamingOptions;
  const naming: { name: string; mode: 0 | 1 | 2; given?: object; olds?: object; expected: string | RegExp }[] = [
    { name: "takes a proposed name", mode: Mode.PROPOSE, expected: "proposed-1" },
    { name: "takes an enforced name", mode: Mode.ENFORCE, expected: "proposed-1" },
    { name: "prefers the program's name", mode: Mode.ENFORCE, given: { name: "mine" }, expected: "mine" },
    {
      name: "prefers the recorded name: sessions cannot be renamed",
      mode: Mode.PROPOSE,
      olds: { name: "old" },
      expected: "old",
    },
  ];
  for (const { name, mode, given = {}, olds, expected } of naming) {
    it(`where pulumi:autonaming is configured: ${name}`, async () => {
      const options = new CheckRequest.AutonamingOptions().setProposedName("proposed-1").setMode(mode);
      const request = new CheckRequest().setUrn(URN).setNews(struct({ ...source, ...given }));
      request.setAutonaming(options);
      if (olds) request.setOlds(struct({ ...source, ...olds }));
      const response = await stage.client.check(request);
      assert.equal(plain(response.getInputs()).name, expected);
    });
  }

  it("asks for a name where pulumi:autonaming is disabled", async () => {
    const options = new CheckRequest.AutonamingOptions().setMode(Mode.DISABLE);
    const request = new CheckRequest().setUrn(URN).setNews(struct(source)).setAutonaming(options);
    const [failure] = (await stage.client.check(request)).getFailuresList();
    assert.equal(failure?.getProperty(), "name");
    assert.match(failure?.getReason() ?? "", /autonaming is disabled/);
  });

  it("answers a request without structs, and refuses one of another type", async () => {
    const empty = await stage.client.check(new CheckRequest().setUrn(URN));
    assert.deepEqual(
      empty.getFailuresList().map((failure) => failure.getProperty()),
      ["remoteSystemId", "sourceResourceId"],
    );
    const foreign = new CheckRequest().setUrn(URN.replace("ImportSession", "Other"));
    await assert.rejects(stage.client.check(foreign), { code: status.INVALID_ARGUMENT });
  });
});
