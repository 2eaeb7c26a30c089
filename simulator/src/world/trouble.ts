import type { ArrayState } from "./arrayState";
import type { FaultState, SimulatedFault, WorldControls } from "./controls";
import { sessionFault } from "./errors";
import { toTimestamp } from "./instants";
import { type CopyMeter, emptyMeter, fillMeter, startMeter, stopMeter } from "./session/copyMeter";
import { admitQueued, dropSession, enterState, moveSession } from "./session/lifecycle";
import type { Session } from "./session/session";
import { findSource } from "./session/source";
import { ruleOf, type SessionState, STATES } from "./session/states";
import { setTimer } from "./session/timers";

type Trouble = {
  readonly [Name in keyof WorldControls]: (array: ArrayState, ...values: Parameters<WorldControls[Name]>) => void;
};

const dayInMilliseconds = 24 * 60 * 60 * 1000;

const FAULT_STATES: readonly SessionState[] = [
  "Failed",
  "Cancel_Required",
  "Cancel_Failed",
  "Cleanup_Required",
  "Cleanup_Failed",
  "Invalid",
  "Import_Completed_With_Errors",
  "Import_Cutover_Incomplete",
] satisfies FaultState[];

/** The controls as functions on the array's state. */
export const TROUBLE: Trouble = {
  setReachable(array, remoteSystemId, isReachable) {
    const remote = array.tables.remote_system.get(remoteSystemId);
    if (remote === undefined) throw new RangeError(`there is no remote system ${remoteSystemId}`);
    array.tables.remote_system.put({ ...remote, state: isReachable ? "OK" : "Management_Connection_Lost" });
  },
  failSession(array, id, fault) {
    const session = requireSession(array, id);
    if (!FAULT_STATES.includes(fault.state)) throw new RangeError(`a fault does not leave a session ${fault.state}`);
    if (fault.state === "Cancel_Required" && session.type !== "Agentless") {
      throw new RangeError(`only Agentless sessions get Cancel_Required, and ${id} is ${session.type}`);
    }
    requireSource(array, session, fault.state);
    moveSession(array, session, fault.state, { error: toError(fault) });
  },
  failCopyAt(array, id, percentage) {
    const session = requireSession(array, id);
    if (!(percentage >= 0 && percentage <= 100)) throw new RangeError(`a copy cannot fail at ${percentage} percent`);
    changeCopy(array, session, { fails_at_percentage: percentage });
  },
  slowCopy(array, id, factor) {
    const session = requireSession(array, id);
    if (!(factor > 0 && Number.isFinite(factor))) throw new RangeError(`a copy cannot be slowed by ${factor}`);
    changeCopy(array, session, { slowness: factor });
  },
  purgeSession(array, id) {
    const session = requireSession(array, id);
    if (ruleOf(session.state).source === "In_Progress") enterState(array, session, "Cancelled", {});
    dropSession(array, array.tables.import_session.get(id) ?? session);
  },
  forceState(array, id, state) {
    const session = requireSession(array, id);
    if (!Object.hasOwn(STATES, state)) throw new RangeError(`import sessions have no state ${state}`);
    requireSource(array, session, state);
    const isFaulty = FAULT_STATES.includes(state);
    const error = isFaulty ? sessionFault("simulated", state) : null;
    enterState(array, withSchedule(array, session, state), state, { error, copy: copyFor(array, session, state) });
    if (state !== "Queued") admitQueued(array);
  },
};

function requireSession(array: ArrayState, id: string): Session {
  const session = array.tables.import_session.get(id);
  if (session === undefined) throw new RangeError(`there is no import session ${id}`);
  return session;
}

/** A dead session cannot come back to life if its source is in another one by now. */
function requireSource(array: ArrayState, session: Session, state: SessionState): void {
  const source = findSource(array, session.source_resource_id);
  const owner = source !== undefined && "volume" in source ? source.volume.session_id : null;
  if (owner !== null && owner !== session.id && ruleOf(state).source !== "Free") {
    throw new RangeError(`${session.source_resource_id} is in session ${owner}, so ${session.id} cannot be ${state}`);
  }
}

function toError({ state, code, message }: SimulatedFault): Session["error"] {
  const fault = sessionFault("simulated", state);
  return { ...fault, code: code ?? fault.code, message_l10n: message ?? fault.message_l10n };
}

function changeCopy(array: ArrayState, session: Session, change: Partial<CopyMeter>): void {
  const stopped = { ...stopMeter(session.copy, array.now, array.settings.copyBytesPerSecond), ...change };
  const isRunning = session.copy.running_since !== null;
  const changed: Session = { ...session, copy: isRunning ? startMeter(stopped, array.now) : stopped };
  array.tables.import_session.put(changed);
  if (isRunning) setTimer(array, changed);
}

function withSchedule(array: ArrayState, session: Session, state: SessionState): Session {
  if (state !== "Scheduled" || (session.starts_at !== null && session.starts_at > array.now)) return session;
  const startsAt = array.now + dayInMilliseconds;
  return { ...session, starts_at: startsAt, scheduled_timestamp: toTimestamp(startsAt) };
}

/** How much is copied in a state that somebody forced. */
function copyFor(array: ArrayState, session: Session, state: SessionState): CopyMeter {
  const copy = stopMeter(session.copy, array.now, array.settings.copyBytesPerSecond);
  if (state === "Copy_In_Progress" || state === "Paused") {
    return copy.copied_bytes === copy.total_bytes ? emptyMeter(copy) : copy;
  }
  const isThrough = state === "Ready_For_Cutover" || state === "Cutover_In_Progress" || state === "Import_Completed";
  return isThrough ? fillMeter(copy) : copy;
}
