import { createHash } from "node:crypto";
import type { Simulator } from "../../simulator/src";
import { BEGINNING } from "../simulation/array";
import type { SessionRecord, Snapshot, VolumeRecord } from "./snapshot";
import type { Entry } from "./stack";

/** A stack and its array, without what makes no difference: two runs that lead to the same node are the same from there on. */
export type Node = {
  readonly key: string;
  readonly entries: readonly Entry[];
  /** As JSON: what differs from the world's beginning. */
  readonly array: string;
};

/** How a world is brought into the one form in which it is compared, kept and taken up again. */
export type Canon = {
  readonly beginning: Snapshot;
  readonly copyBytesPerSecond: number;
  /** Instants that programs name, in order: only whether they have passed counts. */
  readonly instants: readonly number[];
};

const START = Date.parse(BEGINNING);
const HOUR = 3_600_000;

/** How long a state lasts from whichever moment it is taken up again; of the others the copy's meter or the schedule says it. */
const LASTS: Readonly<Record<string, number>> = {
  In_Progress: 30_000,
  Cutover_In_Progress: 20_000,
  Cancel_In_Progress: 15_000,
  Cleanup_In_Progress: 20_000,
};

/** A moment in the queue, and an action until it has an effect, on the harsh array. */
const QUEUED = 3_000;
const ACTION = 2_000;

/** How much is copied: it is told to people and decides nothing. */
const COPIED: Readonly<Record<string, number>> = {
  Copy_In_Progress: 0.5,
  Paused: 0.5,
  Ready_For_Cutover: 1,
  Cutover_In_Progress: 1,
};

const MOMENT = "2026-01-01T00:00:00.000+00:00";
const FAULT = { code: "0xE0FF00000000", message_l10n: "The import had a fault." };

/** The node that a simulator and a state file are at. */
export function nodeOf(simulator: Simulator, entries: readonly Entry[], canon: Canon): Node {
  const snapshot = simulator.snapshot() as Snapshot;
  const sessions = snapshot.collections.import_session.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const kept = withoutEqual(entries).toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  const ids = new Map<string, string>();
  const name = (id: string | null | undefined, kind: string) => {
    if (!id || ids.has(id) || !id.startsWith(`${kind}-0`)) return;
    const number = [...ids.values()].filter((each) => each.startsWith(kind)).length + 1;
    ids.set(id, `${kind}-${String(number).padStart(6, "0")}`);
  };
  for (const { id } of [...sessions, ...kept]) name(id, "session");
  for (const { destination_resource_id } of sessions) name(destination_resource_id, "volume");
  for (const { outputs } of kept) name(outputs.destinationResourceId, "volume");
  const now = standstill(snapshot.now, canon);
  const plain = {
    now,
    serials: { ...snapshot.serials, session: count(ids, "session"), volume: count(ids, "volume") },
    queue: snapshot.queue,
    agenda: agendaOf(snapshot, sessions, now, canon),
    collections: {
      ...changedCollections(snapshot, canon),
      import_session: sessions.map((row) => plainSession(row, snapshot.now, now)),
      volume: volumesOf(snapshot, ids),
    },
  };
  const rename = (text: string) => text.replace(/\b(session|volume)-\d{6}\b/g, (id) => ids.get(id) ?? id);
  const array = rename(JSON.stringify(plain));
  const stack = rename(
    JSON.stringify(
      kept.map((entry) => plainEntry(entry, sessions)),
      inOrder,
    ),
  );
  const key = createHash("sha1").update(array).update(stack).digest("base64url");
  return { key, array, entries: JSON.parse(stack) as Entry[] };
}

/** The beginning, or an hour after the latest instant that has passed. */
function standstill(now: number, { instants }: Canon): number {
  const passed = instants.findLast((instant) => instant <= now);
  return passed === undefined ? START : passed + HOUR;
}

/**
 * `--replace` that creates first adds a second entry of the same session each time it is tried. Of several that are to be deleted the latest
 * stands for all: the others find what its delete has left.
 */
function withoutEqual(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter(
    ({ urn, id, isToDelete }, place) =>
      !isToDelete ||
      !entries.slice(place + 1).some((later) => later.isToDelete && later.urn === urn && later.id === id),
  );
}

const orderOf = ({ urn, isToDelete, id }: Entry) => `${urn} ${isToDelete ? 1 : 0} ${id}`;

/** Properties in one order, whoever put them together. */
function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

