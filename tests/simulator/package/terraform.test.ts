import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Context } from "mocha";
import { type Simulator, startSimulator } from "../../../simulator/src";
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

  /** Runs commands of Terraform's in a project with this text; skips the test where Terraform has no provider. */
  async function useProject(context: Context, name: string, text: string) {
    if (spawnSync("terraform", ["version"]).status !== 0) {
      console.warn("      *** SKIPPED: there is no terraform here ***");
      context.skip();
    }
    const cwd = join(folder, name);
    mkdirSync(cwd);
    writeFileSync(join(cwd, "main.tf"), text);
    const terraform = async (...args: readonly string[]) =>
      (await promisify(execFile)("terraform", args, { cwd, env: environment() })).stdout;
    try {
      // With a provider of one's own there is nothing to be fetched, and Terraform wants no init.
      if (ownProvider === undefined) await terraform("init", "-no-color", "-input=false");
    } catch (error) {
      const reason = String(error).replace(/\s+/g, " ").slice(0, 200);
      console.warn(`      *** SKIPPED: Terraform's registry does not give the provider: ${reason} ***`);
      context.skip();
    }
    return terraform;
  }

  async function withSimulator(run: (simulator: Simulator) => Promise<void>): Promise<void> {
    const simulator = await startSimulator();
    try {
      await run(simulator);
      const { entries } = simulator.journal();
      const refused = entries.filter(({ status }) => status === null || status >= 300);
      assert.deepEqual(refused, []);
    } finally {
      await simulator.close();
    }
  }

  const readmeEndpoint = "https://127.0.0.1:8443/api/rest";
  const recipe = codeBlock("### Terraform", "hcl");

  it("finds the array and its host", async function () {
    await withSimulator(async ({ endpoint }) => {
      const terraform = await useProject(this, "recipe", recipe.replace(readmeEndpoint, endpoint));
      await terraform("apply", "-no-color", "-input=false", "-auto-approve");
      const { value } = JSON.parse(await terraform("output", "-json")).old_array;
      assert.deepEqual(
        value.map(({ id, name }: { id: string; name: string }) => ({ id, name })),
        [{ id: "rs-unity-01", name: "Unity-01" }],
      );
    });
  });

  it("makes what an import needs, finds it unchanged, and destroys it", async function () {
    await withSimulator(async ({ endpoint, world }) => {
      const [settings = ""] = recipe.split(/^data /m);
      const text = `${settings.replace(readmeEndpoint, endpoint)}${resources}`;
      const terraform = await useProject(this, "resources", text);
      await terraform("apply", "-no-color", "-input=false", "-auto-approve");
      assert.equal(world.rowByName("host", "tf-host")?.host_group_id, world.rowByName("host_group", "tf-hosts")?.id);
      // Exits with 2, and so rejects, if there were something to change.
      await terraform("plan", "-no-color", "-input=false", "-detailed-exitcode");
      await terraform("destroy", "-no-color", "-input=false", "-auto-approve");
      for (const collection of ["volume", "host"])
        assert.equal(world.rowByName(collection, `tf-${collection}`), undefined);
    });
  });
});

const resources = `
data "powerstore_volumegroup" "all" {}
data "powerstore_protectionpolicy" "all" {}
resource "powerstore_volume" "v" {
  name          = "tf-volume"
  size          = 2
  capacity_unit = "GB"
}
resource "powerstore_volumegroup" "g" {
  name       = "tf-group"
  volume_ids = [powerstore_volume.v.id]
}
resource "powerstore_host" "h" {
  name       = "tf-host"
  os_type    = "Linux"
  initiators = [{ port_name = "iqn.1994-05.com.example:tf" }]
}
resource "powerstore_hostgroup" "hosts" {
  name     = "tf-hosts"
  host_ids = [powerstore_host.h.id]
}
`;
