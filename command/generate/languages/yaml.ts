import { UsageError } from "../../process/exits";
import { identifiers } from "../program/names";
import type { Program, Resource } from "../program/program";
import { exportName, isWave } from "../program/program";
import { noteIn } from "./note";
import { quoted } from "./quoted";
import { AFTER } from "./typescript";

/** The project and its program, which are one file. */
export function yamlProgram(program: Program, project: string): string {
  const { resources } = program;
  const variables = identifiers(
    resources.map(({ name }) => name),
    "camel",
  );
  const entries = resources.map((resource, index) => `  ${variables[index]}:\n${declaration(resource)}`);
  const output = exportName(program) === "phases" ? "phase" : "state";
  const exported = resources.map(({ name }, index) => `    ${key(name)}: \${${variables[index]}.${output}}\n`).join("");
  return `${noteIn(program, "#")}name: ${quoted(project)}
runtime: yaml
resources:
${entries.join("")}outputs:
  ${exportName(program)}:
${exported}`;
}

function declaration(resource: Resource): string {
  const { name, inputs, sessions, after } = resource;
  const type = isWave(resource) ? "powerstore-import:ImportWave" : "powerstore-import:ImportSession";
  const properties = Object.entries(inputs).map(([input, value]) => `      ${input}: ${literal(value)}\n`);
  if (sessions) {
    const members = [...sessions].map(([each, own]) => `        ${key(each)}: ${literal(own)}\n`);
    properties.push(members.length === 0 ? "      sessions: {}\n" : `      sessions:\n${members.join("")}`);
  }
  // YAML has no conditions: somebody has to let it go.
  if (after !== undefined)
    properties.push(`      # ${AFTER} Set it to false then: ${quoted(after)} is Ready.\n      hold: true\n`);
  // The name of a resource is no expression: a dollar is a dollar.
  return `    type: ${type}\n    name: ${quoted(name)}\n    properties:\n${properties.join("")}`;
}

/** In expressions `$$` is a dollar, and `${...}` something of the program's. */
const text = (value: string) => quoted(value.replaceAll("$", "$$$$"));

/** @throws UsageError for a key that Pulumi takes for a function. */
function key(name: string): string {
  if (/^fn::/i.test(name))
    throw new UsageError(
      `a program in YAML cannot have an import with the key ${quoted(name)}: it begins like a function`,
    );
  return text(name);
}

/** Flow style, which is JSON but for its texts. */
function literal(value: unknown): string {
  if (typeof value === "string") return text(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([name, each]) => `${name}: ${literal(each)}`)
    .join(", ")}}`;
}
