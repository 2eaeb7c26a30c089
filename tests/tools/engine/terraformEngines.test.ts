import assert from "node:assert/strict";
import { join } from "node:path";
import type { AttemptResult, TerraformName } from "../../../tools/engine/contract";
import { FakeMachine } from "./fakeMachine";

describe("resolving what runs the provider for Terraform", () => {
  let machine: FakeMachine;
  beforeEach(() => {
    machine = new FakeMachine();
  });
  afterEach(() => machine.remove());

  const resolve = async (name: TerraformName, env: NodeJS.ProcessEnv = {}): Promise<AttemptResult> => {
    const { resolveTerraform } = await import("../../../tools/engine/terraformEngines.mjs");
    return resolveTerraform(name, { env: { ...machine.env, ...env } });
  };
  const engine = (result: AttemptResult) => {
    assert.ok("engine" in result, JSON.stringify(result));
    return result.engine;
  };
  const reason = (result: AttemptResult) => ("reason" in result ? result.reason : "");

  for (const [name, says] of [
    ["terraform", "Terraform v1.11.4\\non linux_amd64"],
    ["tofu", "OpenTofu v1.11.0\\non linux_amd64"],
  ] as const) {
    it(`takes a ${name} from PATH, whatever the way of Pulumi's engine is`, async () => {
      const program = machine.addProgram(name, `printf '${says}\\n'`);
      const version = /\d+\.\d+\.\d+/.exec(says)?.[0];
      for (const POWERSTORE_IMPORT_ENGINE of ["path", "cache", "none"]) {
        const found = engine(await resolve(name, { POWERSTORE_IMPORT_ENGINE }));
        assert.deepEqual(found, { program, version, pathEntries: [machine.bin], source: "PATH" });
      }
    });

    it(`refuses a ${name} that is too old to keep secrets out of its state`, async () => {
      machine.addProgram(name, `printf '${says.replace(/1\.11\.\d/, "1.10.9")}'`);
      assert.match(reason(await resolve(name)), /is version 1\.10\.9, needed is 1\.11\.0 or newer/);
    });
  }

  it("builds OpenTofu once, beside the engines of Pulumi", async () => {
    machine.addGo();
    const built = engine(await resolve("tofu"));
    assert.equal(built.source, "built");
    assert.equal(built.program, join(machine.entry, "bin", "tofu"));
    assert.match(machine.entry, /opentofu-1\.\d+\.\d+-/);
    assert.equal(built.version, /opentofu-(\d+\.\d+\.\d+)-/.exec(machine.entry)?.[1]);
    assert.equal(machine.buildCount, 1);
    const cached = engine(await resolve("tofu", { POWERSTORE_IMPORT_ENGINE: "none" }));
    assert.deepEqual(cached, { ...built, source: "cache" });
  });

  const either = async (env: NodeJS.ProcessEnv = {}) => {
    const { resolveEither } = await import("../../../tools/engine/terraformEngines.mjs");
    return resolveEither({ env: { ...machine.env, ...env } });
  };

  it("takes OpenTofu, from the cache as well, where there is no Terraform that is new enough", async () => {
    machine.addGo();
    const made = engine(await resolve("tofu"));
    machine.addProgram("terraform", "printf 'Terraform v1.5.7\\non linux_amd64'");
    const found = await either({ POWERSTORE_IMPORT_ENGINE: "cache" });
    assert.deepEqual(found, { name: "tofu", engine: { ...made, source: "cache" } });
    const program = machine.addProgram("terraform", "printf 'Terraform v1.11.4\\non linux_amd64'");
    const better = await either();
    assert.ok("engine" in better);
    assert.deepEqual([better.name, better.engine.program], ["terraform", program]);
  });

  it("says of both why there is none", async () => {
    assert.match(
      reason((await either({ POWERSTORE_IMPORT_ENGINE: "none" })) as AttemptResult),
      /no terraform on PATH; no tofu on PATH/,
    );
  });

  it("builds nothing where the setting names no build, and never a Terraform", async () => {
    machine.addGo();
    assert.match(reason(await resolve("tofu", { POWERSTORE_IMPORT_ENGINE: "cache" })), /no tofu on PATH; nothing in /);
    assert.equal(reason(await resolve("terraform")), "no terraform on PATH");
    assert.equal(machine.buildCount, 0);
  });
});
