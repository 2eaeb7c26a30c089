/** What the array tells of itself, for the checks. Reads only. */
import { X509Certificate } from "node:crypto";
import type { WireRow } from "../../provider/powerstore/api/rows";
import type { Host, ImportHostSystem, ImportHostVolume } from "../../provider/powerstore/api/schemas/importHostSystem";
import type { ListedSession } from "../../provider/powerstore/api/schemas/importSession";
import type { Account } from "../../provider/powerstore/api/schemas/inventory";
import type { RemoteSystem } from "../../provider/powerstore/api/schemas/remoteSystem";
import type { SourceGroup, SourceVolume } from "../../provider/powerstore/api/schemas/source";
import type { SourceType } from "../../provider/powerstore/api/sourceKinds";
import { sourceTypes } from "../../provider/powerstore/api/sourceKinds";
import type { Connection, Target } from "../../provider/powerstore/http/contract";
import type { PeerCertificate } from "../../provider/powerstore/http/peerCertificate";
import { lookAtCertificate } from "../../provider/powerstore/http/peerCertificate";
import {
  ForbiddenError,
  NotFoundError,
  NotPowerStoreError,
  RefusedError,
} from "../../provider/powerstore/http/powerStoreErrors";
import { openTunnel } from "../../provider/powerstore/http/tunnel";
import type { ChosenArray } from "../arrays/chosenArrays";
import type { OpenArray } from "../arrays/openArrays";
import { textOf } from "../process/failures";
import type { Finding } from "./document";

export type Source = (SourceVolume | SourceGroup) & { readonly type: SourceType; readonly size?: number | undefined };

export type TrustedCertificate = { readonly address: string; readonly issuer: string; readonly validTo: number };

export type ArrayFacts = {
  readonly endpoint: string;
  readonly clusterId: string;
  readonly account: Account | undefined;
  readonly isVerified: boolean;
  readonly certificate: PeerCertificate | undefined;
  readonly secondsAhead: number | undefined;
  readonly release: string | undefined;
  readonly remoteSystems: readonly RemoteSystem[];
  readonly trusted: readonly TrustedCertificate[];
  readonly sessions: readonly ListedSession[];
  readonly sources: readonly Source[];
  readonly hostSystems: readonly ImportHostSystem[];
  readonly hostVolumes: readonly ImportHostVolume[];
  readonly hosts: readonly Host[];
  readonly hostGroups: readonly WireRow[];
  readonly volumes: readonly WireRow[];
  /** What could not be read. */
  readonly unread: readonly Finding[];
};

/** Reads something; what one account may not read, or one release does not have, does not keep the rest from being told. */
type Reader = <T>(check: Finding["check"], reading: Promise<T>, nothing: T) => Promise<T>;

/** @throws what the array's first answer fails with: nothing can be said of it then. */
export async function observeArray(
  { endpoint, powerStore }: OpenArray,
  { connection }: ChosenArray,
  signal: AbortSignal,
): Promise<ArrayFacts> {
  const clusterId = await powerStore.inventory.getClusterId({ signal });
  const unread: Finding[] = [];
  const reader = readerWith(unread);
  const [itself, hosts, certificate] = await Promise.all([
    readItself(powerStore, reader, { signal }),
    readHosts(powerStore, reader, { signal }),
    lookAtCertificate(endpoint, {
      timeoutSeconds: connection.timeoutSeconds,
      signal,
      openSocket: tunnelOf(connection),
    }),
  ]);
  const addresses = itself.remoteSystems.flatMap(({ managementAddress }) => managementAddress ?? []);
  const trusting = listTrusted(powerStore.certificates, addresses, { signal });
  return {
    ...itself,
    ...hosts,
    endpoint,
    clusterId,
    certificate,
    isVerified: !connection.insecure,
    trusted: await reader("certificate", trusting, []),
    secondsAhead: powerStore.arrayClock.secondsAhead(),
    unread,
  };
}

/** Of one operation alone: who has told its cluster is a PowerStore, and an older one may not know all of them. */
const partial = [ForbiddenError, NotFoundError, RefusedError, NotPowerStoreError];

function readerWith(unread: Finding[]): Reader {
  return async (check, reading, nothing) => {
    try {
      return await reading;
    } catch (error) {
      if (!partial.some((kind) => error instanceof kind)) throw error;
      unread.push({ check, severity: "warning", found: `not told: ${textOf(error)}`, todo: "look at it by hand" });
      return nothing;
    }
  };
}

async function readItself(
  { inventory, remoteSystems, importSessions, rows, sources }: OpenArray["powerStore"],
  reader: Reader,
  options: Reading,
) {
  const listing = reader("connection", remoteSystems.listRemoteSystems(options), []);
  const finding = async () => listSources(sources, await listing, options);
  const [account, release, systems, sessions, volumes, found] = await Promise.all([
    reader("login", inventory.getAccount(options), undefined),
    reader("version", inventory.getRelease(options), undefined),
    listing,
    reader("queue", importSessions.listAllSessions(options), []),
    reader("name", rows.listRows("volume", ["id", "name"], options), []),
    reader("source", finding(), []),
  ]);
  return { account, release, remoteSystems: systems, sessions, volumes, sources: found };
}

async function readHosts({ importHostSystems, rows }: OpenArray["powerStore"], reader: Reader, options: Reading) {
  const [hostSystems, hostVolumes, hosts, hostGroups] = await Promise.all([
    reader("host", importHostSystems.listImportHostSystems(options), []),
    reader("host", importHostSystems.listImportHostVolumes(undefined, options), []),
    reader("host", importHostSystems.listHosts(options), []),
    reader("host", rows.listRows("host_group", ["id", "name"], options), []),
  ]);
  return { hostSystems, hostVolumes, hosts, hostGroups };
}

type Reading = { readonly signal: AbortSignal };

async function listSources(
  sources: OpenArray["powerStore"]["sources"],
  systems: readonly RemoteSystem[],
  options: Reading,
): Promise<readonly Source[]> {
  const of = async (type: SourceType): Promise<readonly Source[]> => {
    const [volumes, groups] = await Promise.all([
      sources.listSourceVolumes(type, options),
      sources.listSourceGroups(type, options),
    ]);
    return [...volumes, ...groups].map((source) => ({ ...source, type }));
  };
  return (
    await Promise.all(sourceTypes.filter((type) => systems.some((system) => system.type === type)).map(of))
  ).flat();
}

/** One after the other: they are few, and the array shows all of them each time. */
async function listTrusted(
  certificates: OpenArray["powerStore"]["certificates"],
  addresses: readonly string[],
  options: Reading,
): Promise<readonly TrustedCertificate[]> {
  const trusted: TrustedCertificate[] = [];
  for (const address of new Set(addresses)) {
    for (const der of await certificates.listTrusted(address, options)) {
      const read = readCertificate(der);
      if (read)
        trusted.push({ address, issuer: read.issuer.split("\n").join(", "), validTo: Date.parse(read.validTo) });
    }
  }
  return trusted;
}

function readCertificate(der: string): X509Certificate | undefined {
  try {
    return new X509Certificate(Buffer.from(der, "base64"));
  } catch {
    return undefined;
  }
}

const tunnelOf = ({ proxy, timeoutSeconds }: Pick<Connection, "proxy" | "timeoutSeconds">) =>
  proxy === undefined ? undefined : (to: Target, stop: AbortSignal) => openTunnel(proxy, to, timeoutSeconds, stop);
