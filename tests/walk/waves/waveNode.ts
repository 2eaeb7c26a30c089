import type { RawInputs } from "../../../provider/lifecycle/operation/handler";
import type { Simulator } from "../../../simulator/src";
import type { Entry } from "../../simulation/sources/state";
import { Ids } from "../ids";
import { keyOf } from "../node";
import type { ArrayCanon } from "../plainArray";
import { FAULT, inOrder, plainArray, START, sessionsOf } from "../plainArray";
import type { SessionRecord, Snapshot } from "../snapshot";
import { DAY, standstill } from "./moments";

/** A stack with a wave and its array, without what makes no difference. */
export type WaveNode = {
  readonly key: string;
  readonly entries: readonly Entry[];
  /** As JSON: what differs from the world's beginning. */
  readonly array: string;
};

/** The node that a simulator, whose clock is at one of the moments, and a state file are at. */
export function waveNodeOf(simulator: Simulator, entries: readonly Entry[], canon: ArrayCanon): WaveNode {
  const found = simulator.snapshot() as Snapshot;
  const now = standstill(found.now);
  if (now === undefined) throw new TypeError("the clock is between two moments");
  const back = Math.floor(now / DAY) * DAY - START;
  const snapshot = daysBack(found, back);
  const ids = new Ids();
  const sessions = sessionsOf(snapshot);
  const members = entries.flatMap(({ outputs }) => Object.values((outputs.members ?? {}) as Members));
  for (const { id } of [...sessions, ...members]) ids.name(id, "session");
  for (const { destination_resource_id } of sessions) ids.name(destination_resource_id, "volume");
  for (const { destinationResourceId } of members) ids.name(destinationResourceId, "volume");
  const array = plainArray(snapshot, ids, now - back, canon);
  const stack = ids
    .rename(JSON.stringify(entries.map(plainEntry), inOrder))
    .replace(/"(\d{4}-[^"]+Z)"/g, (_, text) => JSON.stringify(backIn(text, back, now)));
  return { key: keyOf(array, stack), array, entries: JSON.parse(stack) as Entry[] };
}

type Member = {
  readonly id?: string;
  readonly destinationResourceId?: string;
  readonly error?: unknown;
  readonly holdReason?: string;
  readonly applied?: RawInputs;
  readonly [output: string]: unknown;
};
type Members = Readonly<Record<string, Member>>;

/** What is long past is so at all moments alike. */
const PAST = START - DAY;

/** All of it some days earlier: only the times of day count. */
function daysBack(snapshot: Snapshot, back: number): Snapshot {
  return {
    ...snapshot,
    now: snapshot.now - back,
    agenda: snapshot.agenda.map((due) => ({ ...due, at: due.at - back })),
    collections: {
      ...snapshot.collections,
      import_session: snapshot.collections.import_session.map((session) => sessionBack(session, back)),
    },
  };
}

function sessionBack(session: SessionRecord, back: number): SessionRecord {
  const { state, starts_at, waits_until } = session;
  const at = state === "Scheduled" ? (starts_at ?? 0) - back : PAST;
  return {
    ...session,
    ...(typeof starts_at === "number" && {
      starts_at: at,
      scheduled_timestamp: new Date(at).toISOString().replace("Z", "+00:00"),
    }),
    ...(waits_until !== undefined && { waits_until: waits_until - back }),
  };
}

function backIn(text: string, back: number, now: number): string {
  const at = Date.parse(text);
  return new Date(at < now ? PAST : at - back).toISOString();
}

/**
 * Progress, times and texts are told to people and decide nothing; that something is held does. Each run looks at what an earlier one has seen, for
 * that was long ago.
 */
function plainEntry({ outputs, ...entry }: Entry): Entry {
  const { progressPercentage: _, bytesCopied: __, nextChangeAt: ___, members, ...kept } = outputs;
  const statuses = Object.entries((members ?? {}) as Members);
  return {
    ...entry,
    outputs: {
      ...held(kept),
      ...(kept.lastSeenAt !== undefined && { lastSeenAt: new Date(PAST).toISOString() }),
      members: Object.fromEntries(statuses.map(([key, status]) => [key, plainMember(status)])),
    },
  };
}

function plainMember({ progressPercentage: _, nextChangeAt: __, error, ...kept }: Member): Member {
  return { ...held(kept), ...(error !== undefined && { error: { code: FAULT.code, message: FAULT.message_l10n } }) };
}

const held = <T extends RawInputs>(outputs: T): T =>
  outputs.holdReason === undefined ? outputs : { ...outputs, holdReason: "it is held" };
