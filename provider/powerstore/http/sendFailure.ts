import type { PeerCertificate } from "./peerCertificate";

/** Why a request got no answer, as far as it matters for what to do next. */
export type SendFailureKind =
  /** Nothing listens at the address. */
  | "refused"
  /** The host name does not resolve. */
  | "unknownHost"
  /** No way to the address. */
  | "unreachable"
  /** No connection within the time-out: something on the way swallows the packets. */
  | "noConnection"
  /** What listens does not speak TLS. */
  | "notTls"
  /** What listens speaks only versions of TLS that are too old. */
  | "tlsVersion"
  /** What listens wants a certificate of its clients. */
  | "clientCertificate"
  /** What listens ended the handshake for a reason of its own. */
  | "handshake"
  /** The proxy is there, and makes no way to the array. */
  | "proxyRefused"
  /** The proxy is there, and does not reach the array for its part. */
  | "proxyFailed"
  /** The certificate is not trusted, not valid now, or made for another host. */
  | "certificate"
  /** Connected, but no complete answer within the time-out. */
  | "timedOut"
  /** The connection broke before the answer was complete. */
  | "dropped"
  /** The answer is larger than any that an array gives. */
  | "tooLarge"
  /** The caller's signal. */
  | "stopped";

/** What a person has to know about a failure beside its kind. */
export type Circumstances = {
  /** With kind `certificate`: what the other side shows, as far as it could be seen. */
  readonly certificate?: PeerCertificate | undefined;
  /** The certificates that the user has given to be trusted, by their names. */
  readonly trusted?: readonly string[];
  /** The proxy that it failed at. */
  readonly proxy?: string;
  /** What else it may have to do with. */
  readonly hint?: string | undefined;
};

/**
 * The only thing that a transport throws. Holds a code and no more: what a library throws carries the request with its
 * headers and body, password and tokens included.
 */
export class SendFailure extends Error {
  readonly kind: SendFailureKind;
  readonly circumstances: Circumstances;
  /** The system's or OpenSSL's code, `ECONNREFUSED`; for people, not for decisions. */
  readonly code: string | undefined;
  /** False only if it is certain that no byte of the request left this machine readable for the other side. */
  readonly mayHaveArrived: boolean;

  constructor(
    kind: SendFailureKind,
    about: { readonly mayHaveArrived: boolean; readonly code?: string | undefined },
    circumstances: Circumstances = {},
  ) {
    super(about.code === undefined ? kind : `${kind} (${about.code})`);
    this.name = "SendFailure";
    this.kind = kind;
    this.code = about.code;
    this.mayHaveArrived = about.mayHaveArrived;
    this.circumstances = circumstances;
  }
}

/** Codes of a connection that never came to be; OpenSSL's certificate codes are recognised by their form below. */
const kindOfCode: Readonly<Record<string, SendFailureKind>> = {
  ECONNREFUSED: "refused",
  ENOTFOUND: "unknownHost",
  EAI_AGAIN: "unknownHost",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  ETIMEDOUT: "noConnection",
  EPROTO: "notTls",
  ERR_SSL_UNSUPPORTED_PROTOCOL: "tlsVersion",
};

/** Alerts with which the other side ends a TLS handshake (RFC 8446, 6.2), by number; others are `handshake`. */
const kindOfAlert: Readonly<Record<number, SendFailureKind>> = {
  42: "clientCertificate",
  70: "tlsVersion",
  116: "clientCertificate",
};

/** TLS 1.3 tells a client that shows no certificate only after the handshake, but before anything that it has sent counts. */
const LATE_ALERT = 116;

// Node gives OpenSSL's verification results as codes (X509_V_ERR_ names): CERT_HAS_EXPIRED, SELF_SIGNED_CERT_IN_CHAIN,
// UNABLE_TO_VERIFY_LEAF_SIGNATURE, ERR_TLS_CERT_ALTNAME_INVALID, ...
const certificateCode = /CERT|^UNABLE_TO_|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$|CRL|^HOSTNAME_MISMATCH$/;

/**
 * `code` as found on a thrown value; `isSecured` tells whether the TLS handshake was over, after which bytes may arrive.
 * @param alert the number of the TLS alert that it is about, if any
 */
export function kindOfFailure(code: string | undefined, isSecured: boolean, alert?: number): SendFailureKind {
  if (isSecured && alert !== LATE_ALERT) return "dropped";
  if (alert !== undefined) return kindOfAlert[alert] ?? "handshake";
  if (code === undefined) return "dropped";
  // OpenSSL's verdicts that have no name in Node, such as a key that is too short.
  if (code === "UNSPECIFIED") return "certificate";
  const known = kindOfCode[code];
  if (known) return known;
  if (certificateCode.test(code)) return "certificate";
  return code.startsWith("ERR_SSL") ? "notTls" : "dropped";
}
