/** Certificates that the array trusts, or shows by itself: a chain for each row of `x509_certificate` [API x509_certificate]. */
import { X509Certificate } from "node:crypto";
import type { ArrayState } from "../array/arrayState";
import { type Body, type Change, created, done, requireRecord } from "../array/change";
import { digitsOf, nextId } from "../array/ids";
import { refusalErr } from "../array/refusals";
import { toTimestamp } from "../records/instants";
import type { Certificate } from "../records/records";
import { trustAgain } from "../sources/sourceTrust";

/** [API x509_certificate_create]: those whose certificates are brought in from outside, in this release. */
const services = ["Import_HTTP", "LDAP_HTTP", "Syslog_HTTP", "SecurID_HTTP", "Remote_Backup_HTTP"];

/** [API x509_certificate_create]: for their authorities, what says whom they are trusted for. */
const scopes: Readonly<Record<string, string>> = {
  Import_HTTP: "the management address of the source",
  Remote_Backup_HTTP: "the management address of the backup system",
  LDAP_HTTP: "the LDAP domain",
  SecurID_HTTP: "the id of the MFA service",
};

function unfit(problem: string) {
  return refusalErr("invalid", "certificate", problem);
}

const isOfAuthority = (type: unknown) => type === "CA_Client_Validation" || type === "CA_Server_Validation";

const addCertificate: Change = (array, { body }) => {
  const service = String(body.service);
  if (!services.includes(service)) throw unfit(`those of ${service} are not imported`);
  if (isOfAuthority(body.type)) requireScope(service, body.scope);
  else requireKey(body);
  const members = membersOf(String(body.certificate));
  const record = {
    id: nextId(array, "x509_certificate"),
    type: String(body.type),
    service,
    ...(body.scope ? { scope: String(body.scope) } : {}),
    // Without a word of the caller's the service does not take it up [I].
    is_current: body.is_current === true,
    members,
  };
  putCertificate(array, record);
  return created(record.id);
};

function requireScope(service: string, scope: unknown): void {
  const wanted = scopes[service];
  if (wanted !== undefined && !scope) throw unfit(`an authority for ${service} has ${wanted} as its scope`);
}

function requireKey({ type, private_key, passphrase }: Body): void {
  if (!private_key || !passphrase) throw unfit(`one of type ${type} comes with private_key and passphrase`);
}

/** Of a service's own certificates one is current: another one takes its place, and it is deleted. Of authorities there may be several. */
function putCertificate(array: ArrayState, record: Certificate): void {
  const { x509_certificate: table } = array.tables;
  const { id, service, type, is_current } = record;
  if (is_current && !isOfAuthority(type)) {
    const former = [...table.values()].filter((each) => each.service === service && each.type === type);
    for (const each of former) if (each.is_current && each.id !== id) table.delete(each.id);
  }
  table.put(record);
  trustAgain(array);
}

/** [API x509_certificate_modify]: only for the certificates of servers and clients. */
const modifyCertificate: Change = (array, { id, body }) => {
  const record = requireRecord(array, "x509_certificate", id);
  if (isOfAuthority(record.type)) throw refusalErr("impossible", "certificate", id, `it is a ${record.type}`);
  const members = body.certificate === undefined ? record.members : membersOf(String(body.certificate));
  putCertificate(array, { ...record, members, is_current: body.is_current === true });
  return done;
};

/** With another PowerStore, and with nobody else [API exchange]. The peer is made up: its serial number follows from its address. */
const exchangeCertificates: Change = (array, { body }) => {
  if (body.service !== "Replication_HTTP") throw unfit(`those of ${body.service} are not exchanged`);
  const address = String(body.address);
  putCertificate(array, {
    id: nextId(array, "x509_certificate"),
    type: "CA_Server_Validation",
    service: "Replication_HTTP",
    scope: `PS${digitsOf(address, 10).toUpperCase()}`,
    is_current: true,
    members: [],
    peer_address: address,
  });
  return done;
};

const pem = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** From the end-entity's to the root's, each issued by the next one. Throws an ApiError for what is no such chain. */
function membersOf(text: string): Certificate["members"] {
  const chain = (text.match(pem) ?? []).map((each) => understood(() => new X509Certificate(each)));
  if (chain.length === 0) throw unfit(NOT_PEM);
  const stray = chain.findIndex((each, index) => index > 0 && !chain[index - 1]?.checkIssued(each));
  if (stray > 0) throw unfit(`member ${stray + 1} of its chain has not issued member ${stray}`);
  return chain.map((member, index) => understood(() => toMember(member, index)));
}

const NOT_PEM = "certificate is not in PEM";

/** What somebody sends may be anything: also a certificate whose key nobody here understands is none. */
function understood<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw unfit(NOT_PEM);
  }
}

/** Node has no text for an empty name, though its types say so: a certificate may name nobody but by its alternative names. */
function nameOf(text: string | undefined): string {
  return (text ?? "").replaceAll("\n", ", ");
}

function toMember(member: X509Certificate, index: number): Certificate["members"][number] {
  const { modulusLength } = member.publicKey.asymmetricKeyDetails ?? {};
  return {
    subject: nameOf(member.subject),
    serial_number: member.serialNumber,
    issuer: nameOf(member.issuer),
    valid_from: toTimestamp(Date.parse(member.validFrom)),
    valid_to: toTimestamp(Date.parse(member.validTo)),
    subject_alternative_names: member.subjectAltName?.split(", ") ?? [],
    public_key_algorithm: member.publicKey.asymmetricKeyType,
    ...(modulusLength === undefined ? {} : { key_length: modulusLength }),
    thumbprint_algorithm: "SHA-256",
    thumbprint: member.fingerprint256.replaceAll(":", ""),
    certificate: member.raw.toString("base64"),
    depth: index + 1,
  };
}

export const certificateOperations = {
  "POST /x509_certificate": addCertificate,
  "PATCH /x509_certificate/{id}": modifyCertificate,
  "POST /x509_certificate/exchange": exchangeCertificates,
} satisfies Record<string, Change>;
