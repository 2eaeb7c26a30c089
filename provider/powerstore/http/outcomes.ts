import type { Answer } from "./answers";
import type { Outcome } from "./attempts";
import type { SharedSilence } from "./contact";
import {
  answered,
  failureText,
  IS_THIS_THE_POWERSTORE,
  inAttempts,
  printable,
  type Subject,
  sentence,
} from "./errorTexts";
import {
  BusyError,
  CertificateError,
  ForbiddenError,
  NotFoundError,
  NotPowerStoreError,
  OutcomeUnknownError,
  type PowerStoreError,
  ReadFailedError,
  RefusedError,
  StoppedError,
  UnreachableError,
} from "./powerStoreErrors";
import type { SendFailure, SendFailureKind } from "./sendFailure";

/** The error that an outcome stands for; undefined for a 2xx answer, whose body is for the caller to judge. */
export function errorOf(subject: Subject, outcome: Outcome, timeoutSeconds: number): PowerStoreError | undefined {
  if ("failure" in outcome && outcome.shared) return errorOfShared(subject, outcome.shared, outcome, timeoutSeconds);
  if ("failure" in outcome) return errorOfFailure(subject, outcome.failure, outcome, timeoutSeconds);
  const { status } = outcome.answer;
  return status >= 200 && status < 300 ? undefined : errorOfStatus(subject, outcome.answer, outcome);
}

type Sent = Pick<Outcome, "attempts" | "isRepetition">;

function errorOfFailure(subject: Subject, failure: SendFailure, sent: Sent, timeoutSeconds: number) {
  const about = aboutOf(subject);
  const text = failureText(failure, sent.attempts, timeoutSeconds);
  const isChangeUnderWay = subject.method !== "GET" && (failure.mayHaveArrived || sent.isRepetition);
  if (failure.kind === "stopped") {
    const rest = isChangeUnderWay ? "; whether it was carried out is not known" : "";
    return new StoppedError(sentence(subject, text + rest), { ...about, isOutcomeUnknown: isChangeUnderWay });
  }
  if (isChangeUnderWay) return outcomeUnknown(subject, text);
  if (failure.kind === "certificate") return new CertificateError(sentence(subject, text), about);
  if (foreignKinds.has(failure.kind)) return notPowerStore(subject, text);
  return failure.mayHaveArrived
    ? new ReadFailedError(sentence(subject, text), about)
    : new UnreachableError(sentence(subject, text), about);
}

/** What listens is something else, and nothing changes that but somebody who sets it right. */
const foreignKinds: ReadonlySet<SendFailureKind> = new Set([
  "tooLarge",
  "notTls",
  "tlsVersion",
  "clientCertificate",
  "handshake",
]);

/** Nothing was sent, be it a read or a change; the words are those of the failure that is shared. */
function errorOfShared(subject: Subject, shared: SharedSilence, { isRepetition }: Sent, timeoutSeconds: number) {
  const { end, attempts, secondsAgo, secondsLeft } = shared;
  const what =
    "answer" in end
      ? `the array ${answered(end.answer)}${inAttempts(attempts)}`
      : failureText(end.failure, attempts, timeoutSeconds);
  const [ago, left] = [Math.round(secondsAgo), Math.ceil(secondsLeft)];
  const text = `nothing was sent, because of what this process met ${ago} s ago (${what}); it asks again in ${left} s`;
  if (isRepetition && subject.method !== "GET") return outcomeUnknown(subject, text);
  const isCertificate = "failure" in end && end.failure.kind === "certificate";
  return new (isCertificate ? CertificateError : UnreachableError)(sentence(subject, text), aboutOf(subject));
}

