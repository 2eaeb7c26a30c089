import { dirname } from "node:path";

/** The stacks under measurement, and where Terraform finds their providers. */

/** @typedef {"sessions" | "wave" | "volumes"} Kind `volumes`: as many new volumes, by Dell's provider */

/**
 * @param {Kind} kind
 * @param {readonly string[]} volumes of the old array
 * @param {{ endpoint: string, username: string, password: string }} array
 */
export function programOf(kind, volumes, array) {
  return kind === "volumes" ? dellsProgram(volumes.length, array) : ownPrograms[kind](volumes);
}

const OWN_HEAD = `terraform {
  required_providers { powerstore-import = { source = "pulumi-powerstore-import/powerstore-import" } }
}
`;
const localsOf = (/** @type {readonly string[]} */ volumes) => `locals { sources = ${JSON.stringify(volumes)} }\n`;

/** @type {Readonly<Record<"sessions" | "wave", (volumes: readonly string[]) => string>>} */
const ownPrograms = {
  sessions: (volumes) => `${OWN_HEAD}${localsOf(volumes)}resource "powerstore-import_session" "all" {
  for_each           = toset(local.sources)
  remote_system_id   = "rs-unity-01"
  source_resource_id = each.key
  cancel_on_destroy  = true
}
`,
  wave: (volumes) => `${OWN_HEAD}${localsOf(volumes)}resource "powerstore-import_wave" "all" {
  name              = "all"
  remote_system_id  = "rs-unity-01"
  sessions          = { for id in local.sources : id => { source_resource_id = id } }
  cancel_on_destroy = true
}
`,
};

/**
 * @param {number} count
 * @param {{ endpoint: string, username: string, password: string }} array
 */
const dellsProgram = (count, { endpoint, username, password }) => `terraform {
  required_providers { powerstore = { source = "dell/powerstore" } }
}
provider "powerstore" {
  endpoint = ${JSON.stringify(endpoint)}
  username = ${JSON.stringify(username)}
  password = ${JSON.stringify(password)}
  insecure = true
}
resource "powerstore_volume" "all" {
  count         = ${count}
  name          = "bench-\${count.index}"
  size          = 1
  capacity_unit = "GB"
}
`;

/**
 * Terraform's own settings: providers from folders, and nothing is fetched.
 * @param {{ provider: string, dellsProvider?: string | undefined }} providers the file of ours, the folder of Dell's
 */
export function settingsOf({ provider, dellsProvider }) {
  const folders = {
    "pulumi-powerstore-import/powerstore-import": dirname(provider),
    ...(dellsProvider !== undefined && { "dell/powerstore": dellsProvider }),
  };
  const overrides = Object.entries(folders).map(
    ([name, folder]) => `    ${JSON.stringify(name)} = ${JSON.stringify(folder)}\n`,
  );
  return `provider_installation {\n  dev_overrides {\n${overrides.join("")}  }\n  direct {}\n}\n`;
}
