import * as z from "zod";
import type { Answer } from "../http/answers";
import type { Attempts } from "../http/attempts";
import type { Connection, Transport } from "../http/contract";
import type { Subject } from "../http/errorTexts";
import { answered, bodyText, IS_THIS_THE_POWERSTORE, sentence } from "../http/errorTexts";
import { aboutOf, errorOf, notPowerStore } from "../http/outcomes";
import { LoginRefusedError } from "../http/powerStoreErrors";
import type { Secrets } from "../http/secrets";

/** Proof of a login. A function, because an object of header values would show its secrets when inspected. */
export type Ticket = () => Readonly<Record<string, string>>;

export type LoginMeans = {
  readonly connection: Connection;
  readonly attempts: Attempts;
  readonly transport: Transport;
  readonly secrets: Secrets;
  readonly closing: AbortSignal;
};

/**
 * One login. Throws PowerStoreErrors: LoginRefusedError for a 401, otherwise as any read.
 * @param isLast after a refusal there will be no other attempt.
 */
export async function logIn(means: LoginMeans, isLast: boolean): Promise<Ticket> {
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
  if ("answer" in outcome && outcome.answer.status === 401)
    throw loginRefused(subject, outcome.answer, means.connection, isLast);
  const error = errorOf(subject, outcome, timeoutSeconds);
  if (error || "failure" in outcome) throw error;
  return readTicket(subject, outcome.answer, means.secrets);
}

/** Never throws, and takes no longer than `seconds`. */
export async function logOut({ connection, transport }: LoginMeans, ticket: Ticket, seconds: number): Promise<void> {
  const url = `${connection.endpoint}/logout`;
  // The session ends by itself after its idle time-out; nobody could do anything about a failure.
  await transport.send({ method: "POST", url, headers: ticket(), timeoutSeconds: seconds }).catch(() => undefined);
}

/**
 * The cookie is kept as text. A cookie jar decides by domain, path and redirects where a cookie may go; here one host is
 * spoken to, no redirect is followed, and the array sets its cookie once per login, so there is nothing to decide.
 */
function readTicket(subject: Subject, { status, body, headers }: Answer, secrets: Secrets): Ticket {
  const cookies = headers.getSetCookie().map((cookie) => cookie.split(";", 1).join(""));
  const token = headers.get("dell-emc-token");
  if (body.kind !== "json" || !loginSchema.safeParse(body.value).success) {
    throw notPowerStore(subject, `answered ${status} with ${bodyText(body.kind)}; ${IS_THIS_THE_POWERSTORE}`);
  }
  if (cookies.length === 0 || !token) {
    throw notPowerStore(subject, `answered without a session cookie and DELL-EMC-TOKEN; ${IS_THIS_THE_POWERSTORE}`);
  }
  secrets.add(token, ...cookies, ...cookies.map((cookie) => cookie.slice(cookie.indexOf("=") + 1)));
  return () => ({ Cookie: cookies.join("; "), "DELL-EMC-TOKEN": token });
}

/** How long after a refusal a user that was let in before may be tried once more. */
export const SECOND_TRY_SECONDS = 60;

const WORKED_BEFORE =
  ", though a login of this run was accepted before: the array's management may be failing over, or the password was changed meanwhile";

const DEFAULT_LOGIN_SETTING =
  "powerstore-import:username and powerstore-import:password, or POWERSTORE_USERNAME and POWERSTORE_PASSWORD";

function loginRefused(
  subject: Subject,
  answer: Answer,
  { loginSetting, areSettingsFresh }: Connection,
  isLast: boolean,
): LoginRefusedError {
  const text =
    `user or password are refused (the array ${answered(answer)})${isLast ? "" : WORKED_BEFORE}; correct ${loginSetting ?? DEFAULT_LOGIN_SETTING}; ` +
    (areSettingsFresh ? "" : rotationAdvice(loginSetting)) +
    `${isLast ? "there is no other attempt" : `there is one more attempt, ${SECOND_TRY_SECONDS} s from now or later, and then none`} in this run, so that the account is not locked`;
  const { status, arrayMessages } = answer;
  return new LoginRefusedError(sentence(subject, text), {
    ...aboutOf(subject),
    status,
    arrayMessages: arrayMessages ?? [],
    isFinal: isLast,
  });
}

const rotationAdvice = (loginSetting: string | undefined) =>
  "after a rotation `pulumi refresh` and `pulumi destroy` go on with what the last `pulumi up` has recorded: run the same command with --run-program, which " +
  `takes the program's present settings${loginSetting ? "" : ", or set the environment variables"}; `;

/** `login_session_instance`: always a list of one (Developers Guide, sessions). */
export const loginSchema = z
  .array(z.object({ is_password_change_required: z.boolean().nullish() }))
  .min(1)
  .transform(([login]) => ({ mustChangePassword: login?.is_password_change_required === true }));
