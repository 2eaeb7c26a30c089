import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** The certificate of one process and its key, in PEM; `line` is it as the handshake wants it: DER in base64 without padding [TERRAFORM start]. */
export type Certificate = { readonly certificate: Buffer; readonly key: Buffer; readonly line: string };

const DAY = 86_400_000;

/**
 * A self-signed certificate for `localhost`, as go-plugin expects of a plugin. Node has no writer for X.509, and the libraries that have one take longer to
 * load than all else until the handshake (docs/decisions/041).
 * @param now milliseconds since 1970; it is valid from a day before, for clocks that step, for 30 days
 */
export function createCertificate(now: number): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const body = certificateBody(publicKey, now);
  const signature = sign("sha256", body, privateKey);
  const der = sequence(body, sequence(oid(ECDSA_WITH_SHA256)), bitString(signature));
  return {
    certificate: Buffer.from(pem(der)),
    key: Buffer.from(privateKey.export({ type: "pkcs8", format: "pem" })),
    line: der.toString("base64").replace(/=+$/, ""),
  };
}

function certificateBody(publicKey: KeyObject, now: number): Buffer {
  const name = sequence(set(sequence(oid(COMMON_NAME), value(0x0c, Buffer.from("localhost")))));
  // A leading bit of 1 would make it negative.
  const serial = Buffer.concat([Buffer.from([1]), randomBytes(15)]);
  return sequence(
    value(0xa0, integer(Buffer.from([2]))),
    integer(serial),
    sequence(oid(ECDSA_WITH_SHA256)),
    name,
    sequence(time(now - DAY), time(now + 30 * DAY)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    value(
      0xa3,
      sequence(
        extension(BASIC_CONSTRAINTS, sequence(value(0x01, Buffer.from([0xff])))),
        extension(SUBJECT_ALT_NAME, sequence(value(0x82, Buffer.from("localhost")))),
      ),
    ),
  );
}

// Object identifiers, in DER (RFC 5280).
const ECDSA_WITH_SHA256 = "2a8648ce3d040302";
const COMMON_NAME = "550403";
const BASIC_CONSTRAINTS = "551d13";
const SUBJECT_ALT_NAME = "551d11";

function value(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...contents: readonly Buffer[]) => value(0x30, ...contents);
const set = (...contents: readonly Buffer[]) => value(0x31, ...contents);
const oid = (hex: string) => value(0x06, Buffer.from(hex, "hex"));
const integer = (bytes: Buffer) => value(0x02, bytes);
const bitString = (bytes: Buffer) => value(0x03, Buffer.from([0]), bytes);
const extension = (id: string, content: Buffer) => sequence(oid(id), value(0x04, content));

/** UTCTime, which is for years until 2049. */
const time = (milliseconds: number) =>
  value(
    0x17,
    Buffer.from(
      new Date(milliseconds)
        .toISOString()
        .replace(/[-:T]|\.\d+/g, "")
        .slice(2),
    ),
  );

const pem = (der: Buffer) =>
  `-----BEGIN CERTIFICATE-----\n${(der.toString("base64").match(/.{1,64}/g) ?? []).join("\n")}\n-----END CERTIFICATE-----\n`;
