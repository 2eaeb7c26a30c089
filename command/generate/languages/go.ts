import { identifiers } from "../program/names";
import type { Inputs, Program, Resource, WindowValue, WrittenInput } from "../program/program";
import { copiedPhases, exportName, inputKinds, isWave } from "../program/program";
import { noteIn } from "./note";
import { quoted } from "./quoted";
import { AFTER } from "./typescript";

const SDK = "powerstoreimport";

export function goProgram(program: Program): string {
  const { resources } = program;
  const variables = identifiers(
    resources.map(({ name }) => name),
    "camel",
  );
  const variableOf = new Map(resources.map(({ name }, index) => [name, variables[index] ?? ""]));
  const body = resources.map((resource) => declaration(resource, variableOf)).join("");
  const output = exportName(program) === "phases" ? "Phase" : "State";
  const exported = resources.map(({ name }) => `\t\t${quoted(name)}: ${variableOf.get(name)}.${output},\n`).join("");
  return `${noteIn(program, "//")}package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/pulumi-powerstore-import/pulumi-powerstore-import/sdk/go/${SDK}"
)

func main() {
	pulumi.Run(migrate)
}

func migrate(ctx *pulumi.Context) error {
${body}	ctx.Export(${quoted(exportName(program))}, pulumi.Map{
${exported}	})
	return nil
}
`;
}

function declaration(resource: Resource, variableOf: ReadonlyMap<string, string>): string {
  const { name, inputs, sessions, after } = resource;
  const lines = Object.entries(inputs).map(([input, value]) => `\t\t${field(input as WrittenInput, value)},\n`);
  if (sessions) lines.push(`\t\tSessions: ${SDK}.WaveMemberMap{\n${[...sessions].map(member).join("")}\t\t},\n`);
  if (after !== undefined) lines.push(held(variableOf.get(after) ?? ""));
  const of = isWave(resource) ? "ImportWave" : "ImportSession";
  return `	${variableOf.get(name)}, err := ${SDK}.New${of}(ctx, ${quoted(name)}, &${SDK}.${of}Args{
${lines.join("")}	})
	if err != nil {
		return err
	}
`;
}

const held = (before: string) => `		// ${AFTER}
		Hold: ${before}.Phase.ApplyT(func(phase string) bool {
			return ${copiedPhases.map((phase) => `phase != ${quoted(phase)}`).join(" && ")}
		}).(pulumi.BoolOutput),
`;

const member = ([key, inputs]: readonly [string, Inputs]) =>
  `\t\t\t${quoted(key)}: ${SDK}.WaveMemberArgs{${Object.entries(inputs)
    .map(([input, value]) => field(input as WrittenInput, value))
    .join(", ")}},\n`;

const field = (name: WrittenInput, value: unknown) =>
  `${name.charAt(0).toUpperCase()}${name.slice(1)}: ${literal(name, value)}`;

function literal(name: WrittenInput, value: unknown): string {
  const kind = inputKinds[name];
  if (typeof kind === "object") return `${SDK}.${kind.enumeration}(${quoted(String(value))})`;
  if (kind === "truth") return `pulumi.Bool(${value})`;
  if (kind === "number") return `pulumi.Int(${value})`;
  const each = Array.isArray(value) ? value : [value];
  if (kind === "windows") return `${SDK}.WindowArray{${each.map(windowLiteral).join(", ")}}`;
  const texts = each.map((text) => `pulumi.String(${quoted(String(text))})`);
  return kind === "texts" ? `pulumi.StringArray{${texts.join(", ")}}` : (texts[0] ?? "");
}

const windowLiteral = ({ schedule, duration }: WindowValue) =>
  `${SDK}.WindowArgs{Schedule: pulumi.String(${quoted(schedule)}), Duration: pulumi.String(${quoted(duration)})}`;
