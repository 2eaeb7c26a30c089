/** The array's login sessions: opened by Basic, found by cookie, lost by idling on the virtual clock or to newer ones. */
import { randomBytes } from "node:crypto";

export type Login = {
  readonly id: string;
  /** Value of the cookie `auth_cookie`. */
  readonly cookie: string;
  /** Value of the header `DELL-EMC-TOKEN`. */
  readonly token: string;
};

export type LoginLimits = {
  /** Seconds on the virtual clock without a request, after which a login is over. */
  readonly idleTimeoutSeconds: number;
  /** With one more than this the oldest login is evicted (powerstore.md 2: seen at 2000). */
  readonly maxLogins: number;
};

export interface Logins {
  open(): Login;
  /** The login of a cookie, if it is still good; counts as use. */
  use(cookie: string): Login | undefined;
  close(login: Login): void;
  clear(): void;
}

export function createLogins(limits: LoginLimits, now: () => number): Logins {
  // By cookie, oldest first: a Map keeps the order of insertion.
  const logins = new Map<string, { readonly login: Login; lastUsed: number }>();
  let opened = 0;

  return {
    open() {
      opened += 1;
      const login = { id: `login-${opened}`, cookie: secret(), token: secret() };
      logins.set(login.cookie, { login, lastUsed: now() });
      const [oldest] = logins.keys();
      if (logins.size > limits.maxLogins && oldest !== undefined) logins.delete(oldest);
      return login;
    },
    use(cookie) {
      const entry = logins.get(cookie);
      if (entry === undefined) return undefined;
      if (now() - entry.lastUsed > limits.idleTimeoutSeconds * 1000) {
        logins.delete(cookie);
        return undefined;
      }
      entry.lastUsed = now();
      return entry.login;
    },
    close: (login) => void logins.delete(login.cookie),
    clear: () => logins.clear(),
  };
}

function secret(): string {
  return randomBytes(24).toString("base64url");
}
