import { OWN_NAME } from "../../engine/project.mjs";

/** @typedef {import("./options.mjs").Contestant} Contestant */
/** @typedef {"yaml" | "javascript"} Language of the programs: the same for all of a run */
/** @typedef {Readonly<Record<string, { type: string, properties: object }>>} Resources by their names */

/** What the program says for all imports. */
const common = { remoteSystemId: "rs-unity-01", forceCancel: true };

/** @param {number} index */
const keyOf = (index) => `db-${String(index + 1).padStart(4, "0")}`;

/**
 * @param {readonly string[]} volumes
 * @returns {[key: string, properties: object][]}
 */
const importsOf = (volumes) =>
  volumes.map((sourceResourceId, index) => {
    return [keyOf(index), { sourceResourceId, description: `Volume ${index + 1} of the night of the first wave` }];
  });

/**
 * @param {string} type
 * @returns {(volumes: readonly string[]) => Resources}
 */
const together = (type) => (volumes) => ({
  wave: { type, properties: { ...common, sessions: Object.fromEntries(importsOf(volumes)) } },
});

/**
 * @param {string} type
 * @returns {(volumes: readonly string[]) => Resources}
 */
const apart = (type) => (volumes) =>
  Object.fromEntries(importsOf(volumes).map(([key, own]) => [key, { type, properties: { ...common, ...own } }]));

/**
 * The same imports, said in four ways.
 * @type {Readonly<Record<Contestant, { type: string, resources: (volumes: readonly string[]) => Resources }>>}
 */
const kinds = {
  wave: { type: "powerstore-import:index:ImportWave", resources: together("powerstore-import:index:ImportWave") },
  map: { type: "noop:index:Map", resources: together("noop:index:Map") },
  separate: { type: "noop:index:Single", resources: apart("noop:index:Single") },
  sessions: {
    type: "powerstore-import:index:ImportSession",
    resources: apart("powerstore-import:index:ImportSession"),
  },
};

/** Does nothing but declare what the file says. */
const JAVASCRIPT = `
const { readFileSync } = require("node:fs");
const { CustomResource } = require("@pulumi/pulumi");
const resources = JSON.parse(readFileSync("bench.json", "utf8"));
for (const [name, { type, properties }] of Object.entries(resources)) new CustomResource(type, name, properties);
`;

/**
 * @param {Contestant} contestant
 * @param {Language} language
 * @param {string} noopFolder where the plugin that does nothing is
 * @returns {import("../provider/stage.mjs").BenchProject}
 */
export function projectOf(contestant, language, noopFolder) {
  const { type, resources } = kinds[contestant];
  const plugins = { "powerstore-import": `node_modules/${OWN_NAME}`, noop: noopFolder };
  if (language === "javascript") {
    const toFiles = (/** @type {readonly string[]} */ volumes) => ({
      "bench.json": JSON.stringify(resources(volumes)),
    });
    return { type, plugins, files: { "index.js": JAVASCRIPT }, toFiles };
  }
  const providers = Object.entries(plugins).map(([name, path]) => ({ name, path }));
  const toFiles = (/** @type {readonly string[]} */ volumes) => ({
    // JSON is YAML.
    "Pulumi.yaml": JSON.stringify({
      name: "bench",
      runtime: "yaml",
      plugins: { providers },
      resources: resources(volumes),
    }),
  });
  return { type, plugins, files: {}, toFiles };
}
