// `npm run classes`: the TypeScript classes of all resources but ImportSession, which was there before and is written by hand. A test keeps the
// files as this makes them.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./root.mjs";
import { classesOf } from "./sdkClasses/classes.mjs";

const require = createRequire(import.meta.url);
require("ts-node").register({ transpileOnly: true });
/** @type {typeof import("../provider/lifecycle/resources/index.js")} */
const { resources } = require("../provider/lifecycle/resources");
/** @type {typeof import("../provider/plugin/schema/propertySpec.js")} */
const { jsonSchemaOf } = require("../provider/plugin/schema/propertySpec");

for (const definition of Object.values(resources)) {
  if (definition.name === "ImportSession") continue;
  for (const [file, text] of Object.entries(classesOf(definition, jsonSchemaOf))) {
    writeFileSync(join(root, file), text);
    console.log(file);
  }
}
