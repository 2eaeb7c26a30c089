/** Sessions of a real array, as a snapshot of the simulator holds them (README of powerstore-import-simulator, "Worlds"). Pure. */

import { isKnownState, isPastCopy } from "../../provider/lifecycle/importSession/decide/states";
import type { ListedSession } from "../../provider/powerstore/api/schemas/importSession";
import { standsStill } from "../sessions/timeLeft";
import type { Pace } from "./rates";
import { ownRate } from "./rates";

type Row = { readonly id: string; readonly [property: string]: unknown };
type Due = { readonly at: number; readonly collection: string; readonly id: string };

/** What of a snapshot is looked into. */
export type Snapshot = {
  readonly now: number;
  readonly queue: readonly string[];
  /** The latest numbers in ids that the simulated array has given. */
  readonly serials: Readonly<Record<string, number>>;
  readonly agenda: readonly Due[];
  readonly collections: Readonly<Record<string, readonly Row[]>>;
};

export type Populated = {
  readonly snapshot: Snapshot;
  /** Ids of sessions that could not be taken along, and why. */
  readonly leftOut: ReadonlyMap<string, string>;
};

/** As the simulator is started: how long steps take that the array does by itself. */
export const steps = { setUpSeconds: 30, cutoverSeconds: 20, cancelSeconds: 15, cleanupSeconds: 20 } as const;

export function populate(empty: Snapshot, sessions: readonly ListedSession[], pace: Pace): Populated {
  const sources = sourcesIn(empty);
  const leftOut = new Map<string, string>();
  const kept = sessions.filter((session) => {
    const reason = whyNot(session, sources, empty);
    if (reason !== undefined) leftOut.set(session.id, reason);
    return reason === undefined;
  });
  const ids = new Set(kept.map(({ id }) => id));
  const own = kept.filter(({ parentSessionId }) => parentSessionId === undefined || ids.has(parentSessionId));
  const parents = new Set(own.flatMap(({ parentSessionId }) => parentSessionId ?? []));
  const records = own.map((session) =>
    recordOf(session, sources.get(session.sourceResourceId ?? "")?.row, empty.now, pace),
  );
  const holders = new Map(
    own.filter(({ state }) => holdsSource(state)).map(({ id, sourceResourceId }) => [sourceResourceId, id]),
  );
  return {
    leftOut,
    snapshot: {
      ...empty,
      serials: { ...empty.serials, session: lastSerial(own, empty.serials.session) + FORGOTTEN },
      queue: queueOf(own),
      agenda: [
        ...empty.agenda,
        ...records.flatMap((record) => dueOf(record, parents.has(record.id), empty.now, pace)),
      ].toSorted((one, other) => one.at - other.at),
      collections: {
        ...claimed(empty.collections, sources, holders),
        volume: withDestinations(empty.collections.volume ?? [], records, "volume", empty.now),
        volume_group: withDestinations(empty.collections.volume_group ?? [], records, "volume_group", empty.now),
        import_session: records,
      },
    },
  };
}

/** That array may have had so many that it knows no more, and a stack does: none of the play has the id of one of them. */
const FORGOTTEN = 1_000_000;

/** Sessions of another simulated array have ids as this one gives them. */
function lastSerial(sessions: readonly ListedSession[], given = 0): number {
  const serials = sessions.map(({ id }) => Number(/^session-(\d{6,})$/.exec(id)?.[1] ?? 0));
  return serials.reduce((most, serial) => Math.max(most, serial), given);
}

type SourceRow = { readonly collection: string; readonly row: Row };

const sourceCollections = /^import_(?!session$|host).*_(?:volume|consistency_group|storage_group)$/;

function sourcesIn({ collections }: Snapshot): ReadonlyMap<string, SourceRow> {
  return new Map(
    Object.entries(collections)
      .filter(([collection]) => sourceCollections.test(collection))
      .flatMap(([collection, rows]) => rows.map((row) => [row.id, { collection, row }] as const)),
  );
}

