/** What a seed file may hold, as a JSON schema; the README describes it in words. */
import { collections, facts } from "../api/facts";
import type { Schema } from "../api/releases";
import { sourceTypes } from "../world";

const text = { type: "string", minLength: 1 };
/** More than any array has, and few enough to be made up at once. */
const count = { type: "integer", minimum: 0, maximum: 9_999_999 };

/** Made by the array from what happens to it, so that no file can bring them along. */
const made = ["import_session", "job", "login_session"];

export const seedCollections: readonly string[] = collections.filter((collection) => !made.includes(collection));

/** An object with these properties and no others. */
function closed(properties: Readonly<Record<string, object>>, required: readonly string[] = []): object {
  return { type: "object", properties, required, additionalProperties: false };
}

const source = closed(
  {
    name: text,
    type: { enum: sourceTypes },
    volumes: count,
    sizeBytes: { type: "integer", minimum: 8192, multipleOf: 8192 },
    criteria: { type: "object", additionalProperties: { $ref: "#/definitions/VolumeImportableCriteriaEnum" } },
    groups: { type: "array", items: count },
  },
  ["name", "type", "volumes"],
);

/** A row as the array shows it: null where it has no value, except for the id. */
function rowSchema(collection: string): object {
  const { properties = {} } = facts.definitions[`${collection}_instance`] ?? {};
  const nullable = Object.entries(properties).map(([name, schema]) => [
    name,
    name === "id" ? text : { anyOf: [schema, { type: "null" }] },
  ]);
  return closed(Object.fromEntries(nullable), ["id"]);
}

function rowsSchema(collection: string): object {
  return { type: "array", items: rowSchema(collection) };
}

const sourcesList = { type: "array", items: source };

const definitions: Readonly<Record<string, Schema>> = facts.definitions;

export const sourcesSchema = { ...sourcesList, definitions };

export const seedSchema = {
  ...closed({
    format: { const: 1 },
    start: { type: "string", format: "date-time" },
    cluster: closed({ name: text, globalId: text }),
    sources: sourcesList,
    partial: { type: "boolean" },
    collections: closed(Object.fromEntries(seedCollections.map((name) => [name, rowsSchema(name)]))),
  }),
  required: ["format"],
  definitions,
};
