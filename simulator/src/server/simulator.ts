/** Starts a simulator: a world of its own behind an HTTPS server of its own. */

import { setMaxListeners } from "node:events";
import { basePath } from "../api/facts";
import { CONTROL_PATH } from "../control/control";
import type { AccountChange } from "../http/access";
import type { AnswerSettings, BehaviourChange } from "../http/behaviour";
import type { ConnectionCounts } from "../http/connections";
import type { FaultRule, FaultRuleStatus } from "../http/faults";
import type { JournalContent } from "../http/journal";
import type { LoginCounts } from "../http/logins";
import type { Settings, World, WorldControls } from "../world";
import { publicName, sharedServerCertificate, writeCaFile } from "./certificate";
import { type InjectedAnswer, type InjectedRequest, injectRequest } from "./inject";
import { createParts, type Parts } from "./parts";
import { createServer } from "./server";
import { checkOptions, type SimulatorOptions, withHarshness } from "./simulatorOptions";

/** A running simulator. */
export interface Simulator {
  /** Base of the REST API: `https://127.0.0.1:PORT/api/rest`; with the first of the `certificateNames`, if there are any. */
  readonly endpoint: string;
  readonly username: string;
  /** The present one. */
  readonly password: string;
  /** File with the certificate to trust, PEM. */
  readonly caFile: string;
  /** The same certificate as text. */
  readonly caCertificate: string;
  /** Base of the control routes: `https://127.0.0.1:PORT/_simulator`. */
  readonly control: string;
  /** The array itself, for a look or a change in process. */
  readonly world: World & WorldControls;
  /** The present instant on the virtual clock, milliseconds since 1970. */
  now(): number;
  /** Moves the virtual clock forward by simulated seconds. */
  advance(seconds: number): void;
  /** Simulated seconds per real second from now on. Throws a RangeError for a manual clock and for a speed that is none. */
  setSpeed(speed: number): void;
  faults(): readonly FaultRuleStatus[];
  /** Replaces all fault rules. Throws a MisfitError for rules that do not fit; then nothing changed. */
  setFaults(rules: readonly FaultRule[]): void;
  clearFaults(): void;
  journal(): JournalContent;
  clearJournal(): void;
  /** Gives the account another role or another password; open logins stay. */
  changeAccount(change: AccountChange): void;
  /** How many logins there are, and what became of the others. */
  logins(): LoginCounts;
  /** How many connections of clients there are, and have been since the start; a reset does not count anew. */
  connections(): ConnectionCounts;
  /** Ends all logins: the next request of each is answered 401. */
  endLogins(): void;
  /**
   * The array restarts: logins end, and for so many simulated seconds each request loses its connection. Its data stay, and
   * its imports go on. Throws a RangeError for a number below 0.
   */
  restart(seconds: number): void;
  /**
   * The management of the array fails over: logins end, and for so many simulated seconds requests meet, in four equal parts, no
   * answer, 503, a page of HTML with 503 and one with 200; then so many good logins are refused (401), by default one. Its data stay,
   * and its imports go on. Throws a RangeError for numbers below 0.
   */
  failOver(seconds: number, refusedLogins?: number): void;
  /** How the array behaves at present: all settings, those that were not given by their defaults. */
  settings(): Settings & AnswerSettings;
  /**
   * Changes how the array behaves from now on, until a reset. Throws a RangeError for what is no setting, can only be given at the
   * start, or makes no sense; then nothing changed.
   */
  configure(change: BehaviourChange): void;
  /** Back to the first moment: settings, world, clock, faults, journal, account and logins. */
  reset(): void;
  /** All state of the world as plain JSON. */
  snapshot(): unknown;
  /** Replaces all state of the world. Throws a TypeError where the snapshot does not fit; then nothing changed. */
  restore(snapshot: unknown): void;
  /** Sends a request without a socket; faults, delays and journal as over HTTPS. */
  inject(request: InjectedRequest): Promise<InjectedAnswer>;
  /** Ends connections and waits; nothing is left that keeps the process alive. */
  close(): Promise<void>;
}

/**
 * Starts a simulator and resolves once it listens. Rejects with a RangeError for options that make no sense, with a TypeError
 * for a snapshot that does not fit, and with
 * the system's error (`EADDRINUSE`, ...) when it cannot listen.
 */
export async function startSimulator(given: SimulatorOptions = {}): Promise<Simulator> {
  const options = withHarshness(given);
  checkOptions(options);
  const host = options.host ?? "127.0.0.1";
  const closing = new AbortController();
  // All that waits hears of it, however much that is.
  setMaxListeners(0, closing.signal);
  const parts = createParts(options, closing.signal);
  const names = options.certificateNames ?? [];
  const certificate = await sharedServerCertificate(host, names);
  const server = createServer(certificate, parts.serve, {
    now: () => parts.world.now(),
    connections: parts.connections,
  });
  const stop = async () => {
    closing.abort();
    parts.clock.stop();
    await server.close();
  };
  try {
    const listening = new URL(await server.listen({ port: options.port ?? 0, host }));
    if (publicName(host, names) !== host) listening.hostname = publicName(host, names);
    const { origin } = listening;
    const caFile = await writeCaFile(certificate.caCertificate, options.caFile);
    const close = async () => {
      await stop();
      await caFile.remove();
    };
    return toSimulator(parts, { origin, caFile: caFile.path, caCertificate: certificate.caCertificate, close });
  } catch (error) {
    await stop();
    throw error;
  }
}

type Listening = Pick<Simulator, "caFile" | "caCertificate" | "close"> & { readonly origin: string };

function toSimulator(parts: Parts, { origin, ...listening }: Listening): Simulator {
  const { world, clock, access, connections, faults, journal, behaviour } = parts;
  return {
    ...listening,
    endpoint: `${origin}${basePath}`,
    control: `${origin}${CONTROL_PATH}`,
    username: access.account.username,
    get password() {
      return access.account.password;
    },
    world,
    now() {
      clock.catchUp();
      return world.now();
    },
    advance: (seconds) => clock.advance(seconds),
    setSpeed: (speed) => clock.setSpeed(speed),
    faults: () => faults.list(),
    setFaults: (rules) => faults.set(rules),
    clearFaults: () => faults.clear(),
    journal: () => journal.read(),
    clearJournal: () => journal.clear(),
    changeAccount: (change) => access.changeAccount(change),
    logins: () => access.loginCounts(),
    connections: () => connections.counts(),
    endLogins: () => access.endLogins(),
    restart(seconds) {
      clock.catchUp();
      access.restart(seconds);
    },
    failOver(seconds, refusedLogins) {
      clock.catchUp();
      access.failOver(seconds, refusedLogins);
    },
    settings: () => behaviour.current(),
    configure(change) {
      clock.catchUp();
      behaviour.configure(change);
    },
    reset: parts.reset,
    snapshot: () => world.snapshot(),
    restore: parts.restore,
    inject: (request) => injectRequest(parts.serve, request),
  };
}
