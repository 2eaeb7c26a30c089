import type { ArrayState } from "../array/arrayState";
import { emptyMeter, startMeter, stopMeter } from "../records/copyMeter";
import { toMilliseconds, toTimestamp } from "../records/instants";
import type { Session } from "../records/session";
import { ruleOf, type SessionState } from "../records/states";
import {
  addDestination,
  hasDestination,
  isLeftBehind,
  leaveDestination,
  protectDestination,
  removeDestination,
  setHostAccess,
} from "./destination";
import { isGroup } from "./group";
import { settleHostVolumes } from "./hostPaths";
import { claimSource, freeSource, isReachable, markImported, settleSourceGroup, sourceNameOf } from "./source";
import { setTimer, shareBandwidth } from "./timers";
import { settleVolumeGroup } from "./volumeGroup";

/** What a change of state can bring along. */
export type SessionPatch = Partial<Pick<Session, "error" | "is_forced" | "copy" | "fails_cutover" | "cancels_to_fail">>;

/** Brings one session into a state, with everything that follows for destination and source; nobody else moves. */
export function enterState(array: ArrayState, session: Session, state: SessionState, patch: SessionPatch): void {
  withdraw(array, session);
  if (session.pending) array.agenda.stop("import_session_action", session.id);
  // The meter in the table: that of a record which the caller has read before others moved may run at an old speed.
  const { copy: meter } = array.tables.import_session.get(session.id) ?? session;
  const copy = patch.copy ?? stopMeter(meter, array.now, array.copySpeed);
  const moved: Session = {
    ...session,
    ...patch,
    ...(session.pending ? { pending: null } : {}),
    state,
    copy: state === "Copy_In_Progress" ? startMeter(copy, array.now) : copy,
    last_update_timestamp: toTimestamp(array.now),
  };
  const settled = settleDestination(array, moved);
  settleSource(array, settled, session);
  enrol(array, settled);
}

/** The counts follow from the records; `step` is 1 for a session that comes, -1 for one that goes. */
export function countSession(array: ArrayState, session: Session, step: 1 | -1): void {
  // A group takes one place, however many members it has [unknown]: nothing says how the array counts them.
  if (session.parent_session_id === null && ruleOf(session.state).active) array.counts.active += step;
  // A group is In_Progress for as long as it copies: only its members show whether it is being set up.
  if (session.state === "In_Progress" && !isGroup(array, session)) array.counts.settingUp += step;
  if (session.copy.running_since === null) return;
  if (step === 1) array.copying.add(session.id);
  else array.copying.delete(session.id);
}

/** Takes the session out of counts, queue and agenda. */
export function withdraw(array: ArrayState, session: Session): void {
  countSession(array, session, -1);
  array.queue.leave(session.id);
  array.agenda.stop("import_session", session.id);
}

/** Puts the record, and the session where its state belongs. */
export function enrol(array: ArrayState, session: Session): void {
  const isQueued = session.state === "Queued" && session.parent_session_id === null;
  const enrolled = isQueued ? withWait(array, session) : session;
  array.tables.import_session.put(enrolled);
  countSession(array, enrolled, 1);
  if (isQueued) array.queue.join(enrolled.id);
  setTimer(array, enrolled);
  shareBandwidth(array);
}

function withWait({ now, settings }: ArrayState, session: Session): Session {
  if (settings.queuedSeconds === 0) return session;
  return { ...session, waits_until: now + toMilliseconds(settings.queuedSeconds) };
}

function settleDestination(array: ArrayState, session: Session): Session {
  if (isGroup(array, session)) return settleVolumeGroup(array, session, sourceNameOf(array, session));
  const { destination } = ruleOf(session.state);
  if (destination === "None") {
    if (isLeftBehind(array, session)) return leaveDestination(array, session);
    // Without a destination nothing is copied.
    return removeDestination(array, { ...session, copy: emptyMeter(session.copy) });
  }
  const settled =
    destination === "Present" && !hasDestination(array, session)
      ? addDestination(array, session, sourceNameOf(array, session))
      : session;
  setHostAccess(array, settled);
  if (settled.state === "Import_Completed") protectDestination(array, settled);
  return settled;
}

function settleSource(array: ArrayState, session: Session, before: Session): void {
  if (isGroup(array, session)) {
    settleSourceGroup(array, session);
    return;
  }
  const { source } = ruleOf(session.state);
  // Nothing to roll back, or rolled back, unless a forced cancel gave up on a source that does not answer.
  const isRolledBack = before.destination_resource_id === null || isReachable(array, session);
  if (source === "In_Progress") claimSource(array, session);
  else if (source === "Imported") markImported(array, session);
  else freeSource(array, session, isRolledBack);
  settleHostVolumes(array, session, before, isRolledBack);
}