const count = (ids: ReadonlyMap<string, string>, kind: string) =>
  [...ids.values()].filter((id) => id.startsWith(kind)).length;

/** Takes a node up again. */
export function restore(simulator: Simulator, { array }: Node, { beginning }: Canon): void {
  const { collections, ...rest } = JSON.parse(array) as Snapshot;
  simulator.restore({ ...beginning, ...rest, collections: { ...beginning.collections, ...collections } });
}

/** Of all else that moves, what somebody asks for: sources and their systems. */
const askedFor = ["import_unity_volume", "remote_system"];

function changedCollections({ collections }: Snapshot, { beginning }: Canon): Record<string, readonly unknown[]> {
  const changed = askedFor.filter(
    (name) => JSON.stringify(collections[name]) !== JSON.stringify(beginning.collections[name]),
  );
  const sessions = new Set<unknown>(collections.import_session.map(({ id }) => id));
  const settled = (row: unknown) => {
    const { session_id } = row as { readonly session_id?: unknown };
    return session_id && !sessions.has(session_id) ? { ...(row as object), session_id: null } : row;
  };
  return Object.fromEntries(changed.map((name) => [name, (collections[name] ?? []).map(settled)]));
}

/** Nobody looks for what no session and no entry names. Names of volumes that stay are no matter of a session. */
function volumesOf({ collections }: Snapshot, ids: ReadonlyMap<string, string>): readonly VolumeRecord[] {
  return collections.volume
    .filter(({ id }) => ids.has(id))
    .map((volume) => ({
      ...volume,
      name: ids.get(volume.id) ?? "",
      creation_timestamp: MOMENT,
      wwn: "naa.68ccf098000000000000010000000001",
      nsid: 1,
      nguid: "nguid.0000000000018ccf0980000000000001",
      description: "",
    }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function plainSession(session: SessionRecord, seenAt: number, now: number): SessionRecord {
  const { copy } = session;
  const { waits_until, pending, ...rest } = session;
  const isPassing = session.state === "Queued" && waits_until !== undefined && waits_until > seenAt;
  return {
    ...rest,
    ...(isPassing && { waits_until: now + QUEUED }),
    ...(pending && { pending: { ...pending, until: now + ACTION } }),
    last_update_timestamp: MOMENT,
    error: session.error && { ...session.error, ...FAULT },
    copy: {
      ...copy,
      copied_bytes: copy.total_bytes * (COPIED[session.state] ?? 0),
      copied_milliseconds: 0,
      running_since: copy.running_since && now,
    },
  };
}

function agendaOf(snapshot: Snapshot, sessions: readonly SessionRecord[], now: number, canon: Canon) {
  return sessions.flatMap(({ id, state, copy }) =>
    snapshot.agenda
      .filter((due) => due.id === id)
      .map((due) => {
        if (due.collection === "import_session_action") return { ...due, at: now + ACTION };
        if (state === "Scheduled") return due;
        const copying = ((copy.total_bytes / 2) * 1000) / canon.copyBytesPerSecond;
        return { ...due, at: now + Math.ceil(state === "Copy_In_Progress" ? copying : (LASTS[state] ?? QUEUED)) };
      }),
  );
}

/**
 * Progress and times are told to people and decide nothing. The recorded state of an entry that is to be deleted decides nothing either while its
 * session is there, for a delete looks: it is taken as if it had been refreshed.
 */
function plainEntry({ outputs: recorded, ...entry }: Entry, sessions: readonly SessionRecord[]): Entry {
  const session = entry.isToDelete && sessions.find(({ id }) => id === entry.id);
  const outputs = session ? { ...recorded, ...seen(session) } : recorded;
  const { error, lastUpdateTimestamp, ...rest } = outputs;
  const {
    progressPercentage: _,
    estimatedCompletionTimestamp: __,
    averageTransferRate: ___,
    currentTransferRate: ____,
    ...kept
  } = rest;
  return {
    ...entry,
    outputs: {
      ...kept,
      ...(error && { error: { code: FAULT.code, message: FAULT.message_l10n } }),
      ...(lastUpdateTimestamp !== undefined && { lastUpdateTimestamp: MOMENT }),
    },
  };
}

function seen({ state, destination_resource_id: destination }: SessionRecord): Partial<Entry["outputs"]> {
  return {
    state: state as NonNullable<Entry["outputs"]["state"]>,
    ...(destination !== null && { destinationResourceId: destination, destinationResourceType: "volume" }),
  };
}
