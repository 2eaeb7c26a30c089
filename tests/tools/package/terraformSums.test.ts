import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { load } from "../load";

type TerraformSums = { writeTerraformSums(folder: string, version: string, zips: readonly string[]): string };

describe("The checksums of the zips for Terraform and OpenTofu", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-sums-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("are of every zip, in one file that is named and written as registries and sha256sum want it", async () => {
    const zips = ["linux_amd64", "windows_arm64", "darwin_arm64"].map((platform) => {
      const path = join(folder, `terraform-provider-powerstore-import_1.2.3_${platform}.zip`);
      writeFileSync(path, platform);
      return path;
    });
    const { writeTerraformSums } = await load<TerraformSums>("package/terraformSums.mjs");
    const file = writeTerraformSums(folder, "1.2.3", zips);
    assert.equal(file, join(folder, "terraform-provider-powerstore-import_1.2.3_SHA256SUMS"));
    const expected = zips.map((path) => {
      const hash = createHash("sha256").update(readFileSync(path)).digest("hex");
      return `${hash}  ${basename(path)}\n`;
    });
    assert.deepEqual(readFileSync(file, "utf8"), expected.sort().join(""));
  });

  it("are signed by nobody, and the page about releases says whose that is", () => {
    const releasing = readFileSync(join(__dirname, "../../../RELEASING.md"), "utf8");
    assert.match(releasing, /`gpg --detach-sign \S*_SHA256SUMS`/);
    assert.match(releasing, /signing is the maintainer's/);
  });
});
