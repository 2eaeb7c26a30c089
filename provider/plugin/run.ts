import type { Environment, Settings } from "../lifecycle/config";
import { resolveRunSettings } from "../lifecycle/config";
import type { Connections } from "../lifecycle/connections";
import { openConnections } from "../lifecycle/connections";
import type { ArrayAccess, OperationContext } from "../lifecycle/handler";
import type { EngineReport } from "../surface/engineLog";
import { reportTo } from "../surface/engineLog";
import type { Engine, PluginOptions } from "./plugin";

/** What one Configure began: an attached plugin lives through many runs of the engine, others through one. */
export class Run {
  readonly settings: Settings;
  /** A refresh calls no check, and in `up --refresh` its diffs come before the first one (pulumi-observed.md 16). */
  hasChecked = false;
  /** Sessions that this run has created or updated, with their resources: what `isInUse` knows. */
  readonly #inUse = new Map<string, string>();
  readonly #options: PluginOptions;
  readonly #environment: Environment;
  readonly #stop = new AbortController();
  #connections: Connections | undefined;

  constructor(options: PluginOptions, settings: Settings, environment: Environment) {
    this.#options = options;
    this.settings = settings;
    this.#environment = environment;
  }

  /** Ends every wait: create and update answer with the id, delete with an error. */
  stop(): void {
    this.#stop.abort();
  }

  /** Keeps account of which session a resource has now. */
  use(id: string, urn: string): void {
    this.#inUse.set(id, urn);
  }

  /**
   * Whether a delete is about the very session that its resource has now. So it is after a replacement that created first: its create has found the
   * old session by its name and taken it over, for `--replace` tells a provider nothing that a create after a crash would not (no diff is asked,
   * and the check comes without the recorded inputs).
   */
  isInUse(id: string, urn: string): boolean {
    return this.#inUse.get(id) === urn;
  }

  async close(seconds: number): Promise<void> {
    await this.#connections?.close(seconds);
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
      settings: resolveRunSettings(this.settings, this.#environment),
      // 0 means none (pulumi-observed.md 9).
      ...(about.timeoutSeconds ? { timeoutSeconds: about.timeoutSeconds } : {}),
      ...(about.urn === "" ? {} : { urn: about.urn }),
    };
  }
}
