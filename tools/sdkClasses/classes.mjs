import { argumentsOf, outputsOf } from "./types.mjs";

/** @typedef {import("./types.mjs").Schema} Schema */
/** @typedef {import("../../provider/lifecycle/operation/definition.js").ResourceDefinition} Definition */

export const HEAD = "// Made by `npm run classes` from the definitions in provider/lifecycle; not written by hand.";

/**
 * The files of a resource's classes, by their paths.
 * @param {Definition} definition
 * @param {(shape: Definition["inputs"], side: "input" | "output") => Schema} schemaOf
 * @returns {Readonly<Record<string, string>>}
 */
export function classesOf(definition, schemaOf) {
  const file = `${definition.name.charAt(0).toLowerCase()}${definition.name.slice(1)}`;
  return {
    [`sdk/${file}.ts`]: dynamicFile(definition, schemaOf),
    [`sdk/plugin/${file}.ts`]: pluginFile(definition, file),
  };
}

/** @type {(definition: Definition, schemaOf: (shape: Definition["inputs"], side: "input" | "output") => Schema) => string} */
function dynamicFile(definition, schemaOf) {
  const { name, inputs, outputs, filled, secrets } = definition;
  const named = new Map();
  const given = argumentsOf(schemaOf(inputs, "input"), named);
  const shownInputs = schemaOf(without(inputs, secrets), "output");
  const observed = schemaOf(outputs, "output");
  const always = new Set([...(shownInputs.required ?? []), ...filled, ...(observed.required ?? [])]);
  const shown = [...outputsOf(shownInputs, always, named), ...outputsOf(observed, always, named)];
  const names = [...Object.keys(shownInputs.properties ?? {}), ...Object.keys(observed.properties ?? {})];
  return `${HEAD}
import * as pulumi from "@pulumi/pulumi";
import { dynamicCall } from "./dynamicCall";

/** Inputs of a ${name}. "Id or name" means an id, or \`name:\` followed by the object's name. */
export interface ${name}Args {
${given.join("\n")}
}

${interfacesOf(named)}
/** Filled in by the engine, which fills only what it is told of when the resource is made. */
const shown = {
${names.map((each) => `  ${each}: undefined,`).join("\n")}
} as const;

/** What the classes of both surfaces show. */
export abstract class ${name}Resource extends pulumi.CustomResource {
${shown.join("\n")}

  protected constructor(type: string, name: string, inputs: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
    ${constructorOf(definition)}
  }
}

${docOfClass(definition)}
export class ${name} extends ${name}Resource {
  /** @param opts \`customTimeouts\` (create, read, update, delete) bound how long a run waits. */
  constructor(name: string, args: ${name}Args, opts?: pulumi.CustomResourceOptions) {
    const call = dynamicCall("${name}", name, args, opts);
    super(call.type, name, call.inputs, call.opts);
  }
${getOf(definition, `${name}Args`)}}
`;
}

/** @type {(definition: Definition, file: string) => string} */
function pluginFile(definition, file) {
  const { name, dynamicOnly } = definition;
  const left = dynamicOnly.map((each) => JSON.stringify(each)).join(" | ");
  const args = left === "" ? `${name}Args` : `Omit<${name}Args, ${left}>`;
  return `${HEAD}
import type * as pulumi from "@pulumi/pulumi";
import type { ${name}Args } from "../${file}";
import { ${name}Resource } from "../${file}";
import { pluginCall } from "./pluginCall";

/** Inputs of a ${name}; the array is that of the resource's provider. */
export type Plugin${name}Args = ${args};

${docOfClass(definition)}
export class ${name} extends ${name}Resource {
  /** @param opts \`provider\` names the array, \`customTimeouts\` bound how long a run waits${importOf(definition)}. */
  constructor(name: string, args: Plugin${name}Args, opts?: pulumi.CustomResourceOptions) {
    const call = pluginCall("${name}", name, opts);
    super(call.type, name, { ...args }, call.opts);
  }
${getOf(definition, `Plugin${name}Args`)}}
`;
}

/**
 * How a program looks an object up. There is none where nothing finds one.
 * @param {Definition} definition
 * @param {string} args the type of the constructor's arguments
 */
function getOf({ name, foundBy }, args) {
  if (foundBy.length === 0) return "";
  return `
  /** An existing one, for its outputs; the stack does not manage it. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ${name} {
    return new ${name}(name, {} as ${args}, { ...opts, id });
  }
`;
}

const references = { id: "id", name: "`name:<name>`" };

/** What the option `import` may name. */
function importOf(/** @type {Definition} */ { foundBy }) {
  if (foundBy.length === 0) return "";
  return `, \`import\` takes one over by ${foundBy.map((each) => references[each]).join(" or ")}`;
}

/** @type {(shape: Definition["inputs"], names: readonly string[]) => Definition["inputs"]} */
const without = (shape, names) => Object.fromEntries(Object.entries(shape).filter(([name]) => !names.includes(name)));

/**
 * What is secret by its nature is encrypted in the state: an input also where the program gives it as plain text, an output because the engine is told so,
 * for a dynamic provider cannot mark any.
 * @param {Definition} definition
 */
function constructorOf({ inputs, outputs, secrets }) {
  const given = secrets.filter((each) => each in inputs);
  const observed = secrets.filter((each) => each in outputs).map((each) => JSON.stringify(each));
  const marked = given.map((each) => `${each}: inputs.${each} && pulumi.secret(inputs.${each})`);
  const names = `[...(opts?.additionalSecretOutputs ?? []), ${observed.join(", ")}]`;
  const properties = `{ ...shown, ...inputs${given.length > 0 ? ", ...secrets" : ""} }`;
  const options = `{ ...opts, deleteBeforeReplace: true${observed.length > 0 ? ", additionalSecretOutputs" : ""} }`;
  return [
    ...(given.length > 0 ? [`const secrets = { ${marked.join(", ")} };`] : []),
    ...(observed.length > 0 ? [`const additionalSecretOutputs = ${names};`] : []),
    `super(type, name, ${properties}, ${options});`,
  ].join("\n    ");
}

/** @param {Map<string, Schema>} named grows while it is written: objects hold others */
function interfacesOf(named) {
  const texts = [];
  for (const [title, schema] of named) {
    const doc = schema.description ? `/** ${schema.description} */\n` : "";
    texts.push(`${doc}export interface ${title} {\n${argumentsOf(schema, named).join("\n")}\n}\n`);
  }
  return texts.join("\n");
}

/** The first paragraph of the description: what follows is for readers of the schema. */
const docOfClass = (/** @type {Definition} */ { description }) => `/** ${description.split("\n\n")[0]} */`;
