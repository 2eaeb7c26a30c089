import type { ArrayState } from "../arrayState";
import { toTimestamp } from "../instants";
import { emptyMeter, startMeter, stopMeter } from "./copyMeter";
import { addDestination, protectDestination, removeDestination, setHostAccess } from "./destination";
import type { Session } from "./session";
import { claimSource, findSource, freeSource, isReachable, markImported } from "./source";
import { ruleOf, type SessionState } from "./states";
import { setTimer } from "./timers";

/** What a change of state can bring along. */
export type SessionPatch = Partial<Pick<Session, "error" | "is_forced" | "copy">>;

/** Brings a session into a state, with everything that follows from it, and lets the queue move up. */
export function moveSession(array: ArrayState, session: Session, state: SessionState, patch: SessionPatch = {}): void {
  enterState(array, session, state, patch);
  admitQueued(array);
}

/** As `moveSession`, but nobody moves up in the queue. */
export function enterState(array: ArrayState, session: Session, state: SessionState, patch: SessionPatch): void {
  withdraw(array, session);
  const copy = patch.copy ?? stopMeter(session.copy, array.now, array.settings.copyBytesPerSecond);
  const moved: Session = {
    ...session,
    ...patch,
    state,
    copy: state === "Copy_In_Progress" ? startMeter(copy, array.now) : copy,
    last_update_timestamp: toTimestamp(array.now),
  };
  const settled = settleDestination(array, moved);
  settleSource(array, settled, session);
  enrol(array, settled);
}

/** A new session: its source is taken, its record is there, and it waits for its schedule or for its turn. */
export function startSession(array: ArrayState, session: Session): void {
  claimSource(array, session);
  enrol(array, session);
  admitQueued(array);
}

/** The session leaves the array without a trace in queue, agenda, counts and record; source and destination stay. */
export function dropSession(array: ArrayState, session: Session): void {
  withdraw(array, session);
  array.tables.import_session.delete(session.id);
  admitQueued(array);
}

/** The counts follow from the records; `step` is 1 for a session that comes, -1 for one that goes. */
export function countSession(array: ArrayState, session: Session, step: 1 | -1): void {
  if (ruleOf(session.state).active) array.counts.active += step;
  if (session.state === "In_Progress") array.counts.settingUp += step;
}

/** FIFO (powerstore.md 1a, S): who has waited longest gets the next free place. */
export function admitQueued(array: ArrayState): void {
  const { settings, counts } = array;
  while (counts.active < settings.maxActiveSessions) {
    if (settings.oneSetUpAtATime && counts.settingUp > 0) return;
    const next = array.tables.import_session.get(array.queue.first() ?? "");
    if (next === undefined) return;
    enterState(array, next, "In_Progress", {});
  }
}

function withdraw(array: ArrayState, session: Session): void {
  countSession(array, session, -1);
  array.queue.leave(session.id);
  array.agenda.stop("import_session", session.id);
}

function enrol(array: ArrayState, session: Session): void {
  array.tables.import_session.put(session);
  countSession(array, session, 1);
  if (session.state === "Queued") array.queue.join(session.id);
  setTimer(array, session);
}

function settleDestination(array: ArrayState, session: Session): Session {
  const { destination } = ruleOf(session.state);
  if (destination === "None") {
    // Without a destination nothing is copied.
    return removeDestination(array, { ...session, copy: emptyMeter(session.copy) });
  }
  const isMissing = destination === "Present" && session.destination_resource_id === null;
  const settled = isMissing ? addDestination(array, session, sourceNameOf(array, session)) : session;
  setHostAccess(array, settled);
  if (settled.state === "Import_Completed") protectDestination(array, settled);
  return settled;
}

function sourceNameOf(array: ArrayState, session: Session): string {
  const source = findSource(array, session.source_resource_id);
  return source !== undefined && "volume" in source ? source.volume.name : session.name;
}

function settleSource(array: ArrayState, session: Session, before: Session): void {
  const { source } = ruleOf(session.state);
  if (source === "In_Progress") claimSource(array, session);
  else if (source === "Imported") markImported(array, session);
  // Nothing to roll back, or rolled back, unless a forced cancel gave up on a source that does not answer.
  else freeSource(array, session, before.destination_resource_id === null || isReachable(array, session));
}
