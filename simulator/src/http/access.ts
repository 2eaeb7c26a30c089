/** Who may come in, as administrators change it while clients are at work: account, logins, restart of the array. */
import type { Account, Role } from "./authentication";
import type { LoginCounts, Logins } from "./logins";
import type { Outage } from "./outage";

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
