import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { startSimulator } from "../../../simulator/src";
import { codeBlock } from "../readme/readme";
import { makeFolder } from "./packed";

/** A folder with a `terraform-provider-powerstore` that was built by hand, for where Terraform's registry does not answer. */
const ownProvider = process.env.POWERSTORE_TERRAFORM_PROVIDER;

describe("the README's recipe for Terraform, with Dell's own provider", function () {
  // The provider may have to be fetched first.
  this.timeout(600_000);
  const { path: folder, remove } = makeFolder();
  after(remove);

  const environment = () => {
    const file = join(folder, "terraformrc");
    const overrides = `provider_installation {\n  dev_overrides {\n    "dell/powerstore" = "${ownProvider}"\n  }\n  direct {}\n}\n`;
    writeFileSync(file, ownProvider === undefined ? "" : overrides);
    return { ...process.env, TF_CLI_CONFIG_FILE: file, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" };
  };

  it("finds the array and its host", async function () {
    if (spawnSync("terraform", ["version"]).status !== 0) {
      console.warn("      *** SKIPPED: there is no terraform here ***");
      this.skip();
    }
    const simulator = await startSimulator();
    try {
      const project = join(folder, "project");
      mkdirSync(project);
      const recipe = codeBlock("### Terraform", "hcl").replace("https://127.0.0.1:8443/api/rest", simulator.endpoint);
      writeFileSync(join(project, "main.tf"), recipe);
      const terraform = async (...args: readonly string[]) =>
        (await promisify(execFile)("terraform", args, { cwd: project, env: environment() })).stdout;
      try {
        // With a provider of one's own there is nothing to be fetched, and Terraform wants no init.
        if (ownProvider === undefined) await terraform("init", "-no-color", "-input=false");
      } catch (error) {
        console.warn(
          `      *** SKIPPED: Terraform's registry does not give the provider: ${String(error).slice(0, 200)} ***`,
        );
        this.skip();
      }
      await terraform("apply", "-no-color", "-input=false", "-auto-approve");
      const { value } = JSON.parse(await terraform("output", "-json")).old_array;
      assert.deepEqual(
        value.map(({ id, name }: { id: string; name: string }) => ({ id, name })),
        [{ id: "rs-unity-01", name: "Unity-01" }],
      );
      const { entries } = simulator.journal();
      assert.deepEqual(
        entries.filter(({ status }) => status !== 200 && status !== 206),
        [],
      );
    } finally {
      await simulator.close();
    }
  });
});
