/** Who is asking: Basic, cookie and token as powerstore.md 4 describes them. */
import type { IncomingHttpHeaders } from "node:http";
import { forbiddenErr, unauthorizedErr } from "../api/requestErrors";
import type { Login, Logins } from "./logins";

/** `Operator` may read everything and change nothing. */
export type Role = "Administrator" | "Operator";

export type Account = {
  readonly username: string;
  readonly password: string;
  readonly role: Role;
  /** Refuse changes without a DELL-EMC-TOKEN even when they carry Basic. */
  readonly strictToken: boolean;
};

/** Finds or opens the login of a request; throws an ApiError 401 or 403. */
export function authenticate(
  request: { readonly method: string; readonly headers: IncomingHttpHeaders },
  account: Account,
  logins: Logins,
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
    // Without a cookie there is nothing to forge a request with, and Dell's cinder driver POSTs so (powerstore.md 4).
    if (isChange && account.strictToken) throw forbiddenErr("a change needs the header DELL-EMC-TOKEN");
    return logins.open();
  }
  if (isChange && token !== known.token) throw forbiddenErr("a change needs the DELL-EMC-TOKEN of its login");
  return known;
}

function isBasicOf(authorization: string, account: Account): boolean {
  const expected = Buffer.from(`${account.username}:${account.password}`).toString("base64");
  return authorization.replace(/^Basic +/i, "") === expected;
}

/** The headers by which a client goes on in this login. */
export function loginHeaders(login: Login): Record<string, string> {
  return {
    "DELL-EMC-TOKEN": login.token,
    "Set-Cookie": `auth_cookie=${login.cookie}; Path=/; Secure; HTTPOnly`,
  };
}
