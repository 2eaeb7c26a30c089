// Facts about the operator's objects, from its published definitions: names, types, what is required, values that may be. Texts stay where they are.
//   node tools/deploy/crdFacts.mjs <version> <pulumi.com_stacks.yaml> <pulumi.com_programs.yaml> > deploy/pko/crd.facts.json
import { readFileSync } from "node:fs";
import { parse } from "yaml";

const [version, ...files] = process.argv.slice(2);

/** A workspace holds a whole pod: of that as deep as this, and the rest is any object. */
const DEEPEST = 7;

const kept = ["type", "enum", "required", "minimum", "maximum", "pattern", "format", "x-kubernetes-int-or-string"];

/**
 * @param {any} schema
 * @param {number} depth
 * @returns {any}
 */
function factsOf(schema, depth) {
  if (depth > DEEPEST) return { type: schema.type };
  const facts = Object.fromEntries(kept.filter((key) => key in schema).map((key) => [key, schema[key]]));
  if (schema["x-kubernetes-preserve-unknown-fields"]) return { ...facts, open: true };
  if (schema.properties) {
    facts.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, inner]) => [name, factsOf(inner, depth + 1)]),
    );
  }
  if (schema.items) facts.items = factsOf(schema.items, depth + 1);
  if (typeof schema.additionalProperties === "object") {
    facts.additionalProperties = factsOf(schema.additionalProperties, depth + 1);
  }
  return facts;
}

const kinds = Object.fromEntries(
  files.map((file) => {
    const { spec } = parse(readFileSync(file, "utf8"));
    const { name, schema } = spec.versions.find((/** @type {any} */ each) => each.storage);
    const { spec: inner, program } = schema.openAPIV3Schema.properties;
    const root = inner ? { spec: factsOf(inner, 1) } : { program: factsOf(program, 1) };
    return [spec.names.kind, { apiVersion: `${spec.group}/${name}`, properties: root }];
  }),
);
process.stdout.write(`${JSON.stringify({ source: `pulumi-kubernetes-operator ${version}`, kinds })}\n`);
