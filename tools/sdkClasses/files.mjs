import { classesOf, HEAD } from "./classes.mjs";
import { functionsFile } from "./functions.mjs";

/** @typedef {import("../../provider/lifecycle/operation/definition.js").Resources} Resources */
/** @typedef {import("../../provider/lifecycle/operation/queryFunction.js").QueryFunction} QueryFunction */
/** @typedef {(shape: QueryFunction["inputs"], side: "input" | "output") => import("./types.mjs").Schema} SchemaOf */

/** Written by hand in sdk/importSession.ts, sdk/plugin/importSession.ts and sdk/plugin/functions.ts: they were there before. */
const byHand = [
  "ImportSession",
  "getImportSession",
  "getImportSessions",
  "getImportableVolumes",
  "getImportableGroups",
];

/**
 * The files that are made, by their paths; not formatted.
 * @param {Resources} resources
 * @param {Readonly<Record<string, QueryFunction>>} functions
 * @param {SchemaOf} schemaOf
 * @returns {Readonly<Record<string, string>>}
 */
export function generatedFiles(resources, functions, schemaOf) {
  const made = Object.values(resources).filter(({ name }) => !byHand.includes(name));
  const asked = Object.entries(functions).filter(([name]) => !byHand.includes(name));
  return {
    ...Object.assign({}, ...made.map((definition) => classesOf(definition, schemaOf))),
    "sdk/plugin/sourceFunctions.ts": functionsFile(Object.fromEntries(asked), schemaOf),
    "sdk/inputNames.ts": inputNamesFile(resources),
  };
}

function inputNamesFile(/** @type {Resources} */ resources) {
  const names = Object.values(resources).map(({ name, inputs }) => `${name}: ${JSON.stringify(Object.keys(inputs))},`);
  return `${HEAD}

/** What a program gives, of each resource. */
export const inputNames: Readonly<Record<string, readonly string[]>> = {
${names.join("\n")}
};
`;
}
