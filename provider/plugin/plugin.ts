import type { Resources } from "../lifecycle/operation/definition";
import { RefusalError } from "../lifecycle/operation/lifecycleErrors";
import { defaultPlace } from "../lifecycle/settings/environment";
import { CallsUnderWay } from "../surface/callsUnderWay";
import type { SendLog } from "../surface/engineLog";
import type { Configured, Engine, PluginOptions } from "./pluginRun";
import { PluginRun } from "./pluginRun";

// Loaded with the first call that needs it: it brings the schemas, which take longer to load than the server (service.ts).
const loadResources = (): Resources =>
  (require("../lifecycle/resources") as typeof import("../lifecycle/resources")).resources;

/** What the calls of the protocol share: the engine's address, the run under way, and what has to end with the process. */
export class Plugin implements Engine {
  readonly #options: PluginOptions;
  sendLog: SendLog | undefined;
  #engineAddress: string | undefined;
  /** The engine's run is ending: who attaches from now on begins another. */
  #isOver = false;
  readonly #runs: PluginRun[] = [];
  #run: PluginRun;
  readonly #underWay = new CallsUnderWay();
  /** Whose calls come here in this run of the engine, which do not say whose they are. */
  #served: readonly Served[] = [];

  constructor(options: PluginOptions, engineAddress?: string) {
    this.#options = options;
    this.#run = new PluginRun(options, { settings: {}, place: defaultPlace });
    this.sendLog = options.sender(engineAddress);
    this.#engineAddress = engineAddress;
  }

  /** Not a property of its own, which `util.inspect` would show: the environment is full of passwords. */
  get options(): PluginOptions {
    return this.#options;
  }

  get resources(): Resources {
    return this.#options.resources ?? loadResources();
  }

  /** Also tells that a former run of the engine is over, where this process outlives it. */
  attach(engineAddress: string): void {
    if (this.#isOver || engineAddress !== this.#engineAddress) {
      for (const run of this.#allRuns()) run.leaveEngine();
      this.#served = [];
    }
    this.#isOver = false;
    this.sendLog = this.#options.sender(engineAddress);
    this.#engineAddress = engineAddress;
  }

  get run(): PluginRun {
    return this.#run;
  }

  /**
   * Runs before this one keep what they opened until the process ends: another provider of an attached process may still use it.
   * @param endpoint of the array. Throws a RefusalError if another provider of this run, which has this process as well, is for another.
   */
  begin(configured: Configured, endpoint: string): void {
    const { urn = "" } = configured;
    const other = this.#served.find((each) => each.urn !== urn && each.endpoint !== endpoint);
    if (other) throw new RefusalError(attachedTwiceText({ urn, endpoint }, other));
    this.#served = [...this.#served, { urn, endpoint }];
    this.#runs.push(this.#run);
    this.#run = new PluginRun(this.#options, configured, this.#engineAddress);
  }

  /** Answered at once and any number of times: it only ends waits; the array's migrations go on [ENGINE end]. */
  cancel(): void {
    this.#isOver = true;
    for (const run of this.#allRuns()) run.stop();
  }

  /** Keeps account of a call until it is answered. */
  track<T>(call: Promise<T>): Promise<T> {
    return this.#underWay.track(call);
  }

  /**
   * Ends waits, lets calls under way answer, logs out: each for at most `seconds`. Never throws.
   * An engine that ends well has its answers by then; one that does not wait for them (a second Ctrl-C) records nothing of what they have made.
   */
  async end(seconds: number, isEngineGone = false): Promise<void> {
    const isHeard = !isEngineGone && !this.#underWay.isAny;
    this.cancel();
    await this.#underWay.settled(seconds, this.#options.clock);
    await Promise.all(this.#allRuns().map((run) => run.close(seconds, !isHeard)));
  }

  #allRuns(): readonly PluginRun[] {
    return [...this.#runs, this.#run];
  }
}

/** A provider, by its URN, and the array that it is for. */
type Served = { readonly urn: string; readonly endpoint: string };

/** An engine gives each of its providers a process of its own, unless all of them are attached to one. */
function attachedTwiceText(provider: Served, other: Served): string {
  return (
    `the provider ${named(provider)} cannot be served by this process, which serves ${named(other)} in the same run: calls do not say which of the two they are meant for, and would ` +
    `all go to one array. Run without PULUMI_DEBUG_PROVIDERS, so that each provider has a process of its own; nothing was sent.`
  );
}

const named = ({ urn, endpoint }: Served) => `"${urn.split("::").at(-1)}" of ${endpoint}`;
