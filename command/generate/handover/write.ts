/** The volumes as Dell's Terraform provider, and the Pulumi package made of it, take them over. */
import { importFile } from "../languages/importFile";
import { distinct, keyOf } from "../program/names";
import type { Volume } from "./completed";

/** By the documentation of dell/powerstore: both are imported by their id on the array. */
const terraformTypes = { volume: "powerstore_volume", volume_group: "powerstore_volumegroup" } as const;

/** As the bridge makes them of these, and as the package's page in Pulumi's registry shows the first. */
const pulumiTypes = {
  volume: "powerstore:index/volume:Volume",
  volume_group: "powerstore:index/volumegroup:Volumegroup",
} as const;

const HEAD = `# Blocks for dell/powerstore (Terraform 1.5 or newer, OpenTofu 1.6 or newer). In a folder whose configuration has that provider:
#   terraform plan -generate-config-out=volumes.tf
`;

export function terraformBlocks(volumes: readonly Volume[]): string {
  const names = distinct(
    volumes.map(({ kind, name }) => `${kind}.${labelOf(name)}`),
    "_",
  );
  const blocks = volumes.map(({ kind, id }, index) => {
    const label = (names[index] ?? "").slice(kind.length + 1);
    return `\nimport {\n  to = ${terraformTypes[kind]}.${label}\n  id = ${hclText(id)}\n}\n`;
  });
  return `${HEAD}${blocks.join("")}`;
}

export function pulumiImports(volumes: readonly Volume[]): string {
  const names = distinct(volumes.map(({ name }) => keyOf(name)));
  return importFile(volumes.map(({ kind, id }, index) => ({ type: pulumiTypes[kind], name: names[index] ?? "", id })));
}

/** An identifier of HCL: a letter or `_`, then letters, digits, `_` and `-`. */
function labelOf(name: string): string {
  const label = keyOf(name).replaceAll(".", "_");
  return /^[A-Za-z_]/.test(label) ? label : `_${label}`;
}

/** HCL knows fewer escapes than JSON, and two that begin a template. */
const hclText = (text: string) =>
  JSON.stringify(text.replace(/\p{Cs}/gu, "\ufffd"))
    .replace(/\\([bf])/g, (_, letter) => (letter === "b" ? "\\u0008" : "\\u000c"))
    .replace(/([$%])(?=\{)/g, "$1$1");
