/** How a simulator is started; everything has a default. */

import { type AnswerSettings, toAnswerSettings } from "../http/behaviour";
import type { Sleep } from "../http/clock";
import { LONGEST_WAIT_SECONDS } from "../http/limits";
import type { Role } from "../http/logins";
import type { WorldOptions } from "../world";

export type SimulatorOptions = WorldOptions &
  Partial<AnswerSettings> & {
    /** Turns on all of `HARSH`, each as far as it is not given itself. @default false */
    readonly harsh?: boolean;
    /** 0 lets the system choose a free one. @default 0 */
    readonly port?: number;
    /** Address to listen at; it also goes into the certificate. @default "127.0.0.1" */
    readonly host?: string;
    /**
     * Further host names and addresses that it is reached by, as that of a container: the certificate is made for them, too, and the endpoint
     * has the first.
     * @default none; where it listens at all addresses, the machine's name and its addresses
     */
    readonly certificateNames?: readonly string[];
    /** @default "admin" */
    readonly username?: string;
    /** @default "Password123#" */
    readonly password?: string;
    /** What the account may do; `Operator` reads only. @default "Administrator" */
    readonly role?: Role;
    /** `manual`: time stands still until `advance`; `real`: it passes as outside, times `speed`. @default "manual" */
    readonly clock?: "manual" | "real";
    /** Simulated seconds per real second of a `real` clock. @default 1 */
    readonly speed?: number;
    /** Real milliseconds that each request takes to arrive. @default 0 */
    readonly latencyMilliseconds?: number;
    /** Simulated seconds without a request after which a login is over. @default 3600 */
    readonly idleTimeoutSeconds?: number;
    /** Logins at a time; one more evicts the oldest. @default 2000 */
    readonly maxLogins?: number;
    /**
     * State to begin in, and to go back to by a reset: what `snapshot()` gave, here or in another process. Its clock goes on
     * where it stood. Not together with `start`, `cluster`, `sources`, `collections` or `partial`.
     */
    readonly snapshot?: unknown;
    /** How latency and delays of faults wait. @default real time */
    readonly sleep?: Sleep;
    /** Where to write the certificate to trust; stays after close. @default a temporary file, removed on close */
    readonly caFile?: string;
  };

export const DEFAULT_USERNAME = "admin";
export const DEFAULT_PASSWORD = "Password123#";
export const DEFAULT_IDLE_TIMEOUT_SECONDS = 3600;
export const DEFAULT_MAX_LOGINS = 2000;

/** Throws a RangeError that names the first option which makes no sense. */
export function checkOptions(options: SimulatorOptions): void {
  const { speed = 1, latencyMilliseconds = 0, idleTimeoutSeconds = 1, maxLogins = 1, username = "-" } = options;
  if (!(Number.isFinite(speed) && speed > 0)) throw new RangeError(`speed must be a number above 0, not ${speed}`);
  if (!(latencyMilliseconds >= 0 && latencyMilliseconds <= LONGEST_WAIT_SECONDS * 1000)) {
    throw new RangeError(`latencyMilliseconds must be a number from 0 on, and no month, not ${latencyMilliseconds}`);
  }
  if (!(idleTimeoutSeconds > 0)) {
    throw new RangeError(`idleTimeoutSeconds must be a number above 0, not ${idleTimeoutSeconds}`);
  }
  if (!(Number.isInteger(maxLogins) && maxLogins > 0)) {
    throw new RangeError(`maxLogins must be a whole number from 1 on, not ${maxLogins}`);
  }
  toAnswerSettings(options);
  requireOneBeginning(options);
  // Basic separates user and password by the first colon.
  if (username === "" || username.includes(":")) throw new RangeError("username must not be empty or hold a colon");
}

const beginnings = [
  "start",
  "cluster",
  "sources",
  "collections",
  "partial",
] as const satisfies readonly (keyof WorldOptions)[];

/** A snapshot says all of this itself. */
function requireOneBeginning(options: SimulatorOptions): void {
  const other = options.snapshot === undefined ? undefined : beginnings.find((name) => options[name] !== undefined);
  if (other !== undefined) throw new RangeError(`a snapshot has all of a world: ${other} cannot be given with it`);
}

/**
 * What `harsh: true` and `--harsh` stand for: every reading at once that the vendor's texts allow and that makes a client's life harder.
 * Without it the array is as kind as they allow. `answersWhenDone` is not in it: whoever waits for the end of an action does not
 * see that it takes time. `refusalStatus` is not: neither of two statuses is the harder one.
 */
export const harshOptions = {
  queuedSeconds: 3,
  discoverySeconds: 5,
  agentSeconds: 3,
  hostsPerAgent: 2,
  chapSecrets: "required",
  sourceRenames: "refused",
  groupsAtSourceDelete: "hold",
  attachments: "hold",
  actionSeconds: 2,
  lateSeconds: 2,
  lateReads: 1,
  strictToken: true,
  oneSetUpAtATime: true,
  scheduleZones: "utc",
  groupProgress: "hidden",
  totalCopyBytesPerSecond: 48 * 1024 * 1024,
  destinationAtCancelled: "stays",
  destinationAtForcedCancel: "stays",
  destinationAtFailed: "stays",
  destinationAtPurge: "stays",
} as const satisfies SimulatorOptions;

/** The options with what `harsh` stands for; what is given beside it wins. */
export function withHarshness(options: SimulatorOptions): SimulatorOptions {
  if (options.harsh !== true) return options;
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...harshOptions, ...Object.fromEntries(given) };
}
