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
  /** What listens does not speak TLS, or no version of it that we do. */
  | "notTls"
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

/**
 * The only thing that a transport throws. Holds a code and no more: what a library throws carries the request with its
 * headers and body, password and tokens included (style.md 7).
 */
export class SendFailure extends Error {
  readonly kind: SendFailureKind;
  /** The system's or OpenSSL's code, `ECONNREFUSED`; for people, not for decisions. */
  readonly code: string | undefined;
  /** False only if it is certain that no byte of the request left this machine readable for the other side. */
  readonly mayHaveArrived: boolean;

  constructor(kind: SendFailureKind, about: { readonly mayHaveArrived: boolean; readonly code?: string | undefined }) {
    super(about.code === undefined ? kind : `${kind} (${about.code})`);
    this.name = "SendFailure";
    this.kind = kind;
    this.code = about.code;
    this.mayHaveArrived = about.mayHaveArrived;
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
};

// Node gives OpenSSL's verification results as codes (X509_V_ERR_ names): CERT_HAS_EXPIRED, SELF_SIGNED_CERT_IN_CHAIN,
// UNABLE_TO_VERIFY_LEAF_SIGNATURE, ERR_TLS_CERT_ALTNAME_INVALID, ...
const certificateCode = /CERT|^UNABLE_TO_|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$|CRL|^HOSTNAME_MISMATCH$/;

/** `code` as found on a thrown value; `isSecured` tells whether the TLS handshake was over, after which bytes may arrive. */
export function kindOfFailure(code: string | undefined, isSecured: boolean): SendFailureKind {
  if (isSecured) return "dropped";
  if (code === undefined) return "dropped";
  const known = kindOfCode[code];
  if (known) return known;
  if (certificateCode.test(code)) return "certificate";
  return code.startsWith("ERR_SSL") ? "notTls" : "dropped";
}
