import { type CertificateExtension, generate } from "selfsigned";

export type Identity = { readonly key: string; readonly cert: string };

export type Wanted = {
  /** @default none: signed by itself */
  readonly by?: Identity;
  readonly isAuthority?: boolean;
  /** DNS names and, where they look like one, addresses; null for no alternative names at all. @default 127.0.0.1 */
  readonly names?: readonly string[] | null;
  /** Days from now. */
  readonly from?: number;
  readonly to?: number;
};

const DAY = 86_400_000;

/** A certificate as arrays and their authorities have them. */
export async function identity(commonName: string, wanted: Wanted = {}): Promise<Identity> {
  const { by, isAuthority = false, names = ["127.0.0.1"], from = -1, to = 100 } = wanted;
  const altNames = (names ?? []).map((name) =>
    /^[\d.]+$/.test(name) ? { type: 7 as const, ip: name } : { type: 2 as const, value: name },
  );
  const extensions: CertificateExtension[] = [{ name: "basicConstraints", cA: isAuthority, critical: true }];
  if (names !== null && !isAuthority) extensions.push({ name: "subjectAltName", altNames });
  const made = await generate([{ name: "commonName", value: commonName }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions,
    notBeforeDate: new Date(Date.now() + from * DAY),
    notAfterDate: new Date(Date.now() + to * DAY),
    ...(by && { ca: by }),
  });
  return { key: made.private, cert: `${made.cert.trim()}\n` };
}
