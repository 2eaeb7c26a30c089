import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { root } from "../root.mjs";

/** The schema, for SDK generators and registries that do not start the plugin. */
export const schemaFile = join(root, "dist", "plugin", "schema.json");

/** @param {string} [file] */
export function writeSchema(file = schemaFile) {
  // Compiled before, and not known to the type check of the tools.
  const load = createRequire(join(root, "package.json"));
  const { packageSchema } = load("./dist/provider/plugin/schema/packageSchema.js");
  const { version } = load("./package.json");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(packageSchema(version), null, 2)}\n`);
}
