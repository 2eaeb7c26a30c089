import { join } from "node:path";
import { Failure } from "../process/interruption.mjs";
import { run } from "../process/run.mjs";
import { generateSdk, languages } from "./generateSdk.mjs";

/**
 * Generates the SDK of each language and packs it, for those who publish it or build it themselves.
 * @param {string} folder of the archives
 * @param {string} schemaFile
 * @param {string} sdks folder of the SDKs, each in one that is called as its language
 * @param {string} version without a `v`
 * @returns {Promise<string[]>} paths of the archives
 */
export async function writeSdkArchives(folder, schemaFile, sdks, version) {
  const archives = [];
  for (const language of languages) {
    await generateSdk(language, schemaFile, join(sdks, language));
    const archive = join(folder, `powerstore-import-sdk-${language}-v${version}.tar.gz`);
    const { code, stderr } = await run("tar", ["-czf", archive, "-C", sdks, language]);
    if (code !== 0) throw new Failure(`packing ${archive} failed (exit code ${code}): ${stderr.trim()}`, 1);
    archives.push(archive);
  }
  return archives;
}
