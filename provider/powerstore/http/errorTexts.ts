import type { Answer, Body } from "./answers";
import type { Method } from "./contract";
import type { PeerCertificate } from "./peerCertificate";
import type { ArrayMessage } from "./powerStoreErrors";
import type { Circumstances, SendFailure, SendFailureKind } from "./sendFailure";

/** What was being done, in the words of an error: `doing` is a gerund with its object, `pausing import session (abc)`. */
export type Subject = {
  readonly doing: string;
  readonly method: Method;
  readonly path: string;
  readonly endpoint: string;
};

const ENDPOINT_SETTING =
  "the endpoint (powerstore-import:endpoint or POWERSTORE_ENDPOINT, or that of the provider or profile)";

export const IS_THIS_THE_POWERSTORE = `is ${ENDPOINT_SETTING} the management address of a PowerStore, with /api/rest at its end?`;

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
  if (kind === "certificate") return untrustedCertificateText(code, circumstances);
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
  notTls: () => ({ what: "what listens there does not speak HTTPS", advice: IS_THIS_THE_POWERSTORE }),
  tlsVersion: () => ({
    what: "what listens there speaks no version of TLS that is safe: 1.2 or 1.3 is needed",
    advice: IS_THIS_THE_POWERSTORE,
  }),
  clientCertificate: () => ({
    what: "what listens there wants a certificate of its clients, which a PowerStore's REST API does not",
    advice: IS_THIS_THE_POWERSTORE,
  }),
  handshake: () => ({
    what: "what listens there ended the TLS handshake: it may want a certificate of its clients, or know only ciphers that are not safe",
    advice: IS_THIS_THE_POWERSTORE,
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
  tooLarge: () => ({ what: "the answer is larger than any that a PowerStore gives", advice: IS_THIS_THE_POWERSTORE }),
  stopped: () => ({ what: "stopped before the answer came" }),
};

/** Text of the other side as it may go to a terminal: one line, bounded, no control characters. */
export function printable(text: string): string {
  const plain = text.replace(/[\s\p{C}]+/gu, " ").trim();
  return plain.length > 500 ? `${plain.slice(0, 500)}...` : plain;
}

export type FailureText = { readonly what: string; readonly advice?: string };

const NOTHING_SENT = "nothing was sent because the certificate";

/** What is wrong with a certificate, what it says itself, what was expected, and what to do. */
export function untrustedCertificateText(
  code: string | undefined,
  { certificate, trusted = [] }: Circumstances,
): FailureText {
  const { what, advice } = kindOfTrouble(code)(certificate, trusted);
  const seen = certificate === undefined ? "" : `; it is ${inWords(certificate)}`;
  return { what: `${NOTHING_SENT} ${what}${seen}`, advice };
}

type Trouble = (certificate: PeerCertificate | undefined, trusted: readonly string[]) => Required<FailureText>;

function kindOfTrouble(code = ""): Trouble {
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID" || code === "HOSTNAME_MISMATCH") return otherHost;
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID") return outOfDate;
  return /^UNABLE_TO_|SELF_SIGNED|^CERT_UNTRUSTED$/.test(code) ? untrusted : refused;
}

const otherHost: Trouble = (certificate) => {
  const rename = "use a name or address that it is made for in the endpoint";
  if (certificate === undefined) return { what: "is made for another host", advice: rename };
  const { names, commonName, askedFor, isAddress } = certificate;
  if (names.length > 0) return { what: `is made for another host than ${askedFor}`, advice: rename };
  const renew = "give the array a certificate with subject alternative names";
  if (commonName === undefined) return { what: "names no host at all", advice: renew };
  const why = isAddress ? "which does not count for an address" : `which is not ${askedFor}`;
  return {
    what: `has no subject alternative names, and only the common name ${quoted(commonName)}, ${why}`,
    advice: `${renew}, or use the common name in the endpoint if it is a host name`,
  };
};

const outOfDate: Trouble = (certificate) => {
  const advice = "renew it on the array, and check this machine's date";
  if (certificate === undefined) return { what: "is not valid today", advice };
  const { validFrom, validTo, seenAt } = certificate;
  const today = `and today is ${day(seenAt)}`;
  if (seenAt > validTo) return { what: `was valid until ${day(validTo)}, ${today}`, advice };
  if (seenAt < validFrom) return { what: `is valid from ${day(validFrom)} on, ${today}`, advice };
  return {
    what: `is signed by an authority whose own certificate is not valid today (${day(seenAt)})`,
    advice: "renew the authority's, on the array or in caFile, and check this machine's date",
  };
};

const untrusted: Trouble = (certificate, trusted) => {
  const given =
    trusted.length === 0 ? "" : `${trusted.map(quoted).join(" or ")}, given as caFile or caCertificate, or by `;
  return {
    what: `is not trusted here: expected was one that is signed by ${given}an authority that Node.js knows`,
    advice:
      `${certificate === undefined ? "give" : "if this is the array's fingerprint, give"} the authority's certificate, or this very one (PEM), ` +
      "as powerstore-import:caFile or POWERSTORE_CA_FILE, or as caFile of the provider or profile",
  };
};

const refused: Trouble = () => ({
  what: "is refused: its signature, its key or what it may be used for is not acceptable",
  advice: "give the array another certificate",
});

function inWords({ names, subject, issuer, isSelfSigned, validFrom, validTo, fingerprint }: PeerCertificate): string {
  return [
    names.length > 0 ? `made for ${printable(names.join(", "))}` : `made for ${quoted(subject)}`,
    isSelfSigned ? "signed by itself" : `signed by ${quoted(issuer)}`,
    `valid from ${day(validFrom)} to ${day(validTo)}`,
    `SHA-256 ${fingerprint}`,
  ].join(", ");
}

const quoted = (text: string) => `"${printable(text)}"`;
const day = (milliseconds: number) =>
  Number.isNaN(milliseconds) ? "an unknown day" : new Date(milliseconds).toISOString().slice(0, 10);
