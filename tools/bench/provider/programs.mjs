/** The programs under measurement: the same resources, by this package and by providers that do nothing. */

import { NOOP_FOLDER } from "../waves/noop.mjs";

/** Reads what changes between runs from a file, so that the program itself is the same. */
const READ_SETTINGS = `
import { readFileSync } from "node:fs";
const { volumes, paused, waitFor } = JSON.parse(readFileSync("bench.json", "utf8"));
`;

const args = (/** @type {string} */ volume) =>
  `{ remoteSystemId: "rs-unity-01", sourceResourceId: ${volume}, paused, waitFor, forceCancel: true }`;

const powerstoreProgram = (/** @type {string} */ module) => `${READ_SETTINGS}
import { ImportSession } from "${module}";
for (const volume of volumes) new ImportSession(volume, ${args("volume")});
`;

const SEEDS = `
const seeds = Object.fromEntries(
  [
    "name", "type", "automaticCutover", "hostsOnSource", "state", "progressPercentage", "estimatedCompletionTimestamp",
    "averageTransferRate", "currentTransferRate", "destinationResourceId", "destinationResourceType", "parentSessionId",
    "lastUpdateTimestamp", "error", "clusterId",
  ].map((name) => [name, undefined]),
);`;

/**
 * The same inputs and outputs on the same dynamic host; every operation returns at once. What a resource class shows, the program has to ask the
 * engine for, property by property: as many as the real class.
 */
const NOOP_PROGRAM = `${READ_SETTINGS}
import * as pulumi from "@pulumi/pulumi";
const type = "pulumi-nodejs:dynamic/noop:ImportSession";
const __provider =
  'exports.handler=()=>require("module").createRequire(process.cwd()+"/")("./noopProvider.cjs").provider                        ';
${SEEDS}
class Noop extends pulumi.CustomResource {
  constructor(name: string, inputs: object) {
    super(type, name, { ...seeds, ...inputs, __provider, __urn: pulumi.createUrn(name, type) });
  }
}
for (const volume of volumes) new Noop(volume, ${args("volume")});
`;

/** The shape of what the real provider records, so that the engine carries the same load. */
const NOOP_PROVIDER = `
const defaults = { type: "Non_Disruptive", automaticCutover: false, waitFor: "Started", hostsOnSource: false };
const observed = {
  state: "Copy_In_Progress", progressPercentage: 0, destinationResourceId: "volume-000001", destinationResourceType: "volume",
  lastUpdateTimestamp: "2026-01-01T00:00:00.000+00:00", clusterId: "PS0000000001",
};
let count = 0;
exports.provider = {
  check: async (olds, news) => ({ inputs: { ...defaults, name: news.sourceResourceId + "-01234567", ...news } }),
  diff: async (id, olds, news) => ({ changes: olds.paused !== news.paused, deleteBeforeReplace: true }),
  create: async (inputs) => ({ id: "session-" + String(++count).padStart(6, "0"), outs: { ...inputs, ...observed } }),
  read: async (id, props) => ({ id, props, inputs: Object.fromEntries(Object.entries(props).filter(([name]) => !(name in observed))) }),
  update: async (id, olds, news) => ({ outs: { ...news, ...observed } }),
  delete: async () => {},
};
`;

/** The same by the plugin that does nothing (`tools/bench/waves/noopPlugin.cjs`). */
const NOOP_PLUGIN_PROGRAM = `${READ_SETTINGS}
import * as pulumi from "@pulumi/pulumi";
${SEEDS}
for (const volume of volumes) {
  new pulumi.CustomResource("noop:index:Single", volume, { ...seeds, description: "", ...${args("volume")} });
}
`;

/** @typedef {"noop" | "noopPlugin" | "dynamic" | "plugin"} Surface */

const common = {
  toFiles: (/** @type {readonly string[]} */ volumes, /** @type {import("./stage.mjs").Inputs} */ inputs) => ({
    "bench.json": JSON.stringify({ volumes, ...inputs }),
  }),
  type: "ImportSession",
};

/**
 * The project of a surface: its files, and where the engine finds its plugin.
 * @type {Readonly<Record<Surface, import("./stage.mjs").BenchProject>>}
 */
export const projects = {
  noopPlugin: {
    ...common,
    files: { "index.ts": NOOP_PLUGIN_PROGRAM },
    plugins: { noop: NOOP_FOLDER },
    type: "noop:index:Single",
  },
  noop: { ...common, files: { "index.ts": NOOP_PROGRAM, "noopProvider.cjs": NOOP_PROVIDER } },
  dynamic: { ...common, files: { "index.ts": powerstoreProgram("pulumi-powerstore-import") } },
  plugin: {
    ...common,
    files: { "index.ts": powerstoreProgram("pulumi-powerstore-import/plugin") },
    plugins: { "powerstore-import": "node_modules/pulumi-powerstore-import" },
  },
};
