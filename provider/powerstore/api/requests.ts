import type * as z from "zod";
import { linkAbort, unlessAborted } from "../../abort";
import type { Answer } from "../http/answers";
import type { Attempts, Outcome } from "../http/attempts";
import type { CallOptions, Sending } from "../http/contract";
import type { Subject } from "../http/errorTexts";
import { answered, bodyText, IS_THIS_THE_POWERSTORE, sentence } from "../http/errorTexts";
import { aboutOf, errorOf, isCreate, notPowerStore, outcomeUnknown } from "../http/outcomes";
import {
  ForbiddenError,
  LoginRefusedError,
  PowerStoreError,
  ReadFailedError,
  StoppedError,
  UnknownValueError,
} from "../http/powerStoreErrors";
import type { Secrets } from "../http/secrets";
import { passwordsIn } from "../http/secrets";
import type { LoginDoubt, Logins } from "../login/auth";
import type { Ticket } from "../login/login";
import { hasOnlyUnknownValues } from "./schemas/unknownValues";

/** One operation as the endpoint families ask for it; `path` is escaped already (`pathOf`). */
export type Call = Omit<Subject, "endpoint"> & {
  readonly query?: Readonly<Record<string, string>>;
  /** Properties that are undefined are not sent. */
  readonly body?: object;
  /** Asked for the body each time that it is sent, in place of `body`; what it throws ends the call, and nothing is sent. */
  readonly bodyAtSending?: (sending: Sending) => object | undefined;
};

/** A 2xx answer. `isRepetition`: an attempt before it may have been carried out as well. */
export type Settled = { readonly answer: Answer; readonly isRepetition: boolean };

/** What becomes of an accepted change that the array has made a job of: the answer of the change itself, once the job has ended. */
export type FollowJob = (
  requests: Pick<Requests, "read">,
  call: Call,
  accepted: Settled,
  options: CallOptions | undefined,
) => Promise<Answer>;

export interface Requests {
  /** Sends and checks the answer's body; also for the one changing request that has one, the create. */
  read<T>(call: Call, schema: z.ZodType<T>, options?: CallOptions): Promise<T>;
  /** Sends a changing request whose answer has no body. */
  change(call: Call, options?: CallOptions): Promise<void>;
  /** The error for an answer that does not make sense although its shape is right. */
  misfit(call: Call, text: string): PowerStoreError;
  /** The 2xx answer and its checked body. Throws only PowerStoreErrors. */
  readWithAnswer<T>(call: Call, schema: z.ZodType<T>, options?: CallOptions): Promise<{ answer: Answer; value: T }>;
}

type Means = {
  readonly endpoint: string;
  readonly timeoutSeconds: number;
  readonly logins: Logins;
  readonly attempts: Attempts;
  readonly closing: AbortSignal;
  readonly secrets: Pick<Secrets, "addAny">;
  readonly followJob: FollowJob;
};

const ACCEPTED = 202;

/** What an earlier run was answered. */
const acceptedBefore = (id: string): Settled => ({
  answer: {
    status: ACCEPTED,
    headers: new Headers(),
    body: { kind: "json", value: { id } },
    arrayMessages: undefined,
    location: undefined,
  },
  isRepetition: false,
});

