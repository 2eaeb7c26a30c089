import type { Environment, Settings } from "../lifecycle/config";
import { resolveRunSettings } from "../lifecycle/config";
import type { Connections } from "../lifecycle/connections";
import { openConnections } from "../lifecycle/connections";
import { EngineRun } from "../lifecycle/engineRun/engineRun";
import type { ArrayAccess, OperationContext, RunSettings } from "../lifecycle/handler";
import type { EngineReport } from "../surface/engineLog";
import { reportTo } from "../surface/engineLog";
import type { Engine, PluginOptions } from "./plugin";

/** What one Configure began: an attached plugin lives through many runs of the engine, others through one. */
export class Run {
  readonly settings: Settings;
  readonly #engineAddress: string | undefined;
  readonly #options: PluginOptions;
  readonly #environment: Environment;
  readonly #stop = new AbortController();
  #connections: Connections | undefined;
  #engineRun: EngineRun | undefined;

  constructor(
    options: PluginOptions,
    about: {
      readonly settings: Settings;
      readonly environment: Environment;
      readonly engineAddress?: string | undefined;
    },
  ) {
    this.#options = options;
    this.settings = about.settings;
    this.#environment = about.environment;
    this.#engineAddress = about.engineAddress;
  }

  get engineRun(): EngineRun {
    this.#engineRun ??= new EngineRun(this.#options.ledger(this.#engineAddress));
    return this.#engineRun;
  }

  get runSettings(): RunSettings {
    return resolveRunSettings(this.settings, this.#environment);
  }

  /** Its engine is about to end, or gone without a word. */
  leaveEngine(isEngineGone = false): void {
    this.#engineRun?.close(isEngineGone);
  }

  /** Ends every wait: create and update answer with the id, delete with an error. */
  stop(): void {
    this.#stop.abort();
  }

  async close(seconds: number, isEngineGone: boolean): Promise<void> {
    await this.#connections?.close(seconds);
    this.leaveEngine(isEngineGone);
  }

  /** The provider's one array; opened with the first call, logged in to with the first request. */
  array(): ArrayAccess {
    const { clock, connect } = this.#options;
    this.#connections ??= openConnections({
      settings: this.settings,
      environment: this.#environment,
      connect: (connection) => connect(connection, { clock }),
      clock,
    });
    return this.#connections.array();
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Runs one operation of a resource, and ends when its messages have reached the engine. */
  async operate<T>(
    engine: Engine,
    about: { readonly urn: string; readonly timeoutSeconds?: number },
    work: (context: OperationContext) => Promise<T>,
  ): Promise<T> {
    const report = reportTo(engine.sendLog, about.urn);
    try {
      return await work(this.#context(report, about));
    } finally {
      await report.settled();
    }
  }

  #context(report: EngineReport, about: { readonly urn: string; readonly timeoutSeconds?: number }): OperationContext {
    const { clock } = this.#options;
    return {
      array: () => this.array(),
      clock,
      signal: this.#stop.signal,
      report,
      run: this.engineRun,
      settings: this.runSettings,
      // 0 means none (pulumi-observed.md 9).
      ...(about.timeoutSeconds ? { timeoutSeconds: about.timeoutSeconds } : {}),
      ...(about.urn === "" ? {} : { urn: about.urn }),
    };
  }
}
