import { HEAD } from "./classes.mjs";
import { docOf, typeOf } from "./types.mjs";

/** @typedef {import("./types.mjs").Schema} Schema */
/** @typedef {import("../../provider/lifecycle/operation/queryFunction.js").QueryFunction} QueryFunction */

/**
 * The file of functions in their two forms: on plain arguments, and on outputs of other resources.
 * @param {Readonly<Record<string, QueryFunction>>} functions by name
 * @param {(shape: QueryFunction["inputs"], side: "input" | "output") => Schema} schemaOf
 */
export function functionsFile(functions, schemaOf) {
  const named = new Map();
  const texts = Object.entries(functions).map(([name, { description, inputs, outputs }]) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    return `export interface ${type}Args {
${properties(schemaOf(inputs, "input"), named)}
}

export interface ${type}Result {
${properties(schemaOf(outputs, "output"), named, "readonly ")}
}

const ${name}Query = query<${type}Args, ${type}Result>("${name}");
/** ${description} */
export const ${name} = ${name}Query.plain;
export const ${name}Output = ${name}Query.output;
`;
  });
  const interfaces = [];
  for (const [title, schema] of named) {
    interfaces.push(`export interface ${title} {\n${properties(schema, named, "readonly ")}\n}\n`);
  }
  return `${HEAD}\nimport { query } from "./functions";\n\n${[...interfaces, ...texts].join("\n")}`;
}

/** @type {(schema: Schema, named: Map<string, Schema>, prefix?: string) => string} */
function properties(schema, named, prefix = "") {
  const required = new Set(schema.required);
  const lines = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const sign = required.has(name) ? "" : "?";
    return `${docOf(property, "  ")}\n  ${prefix}${name}${sign}: ${typeOf(property, "plain", named)};`;
  });
  return lines.join("\n");
}
