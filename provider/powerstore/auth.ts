import type { Clock } from "../clock";
import type { Answer } from "./answers";
import type { Attempts } from "./attempts";
import type { Connection } from "./contract";
import { ForbiddenError, LoginRefusedError, type PowerStoreError } from "./errors";
import { answered, bodyText, isThisThePowerStore, type Subject, sentence } from "./errorTexts";
import { aboutOf, errorOf, notPowerStore } from "./outcomes";
import { loginSchema } from "./schemas/login";
import type { Secrets } from "./secrets";
import type { Transport } from "./transport";

/** Proof of a login. A function, because an object of header values would show its secrets when inspected. */
export type Ticket = () => Readonly<Record<string, string>>;

/** 401: the session is unknown or the login wrong. 403: a privilege is missing, or the token is stale (powerstore.md 4). */
export type LoginDoubt = 401 | 403;

export interface Logins {
  /** The ticket of the one login; the first call logs in. `isFresh`: the login was not yet over at the time of the call. */
  current(): Promise<{ readonly ticket: Ticket; readonly isFresh: boolean }>;
  /**
   * A newer ticket than the doubted one; logs in unless somebody else has done so since.
   * Undefined when a fresh login was of no use against the same status a short while ago.
   */
  renew(doubted: Ticket, doubt: LoginDoubt): Promise<Ticket | undefined>;
  /** To be told when the array gave the same answer to a fresh ticket. */
  noteUseless(doubt: LoginDoubt): void;
  /** Logs out if logged in. Never throws, and takes no longer than `seconds`. */
  logOut(seconds: number): Promise<void>;
}

// The shortest idle time-out that an array can be set to (powerstore.md 4): sooner, a session does not expire by itself.
const USELESS_FOR_MILLISECONDS = 300_000;

type Held = { readonly login: Promise<Ticket>; ticket?: Ticket };

/**
 * One login however many requests, because arrays evict sessions past some 2000 and log users of the GUI out with them
 * (dell/csm #1006). After a refusal there is no second attempt by this client: a thousand resources would lock the account.
 *
 * The cookie is kept as text. A cookie jar decides by domain, path and redirects where a cookie may go; here one host is
 * spoken to, no redirect is followed, and the array sets its cookie once per login, so there is nothing to decide.
 */
export function createLogins(means: {
  readonly connection: Connection;
  readonly attempts: Attempts;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly closing: AbortSignal;
}): Logins {
  let held: Held | undefined;
  let refusal: PowerStoreError | undefined;
  const uselessSince = new Map<LoginDoubt, number>();

  const start = (): Held => {
    const started: Held = { login: logIn(means) };
    started.login.then(
      (ticket) => {
        started.ticket = ticket;
      },
      (error) => {
        if (error instanceof LoginRefusedError || error instanceof ForbiddenError) refusal = error;
        if (held === started) held = undefined;
      },
    );
    held = started;
    return started;
  };

  return {
    current: async () => {
      if (refusal) throw refusal;
      const { ticket, login } = held ?? start();
      return ticket ? { ticket, isFresh: false } : { ticket: await login, isFresh: true };
    },
    renew: async (doubted, doubt) => {
      if (refusal) throw refusal;
      const since = uselessSince.get(doubt);
      if (since !== undefined && means.clock.now() - since < USELESS_FOR_MILLISECONDS) return undefined;
      const known = held && held.ticket !== doubted ? held : start();
      return known.login;
    },
    noteUseless: (doubt) => {
      uselessSince.set(doubt, means.clock.now());
    },
    logOut: async (seconds) => {
      if (!held?.ticket) return;
      const { endpoint } = means.connection;
      const headers = held.ticket();
      held = undefined;
      const request = { method: "POST", url: `${endpoint}/logout`, headers, timeoutSeconds: seconds } as const;
      // The session ends by itself after its idle time-out; nobody could do anything about a failure.
      await means.transport.send(request).catch(() => undefined);
    },
  };
}

async function logIn(means: Parameters<typeof createLogins>[0]): Promise<Ticket> {
  const { endpoint, username, password, timeoutSeconds } = means.connection;
  const subject: Subject = {
    doing: `logging in as ${JSON.stringify(username)}`,
    method: "GET",
    path: "/login_session",
    endpoint,
  };
  const basic = `Basic ${Buffer.from(`${username}:${password}`, "utf8").toString("base64")}`;
  means.secrets.add(password, basic, basic.slice("Basic ".length));
  const outcome = await means.attempts({
    method: "GET",
    url: `${endpoint}${subject.path}`,
    headers: { Authorization: basic },
    timeoutSeconds,
    signal: means.closing,
  });
  if ("answer" in outcome && outcome.answer.status === 401) throw loginRefused(subject, outcome.answer);
  const error = errorOf(subject, outcome, timeoutSeconds);
  if (error || "failure" in outcome) throw error;
  return readTicket(subject, outcome.answer, means.secrets);
}

function readTicket(subject: Subject, { status, body, headers }: Answer, secrets: Secrets): Ticket {
  const cookies = headers.getSetCookie().map((cookie) => cookie.split(";", 1).join(""));
  const token = headers.get("dell-emc-token");
  if (body.kind !== "json" || !loginSchema.safeParse(body.value).success) {
    throw notPowerStore(subject, `answered ${status} with ${bodyText(body.kind)}; ${isThisThePowerStore}`);
  }
  if (cookies.length === 0 || !token)
    throw notPowerStore(subject, `answered without a session cookie and DELL-EMC-TOKEN; ${isThisThePowerStore}`);
  secrets.add(token, ...cookies, ...cookies.map((cookie) => cookie.slice(cookie.indexOf("=") + 1)));
  return () => ({ Cookie: cookies.join("; "), "DELL-EMC-TOKEN": token });
}

function loginRefused(subject: Subject, answer: Answer): LoginRefusedError {
  const text =
    `user or password are refused (the array ${answered(answer)}); correct powerstore-import:username and ` +
    "powerstore-import:password, or POWERSTORE_USERNAME and POWERSTORE_PASSWORD; after a rotation run `pulumi up` first, " +
    "because refresh and destroy use the configuration recorded by the last one, or set the environment variables; " +
    "there is no second attempt in this run, so that the account is not locked";
  const { status, arrayMessages } = answer;
  return new LoginRefusedError(sentence(subject, text), {
    ...aboutOf(subject),
    status,
    arrayMessages: arrayMessages ?? [],
  });
}
