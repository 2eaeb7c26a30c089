/** What the dynamic host calls: each call is translated and handed to the lifecycle. */

import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../clock";
import { systemClock } from "../clock";
import type { Connections } from "../lifecycle/array/connections";
import { LOGOUT_SECONDS, openConnections } from "../lifecycle/array/connections";
import { EngineRun } from "../lifecycle/engineRun/engineRun";
import type { Ledger } from "../lifecycle/engineRun/ledger";
import { customTimeout } from "../lifecycle/operation/customTimeouts";
import type { ResourceDefinition, Resources } from "../lifecycle/operation/definition";
import type { CheckFailure, OperationContext, RunSettings } from "../lifecycle/operation/handler";
import { ConfigurationError, IncompleteError } from "../lifecycle/operation/lifecycleErrors";
import { withinReadTimeout } from "../lifecycle/operation/readTimeout";
import { readableOutputs } from "../lifecycle/operation/recorded";
import { resources } from "../lifecycle/resources";
import { resolveRunSettings } from "../lifecycle/settings/config";
import type { Settings } from "../lifecycle/settings/settings";
import type { PowerStore } from "../powerstore/api/contract";
import type { Connection } from "../powerstore/http/contract";
import { CallsUnderWay } from "../surface/callsUnderWay";
import type { SendLog } from "../surface/engineLog";
import { engineSender, reportTo } from "../surface/engineLog";
import { DYNAMIC_TYPE, resourceOfType, typeInUrn } from "../surface/resourceType";
import { folderLedger } from "../surface/runFolder";
import type { Operation } from "./hiddenInputs";
import { hiddenNames, hiddenOf, ignoredIn, recordingText, timeoutOf, urnOf } from "./hiddenInputs";
import type { DynamicHost } from "./host";
import { engineModules } from "./host";
import { IncompleteResult, PlainError } from "./plainErrors";
import type { StackConfiguration } from "./stackConfiguration";
import { settingsIn, wrongSettings } from "./stackConfiguration";
import type { Properties } from "./values";
import { toEngine, toLifecycle } from "./values";

export type ConfigureRequest = { readonly config: StackConfiguration };

export type DynamicProviderOptions = {
  readonly host: DynamicHost;
  readonly connect: (connection: Connection, options: { clock: Clock }) => PowerStore;
  readonly clock?: Clock;
  readonly sendLog?: SendLog;
  /** @default a folder that the other processes of the engine's run share */
  readonly ledger?: (engineAddress: string | undefined) => Ledger;
  /** @default all that there are */
  readonly resources?: Resources;
};

/** What the answer of a call takes from here to the engine, through the host's server: nobody tells when it has left. */
const ANSWER_SECONDS = 0.2;

/**
 * The dynamic surface: translates between the SDK's dynamic host and the lifecycle, and decides nothing. The host caches one such
 * object per process, before `configure` has ended: whatever `configure` does, it does before its first await.
 */
export class DynamicProvider {
  readonly #options: DynamicProviderOptions;
  readonly #stop = new AbortController();
  readonly #send: SendLog | undefined;
  #settings: Settings = {};
  /** Found out with the first check, for it may read a file. */
  #findWrongSettings: (urn: string | undefined) => readonly CheckFailure[] = () => [];
  #connections: Connections | undefined;
  #engineRun: EngineRun | undefined;
  readonly #underWay = new CallsUnderWay();

  constructor(options: DynamicProviderOptions) {
    this.#options = options;
    this.#send = options.sendLog ?? engineSender(options.host.engineAddress, engineModules);
  }

  async configure(request: ConfigureRequest): Promise<void> {
    const settings = settingsIn(request.config);
    let wrong: readonly CheckFailure[] | undefined;
    this.#settings = settings;
    this.#findWrongSettings = (urn) => (wrong ??= wrongSettings(request.config, settings, urn));
    this.#options.host.onCancel(() => this.#stop.abort());
    this.#options.host.onEnd((isEngineGone) => this.#end(isEngineGone));
  }

  /** Ends waits, lets calls under way answer, logs out: the last two for at most `LOGOUT_SECONDS` each. Never throws. */
  async #end(isEngineGone: boolean): Promise<void> {
    const isAwaited = this.#underWay.isAny;
    this.#stop.abort();
    await this.#underWay.settled(LOGOUT_SECONDS, this.#clock);
    const leaving = isAwaited ? this.#clock.sleep(ANSWER_SECONDS) : undefined;
    await Promise.all([this.#connections?.close(LOGOUT_SECONDS), leaving]);
    // An engine that does not wait for an answer (a second Ctrl-C) records nothing of what the call has made.
    this.#engineRun?.close(isEngineGone || isAwaited);
  }

  async check(olds: Properties, news: Properties) {
    const wrong = this.#findWrongSettings(urnOf(news));
    // With settings that cannot be read there is nothing to check inputs by.
    if (wrong.length > 0) return { inputs: news, failures: [...wrong] };
    const recorded = Object.keys(olds).length > 0 ? toLifecycle(olds) : undefined;
    const { inputs, failures } = this.#resource(news).handler.check(recorded, toLifecycle(news), {
      run: this.#run,
      settings: this.#runSettings,
      ...this.#urn(news),
    });
    return {
      inputs: { ...(toEngine(inputs) as Properties), ...hiddenOf(news) },
      failures: [...failures, ...this.#checkProfile(inputs.array)],
    };
  }

