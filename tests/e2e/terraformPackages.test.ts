import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { unzipSync } from "fflate";
import { VERSION } from "../../provider/plugin/publication";
import type { Simulator } from "../../simulator/src";
import { startSimulator } from "../../simulator/src";
import { findTerraform, TerraformFolder } from "./terraformBinary";

const SOURCE = "pulumi-powerstore-import/powerstore-import";
const executable = `terraform-provider-powerstore-import_v${VERSION}`;

describe("The zips for Terraform and OpenTofu", () => {
  let folder: string;
  let zips: readonly string[];
  const zipOf = (platform: string) => zips.find((path) => path.endsWith(`_${platform}.zip`)) ?? platform;
  const hash = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");
  const make = async (name: string) => {
    const { writeTerraformZips } = await import("../../tools/package/terraformZips.mjs");
    mkdirSync(join(folder, name));
    return writeTerraformZips(join(folder, name), VERSION);
  };

  before("bundle and pack", async () => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-zips-"));
    const { bundleTerraform } = await import("../../tools/package/bundle.mjs");
    await bundleTerraform();
    zips = await make("release");
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("are one for each platform, named as a mirror wants them", () => {
    const platforms = ["linux", "darwin", "windows"].flatMap((system) => [`${system}_amd64`, `${system}_arm64`]);
    assert.deepEqual(
      zips.map((path) => basename(path)),
      platforms.map((platform) => `terraform-provider-powerstore-import_${VERSION}_${platform}.zip`),
    );
  });

  it("are the same for all of Unix: one line of a lock file is enough for them", () => {
    const unix = ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64"].map((each) => hash(zipOf(each)));
    assert.equal(new Set(unix).size, 1);
  });

  it("are the same whenever and wherever they are made", async () => {
    const zone = process.env.TZ;
    process.env.TZ = "Asia/Tokyo";
    try {
      assert.deepEqual((await make("again")).map(hash), zips.map(hash));
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it("unpack on Unix to a program that may be executed", () => {
    const modes = execFileSync("zipinfo", ["-l", zipOf("linux_amd64")], { encoding: "utf8" });
    assert.match(modes, new RegExp(`^-rwxr-xr-x .* ${executable}$`, "m"));
    assert.match(modes, /^-rw-r--r-- .* LICENSE$/m);
    assert.match(modes, /^-rw-r--r-- .* package\.json$/m);
  });

  it("unpack on Windows to a command and what it starts; nothing else has the provider's name", () => {
    const files = unzipSync(readFileSync(zipOf("windows_amd64")));
    const parts = ["LICENSE", "answers.json", "calls.cjs"];
    assert.deepEqual(Object.keys(files).sort(), [...parts, "plugin.cjs", `${executable}.cmd`].sort());
    assert.match(
      Buffer.from(files[`${executable}.cmd`] ?? []).toString(),
      /^@echo off\r\nnode "%~dp0plugin\.cjs" %\*\r\n$/,
    );
    const unix = unzipSync(readFileSync(zipOf("linux_amd64")));
    assert.deepEqual(files["plugin.cjs"], unix[executable]);
    for (const part of parts) assert.deepEqual(files[part], unix[part]);
  });

  describe("in a mirror", function () {
    this.timeout(120_000);
    let simulator: Simulator;
    let terraform: TerraformFolder;

    before("find the machine's Terraform", async function () {
      const found = await findTerraform();
      if (found === undefined) return this.skip();
      const mirror = join(folder, "mirror");
      for (const host of ["registry.terraform.io", "registry.opentofu.org"]) {
        const place = join(mirror, host, SOURCE);
        mkdirSync(place, { recursive: true });
        for (const zip of zips) copyFileSync(zip, join(place, basename(zip)));
      }
      terraform = new TerraformFolder(found, `  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }`);
      // What is unpacked below this is no module, whatever the user's package is.
      terraform.write("package.json", '{ "type": "module" }');
      terraform.write(
        "main.tf",
        `terraform {
  required_providers {
    powerstore-import = { source = "${SOURCE}", version = "${VERSION}" }
  }
}
resource "powerstore-import_session" "db" {
  remote_system_id   = "name:Unity-01"
  source_resource_id = "unity-01-vol-01"
}
`,
      );
      simulator = await startSimulator();
    });
    after(async () => {
      terraform?.remove();
      await simulator?.close();
    });

    it("are installed by init, and the provider plans", async () => {
      const init = await terraform.succeed(["init", "-no-color"]);
      assert.match(init, new RegExp(`Installed ${SOURCE} v${VERSION}`));
      const lock = readFileSync(join(terraform.project, ".terraform.lock.hcl"), "utf8");
      assert.match(lock, /"h1:/);
      const { endpoint, username, password, caFile } = simulator;
      const plan = await terraform.succeed(["plan", "-no-color", "-input=false"], {
        POWERSTORE_ENDPOINT: endpoint,
        POWERSTORE_USERNAME: username,
        POWERSTORE_PASSWORD: password,
        POWERSTORE_CA_FILE: caFile,
      });
      assert.match(plan, /Plan: 1 to add, 0 to change, 0 to destroy/);
    });
  });
});
