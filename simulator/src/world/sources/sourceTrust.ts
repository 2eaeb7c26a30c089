/**
 * Whether the array believes the management of a source that it is whom it should be. That authorities for it are certificates of Import_HTTP whose
 * scope is its address is documented [API x509_certificate_create]; what the array does without one is not [U], and so is `sourceTrust`.
 */
import { X509Certificate } from "node:crypto";
import type { ArrayState } from "../array/arrayState";
import { refusalErr } from "../array/refusals";
import type { Instant } from "../records/instants";
import type { Certificate, RemoteSystem } from "../records/records";
import type { RemoteSystemType } from "../records/sourceKinds";

/** By which certificates a remote system of the type is believed; nothing of a Universal one is managed [I]. */
function serviceOf(type: RemoteSystemType): string | undefined {
  if (type === "Universal") return undefined;
  if (type === "PowerProtect_DD") return "Remote_Backup_HTTP";
  return type === "PowerStore" ? "Replication_HTTP" : "Import_HTTP";
}

/** [API is_valid]: until the first of its members has expired. */
export function isValidAt(now: Instant, { members }: Pick<Certificate, "members">): boolean {
  return members.every(({ valid_to }) => now <= Date.parse(valid_to));
}

type Spoken = Pick<RemoteSystem, "type" | "shown_certificate"> & { readonly management_address?: unknown };

function isTrusted(array: ArrayState, { type, management_address: address, shown_certificate: shown }: Spoken) {
  const service = serviceOf(type);
  if (array.settings.sourceTrust === "any" || service === undefined || address === undefined) return true;
  return [...array.tables.x509_certificate.values()].some((each) => {
    if (each.service !== service || each.type !== "CA_Server_Validation") return false;
    const whom = String(each.peer_address ?? each.scope).toLowerCase();
    const counts = each.is_current && isValidAt(array.now, each) && whom === String(address).toLowerCase();
    return counts && (shown === undefined || covers(each, new X509Certificate(shown)));
  });
}

/** The very one, or one that has signed it. */
function covers({ members }: Certificate, shown: X509Certificate): boolean {
  return members.some(({ certificate }) => {
    const member = new X509Certificate(Buffer.from(certificate, "base64"));
    return member.fingerprint256 === shown.fingerprint256 || (member.ca && shown.verify(member.publicKey));
  });
}

/** Throws an ApiError where the array does not believe whoever answers at the address. */
export function requireTrust(array: ArrayState, spoken: Spoken): void {
  if (!isTrusted(array, spoken)) throw refusalErr("untrusted", String(spoken.management_address));
}

/** The remote system as it is once its source shows this certificate, PEM. */
export function showing(array: ArrayState, remote: RemoteSystem, certificate: string): RemoteSystem {
  const shown = { ...remote, shown_certificate: certificate };
  if (isTrusted(array, shown)) return shown;
  return { ...shown, state: "Management_Connection_Lost", lost_by: "certificate" };
}

/** Brings management connections back that were lost for a certificate, where it is trusted by now. */
export function trustAgain(array: ArrayState): void {
  const { remote_system: table } = array.tables;
  for (const { lost_by, ...remote } of [...table.values()]) {
    const isLost = remote.state === "Management_Connection_Lost" && lost_by === "certificate";
    if (isLost && isTrusted(array, remote)) table.put({ ...remote, state: "OK" });
  }
}

/** Whether a text is a certificate in PEM. */
export function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).raw.length > 0;
  } catch {
    return false;
  }
}
