import { join, relative } from "node:path";
import { generateSdk, languages } from "./package/generateSdk.mjs";
import { schemaFile, writeSchema } from "./package/schemaFile.mjs";
import { root } from "./root.mjs";

/**
 * `npm run sdk`: the SDKs of all languages, in dist/sdks. They are not committed.
 * @param {{ steps: import("./process/steps.mjs").Steps }} context
 * @returns {Promise<number>} the exit code
 */
export async function makeSdks({ steps }) {
  writeSchema();
  for (const language of languages) {
    const folder = join(root, "dist", "sdks", language);
    await steps.time(relative(root, folder), () => generateSdk(language, schemaFile, folder));
  }
  return 0;
}
