/** What a process of this provider knows: the settings of its one provider block, its connection, and the run of the command. */

import type { Clock } from "../../clock";
import type { Connections } from "../../lifecycle/array/connections";
import { openConnections } from "../../lifecycle/array/connections";
import { EngineRun } from "../../lifecycle/engineRun/engineRun";
import type { Ledger } from "../../lifecycle/engineRun/ledger";
import { customTimeout } from "../../lifecycle/operation/customTimeouts";
import type { Resources } from "../../lifecycle/operation/definition";
import type { ArrayAccess, OperationContext, RawInputs, RunSettings } from "../../lifecycle/operation/handler";
import { ConfigurationError } from "../../lifecycle/operation/lifecycleErrors";
import { hasUnknown, UNKNOWN } from "../../lifecycle/operation/unknown";
import { resolveRunSettings } from "../../lifecycle/settings/config";
import type { Environment, Place } from "../../lifecycle/settings/environment";
import type { Settings } from "../../lifecycle/settings/settings";
import { variables } from "../../lifecycle/settings/settings";
import type { PowerStore } from "../../powerstore/api/contract";
import type { Connection } from "../../powerstore/http/contract";
import { CallsUnderWay } from "../../surface/callsUnderWay";
import type { Identity, Origin } from "../resource/identity";
import { identityToCreate, originOf, recordedIdentity } from "../resource/identity";
import type { ResourceSchema } from "../schema/resourceSchema";
import { toSnakeCase } from "../values/names";
import type { Wording } from "./messages";
import { Messages, terraformWording } from "./messages";

export type TerraformOptions = {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly connect: (connection: Connection, options: { clock: Clock }) => PowerStore;
  /** The account of the command that this process works for. */
  readonly ledger: () => Ledger;
  /** @default all that this surface has */
  readonly resources?: Resources;
  /** @default in Terraform's words, as a headline and what is below it */
  readonly wording?: Wording;
};

type About = Pick<OperationContext, "keepsCopies"> & {
  readonly identity: Identity;
  readonly messages: Messages;
  readonly timeoutSeconds?: number | undefined;
};

/** One process has one configured provider. It is asked for many resources at once. */
export class TerraformRun {
  readonly #options: TerraformOptions;
  readonly #stop = new AbortController();
  #settings: Settings = {};
  #connections: Connections | undefined;
  #engineRun: EngineRun | undefined;
  readonly #underWay = new CallsUnderWay();
  /** Names that creates of this process have claimed for their objects: each can be one resource's. */
  readonly #creating = new Set<string>();
  readonly #imported = new Set<string>();
  #isConfigured = false;
  #hasValidated = false;
  #hasApplied = false;

  constructor(options: TerraformOptions) {
    this.#options = options;
  }

  get resources(): Resources {
    return this.#options.resources ?? loadResources();
  }

  /** A phase of the command begins for its block: the others have processes of their own. */
  configure(settings: Settings): void {
    this.#settings = settings;
    this.#isConfigured = true;
    this.engineRun.phases.begin();
  }

  get engineRun(): EngineRun {
    this.#engineRun ??= new EngineRun(this.#options.ledger());
    return this.#engineRun;
  }

