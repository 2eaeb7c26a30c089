import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Terraform as the machine has it, or OpenTofu, also as `npm test` has built it; where there is none, who asks skips, and says so. */
export async function findTerraform(): Promise<string | undefined> {
  const { resolveEither } = await import("../../tools/engine/terraformEngines.mjs");
  const found = await resolveEither({ env: { ...process.env, POWERSTORE_IMPORT_ENGINE: "cache" } });
  if ("engine" in found) return found.engine.program;
  if (process.env.POWERSTORE_IMPORT_REQUIRE_ENGINE === "1") throw new Error(found.reason);
  process.stderr.write(`*** NO TERRAFORM (${found.reason}): what asks it is SKIPPED ***\n`);
  return undefined;
}

/** A folder with a configuration, and a Terraform that sees nothing of the user's. */
export class TerraformFolder {
  readonly folder = mkdtempSync(join(realpathSync(tmpdir()), "powerstore-import-terraform-"));
  readonly project = join(this.folder, "project");
  readonly #program: string;

  /** @param installation what the CLI configuration says of where providers come from */
  constructor(program: string, installation: string) {
    this.#program = program;
    mkdirSync(this.project);
    mkdirSync(join(this.folder, "home"));
    writeFileSync(join(this.folder, "terraformrc"), `provider_installation {\n${installation}\n}\n`);
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.project, file), text);
  }

  async run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const inherited = Object.entries(process.env).filter(([name]) => !/^(TF_|POWERSTORE_)/.test(name));
    const child = spawn(this.#program, args, {
      cwd: this.project,
      env: {
        ...Object.fromEntries(inherited),
        HOME: join(this.folder, "home"),
        TF_CLI_CONFIG_FILE: join(this.folder, "terraformrc"),
        CHECKPOINT_DISABLE: "1",
        ...env,
      },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (text) => {
        output += text;
      });
    const [code] = await once(child, "close");
    return { code: code as number, output };
  }

  async succeed(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<string> {
    const { code, output } = await this.run(args, env);
    assert.equal(code, 0, output);
    return output;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
