import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { run } from "../../process/run.mjs";
import { killProcessesWithVariable } from "../../process/tree.mjs";

const SOURCE = "pulumi-powerstore-import/powerstore-import";
/** Where the two engines look for a provider of that name. */
const registries = ["registry.terraform.io", "registry.opentofu.org"];

/** A configuration in a folder of its own, and a mirror that has the provider; nothing of the user's is seen or changed. */
export class PrivateTerraform {
  #folder = mkdtempSync(join(realpathSync(tmpdir()), "powerstore-import-terraform-"));
  #program;
  #env;
  #signal;
  #onLine;

  /** @param {{ program: string, env: NodeJS.ProcessEnv, signal: AbortSignal, onLine: (line: string) => void }} options */
  constructor({ program, env, signal, onLine }) {
    this.#program = program;
    this.#signal = signal;
    this.#onLine = onLine;
    for (const name of ["home", "project", "temporary"]) mkdirSync(join(this.#folder, name));
    const inherited = Object.entries(process.env).filter(([name]) => !/^(TF_|POWERSTORE_)/.test(name));
    this.#env = {
      ...Object.fromEntries(inherited),
      HOME: join(this.#folder, "home"),
      TMPDIR: join(this.#folder, "temporary"),
      TF_CLI_CONFIG_FILE: this.#settingsFile,
      CHECKPOINT_DISABLE: "1",
      ...env,
    };
  }

  get #settingsFile() {
    return join(this.#folder, "terraformrc");
  }

  /**
   * Puts a configuration and the provider where the engine looks for them.
   * @param {string} configuration path of a `main.tf`
   * @param {(folder: string) => readonly string[]} writeZips
   */
  prepare(configuration, writeZips) {
    copyFileSync(configuration, join(this.#folder, "project", "main.tf"));
    const release = join(this.#folder, "release");
    mkdirSync(release);
    const zips = writeZips(release);
    const mirror = join(this.#folder, "mirror");
    for (const registry of registries) {
      const place = join(mirror, registry, SOURCE);
      mkdirSync(place, { recursive: true });
      for (const zip of zips) copyFileSync(zip, join(place, basename(zip)));
    }
    const path = JSON.stringify(mirror);
    writeFileSync(this.#settingsFile, `provider_installation {\n  filesystem_mirror {\n    path = ${path}\n  }\n}\n`);
  }

  /**
   * @param {readonly string[]} args
   * @returns {Promise<number>} the exit code
   */
  async run(args) {
    const options = { cwd: join(this.#folder, "project"), env: this.#env, signal: this.#signal, graceSeconds: 10 };
    return (await run(this.#program, args, { ...options, onLine: this.#onLine })).code;
  }

  /** Also ends what a killed engine has left. */
  close() {
    killProcessesWithVariable("TF_CLI_CONFIG_FILE", this.#settingsFile);
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
