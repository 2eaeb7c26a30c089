import { X509Certificate } from "node:crypto";
import { changeOptions } from "../../operation/customTimeouts";
import type { ArrayAccess, OperationContext } from "../../operation/handler";
import type { RemoteSystemInputs } from "../inputs/inputs";

/**
 * Lets the array trust the source before it speaks to it, where the program gives the source's certificate. Looks first: what an earlier run has
 * added is not added again. Nothing takes a trust back: the array has no request for that, and others may rely on it.
 */
export async function trustSource(
  { certificate, managementAddress, name }: RemoteSystemInputs,
  array: ArrayAccess,
  deadline: number,
  context: OperationContext,
): Promise<void> {
  if (certificate === undefined || managementAddress === undefined) return;
  const { certificates, endpoint } = array.powerStore;
  const trusted = await certificates.listTrusted(managementAddress, { signal: context.signal });
  const known = new Set(trusted.flatMap(fingerprintOf));
  const wanted = fingerprintsIn(certificate);
  if (wanted.length > 0 && wanted.every((each) => known.has(each))) return;
  await certificates.trust(managementAddress, certificate, changeOptions(context, deadline));
  context.report.info(
    `remote system "${name}": ${endpoint} trusts the certificate that the program gives for ${managementAddress} from now on.`,
  );
}

const pemCertificate = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** Of each certificate in a PEM text. */
function fingerprintsIn(pem: string): string[] {
  return (pem.match(pemCertificate) ?? []).flatMap((each) => fingerprintOf(each.replace(/-----[A-Z ]+-----|\s/g, "")));
}

/** What cannot be read is none. */
function fingerprintOf(base64: string): string[] {
  try {
    return [new X509Certificate(Buffer.from(base64, "base64")).fingerprint256];
  } catch {
    return [];
  }
}
