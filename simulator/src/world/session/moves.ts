/** The one verb for "sessions change their state", and how they come and go; what follows for others is in `settle.ts`. */
import type { ArrayState } from "../array/arrayState";
import { startMeter, stopMeter } from "../records/copyMeter";
import { toMilliseconds, toTimestamp } from "../records/instants";
import type { Session } from "../records/session";
import { ruleOf } from "../records/states";
import { groupError, groupStateOf, isGroup, joinGroup, membersOf, parentOf } from "./group";
import { type Move, movesTo } from "./movesTo";
import { claimSource, settleSourceGroup } from "./sessionSource";
import { settleDestination, settleSource } from "./settle";
import { setTimer, shareBandwidth } from "./timers";

/**
 * Brings sessions into states, one after the other. A group comes after its members, for its volume group comes and goes with what they
 * have in it; one that is not among the moves goes where its members lead it. Then the queue follows, unless `admits` is false.
 */
export function moveSessions(array: ArrayState, moves: readonly Move[], { admits = true } = {}): void {
  for (const move of moves) enterState(array, move);
  for (const { session } of moves) {
    const parent = parentOf(array, session);
    if (parent !== undefined && !moves.some((move) => move.session.id === parent.id)) followMembers(array, parent);
  }
  if (admits) admitQueued(array);
}

/** Brings a group into the state that follows from its members. */
function followMembers(array: ArrayState, parent: Session): void {
  const members = membersOf(array, parent);
  const to = groupStateOf(
    parent.state,
    members.map((member) => member.state),
  );
  if (to === parent.state) return;
  const { cancels_to_fail: left = 0 } = parent;
  const hasFailed = parent.state === "Cancel_In_Progress" && members.some((each) => each.state === "Cancel_Failed");
  const patch = {
    error: groupError(parent, to, members),
    ...(hasFailed && left > 0 ? { cancels_to_fail: left - 1 } : {}),
  };
  enterState(array, { session: parent, to, patch });
}

/** Brings one session into a state, with everything that follows for destination and source; nobody else moves. */
function enterState(array: ArrayState, { session, to, patch = {} }: Move): void {
  withdraw(array, session);
  if (session.pending) array.agenda.stop("import_session_action", session.id);
  // The meter in the table: that of a record which the caller has read before others moved may run at an old speed.
  const { copy: meter } = array.tables.import_session.get(session.id) ?? session;
  const copy = patch.copy ?? stopMeter(meter, array.now, array.copySpeed);
  const moved: Session = {
    ...session,
    ...patch,
    ...(session.pending ? { pending: null } : {}),
    state: to,
    copy: to === "Copy_In_Progress" ? startMeter(copy, array.now) : copy,
    last_update_timestamp: toTimestamp(array.now),
  };
  const settled = settleDestination(array, moved);
  settleSource(array, settled, session);
  enrol(array, settled);
}

/** The counts follow from the records; `step` is 1 for a session that comes, -1 for one that goes. */
export function countSession(array: ArrayState, session: Session, step: 1 | -1): void {
  // A group takes one place, however many members it has [U]: nothing says how the array counts them.
  if (session.parent_session_id === null && ruleOf(session.state).active) array.counts.active += step;
  // A group is In_Progress for as long as it copies: only its members show whether it is being set up.
  if (session.state === "In_Progress" && !isGroup(array, session)) array.counts.settingUp += step;
  if (session.copy.running_since === null) return;
  if (step === 1) array.copying.add(session.id);
  else array.copying.delete(session.id);
}

/** Takes the session out of counts, queue and agenda. */
function withdraw(array: ArrayState, session: Session): void {
  countSession(array, session, -1);
  array.queue.leave(session.id);
  array.agenda.stop("import_session", session.id);
}

/** Puts the record, and the session where its state belongs. */
function enrol(array: ArrayState, session: Session): void {
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

/** New sessions, a group's parent before its members: their sources are taken, and they wait for schedule or turn. */
export function startSessions(array: ArrayState, sessions: readonly Session[]): void {
  for (const session of sessions) joinGroup(array, session);
  for (const session of sessions) {
    if (isGroup(array, session)) settleSourceGroup(array, session);
    else claimSource(array, session);
    enrol(array, session);
  }
  admitQueued(array);
}

/** The session, with its members, leaves the array without a trace but source and destination. */
export function dropSession(array: ArrayState, session: Session): void {
  for (const each of [...membersOf(array, session), session]) {
    withdraw(array, each);
    array.tables.import_session.delete(each.id);
  }
  array.members.delete(session.id);
  shareBandwidth(array);
  admitQueued(array);
}

/** FIFO [ARRAY transitions]: who has waited longest gets the next free place; of a group all members that still wait. */
export function admitQueued(array: ArrayState): void {
  const { settings, counts } = array;
  while (counts.active < settings.maxActiveSessions) {
    if (settings.oneSetUpAtATime && counts.settingUp > 0) return;
    const next = array.tables.import_session.get(array.queue.first() ?? "");
    if (next === undefined || (next.waits_until ?? array.now) > array.now) return;
    moveSessions(array, movesTo(array, next, "In_Progress"), { admits: false });
  }
}
