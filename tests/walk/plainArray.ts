/** An array without what makes no difference, and how it is taken up again. */

import type { Simulator } from "../../simulator/src";
import { BEGINNING } from "../simulation/array";
import type { Ids } from "./ids";
import type { SessionRecord, Snapshot, VolumeRecord } from "./snapshot";

/** How a world is brought into the one form in which it is compared, kept and taken up again. */
export type ArrayCanon = {
  readonly beginning: Snapshot;
  readonly copyBytesPerSecond: number;
  /** How many milliseconds a state lasts from whichever moment it is taken up again; of the others the copy's meter or the schedule says it. */
  readonly lasts: Readonly<Record<string, number>>;
};

export const START = Date.parse(BEGINNING);

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

export const MOMENT = "2026-01-01T00:00:00.000+00:00";
export const FAULT = { code: "0xE0FF00000000", message_l10n: "The import had a fault." };

/** Sessions in the order in which they get their ids. */
export const sessionsOf = ({ collections }: Snapshot): readonly SessionRecord[] =>
  collections.import_session.toSorted((one, other) => (one.name < other.name ? -1 : 1));

/** As JSON: what differs from the world's beginning. All that is worth naming has its id by now. */
export function plainArray(snapshot: Snapshot, ids: Ids, now: number, canon: ArrayCanon): string {
  const sessions = sessionsOf(snapshot);
  const plain = {
    now,
    serials: { ...snapshot.serials, session: ids.count("session"), volume: ids.count("volume") },
    queue: snapshot.queue,
    agenda: agendaOf(snapshot, sessions, now, canon),
    collections: {
      ...changedCollections(snapshot, canon),
      import_session: sessions.map((row) => plainSession(row, snapshot.now, now)),
      volume: volumesOf(snapshot, ids),
    },
  };
  return ids.rename(JSON.stringify(plain));
}

export function restoreArray(simulator: Simulator, array: string, { beginning }: ArrayCanon): void {
  const { collections, ...rest } = JSON.parse(array) as Snapshot;
  simulator.restore({ ...beginning, ...rest, collections: { ...beginning.collections, ...collections } });
}

/** Of all else that moves, what somebody asks for: sources and their systems. */
const askedFor = ["import_unity_volume", "import_xtremio_volume", "remote_system"];

function changedCollections({ collections }: Snapshot, { beginning }: ArrayCanon): Record<string, readonly unknown[]> {
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
function volumesOf({ collections }: Snapshot, ids: Ids): readonly VolumeRecord[] {
  return collections.volume
    .filter(({ id }) => ids.of(id) !== undefined)
    .map((volume) => ({
      ...volume,
      name: ids.of(volume.id) ?? "",
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

function agendaOf(snapshot: Snapshot, sessions: readonly SessionRecord[], now: number, canon: ArrayCanon) {
  return sessions.flatMap(({ id, state, copy }) =>
    snapshot.agenda
      .filter((due) => due.id === id)
      .map((due) => {
        if (due.collection === "import_session_action") return { ...due, at: now + ACTION };
        if (state === "Scheduled") return due;
        const copying = ((copy.total_bytes / 2) * 1000) / canon.copyBytesPerSecond;
        return { ...due, at: now + Math.ceil(state === "Copy_In_Progress" ? copying : (canon.lasts[state] ?? QUEUED)) };
      }),
  );
}

/** Properties in one order, whoever put them together. */
export function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
