/** What follows from a session's state for its destination, its source, and the hosts that see the source. */
import type { ArrayState } from "../array/arrayState";
import { emptyMeter } from "../records/copyMeter";
import { toTimestamp } from "../records/instants";
import type { Session } from "../records/session";
import { ruleOf } from "../records/states";
import { hostVolumeIdsOf } from "../sources/hostVolume";
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
import {
  canRollBack,
  claimSource,
  findSource,
  freeSource,
  isReachable,
  markImported,
  settleSourceGroup,
  sourceNameOf,
} from "./sessionSource";
import { settleVolumeGroup } from "./volumeGroup";

/** The session with the destination that its state asks for. */
export function settleDestination(array: ArrayState, session: Session): Session {
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

/** Shows on the source, and on the hosts that see it, what the state means for them. */
export function settleSource(array: ArrayState, session: Session, before: Session): void {
  if (isGroup(array, session)) {
    settleSourceGroup(array, session);
    return;
  }
  const { source } = ruleOf(session.state);
  const isRolledBack = wasRolledBack(array, session, before);
  if (source === "In_Progress") claimSource(array, session);
  else if (source === "Imported") markImported(array, session);
  else freeSource(array, session, isRolledBack);
  settleHostVolumes(array, session, before, isRolledBack);
}

/** Nothing to roll back, or rolled back, unless a forced cancel gave up on a source or a host that does not answer. */
function wasRolledBack(array: ArrayState, session: Session, before: Session): boolean {
  if (before.destination_resource_id === null) return true;
  return before.state === "Cancel_In_Progress" ? canRollBack(array, session) : isReachable(array, session);
}

type HostView = {
  readonly is_migrating: boolean;
  readonly active_path: "None" | "Source" | "Destination";
  readonly import_state: string;
};

/** As it is before anything happens, and again when nothing did. */
const untouched: HostView = { is_migrating: false, active_path: "Source", import_state: "None" };

/**
 * Lets the host's view of the volume follow its session: to PowerStore from Copy_In_Progress on, back to the source after a cancel, for
 * good after the cut-over [API import_session]; the words of `import_state` are the vendor's, which
 * one belongs to which end is [I]. Agents take no part in an Agentless import [I].
 */
function settleHostVolumes(array: ArrayState, session: Session, before: Session, isRolledBack: boolean): void {
  if (session.type === "Agentless") return;
  const source = findSource(array, session.source_resource_id);
  if (source === undefined || "group" in source) return;
  for (const id of hostVolumeIdsOf(source.volume)) {
    const row = array.tables.import_host_volume.get(id);
    if (row === undefined) continue;
    const showing = showingOf(session, before, isRolledBack);
    array.tables.import_host_volume.put({ ...row, ...showing, last_update_time: toTimestamp(array.now) });
  }
}

function showingOf(session: Session, before: Session, isRolledBack: boolean): HostView {
  const { state, destination_resource_id: destination } = session;
  switch (state) {
    case "Import_Completed":
      return { is_migrating: false, active_path: "Destination", import_state: "Import_Completed" };
    case "Failed":
      return { ...untouched, import_state: "Import_Aborted" };
    case "Cancelled":
      if (before.destination_resource_id === null) return untouched;
      if (isRolledBack) return { ...untouched, import_state: "Cancel_Completed" };
      // Nobody reached the host: its IO goes on to where it went, or nowhere if that is gone.
      return {
        is_migrating: false,
        active_path: destination === null ? "None" : "Destination",
        import_state: "Cancel_Forced",
      };
    case "Cancel_Failed":
    case "Cleanup_Required":
    case "Cleanup_Failed":
      return { is_migrating: true, active_path: "Destination", import_state: "Cancel_Aborted" };
    default:
      return ruleOf(state).source === "In_Progress" && destination === null
        ? untouched
        : { is_migrating: true, active_path: "Destination", import_state: "None" };
  }
}
