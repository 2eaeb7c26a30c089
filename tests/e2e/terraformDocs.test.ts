import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findTerraform, TerraformFolder } from "./terraformBinary";

const root = join(__dirname, "../..");
const examples = join(root, "examples/terraform");
const HEADER = `terraform {
  required_providers {
    powerstore-import = { source = "pulumi-powerstore-import/powerstore-import" }
  }
}
`;

/** What the guide shows as a configuration; it begins where the reader's own has said which providers there are. */
const shown = [...readFileSync(join(root, "docs/terraform.md"), "utf8").matchAll(/^```hcl\n(.*?)^```$/gms)].map(
  ([, text = ""]) => text,
);

describe("Configurations that are shown", function () {
  this.timeout(120_000);
  let program = "";
  let folder: TerraformFolder;

  before("find the machine's Terraform, and bundle the provider", async function () {
    program = (await findTerraform()) ?? "";
    if (program === "") return this.skip();
    const { bundleTerraform, terraformFile } = await import("../../tools/package/bundle.mjs");
    await bundleTerraform();
    provider = dirname(terraformFile);
  });
  let provider: string;
  beforeEach(() => {
    const override = `    "pulumi-powerstore-import/powerstore-import" = ${JSON.stringify(provider)}`;
    folder = new TerraformFolder(program, `  dev_overrides {\n${override}\n  }`);
  });
  afterEach(() => folder?.remove());

  const isFormatted = (text: string) => {
    const { status, stdout } = spawnSync(program, ["fmt", "-check", "-diff", "-"], { input: text, encoding: "utf8" });
    assert.equal(status, 0, stdout);
  };

  for (const name of readdirSync(examples)) {
    it(`are valid: examples/terraform/${name}`, async () => {
      cpSync(join(examples, name), folder.project, { recursive: true });
      await folder.succeed(["validate", "-no-color"]);
      isFormatted(readFileSync(join(examples, name, "main.tf"), "utf8"));
    });
  }

  for (const text of shown) {
    it(`are valid: in docs/terraform.md, ${text.split("\n", 1)[0]}`, async () => {
      folder.write("main.tf", text.includes("required_providers") ? text : HEADER + text);
      await folder.succeed(["validate", "-no-color"]);
      isFormatted(text);
    });
  }

  it("are some, and a wrong one is not valid", async () => {
    assert.ok(shown.length >= 4);
    folder.write("main.tf", `${HEADER}resource "powerstore-import_session" "no" {\n  source = "1"\n}\n`);
    assert.equal((await folder.run(["validate", "-no-color"])).code, 1);
  });
});
