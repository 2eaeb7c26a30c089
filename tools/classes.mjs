// `npm run classes`: the TypeScript SDK of what is not written by hand. A test keeps the files as this makes them.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./root.mjs";
import { generatedFiles } from "./sdkClasses/files.mjs";

const require = createRequire(import.meta.url);
require("ts-node").register({ transpileOnly: true });
/** @type {typeof import("../provider/lifecycle/resources/index.js")} */
const { resources } = require("../provider/lifecycle/resources");
/** @type {typeof import("../provider/lifecycle/functions/index.js")} */
const { queryFunctions } = require("../provider/lifecycle/functions");
/** @type {typeof import("../provider/surface/jsonSchema.js")} */
const { jsonSchemaOf } = require("../provider/surface/jsonSchema");

for (const [file, text] of Object.entries(generatedFiles(resources, queryFunctions, jsonSchemaOf))) {
  writeFileSync(join(root, file), text);
  console.log(file);
}
