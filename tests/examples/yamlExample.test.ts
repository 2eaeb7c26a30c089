import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { VERSION } from "../../provider/plugin/publication";
import { packageSchema } from "../../provider/plugin/schema/packageSchema";
import type { PackageSchema } from "./yamlProgram";
import { problemsOf } from "./yamlProgram";

const schema = packageSchema(VERSION) as PackageSchema;
const example = readFileSync(join(__dirname, "../../examples/yaml/Pulumi.yaml"), "utf8");

const whole = readFileSync(join(__dirname, "../../examples/yaml/whole-migration/Pulumi.yaml"), "utf8");
const wave = readFileSync(join(__dirname, "../../examples/yaml/wave/Pulumi.yaml"), "utf8");

/** What the engine says when it runs the program (tests/e2e/pluginYaml.test.ts), without an engine; and the cut-over, which that run leaves out. */
for (const [name, program] of [
  ["The YAML example", example],
  ["The whole migration in YAML", whole],
  ["The wave in YAML", wave],
] as const) {
  describe(name, () => {
    it("agrees with the schema: types, inputs, choices, references", () => {
      assert.deepEqual(problemsOf(program, schema), []);
    });

    it("agrees with it when the cut-over's comment signs are taken away", () => {
      const cutOver = program.replaceAll(/^( +)# (advanceTo|waitFor): /gm, "$1$2: ");
      assert.notEqual(cutOver, program);
      assert.deepEqual(problemsOf(cutOver, schema), []);
    });
  });
}

type Program = {
  resources: { database: { type: string; properties: Record<string, unknown>; options?: object } };
  outputs: Record<string, unknown>;
  variables?: Record<string, unknown>;
};

const sessions = (more: object) => ({
  sessions: { "fn::invoke": { function: "powerstore-import:getImportSessions", ...more } },
});

/** A reference as YAML programs write it. */
const to = (path: string) => `\${${path}}`;

describe("A YAML program that is not right", () => {
  const cases: { name: string; change: (program: Program) => void; expected: RegExp }[] = [
    {
      name: "an input that there is not",
      change: ({ resources }) => Object.assign(resources.database.properties, { remoteSystem: "x" }),
      expected: /^resource database: there is no remoteSystem$/,
    },
    {
      name: "an output among the inputs",
      change: ({ resources }) => Object.assign(resources.database.properties, { state: "Paused" }),
      expected: /^resource database: there is no state$/,
    },
    {
      name: "an input of the wrong type",
      change: ({ resources }) => Object.assign(resources.database.properties, { paused: "yes" }),
      expected: /^resource database: paused: string where boolean is wanted$/,
    },
    {
      name: "configuration of the wrong type",
      change: ({ resources }) => Object.assign(resources.database.properties, { description: to("paused") }),
      expected: /^resource database: description: boolean where string is wanted$/,
    },
    {
      name: "a choice that there is not",
      change: ({ resources }) => Object.assign(resources.database.properties, { waitFor: "Copied" }),
      expected: /^resource database: waitFor: Copied is none of None, Started/,
    },
    {
      name: "a wrong property inside of a list",
      change: ({ resources }) =>
        Object.assign(resources.database.properties, { consistencyGroupMembers: [{ wwn: "x" }] }),
      expected: /^resource database: consistencyGroupMembers: (volumeWwn is missing|there is no wwn)$/,
    },
    {
      name: "a required input that is missing",
      change: ({ resources }) => delete resources.database.properties.sourceResourceId,
      expected: /^resource database: sourceResourceId is missing$/,
    },
    {
      name: "a type that there is not",
      change: ({ resources }) => Object.assign(resources.database, { type: "powerstore-import:Session" }),
      expected: /^resource database: there is no type powerstore-import:Session$/,
    },
    {
      name: "an option that there is not",
      change: ({ resources }) => Object.assign(resources.database, { options: { protected: true } }),
      expected: /^resource database: options: there is no protected$/,
    },
    {
      name: "an output that the resource does not have",
      change: ({ outputs }) => Object.assign(outputs, { state: to("database.status") }),
      expected: /^output state: database has no status$/,
    },
    {
      name: "a reference to nothing",
      change: ({ outputs }) => Object.assign(outputs, { state: `in state ${to("databse.state")}` }),
      expected: /^output state: there is no databse$/,
    },
    {
      name: "a function that there is not",
      change: (program) =>
        Object.assign(program, { variables: { all: { "fn::invoke": { function: "powerstore-import:getAll" } } } }),
      expected: /^variable all: there is no function powerstore-import:getAll$/,
    },
    {
      name: "an argument that the function does not have",
      change: (program) => Object.assign(program, { variables: sessions({ arguments: { status: "Failed" } }) }),
      expected: /^variable sessions: there is no status$/,
    },
    {
      name: "an answer that the function does not give",
      change: (program) => Object.assign(program, { variables: sessions({ return: "rows" }) }),
      expected: /^variable sessions: powerstore-import:getImportSessions returns no rows$/,
    },
  ];
  for (const { name, change, expected } of cases) {
    it(`is found out: ${name}`, () => {
      const program = parse(example) as Program;
      change(program);
      const problems = problemsOf(stringify(program), schema);
      assert.ok(problems.length > 0);
      for (const problem of problems) assert.match(problem, expected);
    });
  }

  it("is not what a right call of a function is", () => {
    const program = parse(example) as Program;
    Object.assign(program, { variables: sessions({ arguments: { state: "Failed" }, return: "sessions" }) });
    Object.assign(program.outputs, { failed: to("sessions") });
    assert.deepEqual(problemsOf(stringify(program), schema), []);
  });
});
