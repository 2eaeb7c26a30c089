import { X509Certificate } from "node:crypto";
import { isIP, type Socket } from "node:net";
import tls from "node:tls";
import { linkAbort } from "../../abort";
import { systemClock } from "../../clock";
import type { Target } from "./contract";

/** What a server's certificate says, for a person who has to find out what is wrong with it. */
export type PeerCertificate = {
  /** The host name or address of the endpoint. */
  readonly askedFor: string;
  /** Whether that is an address, for which a common name does not count. */
  readonly isAddress: boolean;
  /** Names and addresses that it is made for; empty where it has none but a common name. */
  readonly names: readonly string[];
  readonly subject: string;
  readonly commonName: string | undefined;
  readonly issuer: string;
  readonly isSelfSigned: boolean;
  /** Milliseconds since 1970. */
  readonly validFrom: number;
  readonly validTo: number;
  /** SHA-256, as browsers and `openssl x509 -fingerprint` show it. */
  readonly fingerprint: string;
  /** When it was looked at. */
  readonly seenAt: number;
};

const LONGEST_SECONDS = 5;

/**
 * Looks at the certificate of the server at a URL, and sends nothing: Node shows none of a connection that it refuses. Undefined when there is
 * none to be seen within seconds; never throws.
 * @param openSocket the way there, if it is not straight
 */
export async function lookAtCertificate(
  url: string,
  about: {
    readonly timeoutSeconds: number;
    readonly signal: AbortSignal;
    readonly openSocket?: ((target: Target, signal: AbortSignal) => Promise<Socket>) | undefined;
  },
): Promise<PeerCertificate | undefined> {
  const { hostname, port } = new URL(url);
  const target = { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || 443) };
  const ended = linkAbort(about.signal);
  const over = systemClock.sleep(Math.min(about.timeoutSeconds, LONGEST_SECONDS), ended.signal).catch(() => undefined);
  let socket: tls.TLSSocket | undefined;
  const look = async () => {
    const way = await about.openSocket?.(target, ended.signal);
    socket = tls.connect({
      ...target,
      ...(way && { socket: way }),
      ...(isIP(target.host) === 0 && { servername: target.host }),
      rejectUnauthorized: false,
    });
    const certificate = await certificateOf(socket);
    return certificate && describe(certificate, target.host);
  };
  try {
    return (await Promise.race([look(), over])) ?? undefined;
  } catch {
    return undefined;
  } finally {
    ended.abort();
    ended.unlink();
    socket?.destroy();
  }
}

function certificateOf(socket: tls.TLSSocket): Promise<X509Certificate | undefined> {
  return new Promise((resolve, reject) => {
    socket.once("secureConnect", () => resolve(socket.getPeerX509Certificate()));
    socket.on("error", reject);
  });
}

function describe(certificate: X509Certificate, askedFor: string): PeerCertificate {
  return {
    askedFor,
    isAddress: isIP(askedFor) !== 0,
    names: namesIn(certificate.subjectAltName),
    subject: oneLine(certificate.subject),
    commonName: /^CN=(.*)$/m.exec(certificate.subject ?? "")?.[1],
    issuer: oneLine(certificate.issuer),
    isSelfSigned: certificate.subject === certificate.issuer,
    validFrom: Date.parse(certificate.validFrom),
    validTo: Date.parse(certificate.validTo),
    fingerprint: certificate.fingerprint256,
    seenAt: systemClock.now(),
  };
}

/** Node gives a line per part; a certificate without a subject has none. */
const oneLine = (name: string | undefined) => (name ?? "").split("\n").join(", ");

/** `DNS:array.example, IP Address:10.0.0.1`; text with a comma in it is quoted. */
function namesIn(text: string | undefined): readonly string[] {
  const entries = (text ?? "").match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/g) ?? [];
  return entries
    .map((entry) => entry.trim().replace(/^(DNS|IP Address|URI|email):/, ""))
    .filter((entry) => entry !== "");
}

/** Whom a PEM text makes trusted, by the names of the certificates in it. */
export function subjectsIn(pem: string): readonly string[] {
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs) ?? [];
  return certificates.map((each) => oneLine(new X509Certificate(each).subject));
}
