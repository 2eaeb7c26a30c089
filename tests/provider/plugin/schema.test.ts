import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inputNames } from "../../../provider/lifecycle/importSession/inputs/inputs";
import { outputNames } from "../../../provider/lifecycle/importSession/inputs/outputs";
import { HOMEPAGE, PUBLISHER, VERSION } from "../../../provider/plugin/publication";
import { packageSchema } from "../../../provider/plugin/schema/packageSchema";

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
  readonly functions: Record<
    string,
    { readonly inputs: { properties: Properties }; readonly outputs: { properties: Properties } }
  >;
};

describe("The schema", () => {
  const schema = packageSchema(VERSION) as Schema;
  const resource = schema.resources["powerstore-import:index:ImportSession"];
  assert.ok(resource);

  const textOf = (file: string) => readFileSync(join(__dirname, "../../..", file), "utf8");

  it("has the version and the home of the package, from which everything else follows that registries and the CLI look for", () => {
    const manifest = JSON.parse(textOf("package.json"));
    assert.deepEqual([VERSION, PUBLISHER, HOMEPAGE], [manifest.version, manifest.author, manifest.homepage]);
    assert.equal(manifest.repository.url, `git+${HOMEPAGE}.git`);
    const { name, logoUrl, pluginDownloadURL, repository, ...spec } = schema as unknown as Record<string, string>;
    assert.deepEqual(
      [spec.version, spec.publisher, spec.homepage, repository],
      [VERSION, PUBLISHER, HOMEPAGE, HOMEPAGE],
    );
    const path = new URL(HOMEPAGE).pathname;
    assert.equal(pluginDownloadURL, `github://api.github.com${path}`);
    const logo = new RegExp(`${path}/v${VERSION}/(.*)$`).exec(logoUrl ?? "")?.[1] ?? "none";
    assert.match(textOf(logo), /^<svg /);
    assert.equal(name, "powerstore-import");
  });

  it("is in the repository as registries read it: npm run sdk writes it", () => {
    assert.deepEqual(JSON.parse(textOf("schema.json")), JSON.parse(JSON.stringify(schema)));
  });

  it("has the settings that the registry's page about configuration lists, and in their order", () => {
    const { config } = schema as unknown as { config: { variables: object } };
    const listed = [...textOf("docs/installation-configuration.md").matchAll(/^\| `powerstore-import:(\w+)` \|/gm)];
    assert.deepEqual(
      listed.map(([, name]) => name),
      Object.keys(config.variables),
    );
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

  it("gives plain values as defaults, for the engine takes no others", () => {
    const given = Object.values(schema.resources).flatMap((each) => Object.entries(each.inputProperties));
    const wrong = given.filter(([, property]) => typeof (property as { default?: unknown }).default === "object");
    assert.deepEqual(
      wrong.map(([name]) => name),
      [],
    );
  });

  it("has the functions", () => {
    assert.deepEqual(
      Object.keys(schema.functions).map((token) => token.split(":").at(-1)),
      [
        "getImportSession",
        "getImportSessions",
        "getImportableVolumes",
        "getImportableGroups",
        "getRemoteSystems",
        "getHosts",
        "getImportHostVolumes",
      ],
    );
  });

  it("has the functions that the page about the plugin lists, with their arguments and the name of their answer", () => {
    const [, section = ""] = textOf("docs/plugin.md").split("\n## Functions\n");
    const rows = [...(section.split("\n## ")[0] ?? "").matchAll(/^\| `(\w+)` \| (.*) \| (.*) \|$/gm)];
    const listed = rows.map(([, name = "", given = "", answer = ""]) => [
      name,
      [...given.matchAll(/`(\w+)`/g)].map(([, argument]) => argument),
      /^`(\w+)`/.exec(answer)?.[1] ?? "one",
    ]);
    const there = Object.entries(schema.functions).map(([token, { inputs, outputs }]) => {
      const answers = Object.keys(outputs.properties);
      return [token.split(":").at(-1), Object.keys(inputs.properties), answers.length === 1 ? answers[0] : "one"];
    });
    assert.deepEqual(listed, there);
  });
});
