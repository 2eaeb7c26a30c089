import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inputNames } from "../../../provider/lifecycle/importSession/inputs";
import { outputNames } from "../../../provider/lifecycle/importSessionOutputs";
import { packageSchema } from "../../../provider/plugin/schema/packageSchema";
import { version } from "../../../provider/plugin/version";

type Spec = {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: Spec;
  readonly description?: string;
  readonly default?: unknown;
  readonly secret?: boolean;
  readonly willReplaceOnChanges?: boolean;
};
type Properties = Record<string, Spec>;
type Schema = {
  readonly version: string;
  readonly config: { readonly variables: Properties };
  readonly provider: { readonly inputProperties: Properties };
  readonly types: Record<string, { readonly properties?: Properties; readonly enum?: readonly { value: string }[] }>;
  readonly resources: Record<
    string,
    {
      readonly inputProperties: Properties;
      readonly requiredInputs: readonly string[];
      readonly properties: Properties;
      readonly required: readonly string[];
    }
  >;
  readonly functions: Record<string, { readonly inputs: { properties: Properties }; readonly outputs: object }>;
};

describe("The schema", () => {
  const schema = packageSchema(version) as Schema;
  const resource = schema.resources["powerstore-import:index:ImportSession"];
  assert.ok(resource);

  it("has the version of the package", () => {
    const manifest = JSON.parse(readFileSync(join(__dirname, "../../../package.json"), "utf8"));
    assert.equal(version, manifest.version);
    assert.equal(schema.version, manifest.version);
  });

  it("has every input of the lifecycle but the dynamic surface's, and every output", () => {
    const inputs = inputNames.filter((name) => name !== "array");
    assert.deepEqual(Object.keys(resource.inputProperties), inputs);
    assert.deepEqual(Object.keys(resource.properties).sort(), [...inputs, ...outputNames].sort());
  });

  it("requires what check requires, and shows the defaults that check fills in", () => {
    assert.deepEqual(resource.requiredInputs, ["remoteSystemId", "sourceResourceId"]);
    const defaults = Object.entries(resource.inputProperties).flatMap(([name, spec]) =>
      spec.default === undefined ? [] : [[name, spec.default]],
    );
    assert.deepEqual(Object.fromEntries(defaults), {
      type: "Non_Disruptive",
      automaticCutover: false,
      paused: false,
      waitFor: "Started",
      forceCancel: false,
      hostsOnSource: false,
    });
  });

  it("says which inputs a change of which may replace", () => {
    const replacing = Object.keys(resource.inputProperties).filter(
      (name) => resource.inputProperties[name]?.willReplaceOnChanges,
    );
    assert.ok(replacing.includes("sourceResourceId") && replacing.includes("automaticCutover"));
    assert.ok(!replacing.includes("paused") && !replacing.includes("name"));
  });

  it("lists the choices of an input as a type of its own", () => {
    assert.equal(resource.inputProperties.waitFor?.$ref, "#/types/powerstore-import:index:WaitGoal");
    assert.deepEqual(
      schema.types["powerstore-import:index:WaitGoal"]?.enum?.map(({ value }) => value),
      ["None", "Started", "Ready_For_Cutover", "Import_Completed"],
    );
  });

  it("leaves the observed state open for what newer arrays may say", () => {
    assert.equal(resource.properties.state?.type, "string");
  });

  it("marks the password a secret, and lets no SDK copy the environment into the state", () => {
    assert.equal(schema.provider.inputProperties.password?.secret, true);
    assert.equal(schema.config.variables.password?.secret, true);
    assert.ok(!JSON.stringify(schema).includes("defaultInfo"));
  });

  it("describes every property", () => {
    const groups = [
      resource.inputProperties,
      resource.properties,
      schema.provider.inputProperties,
      ...Object.values(schema.types).map((type) => type.properties ?? {}),
      ...Object.values(schema.functions).map((each) => each.inputs.properties),
    ];
    const silent = groups.flatMap((group) => Object.keys(group).filter((name) => !group[name]?.description));
    assert.deepEqual(silent, []);
  });

  it("refers to types that are there, and to no other", () => {
    const referred = [...JSON.stringify(schema).matchAll(/#\/types\/([\w:-]+)/g)].map(([, token]) => token);
    assert.deepEqual([...new Set(referred)].sort(), Object.keys(schema.types).sort());
  });

  it("has the functions", () => {
    assert.deepEqual(
      Object.keys(schema.functions).map((token) => token.split(":").at(-1)),
      ["getImportSession", "getImportSessions", "getImportableVolumes", "getImportableGroups"],
    );
  });
});
