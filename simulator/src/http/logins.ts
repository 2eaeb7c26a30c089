/** Who is asking (Basic, cookie and token [ARRAY login]), and the array's login sessions. */
import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { forbiddenErr, unauthorizedErr } from "../api/requestErrors";

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
  /** With one more than this the oldest login is evicted (seen at 2000 [ISSUE dell/csm#1006]). */
  readonly maxLogins: number;
};

export interface Logins {
  open(): Login;
  /** The login of a cookie, if it is still good; counts as use. */
  use(cookie: string): Login | undefined;
  close(login: Login): void;
  /** Whether a token is that of a login that is still good. */
  hasToken(token: string): boolean;
  /** Ends all of them. */
  end(): void;
  counts(): LoginCounts;
  /** So many logins with the right name and password are refused from now on. */
  refuse(times: number): void;
  /** Whether a login is refused that would be opened now; asking counts. */
  isRefused(): boolean;
  /** Ends all of them, and forgets that they ever were. */
  clear(): void;
}

/** How many logins there are, and what became of the others. */
export type LoginCounts = {
  readonly open: number;
  readonly opened: number;
  /** Lost to newer ones. */
  readonly evicted: number;
  /** Found idle for too long when they were used again. */
  readonly expired: number;
  /** Ended by a log-out, by somebody else or by a restart. */
  readonly ended: number;
};

export function createLogins(limits: LoginLimits, now: () => number): Logins {
  // By cookie, oldest first: a Map keeps the order of insertion.
  const logins = new Map<string, { readonly login: Login; lastUsed: number }>();
  const zero = { opened: 0, evicted: 0, expired: 0, ended: 0 };
  let counts = { ...zero };
  let refusals = 0;
  const isOver = (lastUsed: number) => now() - lastUsed > limits.idleTimeoutSeconds * 1000;

  function end() {
    counts.ended += logins.size;
    logins.clear();
  }

  return {
    open() {
      counts.opened += 1;
      const login = { id: `login-${counts.opened}`, cookie: secret(), token: secret() };
      logins.set(login.cookie, { login, lastUsed: now() });
      const [oldest] = logins.keys();
      if (logins.size > limits.maxLogins && oldest !== undefined) {
        logins.delete(oldest);
        counts.evicted += 1;
      }
      return login;
    },
    use(cookie) {
      const entry = logins.get(cookie);
      if (entry === undefined) return undefined;
      if (isOver(entry.lastUsed)) {
        logins.delete(cookie);
        counts.expired += 1;
        return undefined;
      }
      entry.lastUsed = now();
      return entry.login;
    },
    close(login) {
      if (logins.delete(login.cookie)) counts.ended += 1;
    },
    hasToken: (token) => [...logins.values()].some(({ login, lastUsed }) => login.token === token && !isOver(lastUsed)),
    end,
    refuse(times) {
      refusals = times;
    },
    isRefused() {
      if (refusals === 0) return false;
      refusals -= 1;
      return true;
    },
    counts: () => ({ open: logins.size, ...counts }),
    clear() {
      logins.clear();
      refusals = 0;
      counts = { ...zero };
    },
  };
}

function secret(): string {
  return randomBytes(24).toString("base64url");
}

/** `Operator` may read everything and change nothing. */
export type Role = "Administrator" | "Operator";

export type Account = {
  readonly username: string;
  readonly password: string;
  readonly role: Role;
};

/** Finds or opens the login of a request; throws an ApiError 401 or 403. */
export function authenticate(
  request: { readonly method: string; readonly headers: IncomingHttpHeaders },
  account: Account,
  logins: Logins,
  { strictToken }: { readonly strictToken: boolean },
): Login {
  const { authorization, cookie, "dell-emc-token": token } = request.headers;
  const hasBasic = authorization !== undefined;
  if (hasBasic && !isBasicOf(authorization, account)) throw unauthorizedErr("wrong user name or password");
  const cookieValue = /(?:^|;\s*)auth_cookie=([^;]*)/.exec(cookie ?? "")?.[1];
  const known = cookieValue === undefined ? undefined : logins.use(cookieValue);
  const isChange = request.method !== "GET";

  if (known === undefined) {
    if (!hasBasic) throw unauthorizedErr(cookieValue === undefined ? "log in first" : "the login has ended");
    if (logins.isRefused()) throw unauthorizedErr("the management is not ready for logins");
    if (isChange) requireToken(token, logins, strictToken);
    return logins.open();
  }
  if (isChange && token !== known.token) throw forbiddenErr("a change needs the DELL-EMC-TOKEN of its login");
  return known;
}

/**
 * Of a change with Basic and no good cookie. Without a cookie there is nothing to forge a request with, and Dell's cinder driver sends no token
 * either [C, ARRAY login]; dell/python-powerstore sends that of a login and no cookie. One that is of no login any more is stale, whatever comes
 * with it: dell/gopowerstore always sends Basic, and has a way to go on after the 403 [C].
 */
function requireToken(token: string | readonly string[] | undefined, logins: Logins, isStrict: boolean): void {
  if (token === undefined && isStrict) throw forbiddenErr("a change needs the header DELL-EMC-TOKEN");
  if (token !== undefined && !logins.hasToken(String(token))) {
    throw forbiddenErr("the DELL-EMC-TOKEN is that of no login");
  }
}

function isBasicOf(authorization: string, account: Account): boolean {
  const expected = Buffer.from(`${account.username}:${account.password}`).toString("base64");
  return /^Basic +(.*)$/i.exec(authorization)?.[1] === expected;
}

/** The headers by which a client goes on in this login. */
export function loginHeaders(login: Login): Record<string, string> {
  return {
    "DELL-EMC-TOKEN": login.token,
    "Set-Cookie": `auth_cookie=${login.cookie}; Path=/; Secure; HTTPOnly`,
  };
}
