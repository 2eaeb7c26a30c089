/** A certificate authority for one run and a server certificate signed by it, so that clients can verify for real. */
import { createPrivateKey, randomBytes, webcrypto } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { isIP } from "node:net";
import { hostname, networkInterfaces, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";
import { presentInstant } from "../http/clock";

export type ServerCertificate = {
  readonly caCertificate: string;
  readonly certificate: string;
  readonly privateKey: string;
};

// Elliptic: an RSA key would take seconds to make.
const keyAlgorithm = { name: "ECDSA", namedCurve: "P-256" } as const;
const signingAlgorithm = { name: "ECDSA", hash: "SHA-256" } as const;
const LIFETIME_MILLISECONDS = 365 * 24 * 60 * 60 * 1000;

const ofProcess = new Map<string, Promise<ServerCertificate>>();

/** One for all simulators of a process that clients reach by the same names, and for a day: to make it is most of what a start takes. */
export function sharedServerCertificate(host: string, names: readonly string[]): Promise<ServerCertificate> {
  const day = presentInstant().slice(0, 10);
  const key = JSON.stringify([day, publicName(host, names), alternativeNames(host, names)]);
  const certificate = ofProcess.get(key) ?? createServerCertificate(host, names);
  ofProcess.set(key, certificate);
  return certificate;
}

/** Key identifiers are in both: Python from 3.13 on refuses a server certificate without them. */
export async function createServerCertificate(host: string, names: readonly string[] = []): Promise<ServerCertificate> {
  const [authorityKeys, serverKeys] = await Promise.all([createKeys(), createKeys()]);
  const authority = await createAuthority(authorityKeys);
  const server = await X509CertificateGenerator.create({
    ...serialAndLifetime(),
    subject: `CN=${publicName(host, names)}`,
    issuer: authority.subject,
    signingAlgorithm,
    publicKey: serverKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(alternativeNames(host, names)),
      await SubjectKeyIdentifierExtension.create(serverKeys.publicKey),
      await AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  return {
    caCertificate: authority.toString("pem"),
    certificate: server.toString("pem"),
    privateKey: await toPem(serverKeys.privateKey),
  };
}

async function createAuthority(keys: webcrypto.CryptoKeyPair): Promise<X509Certificate> {
  return X509CertificateGenerator.createSelfSigned({
    ...serialAndLifetime(),
    name: "CN=powerstore-import-simulator CA",
    signingAlgorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
}

function createKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(keyAlgorithm, true, ["sign", "verify"]);
}

/** Valid from an hour ago, for clients whose clock is slow. */
function serialAndLifetime() {
  const now = Date.parse(presentInstant());
  // A leading digit below 8: a serial number must not be negative.
  const serialNumber = `1${randomBytes(9).toString("hex").slice(1)}`;
  return { serialNumber, notBefore: new Date(now - 3_600_000), notAfter: new Date(now + LIFETIME_MILLISECONDS) };
}

async function toPem(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", key));
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" })
    .export({ type: "pkcs8", format: "pem" })
    .toString();
}

type AlternativeName = { readonly type: "ip" | "dns"; readonly value: string };

function alternativeNames(host: string, names: readonly string[]): AlternativeName[] {
  const all = new Set([...names, ...(isEverywhere(host) ? namesOfMachine() : [host]), "localhost", "127.0.0.1"]);
  return [...all].map((value) => ({ type: isIP(value) === 0 ? "dns" : "ip", value }));
}

/** Whether it stands for all addresses of the machine, so that nobody can reach it by this one. */
const isEverywhere = (host: string) => host === "0.0.0.0" || host === "::";

/** What others reach this machine by, a container by its short id. */
function namesOfMachine(): readonly string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return [hostname(), ...addresses.map(({ address }) => address.replace(/%.*/, ""))];
}

/** By which name clients are told to come: one of those that the certificate is made for. */
export function publicName(host: string, names: readonly string[] = []): string {
  return names[0] ?? (isEverywhere(host) ? hostname() : host);
}

export type CaFile = {
  readonly path: string;
  /** Removes the file, if it was a temporary one. */
  remove(): Promise<void>;
};

/** Writes the authority's certificate where wanted, or into a temporary folder. */
export async function writeCaFile(caCertificate: string, wanted: string | undefined): Promise<CaFile> {
  if (wanted !== undefined) {
    await writeFile(wanted, caCertificate);
    // Absolute: whoever is told the path may work in another folder.
    return { path: resolve(wanted), remove: async () => {} };
  }
  const folder = await mkdtemp(join(tmpdir(), "powerstore-import-simulator-"));
  const path = join(folder, "ca.pem");
  await writeFile(path, caCertificate);
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}
