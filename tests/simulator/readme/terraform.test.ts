import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { startSimulator } from "../../../simulator/src";
import { connect } from "../http/client";
import { codeBlock } from "../readme/readme";

describe("the README's recipe for Terraform", () => {
  const text = codeBlock("### Terraform", "hcl");

  it("is formatted as Terraform formats it, and so is Terraform's language", function () {
    if (spawnSync("terraform", ["version"]).status !== 0) {
      console.warn("      SKIPPED: there is no terraform here");
      this.skip();
    }
    const { stdout, stderr } = spawnSync("terraform", ["fmt", "-no-color", "-"], { input: text, encoding: "utf8" });
    assert.equal(stdout, text, stderr);
  });

  /** Arguments and data sources of dell/powerstore 1.2 (by its documentation), and what each reads. */
  const dataSources: Readonly<Record<string, { readonly argument: string; readonly reads: string }>> = {
    powerstore_remote_system: { argument: "name", reads: "remote_system" },
    powerstore_host: { argument: "name", reads: "host" },
  };
  const providerArguments = ["endpoint", "username", "password", "insecure", "timeout"];

  it("names nothing that Dell's provider does not have, and nothing that the simulator does not answer", async () => {
    const provider = /provider "powerstore" \{\n(.*?)\n\}/s.exec(text)?.[1] ?? "";
    const given = [...provider.matchAll(/^ {2}(\w+) +=/gm)].map(([, name = ""]) => name);
    assert.deepEqual(
      given.filter((name) => !providerArguments.includes(name)),
      [],
    );
    const simulator = await startSimulator();
    try {
      const ask = await connect(simulator);
      const blocks = [...text.matchAll(/data "(\w+)" "(\w+)" \{\n {2}(\w+) = "([^"]+)"\n\}/g)];
      assert.equal(blocks.length, text.match(/^data /gm)?.length);
      for (const [, type = "", , argument, value] of blocks) {
        const source = dataSources[type];
        assert.equal(argument, source?.argument, type);
        assert.equal(
          (await ask("GET", `/${source?.reads}?select=*&name=eq.${value}`)).body.length,
          1,
          `${value} is there`,
        );
      }
    } finally {
      await simulator.close();
    }
  });
});
