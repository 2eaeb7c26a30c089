/** Who may come in, and when nobody can, as administrators change it while clients are at work: account, logins, outages. */
import type { Account, LoginCounts, Logins, Role } from "./logins";

export type AccountChange = { readonly role?: Role; readonly password?: string };

export interface Access {
  /** The account as it is now; the same object for ever. */
  readonly account: Account;
  /** Logins that are open stay so: the array asks for the password only when somebody logs in [I]. */
  changeAccount(change: AccountChange): void;
  loginCounts(): LoginCounts;
  /** Ends all logins at once, as if they had idled too long or newer ones had pushed them out. */
  endLogins(): void;
  /** The array restarts: logins end, and for so many simulated seconds each request loses its connection. */
  restart(seconds: number): void;
  /**
   * The management of the array fails over: logins end, and for so many simulated seconds it is not there, first without an answer,
   * then with 503, with a page of HTML for an error and with one for people; then it refuses so many good logins, and is well.
   */
  failOver(seconds: number, refusedLogins?: number): void;
  /** Back to the first moment. */
  reset(): void;
}

export function createAccess(first: Account, logins: Logins, outage: Outage): Access {
  const account: { -readonly [Name in keyof Account]: Account[Name] } = { ...first };
  return {
    account,
    changeAccount({ role = account.role, password = account.password }) {
      account.role = role;
      account.password = password;
    },
    loginCounts: () => logins.counts(),
    endLogins: () => logins.end(),
    restart(seconds) {
      if (!(Number.isFinite(seconds) && seconds >= 0)) {
        throw new RangeError(`a restart takes a number of seconds from 0 on, not ${seconds}`);
      }
      logins.end();
      outage.begin(seconds);
    },
    failOver(seconds, refusedLogins = 1) {
      if (!(Number.isFinite(seconds) && seconds >= 0)) {
        throw new RangeError(`a fail-over takes a number of seconds from 0 on, not ${seconds}`);
      }
      if (!(Number.isInteger(refusedLogins) && refusedLogins >= 0)) {
        throw new RangeError(`a fail-over refuses a whole number of logins from 0 on, not ${refusedLogins}`);
      }
      logins.end();
      logins.refuse(refusedLogins);
      outage.failOver(seconds);
    },
    reset() {
      Object.assign(account, first);
      logins.clear();
      outage.clear();
    },
  };
}

/** When nobody answers, or something else than the array does: its data and its imports live on, its logins do not. */

/** What a request meets: the array itself; no answer; its management while it starts; a page of whatever stands before it. */
export type Front = "array" | "nobody" | "starting" | "errorPage" | "page";

export interface Outage {
  /** The array restarts: from now on, for so many seconds on the virtual clock, connections end without an answer. */
  begin(seconds: number): void;
  /** The management fails over: as long as that, in four equal parts, one for each way not to be there. */
  failOver(seconds: number): void;
  front(): Front;
  clear(): void;
}

const failOverFronts = ["nobody", "starting", "errorPage", "page"] as const satisfies Front[];

export function createOutage(now: () => number): Outage {
  const past = Number.NEGATIVE_INFINITY;
  let fronts: readonly Front[] = [];
  let start = past;
  let length = 0;
  const over = (seconds: number, parts: readonly Front[]) => {
    fronts = parts;
    start = now();
    length = seconds * 1000;
  };
  return {
    begin: (seconds) => over(seconds, ["nobody"]),
    failOver: (seconds) => over(seconds, failOverFronts),
    front: () => (length === 0 ? "array" : (fronts[Math.floor(((now() - start) * fronts.length) / length)] ?? "array")),
    clear() {
      length = 0;
    },
  };
}
