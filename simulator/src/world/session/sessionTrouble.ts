/** The controls as functions on the array's state: what befalls sessions, and the room for them. */
import type { ArrayState, Space } from "../array/arrayState";
import type { FaultState, SimulatedFault, WorldControls } from "../array/controls";
import { type CopyMeter, startMeter, stopMeter } from "../records/copyMeter";
import type { Session } from "../records/session";
import { ruleOf, type SessionState, sessionStates } from "../records/states";
import { copyFor, forceGroup, forceSession, requirePossible, undoSession } from "./force";
import { isGroup, membersOf } from "./group";
import { dropSession } from "./moves";
import { sessionFault } from "./sessionFaults";
import { retimeCopies, setTimer } from "./timers";

/** Those of the controls that are about sessions. */
type SessionTrouble = {
  readonly [Name in Exclude<
    keyof WorldControls,
    "settings" | "configure" | "setReachable" | "setRemoteSystem" | "setAgent" | "setCriteria" | "decideJob"
  >]: (array: ArrayState, ...values: Parameters<WorldControls[Name]>) => void;
};

const faultStates: readonly SessionState[] = [
  "Failed",
  "Cancel_Required",
  "Cancel_Failed",
  "Cleanup_Required",
  "Cleanup_Failed",
  "Invalid",
  "Import_Completed_With_Errors",
  "Import_Cutover_Incomplete",
] satisfies FaultState[];

const spaces: readonly Space[] = ["free", "full", "refusing"];

export const sessionTrouble: SessionTrouble = {
  setSpace(array, space) {
    if (!spaces.includes(space)) throw new RangeError(`space is ${spaces.join(", ")}, and never ${space}`);
    array.space = space;
    retimeCopies(array);
  },
  failSession(array, id, fault) {
    const session = requireSession(array, id);
    if (!faultStates.includes(fault.state)) throw new RangeError(`a fault does not leave a session ${fault.state}`);
    if (fault.state === "Cancel_Required" && session.type !== "Agentless") {
      throw new RangeError(`only Agentless sessions get Cancel_Required, and ${id} is ${session.type}`);
    }
    requirePossible(array, session, fault.state);
    if (isGroup(array, session)) forceGroup(array, session, fault.state, toError(fault));
    else forceSession(array, session, fault.state, { error: toError(fault) });
  },
  failCopyAt(array, id, percentage) {
    const session = requireSession(array, id);
    if (!(percentage >= 0 && percentage <= 100)) throw new RangeError(`a copy cannot fail at ${percentage} percent`);
    changeCopies(array, session, { fails_at_percentage: percentage });
  },
  slowCopy(array, id, factor) {
    const session = requireSession(array, id);
    if (!(factor > 0 && Number.isFinite(factor))) throw new RangeError(`a copy cannot be slowed by ${factor}`);
    changeCopies(array, session, { slowness: factor });
  },
  failCutover(array, id) {
    const session = requireSession(array, id);
    const members = session.parent_session_id === null ? membersOf(array, session) : [session];
    if (members.length === 0) throw new RangeError(`${id} has nothing to do with a group, and is committed whole`);
    for (const member of members) array.tables.import_session.put({ ...member, fails_cutover: true });
  },
  failCancel(array, id, times) {
    const session = requireSession(array, id);
    if (!isGroup(array, session)) throw new RangeError(`only groups end as Cancel_Failed, and ${id} is none`);
    if (!Number.isInteger(times) || times < 0) throw new RangeError(`cancels cannot fail ${times} times`);
    array.tables.import_session.put({ ...session, cancels_to_fail: times });
  },
  purgeSession(array, id) {
    const session = requireSession(array, id);
    if (session.parent_session_id !== null) {
      throw new RangeError(`${id} is a member of ${session.parent_session_id}, and goes only with it`);
    }
    if (ruleOf(session.state).source === "In_Progress") undo(array, session);
    dropSession(array, array.tables.import_session.get(id) ?? session);
  },
  forceState(array, id, state) {
    const session = requireSession(array, id);
    if (!Object.hasOwn(sessionStates, state)) throw new RangeError(`import sessions have no state ${state}`);
    requirePossible(array, session, state);
    const error = faultStates.includes(state) ? sessionFault("simulated", state) : null;
    if (isGroup(array, session)) forceGroup(array, session, state, error);
    else forceSession(array, session, state, { error, copy: copyFor(array, session, state) });
  },
};

/** A cancel at once, after which the destination has the fate of a purge and not of a cancel. */
function undo(array: ArrayState, session: Session): void {
  const { settings } = array;
  const fate = settings.destinationAtPurge;
  array.settings = { ...settings, destinationAtCancelled: fate, destinationAtForcedCancel: fate };
  undoSession(array, session);
  array.settings = settings;
}

function requireSession(array: ArrayState, id: string): Session {
  const session = array.tables.import_session.get(id);
  if (session === undefined) throw new RangeError(`there is no import session ${id}`);
  return session;
}

function toError({ state, code, message }: SimulatedFault): Session["error"] {
  const fault = sessionFault("simulated", state);
  return { ...fault, code: code ?? fault.code, message_l10n: message ?? fault.message_l10n };
}

/** Of a group, its members copy. */
function changeCopies(array: ArrayState, session: Session, change: Partial<CopyMeter>): void {
  const copying = isGroup(array, session) ? membersOf(array, session) : [session];
  for (const each of copying) changeCopy(array, each, change);
}

function changeCopy(array: ArrayState, session: Session, change: Partial<CopyMeter>): void {
  const stopped = { ...stopMeter(session.copy, array.now, array.copySpeed), ...change };
  const isRunning = session.copy.running_since !== null;
  const changed: Session = { ...session, copy: isRunning ? startMeter(stopped, array.now) : stopped };
  array.tables.import_session.put(changed);
  if (isRunning) setTimer(array, changed);
}