export function createRequests(means: Means): Requests {
  const settled = async (call: Call, options: CallOptions | undefined): Promise<Answer> => {
    const underWay = options?.job?.underWay;
    if (underWay !== undefined) return means.followJob({ read }, call, acceptedBefore(underWay), options);
    means.secrets.addAny(...passwordsIn(call.body));
    const accepted = await send(means, call, options);
    if (call.method === "GET" || accepted.answer.status !== ACCEPTED) return accepted.answer;
    return means.followJob({ read }, call, accepted, options);
  };
  const readWithAnswer: Requests["readWithAnswer"] = async (call, schema, options) => {
    const answer = await settled(call, options);
    return { answer, value: parse({ ...call, endpoint: means.endpoint }, answer, schema) };
  };
  const read: Requests["read"] = async (call, schema, options) => (await readWithAnswer(call, schema, options)).value;
  return {
    readWithAnswer,
    misfit: (call, text) => notPowerStore({ ...call, endpoint: means.endpoint }, text),
    read,
    change: async (call, options) => {
      const { body } = await settled(call, options);
      // 204 is documented, JSON can only say more; a page comes from something that may not have passed the request on.
      if (body.kind !== "empty" && body.kind !== "json") {
        throw outcomeUnknown({ ...call, endpoint: means.endpoint }, `answered with ${bodyText(body.kind)}`);
      }
    },
  };
}

/** Sends under the one login; renews it and repeats once where the array's answer casts doubt on it. The refused request was not carried out. */
async function send(means: Means, call: Call, options: CallOptions | undefined): Promise<Settled> {
  const subject = { ...call, endpoint: means.endpoint };
  if (means.closing.aborted) throw stopped(subject, "the connection to the array is closed");
  const link = linkAbort(options?.signal, means.closing);
  let met: Outcome | undefined;
  try {
    const { ticket, isFresh } = await unlessAborted(means.logins.current(), link.signal);
    const first = await attempt(means, call, ticket, link.signal);
    met = first;
    const doubt = doubtIn(subject, first);
    if (!doubt) return settle(subject, first, means.timeoutSeconds);
    const renewed = isFresh ? undefined : await unlessAborted(means.logins.renew(ticket, doubt), link.signal);
    if (renewed) met = after(first, await attempt(means, call, renewed, link.signal, first));
    const lastDoubt = doubtIn(subject, met);
    if (lastDoubt && (renewed || isFresh)) means.logins.noteUseless(lastDoubt);
    return settle(subject, met, means.timeoutSeconds);
  } catch (thrown) {
    throw unlessPerhapsDone(subject, met, thrown, link.signal.aborted);
  } finally {
    link.unlink();
  }
}

/** The answer that casts doubt on the login is that of a request which was not carried out; one before it may have been. */
const after = (first: Outcome, last: Outcome): Outcome => ({
  ...last,
  isRepetition: first.isRepetition || last.isRepetition,
});

/** What ends a call after some attempts, whatever becomes of a login among it, says nothing of what an earlier one of them has done. */
function unlessPerhapsDone(subject: Subject, met: Outcome | undefined, thrown: unknown, isStopped: boolean): unknown {
  const isPerhapsDone = subject.method !== "GET" && met?.isRepetition === true;
  if (isPerhapsDone && isOfLogin(thrown, subject)) return afterBusy(subject, thrown);
  // What `unlessAborted` throws while the login is awaited: the request itself has not been sent.
  if (thrown instanceof PowerStoreError || !isStopped) return thrown;
  return stopped(subject, "stopped before it was sent", isPerhapsDone);
}

/** The login has failed, or the request for the want of one. */
function isOfLogin(thrown: unknown, subject: Subject): thrown is PowerStoreError {
  if (thrown instanceof LoginRefusedError || thrown instanceof ForbiddenError) return true;
  const isOther = thrown instanceof PowerStoreError && thrown.operation !== aboutOf(subject).operation;
  return isOther && !(thrown instanceof StoppedError);
}

const afterBusy = (subject: Subject, thrown: Error) =>
  outcomeUnknown(subject, `${thrown.message.replace(/\.$/, "")}, after the array had answered that it is busy`);