/** Ended sessions hold nothing but their names; all others need what they import. */
function whyNot(
  { state, sourceResourceId, remoteSystemId, type }: ListedSession,
  sources: ReadonlyMap<string, SourceRow>,
  { collections }: Snapshot,
): string | undefined {
  if (!isKnownState(state)) return `its state ${state} is not known`;
  if (type !== undefined && type !== "Agentless" && type !== "Non_Disruptive") return `its type ${type} is not known`;
  if (!holdsSource(state)) return undefined;
  const isThere = collections.remote_system?.some(({ id }) => id === remoteSystemId);
  if (!isThere) return "its remote system is not there";
  return sources.has(sourceResourceId ?? "") ? undefined : "its source is not listed";
}

const ended: ReadonlySet<string> = new Set(["Import_Completed", "Import_Completed_With_Errors", "Cancelled", "Failed"]);
const holdsSource = (state: string) => !ended.has(state);

type SessionRecord = Row & {
  readonly state: string;
  readonly parent_session_id: string | null;
  readonly starts_at: number | null;
  readonly automatic_cutover: boolean;
  readonly destination_resource_id: string | null;
  readonly destination_resource_type: string | null;
  readonly copy: Meter;
};

type Meter = {
  readonly total_bytes: number;
  readonly copied_bytes: number;
  readonly copied_milliseconds: number;
  readonly running_since: number | null;
  readonly slowness: number;
  readonly fails_at_percentage: null;
};

function recordOf(session: ListedSession, source: Row | undefined, now: number, pace: Pace): SessionRecord {
  const { scheduledTimestamp, error, destinationResourceId: destination } = session;
  const startsAt = scheduledTimestamp === undefined ? Number.NaN : Date.parse(scheduledTimestamp);
  return {
    id: session.id,
    name: session.name ?? session.id,
    description: session.description ?? null,
    type: session.type ?? "Non_Disruptive",
    state: session.state,
    remote_system_id: session.remoteSystemId ?? "",
    source_resource_id: session.sourceResourceId ?? "",
    global_storage_discovery_address: session.globalStorageDiscoveryAddress ?? null,
    destination_resource_id: destination ?? null,
    destination_resource_type: destination === undefined ? null : (session.destinationResourceType ?? "volume"),
    parent_session_id: session.parentSessionId ?? null,
    protection_policy_id: session.protectionPolicyId ?? null,
    volume_group_id: session.volumeGroupId ?? null,
    automatic_cutover: session.automaticCutover === true,
    scheduled_timestamp: scheduledTimestamp ?? null,
    error: error ? { code: error.code ?? "", message_l10n: error.message ?? "", arguments: [] } : null,
    last_update_timestamp: session.lastUpdateTimestamp ?? new Date(now).toISOString(),
    host_ids: [],
    host_group_ids: [],
    starts_at: Number.isNaN(startsAt) ? null : startsAt,
    is_forced: false,
    copy: meterOf(session, source, now, pace),
  };
}

/** What nobody tells the size of is as large as what copies at the assumed rate in an hour. */
const UNKNOWN_SECONDS = 3600;

/** The last moment that a date can be, milliseconds since 1970. */
const LAST_MOMENT = 8.64e15;

/** So many times as slow as others that nothing of it is copied. */
const STILL = 1e12;

function meterOf(session: ListedSession, source: Row | undefined, now: number, { rate: base }: Pace): Meter {
  const rate = ownRate(session) ?? base;
  const total = typeof source?.size === "number" && source.size > 0 ? source.size : base * UNKNOWN_SECONDS;
  const isDone = isKnownState(session.state) && isPastCopy(session.state);
  const copied = isDone ? total : copiedOf(session, total, rate, now);
  return {
    total_bytes: Math.round(total),
    copied_bytes: Math.min(Math.round(total), Math.max(0, Math.floor(copied))),
    copied_milliseconds: Math.round((copied / rate) * 1000),
    running_since: session.state === "Copy_In_Progress" ? now : null,
    slowness: standsStill(session) ? STILL : base / rate,
    fails_at_percentage: null,
  };
}

