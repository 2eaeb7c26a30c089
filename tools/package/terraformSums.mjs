import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/**
 * Writes the hashes of the zips as `sha256sum` does, under the name by which a registry of Terraform's looks for them. A mirror needs none.
 * @param {string} folder
 * @param {string} version without a `v`
 * @param {readonly string[]} zips
 * @returns {string} the path
 */
export function writeTerraformSums(folder, version, zips) {
  const lines = zips.map(
    (zip) => `${createHash("sha256").update(readFileSync(zip)).digest("hex")}  ${basename(zip)}\n`,
  );
  const path = join(folder, `terraform-provider-powerstore-import_${version}_SHA256SUMS`);
  writeFileSync(path, lines.sort().join(""));
  return path;
}