/** Early exits, from "this is no PowerStore" to the plain refusal. */
function errorOfStatus(subject: Subject, answer: Answer, { attempts, isRepetition }: Sent): PowerStoreError {
  const { status, arrayMessages } = answer;
  const isRead = subject.method === "GET";
  // A read, that of a login among them, carries nothing out.
  const about = aboutAnswer(subject, answer, isRepetition && !isRead);
  const text = `the array ${answered(answer)}`;
  // Nobody knows whether what is in between has passed a change on.
  const strange = isRead ? notPowerStore : outcomeUnknown;
  if (status < 400) return strange(subject, redirectText(subject, answer));
  if (status === 403 && answer.body.kind !== "html")
    return new ForbiddenError(sentence(subject, `${text}; ${MISSING_PRIVILEGE}`), about);
  if (status === 503 && (isRead || arrayMessages)) {
    return new BusyError(sentence(subject, `${text}${inAttempts(attempts)}; it is busy, try again later`), about);
  }
  // 501 is a refusal: an operation that does not exist has not been carried out.
  if (status >= 500 && status !== 501) {
    return isRead
      ? new ReadFailedError(sentence(subject, `${text}${inAttempts(attempts)}`), about)
      : outcomeUnknown(subject, text);
  }
  if (!arrayMessages) {
    return strange(subject, `${answered(answer)} without a PowerStore's error body; ${IS_THIS_THE_POWERSTORE}`);
  }
  // A collection is always there, be it empty: its 404 says nothing about the objects in it.
  if (status === 404 && (isMissingEndpoint(answer) || (isRead && isCollection(subject)))) {
    const isPerhapsDone = isRepetition && !isRead;
    return (isPerhapsDone ? outcomeUnknown : notPowerStore)(subject, `${text}; ${IS_THIS_THE_POWERSTORE}`);
  }
  // A create with 404 names something else that is missing [ARRAY statuses]: its own object cannot be "gone".
  if (status === 404 && !isCreate(subject)) return new NotFoundError(sentence(subject, text), about);
  return new RefusedError(sentence(subject, text), about);
}

const aboutAnswer = (subject: Subject, { status, arrayMessages }: Answer, isRepetition: boolean) => ({
  ...aboutOf(subject),
  status,
  isRepetition,
  arrayMessages: arrayMessages ?? [],
});

const MISSING_PRIVILEGE =
  "the user's role lacks the privilege (or the user has to change the password first), so change that or configure another user";

/** What answered does not speak as a PowerStore, or as one that we understand. */
export function notPowerStore(subject: Subject, text: string): NotPowerStoreError {
  return new NotPowerStoreError(sentence(subject, text), aboutOf(subject));
}

export function outcomeUnknown(subject: Subject, text: string): OutcomeUnknownError {
  return new OutcomeUnknownError(
    sentence(subject, `${text}; whether it was carried out is not known, so look before doing it again`),
    aboutOf(subject),
  );
}

export function aboutOf({ method, path, endpoint }: Subject): {
  readonly operation: string;
  readonly endpoint: string;
} {
  return { operation: `${method} ${path}`, endpoint };
}

// "The REST endpoint [GET /api/rest/limit?...] cannot be found.": seen on real arrays without a code [ARRAY errors], so
// the text is all there is. It means a wrong path, not a missing object.
function isMissingEndpoint({ arrayMessages }: Answer): boolean {
  return (arrayMessages ?? []).some(({ text }) => /REST endpoint .*cannot be found/i.test(text));
}

function isCollection({ path }: Pick<Subject, "path">): boolean {
  return path.lastIndexOf("/") === 0;
}

export function isCreate({ method, path }: Subject): boolean {
  return method === "POST" && isCollection({ path });
}

/** Names where a redirect leads, without what may be secret in it: user, password and query. */
function redirectText({ endpoint }: Subject, { status, location }: Answer): string {
  const target = location !== undefined && URL.canParse(location, endpoint) ? new URL(location, endpoint) : undefined;
  const where = target ? ` to ${printable(`${target.origin}${target.pathname}`)}` : "";
  return `answered ${status}, a redirect${where}, which is not followed because the login would go along; ${IS_THIS_THE_POWERSTORE}`;
}
