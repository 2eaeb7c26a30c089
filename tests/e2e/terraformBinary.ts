import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Terraform, or OpenTofu, as the machine has it on PATH; where it has none, who asks skips, and says so. */
export function terraformOnPath(): string | undefined {
  const found = ["terraform", "tofu"].find((name) => spawnSync(name, ["version"]).status === 0);
  if (found === undefined) process.stderr.write("*** NO TERRAFORM on PATH: what asks it is SKIPPED ***\n");
  return found;
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