/** A percentage is a whole number, of a large volume an hour; when it will be done the array knows better, as far as the two agree. */
function copiedOf(
  { state, progressPercentage = 0, estimatedCompletionTimestamp }: ListedSession,
  total: number,
  rate: number,
  now: number,
): number {
  if (state !== "Copy_In_Progress" && state !== "Paused") return 0;
  const shown = (total * progressPercentage) / 100;
  const seconds =
    estimatedCompletionTimestamp === undefined ? Number.NaN : (Date.parse(estimatedCompletionTimestamp) - now) / 1000;
  const estimated = total - seconds * rate;
  const doesAgree = Math.abs(estimated - shown) <= total * 0.015;
  return doesAgree ? Math.max(0, estimated) : shown;
}

function dueOf(
  { id, state, parent_session_id: parent, copy, ...record }: SessionRecord,
  isGroup: boolean,
  now: number,
  pace: Pace,
): readonly Due[] {
  const at = (moment: number) => [
    { at: Math.min(LAST_MOMENT, Math.max(now, Math.ceil(moment))), collection: "import_session", id },
  ];
  const isMember = parent !== null;
  switch (state) {
    case "Scheduled":
      return isMember ? [] : at(record.starts_at ?? now);
    case "In_Progress":
      return isGroup ? [] : at(now + steps.setUpSeconds * 1000);
    case "Copy_In_Progress":
      return at(now + ((copy.total_bytes - copy.copied_bytes) * 1000 * copy.slowness) / pace.rate);
    case "Ready_For_Cutover":
      return !isMember && record.automatic_cutover ? at(now) : [];
    case "Cutover_In_Progress":
      return isGroup ? [] : at(now + steps.cutoverSeconds * 1000);
    case "Cancel_In_Progress":
      return isGroup ? [] : at(now + steps.cancelSeconds * 1000);
    case "Cleanup_In_Progress":
      return isGroup ? [] : at(now + steps.cleanupSeconds * 1000);
    default:
      return [];
  }
}

/** First in, first out [ARRAY transitions]: while a session waits nothing else updates it. */
export function queueOf(sessions: readonly ListedSession[]): readonly string[] {
  const enteredAt = ({ lastUpdateTimestamp = "" }: ListedSession) => Date.parse(lastUpdateTimestamp) || 0;
  return sessions
    .filter(({ state, parentSessionId }) => state === "Queued" && parentSessionId === undefined)
    .toSorted((one, other) => enteredAt(one) - enteredAt(other))
    .map(({ id }) => id);
}

/** Sources show who imports them. */
function claimed(
  collections: Snapshot["collections"],
  sources: ReadonlyMap<string, SourceRow>,
  holders: ReadonlyMap<string | undefined, string>,
): Snapshot["collections"] {
  const touched = new Set([...holders.keys()].flatMap((id) => sources.get(id ?? "")?.collection ?? []));
  return Object.fromEntries(
    Object.entries(collections).map(([collection, rows]) => [
      collection,
      touched.has(collection)
        ? rows.map((row) => {
            const holder = holders.get(row.id);
            return holder === undefined ? row : { ...row, importable_criteria: "In_Progress", session_id: holder };
          })
        : rows,
    ]),
  );
}

/** Those that somebody has deleted meanwhile are made up: a session names them. */
function withDestinations(
  rows: readonly Row[],
  records: readonly SessionRecord[],
  type: string,
  now: number,
): readonly Row[] {
  const known = new Set(rows.map(({ id }) => id));
  const missing = records.filter(
    ({ destination_resource_type: own, destination_resource_id: id }) => own === type && id !== null && !known.has(id),
  );
  const made = missing.map(({ destination_resource_id: id, copy }) => ({
    id: String(id),
    name: `destination-${id}`,
    type: "Primary",
    size: copy.total_bytes,
    state: "Ready",
    creation_timestamp: new Date(now).toISOString(),
    is_replication_destination: false,
  }));
  return [...rows, ...new Map(made.map((row) => [row.id, row])).values()];
}
