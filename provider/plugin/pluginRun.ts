/** The plugin after one Configure: its settings, its connections and the run of the engine. */

import type { Clock } from "../clock";
import type { Connections } from "../lifecycle/array/connections";
import { openConnections } from "../lifecycle/array/connections";
import { EngineRun } from "../lifecycle/engineRun/engineRun";
import type { Ledger } from "../lifecycle/engineRun/ledger";
import { customTimeout } from "../lifecycle/operation/customTimeouts";
import type { Resources } from "../lifecycle/operation/definition";
import type { ArrayAccess, OperationContext, Report, RunSettings } from "../lifecycle/operation/handler";
import { resolveRunSettings } from "../lifecycle/settings/config";
import type { Environment, Place } from "../lifecycle/settings/environment";
import type { Settings } from "../lifecycle/settings/settings";
import type { PowerStore } from "../powerstore/api/contract";
import type { Connection } from "../powerstore/http/contract";
import type { EngineReport, SendLog } from "../surface/engineLog";
import { reportTo } from "../surface/engineLog";

export type PluginOptions = {
  /** Of this package. */
  readonly version: string;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly connect: (connection: Connection, options: { clock: Clock }) => PowerStore;
  /** How messages reach the engine at an address. */
  readonly sender: (engineAddress: string | undefined) => SendLog | undefined;
  /** Where the account of the run of the engine at an address is kept. */
  readonly ledger: (engineAddress: string | undefined) => Ledger;
  /** @default all that there are */
  readonly resources?: Resources;
};

/** The engine as it can be reached now. */
export interface Engine {
  readonly sendLog: SendLog | undefined;
}

/** What a Configure says about its provider; passwords are among it. */
export type Configured = {
  readonly settings: Settings;
  readonly place: Place;
  /** The provider's own; absent where the engine does not say. */
  readonly urn?: string;
};

/** What a request says of the resource that it is about. */
type About = { readonly urn: string; readonly timeoutSeconds?: number; readonly ignored?: readonly string[] };

/** What one Configure began: an attached plugin lives through many runs of the engine, others through one. */
export class PluginRun {
  readonly #configured: Configured;
  readonly #engineAddress: string | undefined;
  readonly #options: PluginOptions;
  readonly #stop = new AbortController();
  #connections: Connections | undefined;
  #engineRun: EngineRun | undefined;
  /** Names of secrets among the outputs of what was to be deleted, by id: the create of a replacement may have to record them again. */
  readonly #formerSecrets = new Map<string, ReadonlySet<string>>();

  constructor(options: PluginOptions, configured: Configured, engineAddress?: string) {
    this.#options = options;
    this.#configured = configured;
    this.#engineAddress = engineAddress;
  }

  get engineRun(): EngineRun {
    this.#engineRun ??= new EngineRun(this.#options.ledger(this.#engineAddress));
    return this.#engineRun;
  }

  get runSettings(): RunSettings {
    return resolveRunSettings(this.#configured.settings, this.#options.environment);
  }

  rememberSecrets(id: string, secrets: ReadonlySet<string>): void {
    this.#formerSecrets.set(id, new Set([...this.formerSecrets(id), ...secrets]));
  }

  formerSecrets(id: string): ReadonlySet<string> {
    return this.#formerSecrets.get(id) ?? new Set();
  }

  /** Its engine is about to end, or gone without a word. */
  leaveEngine(isUnheard = false): void {
    this.#engineRun?.close(isUnheard);
  }

  /** Ends every wait: create and update answer with the id, delete with an error. */
  stop(): void {
    this.#stop.abort();
  }

  async close(seconds: number, isUnheard: boolean): Promise<void> {
    await this.#connections?.close(seconds);
    this.leaveEngine(isUnheard);
  }

  /** The provider's one array; opened with the first call, logged in to with the first request. */
  array(report?: Report): ArrayAccess {
    const { clock, connect, environment } = this.#options;
    const { settings, place } = this.#configured;
    this.#connections ??= openConnections({
      settings,
      environment,
      place,
      connect: (connection) => connect(connection, { clock }),
      clock,
    });
    return this.#connections.array(undefined, report);
  }

  /** Asks the array for a function, which has no row of its own: what there is to say stands on the provider's. */
  async ask<T>(engine: Engine, work: (array: ArrayAccess, signal: AbortSignal) => Promise<T>): Promise<T> {
    const report = reportTo(engine.sendLog, this.#configured.urn);
    try {
      return await work(this.array(report), this.#stop.signal);
    } finally {
      await report.settled();
    }
  }

  /** Runs one operation of a resource, and ends when its messages have reached the engine. */
  async operate<T>(engine: Engine, about: About, work: (context: OperationContext) => Promise<T>): Promise<T> {
    const report = reportTo(engine.sendLog, about.urn);
    try {
      return await work(this.#context(report, about));
    } finally {
      await report.settled();
    }
  }

  #context(report: EngineReport, about: About): OperationContext {
    const { clock } = this.#options;
    return {
      array: () => this.array(report),
      clock,
      signal: this.#stop.signal,
      report,
      rowOf: report.rowOf,
      run: this.engineRun,
      settings: this.runSettings,
      ...customTimeout(about.timeoutSeconds, report),
      ...(about.urn === "" ? {} : { urn: about.urn }),
      ...(about.ignored && { ignored: about.ignored }),
    };
  }
}
