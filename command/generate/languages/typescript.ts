import { identifiers } from "../program/names";
import type { Inputs, Program, Resource } from "../program/program";
import { copiedPhases, exportName, isWave } from "../program/program";
import { noteIn } from "./note";
import { quoted } from "./quoted";

export function typescriptProgram(program: Program): string {
  const { resources } = program;
  const variables = identifiers(
    resources.map(({ name }) => name),
    "camel",
  );
  const variableOf = new Map(resources.map(({ name }, index) => [name, variables[index] ?? ""]));
  const classes = [...new Set(resources.map(classOf))].sort();
  const blocks = resources.map((resource) => declaration(resource, variableOf));
  const output = exportName(program) === "phases" ? "phase" : "state";
  const exported = resources.map(({ name }) => `  ${key(name)}: ${variableOf.get(name)}.${output},\n`).join("");
  return `${noteIn(program, "//")}import { ${classes.join(", ")} } from "pulumi-powerstore-import/plugin";

${blocks.join("\n")}
export const ${exportName(program)} = {
${exported}};
`;
}

const classOf = (resource: Resource) => (isWave(resource) ? "ImportWave" : "ImportSession");

function declaration(resource: Resource, variableOf: ReadonlyMap<string, string>): string {
  const { name, inputs, sessions, after } = resource;
  const lines = Object.entries(inputs).map(([input, value]) => `  ${input}: ${literal(value)},\n`);
  if (sessions) lines.push(`  sessions: {\n${[...sessions].map(member).join("")}  },\n`);
  if (after !== undefined)
    lines.push(
      `  // ${AFTER}\n  hold: ${variableOf.get(after)}.phase.apply((phase) => ![${copiedPhases.map(quoted).join(", ")}].includes(phase)),\n`,
    );
  return `const ${variableOf.get(name)} = new ${classOf(resource)}(${quoted(name)}, {\n${lines.join("")}});\n`;
}

/** Why a wave is held, as a comment. */
export const AFTER = "It begins when the wave before it has no more to copy.";

const member = ([name, inputs]: readonly [string, Inputs]) => `    ${key(name)}: ${literal(inputs)},\n`;

/** `__proto__` as a plain key would set the object's prototype. */
function key(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
}

function literal(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([name, each]) => `${key(name)}: ${literal(each)}`)
    .join(", ")} }`;
}