  /** A preview opens no connection, so that only this finds a wrong profile before anything is done. */
  #checkProfile(profile: unknown): CheckFailure[] {
    if (typeof profile !== "string") return [];
    try {
      this.#open().array(profile);
      return [];
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      return [{ property: "array", reason: error.message }];
    }
  }

  async diff(id: string, olds: Properties, news: Properties) {
    const definition = this.#resource(news);
    const result = await this.#operate(news, undefined, (context) =>
      definition.handler.diff(id, toRecorded(definition, olds), toLifecycle(news), context),
    );
    // Outputs of the plugin have no __provider: without it, refresh and destroy of this resource would fail [ENGINE surfaces].
    const changed = hiddenNames.filter((name) => !isDeepStrictEqual(olds[name] ?? null, news[name] ?? null));
    const isHiddenChange = changed.length > 0 && !this.#run.isRefreshing;
    // The engine has no name to show for it.
    if (isHiddenChange && !result.changes) await this.#say(news, recordingText(changed));
    return {
      changes: result.changes || isHiddenChange,
      replaces: [...result.replaces],
      deleteBeforeReplace: true,
    };
  }

  async #say(properties: Properties, text: string): Promise<void> {
    const report = reportTo(this.#send, urnOf(properties));
    report.info(text);
    await report.settled();
  }

  async create(inputs: Properties) {
    const result = await this.#operate(inputs, "create", (context) =>
      this.#resource(inputs).handler.create(toLifecycle(inputs), context),
    );
    return { id: result.id, outs: withHidden(result.outputs, inputs) };
  }

  async read(id: string, properties: Properties) {
    const definition = this.#resource(properties);
    const { handler } = definition;
    const recorded = recordedOf(definition, properties);
    const result = await this.#operate(properties, "read", (context) =>
      withinReadTimeout(handler, { id, recorded }, context, (limited) => handler.read(id, recorded, limited)),
    );
    if (!result) return { id: "", props: {} };
    return {
      id: result.id,
      props: withHidden(result.outputs, properties),
      inputs: withHidden(result.inputs, properties),
    };
  }

  async update(id: string, olds: Properties, news: Properties) {
    const definition = this.#resource(news);
    const outputs = await this.#operate(news, "update", (context) =>
      definition.handler.update(id, toRecorded(definition, olds), toLifecycle(news), context),
    );
    return { outs: withHidden(outputs, news) };
  }

  async delete(id: string, properties: Properties): Promise<void> {
    const definition = this.#resource(properties);
    await this.#operate(properties, "delete", (context) =>
      definition.handler.delete(id, toRecorded(definition, properties), context),
    );
  }

  /** By the type in the URN, which the resource's class sends along; classes of former versions, of which one was the only one, may not have. */
  #resource(properties: Properties): ResourceDefinition {
    const all = this.#options.resources ?? resources;
    const type = typeInUrn(urnOf(properties) ?? "");
    const found = resourceOfType(all, type, DYNAMIC_TYPE) ?? all.ImportSession;
    if (!found) throw new PlainError(`there is no resource type ${type} in this version of powerstore-import.`);
    return found;
  }

  /** The host serves one run of the engine, and dies with it. */
  get #run(): EngineRun {
    const { ledger = folderLedger, host } = this.#options;
    this.#engineRun ??= new EngineRun(ledger(host.engineAddress));
    return this.#engineRun;
  }

  get #runSettings(): RunSettings {
    return resolveRunSettings(this.#settings, this.#options.host.environment);
  }

  get #clock(): Clock {
    return this.#options.clock ?? systemClock;
  }

  #urn(properties: Properties): { urn?: string } {
    const urn = urnOf(properties);
    return urn === undefined ? {} : { urn };
  }

  #operate<T>(
    properties: Properties,
    operation: Operation | undefined,
    work: (context: OperationContext) => Promise<T>,
  ): Promise<T> {
    return this.#underWay.track(this.#answer(properties, operation, work));
  }

  async #answer<T>(
    properties: Properties,
    operation: Operation | undefined,
    work: (context: OperationContext) => Promise<T>,
  ): Promise<T> {
    const report = reportTo(this.#send, urnOf(properties));
    try {
      return await work({
        array: (profile) => this.#open().array(profile, report),
        clock: this.#clock,
        signal: this.#stop.signal,
        report,
        rowOf: report.rowOf,
        run: this.#run,
        settings: this.#runSettings,
        ignored: ignoredIn(properties),
        ...customTimeout(operation && timeoutOf(properties, operation), report),
        ...this.#urn(properties),
      });
    } catch (error) {
      if (error instanceof IncompleteError) {
        throw new IncompleteResult(error, withHidden(error.outputs as object, properties));
      }
      throw new PlainError(error);
    } finally {
      await report.settled();
    }
  }

  /** Kept for the life of the process: one login per array, made by the first request to it. */
  #open(): Connections {
    this.#connections ??= openConnections({
      settings: this.#settings,
      environment: this.#options.host.environment,
      connect: (connection) => this.#options.connect(connection, { clock: this.#clock }),
      clock: this.#clock,
    });
    return this.#connections;
  }
}

const toRecorded = (definition: ResourceDefinition, properties: Properties) =>
  readableOutputs(definition, toLifecycle(properties));

/** `get` and import pass no outputs but the hidden inputs: nothing is recorded then. */
function recordedOf(definition: ResourceDefinition, properties: Properties) {
  const recorded = toRecorded(definition, properties);
  return Object.values(recorded).some((value) => value !== undefined && value !== null) ? recorded : undefined;
}

function withHidden(values: object, properties: Properties): Record<string, unknown> {
  return { ...(toEngine(values) as Record<string, unknown>), ...hiddenOf(properties) };
}
