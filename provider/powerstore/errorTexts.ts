import type { Answer, Body } from "./answers";
import type { ArrayMessage } from "./errors";
import type { SendFailure, SendFailureKind } from "./sendFailure";
import type { Method } from "./transport";

/** What was being done, in the words of an error: `doing` is a gerund with its object, `pausing import session (abc)`. */
export type Subject = {
  readonly doing: string;
  readonly method: Method;
  readonly path: string;
  readonly endpoint: string;
};

const ENDPOINT_SETTING = "powerstore-import:endpoint or POWERSTORE_ENDPOINT";

export const isThisThePowerStore = `is this the management address of a PowerStore, with /api/rest at its end (${ENDPOINT_SETTING})?`;

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

/** Text of the other side as it may go to a terminal: one line, bounded, no control characters. */
export function printable(text: string): string {
  const plain = text.replace(/[\s\p{C}]+/gu, " ").trim();
  return plain.length > 500 ? `${plain.slice(0, 500)}...` : plain;
}

/** How a failure to send reads: what happened, in how many attempts, and what to do about it. */
export function failureText(failure: SendFailure, attempts: number, timeoutSeconds: number): string {
  const code = failure.code === undefined ? "" : ` (${failure.code})`;
  const { what, advice } =
    failure.kind === "certificate" ? certificateText(failure.code) : failureTexts[failure.kind](timeoutSeconds);
  return `${what}${code}${inAttempts(attempts)}${advice === undefined ? "" : `; ${advice}`}`;
}

export function inAttempts(attempts: number): string {
  return attempts === 1 ? "" : `, in each of ${attempts} attempts`;
}

type FailureText = { readonly what: string; readonly advice?: string };

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
  timedOut: (seconds) => ({
    what: `no complete answer within ${seconds} s (powerstore-import:timeout or POWERSTORE_TIMEOUT)`,
  }),
  dropped: () => ({ what: "the connection broke before the answer was complete" }),
  tooLarge: () => ({ what: "the answer is larger than any that a PowerStore gives", advice: isThisThePowerStore }),
  stopped: () => ({ what: "stopped before the answer came" }),
};

function certificateText(code: string | undefined): FailureText {
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID" || code === "HOSTNAME_MISMATCH") {
    return {
      what: "nothing was sent because the certificate is made for another host",
      advice: `use the name or address that it is made for as ${ENDPOINT_SETTING}`,
    };
  }
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID") {
    return {
      what: "nothing was sent because the certificate is not valid today",
      advice: "renew it on the array, and check this machine's date",
    };
  }
  return {
    what: "nothing was sent because the certificate is signed by an authority that is not trusted here",
    advice: "give the authority's certificate (PEM) as powerstore-import:caFile or POWERSTORE_CA_FILE",
  };
}
