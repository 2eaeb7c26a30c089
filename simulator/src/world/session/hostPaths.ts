import type { ArrayState } from "../array/arrayState";
import { toTimestamp } from "../records/instants";
import type { Session } from "../records/session";
import { ruleOf } from "../records/states";
import { hostVolumeIdsOf } from "../sources/hostVolume";
import { findSource } from "./source";

type Showing = {
  readonly is_migrating: boolean;
  readonly active_path: "None" | "Source" | "Destination";
  readonly import_state: string;
};

/** As it is before anything happens, and again when nothing did. */
const untouched: Showing = { is_migrating: false, active_path: "Source", import_state: "None" };

/**
 * Lets the host's view of the volume follow its session. S: "Host IOs are pointed to PowerStore" from Copy_In_Progress on, back to the
 * source after a cancel, and not to the source any more after the cut-over; the words of `import_state` are the vendor's, which
 * one belongs to which end is [I]. Agents take no part in an Agentless import [I].
 */
export function settleHostVolumes(array: ArrayState, session: Session, before: Session, isRolledBack: boolean): void {
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

function showingOf(session: Session, before: Session, isRolledBack: boolean): Showing {
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
