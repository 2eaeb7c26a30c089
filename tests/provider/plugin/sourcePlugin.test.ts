import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GetSchemaRequest } from "@pulumi/pulumi/proto/provider_pb";
import type { Client } from "./wire";
import { connectClient } from "./wire";

const folder = join(__dirname, "../../../pulumi-plugin");

/** What a language host starts for a folder with a PulumiPlugin.yaml: the runner of the SDK that the folder finds, with the folder as the program. */
const runner = require.resolve("@pulumi/pulumi/cmd/run-plugin", { paths: [folder] });

describe("The folder pulumi-plugin/, which `pulumi package add <repository>.git/pulumi-plugin` takes", function () {
  this.timeout(30_000);

  before(async () => {
    const { bundlePlugin } = await import("../../../tools/package/bundle.mjs");
    await bundlePlugin();
  });

  it("is a Node.js plugin that installs what the repository needs, to build as well", () => {
    assert.match(readFileSync(join(folder, "PulumiPlugin.yaml"), "utf8"), /^runtime: nodejs$/m);
    const { scripts, dependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    assert.match(scripts.install, /^cd \.\. && npm ci --include=dev/);
    assert.equal(dependencies, undefined);
  });

  it("is started by the SDK's runner: the port is all it prints, and it serves the schema", async () => {
    const child = spawn(process.execPath, [runner, join(folder, "."), "127.0.0.1:9"], { stdio: "pipe" });
    let client: Client | undefined;
    try {
      const [port] = (await once(child.stdout, "data")) as [Buffer];
      assert.match(String(port), /^\d+\n$/);
      client = connectClient(Number(port));
      const schema = JSON.parse((await client.getSchema(new GetSchemaRequest())).getSchema());
      assert.equal(schema.name, "powerstore-import");
    } finally {
      client?.close();
      child.kill("SIGKILL");
    }
  });
});
