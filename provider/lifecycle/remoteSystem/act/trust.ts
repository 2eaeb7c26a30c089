import { X509Certificate } from "node:crypto";
import { OutcomeUnknownError, RefusedError } from "../../../powerstore/http/powerStoreErrors";
import { changeOptions } from "../../operation/customTimeouts";
import type { ArrayAccess, OperationContext } from "../../operation/handler";
import { InterruptedError, sentenceOf } from "../../operation/lifecycleErrors";
import type { RemoteSystemInputs } from "../inputs/inputs";

/** The POST is sent this often at most, each time after a look that has found nothing. */
const MAX_POSTS = 3;
const LOOK_SECONDS = 3;

/**
 * Lets the array trust the source before it speaks to it, where the program gives the source's certificate. Looks first: what an earlier run has
 * added is not added again, and after a lost answer neither. Nothing takes a trust back: the array has no request for that, and others may rely on it.
 */
export async function trustSource(
  { certificate, managementAddress, name }: RemoteSystemInputs,
  array: ArrayAccess,
  deadline: number,
  context: OperationContext,
): Promise<void> {
  if (certificate === undefined || managementAddress === undefined) return;
  const { certificates, endpoint } = array.powerStore;
  const isTrusted = () => isTrustedSource({ certificate, managementAddress }, array, context.signal);
  if (await isTrusted()) return;
  for (let posts = 1; ; posts++) {
    try {
      await certificates.trust(managementAddress, certificate, changeOptions(context, deadline));
      break;
    } catch (error) {
      if (!(error instanceof OutcomeUnknownError) || context.signal.aborted) throw error;
      if (await isTrusted()) break;
      if (posts === MAX_POSTS) throw error;
      await pauseUnlessStopped(error, context);
    }
  }
  context.report.info(
    `remote system "${name}": ${endpoint} trusts the certificate that the program gives for ${managementAddress} from now on.`,
  );
}

async function pauseUnlessStopped(lost: Error, { clock, signal }: OperationContext): Promise<void> {
  try {
    await clock.sleep(LOOK_SECONDS, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new InterruptedError(`${sentenceOf(lost)} Stopped before it was sent again. Run "pulumi up" again.`);
  }
}

/** Whether the array trusts the source by the very certificate that the program gives. */
export async function isTrustedSource(
  { certificate, managementAddress }: { readonly certificate: string; readonly managementAddress: string },
  array: ArrayAccess,
  signal: AbortSignal,
): Promise<boolean> {
  const wanted = fingerprintsIn(certificate);
  const trusted = await array.powerStore.certificates.listTrusted(managementAddress, { signal });
  const known = new Set(trusted.flatMap(fingerprintOf));
  return wanted.length > 0 && wanted.every((each) => known.has(each));
}

/** What the array calls it is not documented; that its text names the certificate is likely [I]. */
export function withTrustAdvice(refusal: RefusedError, { certificate }: RemoteSystemInputs): RefusedError {
  if (certificate !== undefined || !/certificate/i.test(refusal.message)) return refusal;
  const text =
    "If the array does not trust the source yet, set certificate to the certificate of its management, in PEM";
  return new RefusedError(`${refusal.message}. ${text}.`, refusal);
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
