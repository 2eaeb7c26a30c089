import type { Instant } from "../records/instants";
import type { Certificate, Job, Policy, RemoteSystem, SourceGroup, SourceVolume, Stored } from "../records/records";
import type { Session } from "../records/session";
import type { SourceGroupCollection, SourceVolumeCollection } from "../records/sourceKinds";
import { Agenda, Fifo } from "./agenda";
import { type Settings, speedOfEach } from "./options";
import { Table } from "./table";

/** The collections that can be read, in the order in which a snapshot lists them. */
export const collections = [
  "cluster",
  "appliance",
  "software_installed",
  "policy",
  "host_group",
  "host",
  "volume_group",
  "remote_system",
  "import_unity",
  "import_unity_consistency_group",
  "import_unity_volume",
  "import_xtremio",
  "import_xtremio_consistency_group",
  "import_xtremio_volume",
  "import_storage_center",
  "import_storage_center_consistency_group",
  "import_storage_center_volume",
  "import_vnx_array",
  "import_vnx_consistency_group",
  "import_vnx_volume",
  "import_psgroup",
  "import_psgroup_volume",
  "import_netapp",
  "import_netapp_volume",
  "import_vmax",
  "import_vmax_storage_group",
  "import_vmax_volume",
  "import_universal_consistency_group",
  "import_universal_volume",
  "import_host_system",
  "import_host_initiator",
  "import_host_volume",
  "x509_certificate",
  "mpa_config",
  "mpa_critical_action",
  "job",
  "volume",
  "import_session",
] as const;

export type Collection = (typeof collections)[number];

/** Collections whose records the rules look into; the others are only shown. */
type Records = {
  readonly import_session: Session;
  readonly remote_system: RemoteSystem;
  readonly x509_certificate: Certificate;
  readonly policy: Policy;
  readonly job: Job;
} & { readonly [C in SourceGroupCollection]: SourceGroup } & { readonly [C in SourceVolumeCollection]: SourceVolume };

export type RecordOf<C extends Collection> = C extends keyof Records ? Records[C] : Stored;

export type Tables = { readonly [C in Collection]: Table<RecordOf<C>> };

/** What is numbered as it is made: its id follows from its number (`ids.ts`). */
export const serialKinds = [
  "session",
  "volume",
  "volume_group",
  "host",
  "host_group",
  "policy",
  "remote_system",
  "import_host_system",
  "import_universal_consistency_group",
  "x509_certificate",
  "job",
] as const;

export type SerialKind = (typeof serialKinds)[number];

/** The last numbers given out; none is used twice. */
export type Serials = Record<SerialKind, number>;

/** All that an array is at one instant, and the settings it runs by. */
export type ArrayState = {
  settings: Settings;
  now: Instant;
  readonly tables: Tables;
  readonly serials: Serials;
  /** Sessions in state Queued, in the order in which they get their turn; members of groups wait with their parents. */
  readonly queue: Fifo;
  readonly agenda: Agenda;
  /** Follows from the sessions: the ids of members by those of their parents, so that nobody has to look for them. */
  readonly members: Map<string, string[]>;
  /** Follows from the sessions' states; counted along, so that nobody has to walk through all sessions. */
  readonly counts: { active: number; settingUp: number };
  /** Follows from the sessions: those that copy, and how fast each of them does, in bytes per second; 0 is in no time. */
  readonly copying: Set<string>;
  copySpeed: number;
  space: Space;
};

/** Room for destinations: all copies fail without it, and where it is `refusing` new imports and volumes are refused as well. */
export type Space = "free" | "full" | "refusing";

export function isCollection(name: string): name is Collection {
  return (collections as readonly string[]).includes(name);
}

export function emptyState(settings: Settings, now: Instant): ArrayState {
  const tables = Object.fromEntries(collections.map((collection) => [collection, new Table()])) as unknown as Tables;
  return {
    settings,
    now,
    tables,
    serials: Object.fromEntries(serialKinds.map((kind) => [kind, 0])) as Serials,
    queue: new Fifo(),
    agenda: new Agenda(),
    members: new Map(),
    counts: { active: 0, settingUp: 0 },
    copying: new Set(),
    copySpeed: speedOfEach(settings, 0),
    space: "free",
  };
}

export function tableOf(array: ArrayState, collection: Collection): Table<Stored> {
  return array.tables[collection];
}
