import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { schemaOf } from "../../policy/src/rule";
import { rules } from "../../policy/src/rules";
import { fewSingleSessions } from "../../policy/src/rules/fewSingleSessions";

const root = join(__dirname, "../..");
const text = (file: string) => readFileSync(join(root, file), "utf8");
const manifest = (file: string) => JSON.parse(text(file));

describe("The package of the policy pack", () => {
  it("has the version of the main one, and says so to the engine, too", () => {
    const { version } = manifest("package.json");
    const pack = parse(text("policy/PulumiPolicy.yaml"));
    assert.deepEqual([manifest("policy/package.json").version, pack.version], [version, version]);
    assert.equal(pack.main, manifest("policy/package.json").main);
  });

  it("is not carried by the main one", () => {
    const { dependencies, peerDependencies, files } = manifest("package.json");
    assert.ok(!Object.keys({ ...dependencies, ...peerDependencies }).includes("@pulumi/policy"));
    assert.ok(!files.some((file: string) => file.startsWith("policy")));
  });
});

describe("The page about the policy pack", () => {
  for (const { name, level, schema, defaults } of [...rules, fewSingleSessions]) {
    it(`has ${name} with its level, parameters and defaults, which are those of its schema`, () => {
      const row = text("docs/policy.md")
        .split("\n")
        .find((line) => line.startsWith(`| \`${name}\``));
      assert.ok(row, name);
      assert.match(row, new RegExp(`\\| ${level} \\|`));
      for (const parameter of Object.keys(schema)) assert.ok(row.includes(`\`${parameter}\``), parameter);
      const ofSchema = Object.entries(schema).map(([key, { default: value }]) => [key, value]);
      assert.deepEqual(Object.fromEntries(ofSchema), defaults);
      for (const value of Object.values(defaults)) {
        if (typeof value === "number") assert.ok(row.includes(`(${value})`), `${value}`);
      }
      assert.deepEqual(Object.keys(schemaOf({ schema })).slice(0, 2), ["stacks", "except"]);
    });
  }
});
