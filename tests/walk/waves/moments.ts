/** The clock of a walk of waves: three moments of a day say which windows are open, and no more is kept of it. */

import type { Simulator } from "../../../simulator/src";
import type { SessionRecord, Snapshot } from "../snapshot";

const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Whatever is from there until then, by the hours of a day and beyond, stands at `at`. What a run that goes on for longer ends in is the next one. */
const moments = [
  /** Only copies go on. */
  { from: 4, at: 5, until: 10 },
  /** Cut-over windows are open, and copies stand still. */
  { from: 10, at: 11, until: 14 },
  /** Start windows are open. */
  { from: 20, at: 21, until: 28 },
] as const;

const NIGHT_ENDS = 4;

/** The moment that a time belongs to; undefined: it lies between two. */
export function standstill(now: number): number | undefined {
  const evening = now - NIGHT_ENDS * HOUR;
  const midnight = evening - (evening % DAY);
  const hour = (now - midnight) / HOUR;
  const moment = moments.find(({ from, until }) => hour >= from && hour < until);
  return moment && midnight + moment.at * HOUR;
}

function nextMoment(now: number): number {
  const midnight = now - (now % DAY);
  const all = [...moments, ...moments.map((moment) => ({ at: moment.at + 24 }))].map(({ at }) => midnight + at * HOUR);
  return all.find((moment) => moment > now) as number;
}

/** Sessions whose time comes until then are started; whatever else the array is doing takes until after that. */
export function toNextMoment(simulator: Simulator): void {
  const next = nextMoment(simulator.now());
  for (let due = firstStart(simulator, next); due !== undefined; due = firstStart(simulator, next)) {
    setClock(simulator, due - 1);
    simulator.advance(1 / 1000);
  }
  setClock(simulator, next);
}

function firstStart(simulator: Simulator, until: number): number | undefined {
  const { agenda, collections } = simulator.snapshot() as Snapshot;
  const starts = agenda.filter(({ id, at }) => at <= until && isScheduled(collections.import_session, id));
  return starts[0]?.at;
}

const isScheduled = (sessions: readonly SessionRecord[], id: string): boolean =>
  sessions.find((session) => session.id === id)?.state === "Scheduled";

/** Nothing but the clock moves: what is being done goes on from there. */
function setClock(simulator: Simulator, now: number): void {
  const snapshot = simulator.snapshot() as Snapshot;
  const { agenda, collections } = snapshot;
  const later = (moment: number) => moment + now - snapshot.now;
  const sessions = collections.import_session;
  simulator.restore({
    ...snapshot,
    now,
    agenda: agenda.map((due) => (isScheduled(sessions, due.id) ? due : { ...due, at: later(due.at) })),
    collections: { ...collections, import_session: sessions.map((session) => laterSession(session, later)) },
  });
}

function laterSession(session: SessionRecord, later: (moment: number) => number): SessionRecord {
  const { copy, waits_until, pending } = session;
  return {
    ...session,
    ...(waits_until !== undefined && { waits_until: later(waits_until) }),
    ...(pending && { pending: { ...pending, until: later(pending.until) } }),
    copy: { ...copy, running_since: copy.running_since && later(copy.running_since) },
  };
}
