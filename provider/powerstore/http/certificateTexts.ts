import type { PeerCertificate } from "./peerCertificate";
import { printable } from "./printable";
import type { Circumstances } from "./sendFailure";

export type FailureText = { readonly what: string; readonly advice?: string };

const NOTHING_SENT = "nothing was sent because the certificate";

/** What is wrong with a certificate, what it says itself, what was expected, and what to do. */
export function certificateText(code: string | undefined, { certificate, trusted = [] }: Circumstances): FailureText {
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
