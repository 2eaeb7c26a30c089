import { identifiers } from "../program/names";
import type { Inputs, Program, Resource, WindowValue } from "../program/program";
import { copiedPhases, exportName, isWave } from "../program/program";
import { noteIn } from "./note";
import { quoted } from "./quoted";
import { AFTER } from "./typescript";

export function pythonProgram(program: Program): string {
  const { resources } = program;
  const variables = identifiers(
    resources.map(({ name }) => name),
    "snake",
  );
  const variableOf = new Map(resources.map(({ name }, index) => [name, variables[index] ?? ""]));
  const body = resources.map((resource) => declaration(resource, variableOf)).join("\n");
  const output = exportName(program) === "phases" ? "phase" : "state";
  const exported = resources.map(({ name }) => `    ${quoted(name)}: ${variableOf.get(name)}.${output},\n`).join("");
  const used = ["ImportSession", "ImportWave", "WaveMemberArgs", "WindowArgs"].filter((name) =>
    body.includes(`${name}(`),
  );
  return `${noteIn(program, "#")}import pulumi
from pulumi_powerstore_import import ${used.join(", ")}

${body}
pulumi.export(${quoted(exportName(program))}, {
${exported}})
`;
}

function declaration(resource: Resource, variableOf: ReadonlyMap<string, string>): string {
  const { name, inputs, sessions, after } = resource;
  const lines = Object.entries(inputs).map(([input, value]) => `    ${snake(input)}=${literal(value)},\n`);
  if (sessions) lines.push(`    sessions={\n${[...sessions].map(member).join("")}    },\n`);
  if (after !== undefined)
    lines.push(
      `    # ${AFTER}\n    hold=${variableOf.get(after)}.phase.apply(lambda phase: phase not in (${copiedPhases.map(quoted).join(", ")})),\n`,
    );
  const of = isWave(resource) ? "ImportWave" : "ImportSession";
  return `${variableOf.get(name)} = ${of}(\n    ${quoted(name)},\n${lines.join("")})\n`;
}

const member = ([key, inputs]: readonly [string, Inputs]) =>
  `        ${quoted(key)}: WaveMemberArgs(${Object.entries(inputs)
    .map(([input, value]) => `${snake(input)}=${literal(value)}`)
    .join(", ")}),\n`;

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function literal(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const { schedule, duration } = value as WindowValue;
  return `WindowArgs(schedule=${quoted(schedule)}, duration=${quoted(duration)})`;
}
