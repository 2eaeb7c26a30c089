import type { Answer, Body } from "./answers";
import { certificateText, type FailureText } from "./certificateTexts";
import type { Method } from "./contract";
import type { ArrayMessage } from "./errors";
import { printable } from "./printable";
import type { SendFailure, SendFailureKind } from "./sendFailure";

/** What was being done, in the words of an error: `doing` is a gerund with its object, `pausing import session (abc)`. */
export type Subject = {
  readonly doing: string;
  readonly method: Method;
  readonly path: string;
  readonly endpoint: string;
};

const ENDPOINT_SETTING =
  "the endpoint (powerstore-import:endpoint or POWERSTORE_ENDPOINT, or that of the provider or profile)";

export const isThisThePowerStore = `is ${ENDPOINT_SETTING} the management address of a PowerStore, with /api/rest at its end?`;

/** `pausing import session (abc) on https://array/api/rest: ...`. */
export function sentence(subject: Subject, text: string): string {
  return `${subject.doing} on ${subject.endpoint}: ${text}`;
}

/** `answered 422: Wrong state (0xE0...)`. */
export function answered(answer: Pick<Answer, "status" | "arrayMessages">): string {
  const said = (answer.arrayMessages ?? []).map(messageText).filter((text) => text !== "");
  return said.length === 0 ? `answered ${answer.status}` : `answered ${answer.status}: ${said.join("; ")}`;
}

/** `an HTML page`: what the body is, never what it says. */
export function bodyText(kind: Body["kind"]): string {
  return bodyTexts[kind];
}

const bodyTexts = {
  json: "JSON of another shape",
  empty: "an empty body",
  html: "an HTML page",
  cutOff: "JSON that breaks off",
  text: "text that is not JSON",
} as const satisfies Record<Body["kind"], string>;

function messageText({ text, code }: ArrayMessage): string {
  const plain = printable(text).replace(/\.$/, "");
  if (code === undefined) return plain;
  return plain === "" ? printable(code) : `${plain} (${printable(code)})`;
}

/** How a failure to send reads: what happened, in how many attempts, and what to do about it. */
export function failureText(failure: SendFailure, attempts: number, timeoutSeconds: number): string {
  const code = failure.code === undefined ? "" : ` (${failure.code})`;
  const { what, advice } = textOf(failure, timeoutSeconds);
  const more = [advice, failure.circumstances.hint].filter((text) => text !== undefined);
  return [`${what}${code}${inAttempts(attempts)}`, ...more].join("; ");
}

function textOf({ kind, code, circumstances }: SendFailure, timeoutSeconds: number): FailureText {
  if (kind === "certificate") return certificateText(code, circumstances);
  const { what, advice } = failureTexts[kind](timeoutSeconds);
  const { proxy } = circumstances;
  // What cannot be reached is the proxy then, not the array, unless the proxy says so.
  return proxy === undefined
    ? { what, ...(advice && { advice }) }
    : { what: `at the proxy ${proxy}: ${what}`, advice: kind === "proxyFailed" ? advice : PROXY_ADVICE };
}

const PROXY_ADVICE = "check powerstore-import:proxy or POWERSTORE_PROXY, or that of the provider or profile";

export function inAttempts(attempts: number): string {
  return attempts === 1 ? "" : `, in each of ${attempts} attempts`;
}

const failureTexts: Record<Exclude<SendFailureKind, "certificate">, (timeoutSeconds: number) => FailureText> = {
  refused: () => ({ what: "nothing listens at this address", advice: `check ${ENDPOINT_SETTING}` }),
  unknownHost: () => ({
    what: "the host name cannot be resolved",
    advice: `check ${ENDPOINT_SETTING} and this machine's DNS`,
  }),
  unreachable: () => ({ what: "there is no way to this address", advice: `check ${ENDPOINT_SETTING} and the network` }),
  noConnection: (seconds) => ({
    what: `no connection within ${seconds} s`,
    advice: `check ${ENDPOINT_SETTING}, firewalls on the way and whether the array is up`,
  }),
  notTls: () => ({ what: "what listens there does not speak HTTPS", advice: isThisThePowerStore }),
  tlsVersion: () => ({
    what: "what listens there speaks no version of TLS that is safe: 1.2 or 1.3 is needed",
    advice: isThisThePowerStore,
  }),
  clientCertificate: () => ({
    what: "what listens there wants a certificate of its clients, which a PowerStore's REST API does not",
    advice: isThisThePowerStore,
  }),
  handshake: () => ({
    what: "what listens there ended the TLS handshake: it may want a certificate of its clients, or know only ciphers that are not safe",
    advice: isThisThePowerStore,
  }),
  proxyRefused: () => ({ what: "it makes no way to the array" }),
  proxyFailed: () => ({
    what: "it does not reach the array",
    advice: `check ${ENDPOINT_SETTING} and whether the array is up`,
  }),
  timedOut: (seconds) => ({
    what: `no complete answer within ${seconds} s (powerstore-import:timeout or POWERSTORE_TIMEOUT)`,
  }),
  dropped: () => ({ what: "the connection broke before the answer was complete" }),
  tooLarge: () => ({ what: "the answer is larger than any that a PowerStore gives", advice: isThisThePowerStore }),
  stopped: () => ({ what: "stopped before the answer came" }),
};