/** @param before what attempts under another login came to. */
async function attempt(
  means: Means,
  call: Call,
  ticket: Ticket,
  signal: AbortSignal,
  before?: Outcome,
): Promise<Outcome> {
  const bodyNow = ({ isFirst, isRepetition }: Sending) =>
    bodyUnlessInDoubt(means, call, {
      isFirst: isFirst && before === undefined,
      isRepetition: isRepetition || before?.isRepetition === true,
    });
  const query = new URLSearchParams(call.query).toString();
  const outcome = await means.attempts({
    method: call.method,
    url: `${means.endpoint}${call.path}${query === "" ? "" : `?${query}`}`,
    headers: {
      ...(call.body && { "Content-Type": "application/json" }),
      ...ticket(),
    },
    body: toText(call.body),
    ...(call.bodyAtSending && { bodyAtSending: bodyNow }),
    timeoutSeconds: means.timeoutSeconds,
    signal,
  });
  if (isDone(outcome)) means.logins.noteAccepted(ticket);
  return outcome;
}

/** Whoever asks for an action looks at what it was for; what a create may have made nobody has seen, whatever speaks against another attempt. */
function bodyUnlessInDoubt({ endpoint }: Means, call: Call, sending: Sending): string | undefined {
  try {
    return toText(call.bodyAtSending?.(sending));
  } catch (objection) {
    const subject = { ...call, endpoint };
    const isInDoubt = sending.isRepetition && isCreate(subject) && objection instanceof Error;
    throw isInDoubt ? afterBusy(subject, objection) : objection;
  }
}

const toText = (body: object | undefined) => body && JSON.stringify(body);

/** Done by the array: what stands between answers with pages. */
function isDone(outcome: Outcome): boolean {
  if (!("answer" in outcome)) return false;
  const { status, body } = outcome.answer;
  return status >= 200 && status < 300 && (body.kind === "json" || body.kind === "empty");
}

/** Of a page nobody knows whether what is in between has passed a change on: there is nothing to send again (docs/decisions/016). */
function doubtIn({ method }: Subject, outcome: Outcome): LoginDoubt | undefined {
  if (!("answer" in outcome)) return undefined;
  const { status, body } = outcome.answer;
  if (method !== "GET" && body.kind === "html") return undefined;
  return status === 401 || status === 403 ? status : undefined;
}

function settle(subject: Subject, outcome: Outcome, timeoutSeconds: number): Settled {
  if ("answer" in outcome && doubtIn(subject, outcome) === 401) {
    const text = `the array ${answered(outcome.answer)} although it accepts the login; is something on the way dropping the session's cookie?`;
    const arrayMessages = outcome.answer.arrayMessages ?? [];
    throw new LoginRefusedError(sentence(subject, text), {
      ...aboutOf(subject),
      status: 401,
      arrayMessages,
      isFinal: false,
    });
  }
  const error = errorOf(subject, outcome, timeoutSeconds);
  if (error || "failure" in outcome) throw error;
  return outcome;
}

function stopped(subject: Subject, text: string, isOutcomeUnknown = false): StoppedError {
  return new StoppedError(sentence(subject, text), { ...aboutOf(subject), isOutcomeUnknown });
}

/** A misfit after a changing request leaves its outcome open. */
function parse<T>(subject: Subject, { status, body }: Answer, schema: z.ZodType<T>): T {
  if (body.kind === "cutOff" && subject.method === "GET") {
    throw new ReadFailedError(sentence(subject, `answered ${status} with ${bodyText(body.kind)}`), aboutOf(subject));
  }
  const misfit = subject.method === "GET" ? notPowerStore : outcomeUnknown;
  if (body.kind !== "json") {
    throw misfit(subject, `answered ${status} with ${bodyText(body.kind)}; ${IS_THIS_THE_POWERSTORE}`);
  }
  const parsed = schema.safeParse(body.value);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.map(String).join(".") || "body"}: ${message}`);
  const version = "this version of pulumi-powerstore-import";
  const text = `answered ${status} with JSON that ${version} does not understand (${places.join("; ")})`;
  if (subject.method === "GET" && hasOnlyUnknownValues(parsed.error)) {
    throw new UnknownValueError(sentence(subject, text), aboutOf(subject));
  }
  throw misfit(subject, text);
}
