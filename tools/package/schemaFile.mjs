import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { root } from "../root.mjs";

/** The schema, for SDK generators and registries that do not start the plugin. */
export const schemaFile = join(root, "dist", "plugin", "schema.json");

/** The same in the repository, where the registry of Pulumi packages reads it. */
const committedFile = join(root, "schema.json");

export function writeSchema() {
  // Compiled before, and not known to the type check of the tools.
  const load = createRequire(join(root, "package.json"));
  const { packageSchema } = load("./dist/provider/plugin/schema/packageSchema.js");
  const { version } = load("./package.json");
  for (const file of [schemaFile, committedFile]) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(packageSchema(version), null, 2)}\n`);
  }
}
