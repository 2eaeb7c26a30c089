import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../../../tools/engine/contract";
import { load } from "../../tools/load";
import { eventually } from "../eventually";
import type { Finished, Ran } from "./ran";
import { ranOf } from "./ran";
import type { Recorded } from "./stateFile";
import { recordedIn } from "./stateFile";

const root = join(__dirname, "../../..");

export type Running = { readonly pid: number; readonly finished: Promise<Ran>; interrupt(): void; kill(): void };

/** The commands that print what they do as JSON. */
const inJson = ["plan", "apply", "destroy", "refresh"];

type Process = {
  start(
    command: string,
    args: readonly string[],
    options: object,
  ): { readonly pid: number; readonly finished: Promise<Finished> };
  signalGroup(pid: number, signal: string): void;
  killProcessesWithVariable(name: string, value: string): void;
  compileCache(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
};

/** A Terraform, or an OpenTofu, in a folder and an environment of its own: it finds the provider of this checkout, and nothing of the user's. */
export class PrivateTerraform {
  readonly folder = mkdtempSync(join(realpathSync(tmpdir()), "powerstore-import-terraform-"));
  readonly projectFolder = join(this.folder, "project");
  readonly #engine: Engine;
  readonly #process: Process;
  readonly #env: NodeJS.ProcessEnv;

  private constructor(engine: Engine, process: Process, env: NodeJS.ProcessEnv) {
    this.#engine = engine;
    this.#process = process;
    for (const name of ["home", "project", "temporary"]) mkdirSync(join(this.folder, name));
    const provider = join(root, "dist", "terraform");
    writeFileSync(
      this.#settingsFile,
      `provider_installation {\n  dev_overrides {\n    "pulumi-powerstore-import/powerstore-import" = ${JSON.stringify(provider)}\n  }\n}\n`,
    );
    this.#env = {
      ...this.#inherited(),
      HOME: join(this.folder, "home"),
      TMPDIR: join(this.folder, "temporary"),
      TF_CLI_CONFIG_FILE: this.#settingsFile,
      CHECKPOINT_DISABLE: "1",
      ...env,
    };
  }

  static async create(engine: Engine, env: NodeJS.ProcessEnv): Promise<PrivateTerraform> {
    const parts = ["process/run.mjs", "process/tree.mjs", "compileCache/compileCache.mjs"];
    const modules = await Promise.all(parts.map((part) => load<object>(part)));
    return new PrivateTerraform(engine, Object.assign({}, ...modules), env);
  }

  get version(): string {
    return this.#engine.version;
  }

  get #settingsFile(): string {
    return join(this.folder, "terraformrc");
  }

  get #stateFile(): string {
    return join(this.projectFolder, "terraform.tfstate");
  }

  /** Variables of the user's own commands or array would change what it does, and coverage would slow every process down. */
  #inherited(): NodeJS.ProcessEnv {
    const kept = Object.entries(process.env).filter(
      ([name]) => !/^(TF_|TOFU_|POWERSTORE_|NODE_V8_COVERAGE$)/.test(name),
    );
    const { pathEntries } = this.#engine;
    return {
      ...Object.fromEntries(kept),
      PATH: [process.env.PATH ?? "", ...pathEntries].join(":"),
      ...this.#process.compileCache(process.env),
    };
  }

  /** Writes the configuration, in the JSON that stands for HCL. */
  declare(configuration: Readonly<Record<string, unknown>>): void {
    const source = "pulumi-powerstore-import/powerstore-import";
    const terraform = { required_providers: { "powerstore-import": { source } } };
    writeFileSync(join(this.projectFolder, "main.tf.json"), JSON.stringify({ terraform, ...configuration }, null, 2));
  }

  /** Forgets everything: state, configuration and what a run has left. */
  beginAnew(): void {
    rmSync(this.projectFolder, { recursive: true, force: true });
    mkdirSync(this.projectFolder);
  }

  /** @param onLine sees the output as it comes */
  start(
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
    onLine: (line: string) => void = () => undefined,
  ): Running {
    const [command = "", ...others] = args;
    const isChange = command === "apply" || command === "destroy";
    const json = inJson.includes(command) ? ["-json"] : [];
    const all = [command, ...json, ...(isChange ? ["-auto-approve"] : []), ...others];
    const { pid, finished } = this.#process.start(this.#engine.program, all, {
      cwd: this.projectFolder,
      env: { ...this.#env, ...env },
      onLine,
    });
    return {
      pid,
      finished: finished.then((result) => ranOf(result)),
      interrupt: () => this.#process.signalGroup(pid, "SIGINT"),
      kill: () => void process.kill(pid, "SIGKILL"),
    };
  }

  run(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ran> {
    return this.start(args, env).finished;
  }

  /** Runs a command that is to succeed. */
  async succeed(...args: readonly string[]): Promise<Ran> {
    const ran = await this.run(args);
    assert.equal(ran.code, 0, ran.stdout + ran.stderr);
    return ran;
  }

  /** Runs one that is to fail; what it shows is the answer. */
  async fail(...args: readonly string[]): Promise<string> {
    const ran = await this.run(args);
    assert.equal(ran.code, 1, ran.stdout + ran.stderr);
    return ran.errors.join("\n") + ran.stderr;
  }

  /** What the state file has, by address. */
  recorded(): Readonly<Record<string, Recorded>> {
    return recordedIn(this.stateText);
  }

  get stateText(): string {
    return existsSync(this.#stateFile) ? readFileSync(this.#stateFile, "utf8") : "";
  }

  /** Processes of the provider that are there: those that were started here, and have the mark of who starts them. Linux only. */
  providers(): readonly number[] {
    if (process.platform !== "linux") return [];
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => {
        const variables = environmentOf(pid);
        return (
          variables.some((each) => each.startsWith("TF_PLUGIN_MAGIC_COOKIE=")) &&
          variables.includes(`TF_CLI_CONFIG_FILE=${this.#settingsFile}`)
        );
      });
  }

  /** All processes of the provider end by themselves, whatever became of the command. */
  async ended(): Promise<void> {
    await eventually("the end of the processes of the provider", () =>
      this.providers().length === 0 ? true : undefined,
    );
  }

  /** Takes everything away, and fails if a process was left. */
  async close(): Promise<void> {
    try {
      await this.ended();
    } finally {
      this.#process.killProcessesWithVariable("TF_CLI_CONFIG_FILE", this.#settingsFile);
      rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    }
  }
}

function environmentOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  } catch {
    return []; // it has ended
  }
}