  /** For one call. @param log what gets the progress */
  messages(log?: (text: string) => void): Messages {
    return new Messages(this.#options.wording ?? terraformWording, log);
  }

  originOf(schema: ResourceSchema, properties: RawInputs): Origin {
    return originOf(schema, properties);
  }

  /** A name that is yet to be made is as little known as the namespace that goes into it; those on record stay. */
  originToCreate(schema: ResourceSchema, properties: RawInputs): Origin {
    const origin = this.originOf(schema, properties);
    const isNameOpen = hasUnknown(this.#settings.namespace) && this.runSettings.namespace === undefined;
    return isNameOpen && origin.nameOrigin !== undefined ? { nameOrigin: UNKNOWN } : origin;
  }

  identityToCreate(schema: ResourceSchema, properties: RawInputs): Identity {
    return identityToCreate(this.originToCreate(schema, properties));
  }

  recordedIdentity(schema: ResourceSchema, properties: RawInputs, id: string): Identity {
    return recordedIdentity(schema, this.originOf(schema, properties), id);
  }

  /** Whether this is the first create of what the identity stands for; the place is given back if nothing came of it. */
  beginCreate(origin: string): boolean {
    if (this.#creating.has(origin)) return false;
    this.#creating.add(origin);
    return true;
  }

  notCreated(origin: string): void {
    this.#creating.delete(origin);
  }

  /** A process that does nothing else comes before all that plan. */
  validates(): void {
    this.#hasValidated = true;
  }

  applies(): void {
    this.#hasApplied = true;
  }

  imports(id: string): void {
    this.#imported.add(id);
  }

  /** Whether this process has found it for an import, which is read next. */
  takesImported(id: string): boolean {
    return this.#imported.delete(id);
  }

  get hasApplied(): boolean {
    return this.#hasApplied;
  }

  /** Settings that another resource has to tell first are no settings yet. */
  get runSettings(): RunSettings {
    const known = Object.entries(this.#settings).filter(([, value]) => !hasUnknown(value));
    return resolveRunSettings(Object.fromEntries(known), this.#options.environment);
  }

  context({ identity, messages, timeoutSeconds, keepsCopies }: About): OperationContext {
    return {
      array: () => this.array(messages),
      clock: this.#options.clock,
      signal: this.#stop.signal,
      report: messages,
      run: this.engineRun,
      settings: this.runSettings,
      ...identity,
      ...customTimeout(timeoutSeconds, messages),
      ...(keepsCopies !== undefined && { keepsCopies }),
    };
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** The provider's one array; opened with the first call, logged in to with the first request. */
  array(messages: Messages): ArrayAccess {
    const open = Object.keys(this.#settings).filter((name) => hasUnknown(this.#settings[name as keyof Settings]));
    if (open.length > 0) {
      throw new ConfigurationError(
        `connecting to PowerStore: ${open.map(toSnakeCase).join(", ")} of the provider block is not known yet. Apply first what it comes from, with -target.`,
      );
    }
    const { clock, connect, environment } = this.#options;
    this.#connections ??= openConnections({
      settings: this.#settings,
      environment,
      place: placeOf(this.#settings),
      connect: (connection) => connect(connection, { clock }),
      clock,
    });
    return this.#connections.array(undefined, messages);
  }

  /** Keeps account of a call until it is answered. */
  track<T>(call: Promise<T>): Promise<T> {
    return this.#underWay.track(call);
  }

  /** Ends every wait: what is made is answered with its id, a delete with an error. The array's migrations go on. */
  stop(): void {
    this.#stop.abort();
  }

  /**
   * Ends waits, lets calls under way answer for at most half of the time, and logs out in what is left of it. The account is closed before that: Terraform kills
   * what takes too long, and an array may. Never throws.
   */
  async end(seconds: number, isEngineGone: boolean): Promise<void> {
    const { clock } = this.#options;
    const deadline = clock.monotonic() + seconds * 1000;
    // Who does not wait for an answer records nothing of what the call has made.
    const isHeard = !isEngineGone && !this.#underWay.isAny;
    this.stop();
    if (this.#hasValidated && !this.#isConfigured) this.engineRun.phases.beginPlans();
    this.#engineRun?.phases.end(this.#hasApplied);
    await this.#underWay.settled(seconds / 2, clock);
    this.#engineRun?.close(!isHeard);
    await this.#connections?.close(Math.max(0, (deadline - clock.monotonic()) / 1000));
  }
}

/** Loaded with the first call that needs them: they take longer to load than the server. */
const loadResources = (): Resources =>
  (require("../../lifecycle/resources") as typeof import("../../lifecycle/resources")).resourcesOf.terraform;

/**
 * A block without an endpoint is the environment's array; for one that names its own, the environment counts only if it names the same. Which of several
 * blocks it is, nobody tells a provider [TERRAFORM addresses].
 */
function placeOf({ endpoint }: Settings): Place {
  const argument = (setting: string) => `${toSnakeCase(setting)} of the provider block`;
  return {
    environment: endpoint === undefined ? "default" : "named",
    where: argument,
    loginSetting: argument("username and password"),
    areSettingsFresh: true,
    way: (setting) =>
      endpoint === undefined
        ? `${argument(setting)} or the environment variable ${variables[setting]}`
        : `${argument(setting)} or the environment variable ${variables[setting]}, with ${variables.endpoint} set to this array`,
  };
}
