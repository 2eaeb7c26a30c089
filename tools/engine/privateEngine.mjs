import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { signalGroup, start } from "../process/run.mjs";
import { killProcessesWithVariable, killTree } from "../process/tree.mjs";
import { privateEnvironment } from "./privateEnvironment.mjs";

/**
 * @typedef {import("./contract.js").EngineRun} EngineRun
 * @typedef {import("./contract.js").EngineRunOptions} EngineRunOptions
 * @typedef {import("./contract.js").PrivateEngineOptions} PrivateEngineOptions
 */

/** @type {import("./contract.js").CreatePrivateEngine} */
export const createPrivateEngine = async (options) => {
  // The real path, because programs see their folder by it.
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "powerstore-import-engine-"));
  const engine = new FolderEngine(options, folder);
  try {
    for (const name of ["backend", "home", "project", "temporary"]) {
      mkdirSync(join(folder, name));
    }
    options.prepare(engine.projectFolder);
    const { url = "passphrase" } = options.secretsProvider ?? {};
    await engine.succeed(["stack", "init", engine.stack, "--secrets-provider", url]);
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
};

const quick = ["--yes", "--skip-preview"];

/** @import { PrivateEngine } from "./contract.js" */

/** @implements {PrivateEngine} */
class FolderEngine {
  /** @type {PrivateEngineOptions} */
  #options;
  /** @type {Set<EngineRun>} */
  #running = new Set();

  /**
   * @param {PrivateEngineOptions} options
   * @param {string} folder
   */
  constructor(options, folder) {
    this.#options = options;
    this.folder = folder;
    this.projectFolder = join(folder, "project");
    this.stack = options.stack ?? "test";
  }

  get environment() {
    const { engine, secretsProvider, env } = this.#options;
    return { ...privateEnvironment(engine, this.folder), ...secretsProvider?.env, ...env };
  }

  /**
   * @param {readonly string[]} args
   * @param {EngineRunOptions} [runOptions]
   * @returns {EngineRun}
   */
  start(args, runOptions = {}) {
    const { engine, signal, graceSeconds = 10, onLine } = this.#options;
    signal?.throwIfAborted();
    const { pid, finished } = start(engine.program, ["--non-interactive", ...args, ...(runOptions.args ?? [])], {
      cwd: this.projectFolder,
      env: { ...this.environment, ...runOptions.env },
      signal,
      graceSeconds,
      onLine: runOptions.onLine ?? onLine,
    });
    const run = {
      pid,
      finished,
      interrupt: () => signalGroup(pid, "SIGINT"),
      kill: () => void process.kill(pid, "SIGKILL"),
    };
    const forget = () => void this.#running.delete(run);
    this.#running.add(run);
    finished.then(forget, forget);
    return run;
  }

  /**
   * @param {readonly string[]} args
   * @param {EngineRunOptions} [options]
   */
  async run(args, options) {
    return this.start(args, options).finished;
  }

  /** @param {readonly string[]} args of a command that cannot fail for a good reason */
  async succeed(args) {
    const result = await this.run(args, { onLine: () => undefined });
    if (result.code !== 0) {
      const command = args.slice(0, 2).join(" "); // what follows may be a secret
      throw new Error(`pulumi ${command} failed (exit code ${result.code}): ${result.stderr.trim()}`);
    }
    return result;
  }

  /**
   * @param {string} key
   * @param {string} value
   * @param {{ secret?: boolean }} [options]
   */
  async setConfig(key, value, { secret = false } = {}) {
    await this.succeed(["config", "set", secret ? "--secret" : "--plaintext", "--stack", this.stack, "--", key, value]);
  }

  /** @param {EngineRunOptions} [options] */
  startUp(options) {
    return this.start(["up", "--stack", this.stack, ...quick], options);
  }

  /** @param {EngineRunOptions} [options] */
  async up(options) {
    return this.startUp(options).finished;
  }

  /** @param {EngineRunOptions} [options] */
  preview(options) {
    return this.run(["preview", "--stack", this.stack], options);
  }

  /** @param {EngineRunOptions} [options] */
  refresh(options) {
    return this.run(["refresh", "--stack", this.stack, ...quick], options);
  }

  /** @param {EngineRunOptions} [options] */
  startDestroy(options) {
    return this.start(["destroy", "--stack", this.stack, ...quick], options);
  }

  /** @param {EngineRunOptions} [options] */
  async destroy(options) {
    return this.startDestroy(options).finished;
  }

  cancel() {
    return this.run(["cancel", "--yes", "--stack", this.stack], { onLine: () => undefined });
  }

  #stateFile() {
    const stacks = join(this.folder, "backend", ".pulumi", "stacks");
    const file = readdirSync(stacks, { recursive: true, encoding: "utf8" }).find(
      (each) => basename(each) === `${this.stack}.json`,
    );
    return file && join(stacks, file);
  }

  readState() {
    const file = this.#stateFile();
    return file === undefined ? {} : (JSON.parse(readFileSync(file, "utf8")).checkpoint.latest ?? {});
  }

  forgetResources() {
    const file = this.#stateFile();
    if (file === undefined) {
      return;
    }
    const state = JSON.parse(readFileSync(file, "utf8"));
    if (!state.checkpoint.latest) {
      return; // nothing was ever recorded
    }
    const { resources: _, pending_operations: __, ...latest } = state.checkpoint.latest;
    writeFileSync(file, JSON.stringify({ ...state, checkpoint: { ...state.checkpoint, latest } }));
  }

  async exportState() {
    return JSON.parse((await this.succeed(["stack", "export", "--stack", this.stack])).stdout);
  }

  async outputs() {
    return JSON.parse((await this.succeed(["stack", "output", "--json", "--stack", this.stack])).stdout);
  }

  async close() {
    const { graceSeconds = 10 } = this.#options;
    await Promise.all([...this.#running].map((run) => endRun(run, graceSeconds)));
    killProcessesWithVariable("PULUMI_HOME", join(this.folder, "home"));
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/**
 * The first SIGINT lets the engine record what is in flight, however long that takes; a killed engine records nothing.
 * @param {EngineRun} run
 * @param {number} graceSeconds
 */
async function endRun(run, graceSeconds) {
  const ended = run.finished.then(
    () => undefined,
    () => undefined,
  );
  const timer = new AbortController();
  run.interrupt();
  const late = sleep(graceSeconds * 1000, undefined, { signal: timer.signal }).then(
    () => killTree(run.pid),
    () => undefined,
  );
  await Promise.race([ended, late]);
  await ended;
  timer.abort();
}
