/**
 * The vendor's API description without prose: which operations exist, and what their bodies and rows look like. Both halves of
 * the simulator read it here.
 */
import { type Facts, readFacts, type Schema, type Version } from "./releases";

const releases = new Map<Version, Facts>();

/** The facts of a release; read once per process, for they never change. */
export function factsOf(version: Version): Facts {
  const known = releases.get(version) ?? readFacts(version);
  releases.set(version, known);
  return known;
}

/** Those of 4.1, for whatever did not change since: names of collections, relations, what a seed may hold. */
export const facts: Facts = factsOf("4.1");

const DEFINITION_PREFIX = "#/definitions/";

/** The name in `{"$ref": "#/definitions/<name>"}`. */
export function definitionName(schema: Schema | undefined): string | undefined {
  return schema?.$ref?.startsWith(DEFINITION_PREFIX) ? schema.$ref.slice(DEFINITION_PREFIX.length) : undefined;
}

/** Follows a `$ref`; keywords beside the `$ref` win, as the description uses them (`x-no_filter`). */
export function resolveSchema(schema: Schema, { definitions }: Pick<Facts, "definitions"> = facts): Schema {
  const name = definitionName(schema);
  const target = name === undefined ? undefined : definitions[name];
  return target === undefined ? schema : { ...resolveSchema(target, { definitions }), ...schema };
}

/** Where the API begins: `/api/rest`. */
export const basePath = facts.basePath;

/** All collections of the vendor's description. */
export const collections: readonly string[] = Object.entries(facts.paths).flatMap(([path, operations]) =>
  path.includes("{") || operations.get === undefined ? [] : [path.slice(1)],
);
