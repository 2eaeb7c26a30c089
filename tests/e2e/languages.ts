import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { VERSION } from "../../provider/plugin/publication";
import { packageSchema } from "../../provider/plugin/schema/packageSchema";
import type { Engine } from "../../tools/engine/contract";

/** Whether an engine can run programs in a language; a released CLI brings the hosts of all. */
export const hasHost = ({ pathEntries }: Engine, language: string): boolean =>
  pathEntries.some((folder) => existsSync(join(folder, `pulumi-language-${language}`)));

/** Writes the SDK of a language into `sdk` in a folder that is there; the machine must be able to (`canGenerate`). */
export async function generateSdkInto(folder: string, language: "go" | "java" | "python"): Promise<string> {
  const { generateSdk } = await import("../../tools/package/generateSdk.mjs");
  const schema = join(folder, "schema.json");
  writeFileSync(schema, JSON.stringify(packageSchema(VERSION)));
  const sdk = join(folder, "sdk");
  await generateSdk(language, schema, sdk);
  return sdk;
}

/** `Pulumi.yaml` of an example, which names the plugin by its place in the repository, with the place where it is in this run. */
export async function exampleProject(example: string): Promise<string> {
  const { packagePlaces } = await import("../../tools/engine/project.mjs");
  return readFileSync(join(example, "Pulumi.yaml"), "utf8").replace(/path: [./]+$/m, `path: ${packagePlaces().own}`);
}
