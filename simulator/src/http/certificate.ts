/** A certificate authority for one run and a server certificate signed by it, so that clients can verify for real. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { generate } from "selfsigned";

export type ServerCertificate = {
  readonly caCertificate: string;
  readonly certificate: string;
  readonly privateKey: string;
};

// Elliptic: an RSA key would take seconds to make.
const keyOptions = { keyType: "ec", curve: "P-256", algorithm: "sha256" } as const;

export async function createServerCertificate(host: string): Promise<ServerCertificate> {
  const authority = await generate([{ name: "commonName", value: "powerstore-import-simulator CA" }], {
    ...keyOptions,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: "commonName", value: host }], {
    ...keyOptions,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames: alternativeNames(host) },
    ],
  });
  return { caCertificate: authority.cert, certificate: server.cert, privateKey: server.private };
}

const dnsName = 2;
const ipAddress = 7;

function alternativeNames(host: string) {
  const hostName = /^[\d.]+$|:/.test(host)
    ? ({ type: ipAddress, ip: host } as const)
    : ({ type: dnsName, value: host } as const);
  return [hostName, { type: dnsName, value: "localhost" } as const, { type: ipAddress, ip: "127.0.0.1" } as const];
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
