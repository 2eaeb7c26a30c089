import { Agenda } from "./agenda";
import { Fifo } from "./fifo";
import type { Instant } from "./instants";
import type { Settings } from "./options";
import type { Policy, RemoteSystem, SourceGroup, SourceVolume } from "./records";
import type { Session } from "./session/session";
import { type Stored, Table } from "./table";

/** The collections that can be read, in the order in which a snapshot lists them. */
export const COLLECTIONS = [
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
  "volume",
  "import_session",
] as const;

export type Collection = (typeof COLLECTIONS)[number];

/** Collections whose records the rules look into; the others are only shown. */
type Records = {
  readonly import_session: Session;
  readonly remote_system: RemoteSystem;
  readonly policy: Policy;
  readonly import_unity_consistency_group: SourceGroup;
  readonly import_unity_volume: SourceVolume;
  readonly import_xtremio_consistency_group: SourceGroup;
  readonly import_xtremio_volume: SourceVolume;
  readonly import_storage_center_consistency_group: SourceGroup;
  readonly import_storage_center_volume: SourceVolume;
};

export type RecordOf<C extends Collection> = C extends keyof Records ? Records[C] : Stored;

export type Tables = { readonly [C in Collection]: Table<RecordOf<C>> };

/** The last numbers given out; ids are never used twice. */
export type Serials = { session: number; volume: number; volume_group: number };

/** All that an array is at one instant, and the settings it runs by. */
export type ArrayState = {
  readonly settings: Settings;
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
};

export function isCollection(name: string): name is Collection {
  return (COLLECTIONS as readonly string[]).includes(name);
}

export function emptyState(settings: Settings, now: Instant): ArrayState {
  const tables = Object.fromEntries(COLLECTIONS.map((collection) => [collection, new Table()])) as unknown as Tables;
  return {
    settings,
    now,
    tables,
    serials: { session: 0, volume: 0, volume_group: 0 },
    queue: new Fifo(),
    agenda: new Agenda(),
    members: new Map(),
    counts: { active: 0, settingUp: 0 },
  };
}
