import { X509Certificate } from "node:crypto";

/** A text that is no certificate; the reason goes on after the place where it stands. */
export class PemError extends Error {}

const block = /-----BEGIN ([^-\n]+)-----(.*?)-----END \1-----/gs;
const certificateLabel = /^((X509|TRUSTED) )?CERTIFICATE$/;

/**
 * All certificates of a file or text, in PEM as OpenSSL writes it; what else stands there is left out. Node takes a text that is no certificate
 * without a word, and then complains of an unknown authority. Line ends do not matter, for they get lost where a certificate passes through a
 * variable or a form: a text in one line, or with `\n` spelled out, means the same. A file may also be DER, as browsers save it.
 * @throws PemError that says what is wrong with which certificate, never what the text holds: it may be a key.
 */
export function readCertificates(given: Buffer | string): string {
  if (typeof given !== "string" && given[0] === DER_SEQUENCE) return parse(given, "").toString();
  const text = asText(given).replaceAll(/(\\r)?\\n/g, "\n");
  const blocks = [...text.matchAll(block)].map(([, label = "", body = ""]) => ({ label, body }));
  const certificates = blocks.filter(({ label }) => certificateLabel.test(label));
  const begun = text.match(/-----BEGIN ((X509|TRUSTED) )?CERTIFICATE-----/g)?.length ?? 0;
  if (begun === 0) throw new PemError(nothingText(text, blocks[0]?.label));
  if (certificates.length < begun) {
    throw new PemError(`holds a certificate that breaks off: ${begun} begin and ${certificates.length} end`);
  }
  const which = (index: number) =>
    certificates.length === 1 ? "" : ` (number ${index + 1} of ${certificates.length})`;
  return certificates.map(({ body }, index) => parse(decode(body, which(index)), which(index)).toString()).join("");
}

const DER_SEQUENCE = 0x30;

/** A shell of Windows writes UTF-16 where others write bytes. */
function asText(given: Buffer | string): string {
  if (typeof given === "string") return given;
  return given.toString(given[0] === 0xff && given[1] === 0xfe ? "utf16le" : "utf8");
}

function decode(body: string, which: string): Buffer {
  const base64 = body.replaceAll(/\s/g, "");
  if (!/^[\w+/]+=*$/.test(base64)) {
    throw new PemError(`holds a certificate${which} with characters that no certificate has`);
  }
  return Buffer.from(base64, "base64");
}

function parse(der: Buffer, which: string): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch {
    throw new PemError(`holds a certificate${which} that is damaged or incomplete`);
  }
}

function nothingText(text: string, label: string | undefined): string {
  if (label !== undefined) return `holds no certificate but "${label.slice(0, 40)}"`;
  if (text.trim() === "") return "is empty";
  return "holds no certificate in PEM form, which begins with -----BEGIN CERTIFICATE-----";
}
