// TypeScript of a resource's values, from the same definitions that check them.

/**
 * As much of JSON Schema as zod writes for the definitions here.
 * @typedef {{
 *   readonly type?: string, readonly title?: string, readonly description?: string, readonly default?: unknown, readonly enum?: readonly string[],
 *   readonly items?: Schema, readonly properties?: Readonly<Record<string, Schema>>, readonly required?: readonly string[],
 *   readonly additionalProperties?: Schema | boolean,
 * }} Schema
 */

/** @typedef {"args" | "shown" | "plain"} Side what a program gives, each value of it perhaps an output; what it reads of a resource; what a function takes and answers. */

/**
 * @param {Schema} schema
 * @param {Side} side
 * @param {Map<string, Schema>} named objects that get an interface of their own
 * @returns {string}
 */
export function typeOf(schema, side, named) {
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.type === "array" && schema.items) return listOf(schema.items, side, named);
  if (schema.type === "object") return objectOf(schema, side, named);
  if (schema.type === "integer") return "number";
  return schema.type ?? "string";
}

/** @type {(items: Schema, side: Side, named: Map<string, Schema>) => string} */
function listOf(items, side, named) {
  const type = typeOf(items, side, named);
  if (side === "args") return `pulumi.Input<${type}>[]`;
  if (side === "plain") return `readonly ${type}[]`;
  return type.includes("|") ? `(${type})[]` : `${type}[]`;
}

/** @type {(schema: Schema, side: Side, named: Map<string, Schema>) => string} */
function objectOf(schema, side, named) {
  if (schema.title) {
    named.set(schema.title, schema);
    return side === "shown" ? `pulumi.Unwrap<${schema.title}>` : schema.title;
  }
  const values = schema.additionalProperties;
  const value = typeof values === "object" && Object.keys(values).length > 0 ? typeOf(values, side, named) : "unknown";
  return `{ [name: string]: ${side === "args" ? `pulumi.Input<${value}>` : value} }`;
}

/**
 * @param {Schema} schema
 * @param {string} indent
 */
export function docOf({ description = "", default: fallback }, indent) {
  const value = fallback === undefined ? undefined : JSON.stringify(fallback);
  if (value === undefined) return `${indent}/** ${description} */`;
  return [`${indent}/**`, `${indent} * ${description}`, `${indent} * @default ${value}`, `${indent} */`].join("\n");
}

/**
 * The properties of an interface of arguments.
 * @param {Schema} schema
 * @param {Map<string, Schema>} named
 */
export function argumentsOf(schema, named) {
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const type = typeOf(property, "args", named);
    const given = required.has(name) ? `${name}: pulumi.Input<${type}>` : `${name}?: pulumi.Input<${type} | undefined>`;
    return `${docOf(property, "  ")}\n  ${given};`;
  });
}

/**
 * The outputs that a class declares.
 * @param {Schema} schema
 * @param {ReadonlySet<string>} always those that always have a value
 * @param {Map<string, Schema>} named
 */
export function outputsOf(schema, always, named) {
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const type = typeOf(property, "shown", named);
    const shown = always.has(name) ? type : `${type} | undefined`;
    return `${docOf(property, "  ")}\n  declare readonly ${name}: pulumi.Output<${shown}>;`;
  });
}
