/** The controls that are about other resources than import sessions. */
import { factsOf } from "../../api/facts";
import type { ArrayState } from "../array/arrayState";
import { type AgentStatus, agentStatuses, type RemoteSystemChange } from "../array/controls";
import type { Table } from "../array/table";
import {
  lossReasons,
  type RemoteSystem,
  remoteSystemStates,
  type SourceGroup,
  type SourceVolume,
} from "../records/records";
import { allSourceKinds, type SourceKind } from "../records/sourceKinds";
import { retimeCopies } from "../session/timers";
import { followAgent } from "../sources/agents";
import { settleGroup } from "../sources/groupCriteria";
import { isCertificate, showing } from "../sources/sourceTrust";

export const resourceTrouble = {
  setReachable(array: ArrayState, id: string, isReachable: boolean): void {
    setRemoteSystem(array, id, { state: isReachable ? "OK" : "Management_Connection_Lost" });
  },
  setRemoteSystem,
  setAgent(array: ArrayState, id: string, status: AgentStatus): void {
    const system = array.tables.import_host_system.get(id);
    if (system === undefined) throw new RangeError(`there is no import host system ${id}`);
    requireOne("agent_status", status, agentStatuses);
    const { is_starting: _, ...known } = system;
    array.tables.import_host_system.put({ ...known, id, agent_status: status });
    followAgent(array, id);
  },
  setCriteria(array: ArrayState, id: string, criteria: string): void {
    const { kind, table, source } = requireSource(array, id);
    const isVolume = "size" in source;
    const enumName = isVolume ? "VolumeImportableCriteriaEnum" : "CGImportableCriteriaEnum";
    requireOne("importable_criteria", criteria, enumOf(array, enumName));
    if (source.session_id !== null) throw new RangeError(`${id} is in import session ${source.session_id}`);
    table.put({ ...source, importable_criteria: criteria, idle_criteria: criteria });
    if (isVolume) settleGroup(array, kind, (source as SourceVolume).group_id);
  },
};

function setRemoteSystem(array: ArrayState, id: string, change: RemoteSystemChange): void {
  const remote = array.tables.remote_system.get(id);
  if (remote === undefined) throw new RangeError(`there is no remote system ${id}`);
  requireValues(array, change);
  const { state, dataConnectionState, connectionStatus, fileConnectionState, lostBy, staysAfterVerify, halfDeletes } =
    change;
  const given: Partial<RemoteSystem> = Object.fromEntries(
    Object.entries({
      state,
      data_connection_state: dataConnectionState,
      // A state that was asked for is there at once.
      connected_from: dataConnectionState === undefined ? undefined : connectedFrom(array, dataConnectionState),
      connection_status: connectionStatus,
      file_connection_state: fileConnectionState,
      lost_by: state === "Management_Connection_Lost" ? (lostBy ?? "network") : lostBy,
      is_beyond_verify: staysAfterVerify,
      deletes_to_fail: halfDeletes,
    }).filter(([, value]) => value !== undefined),
  );
  const recorded = dataConnectionState === undefined ? {} : { data_connections: undefined };
  const changed = { ...remote, ...recorded, ...given };
  const { certificate } = change;
  array.tables.remote_system.put(certificate === undefined ? changed : showing(array, changed, certificate));
  if (dataConnectionState !== undefined) retimeCopies(array, id);
}

/** Initializing is what a remote system shows before its data connections are there: for ever, until somebody says otherwise. */
function connectedFrom({ now }: ArrayState, state: string): number {
  return state === "Initializing" ? Number.MAX_SAFE_INTEGER : now;
}

function requireValues(
  array: ArrayState,
  {
    state,
    dataConnectionState,
    connectionStatus,
    fileConnectionState,
    lostBy,
    certificate,
    halfDeletes,
  }: RemoteSystemChange,
) {
  requireOne("state", state, remoteSystemStates);
  requireOne("dataConnectionState", dataConnectionState, enumOf(array, "DataConnectionStateEnum"));
  requireOne("connectionStatus", connectionStatus, enumOf(array, "TransitConnectionStatusEnum"));
  requireOne(
    "fileConnectionState",
    fileConnectionState ?? undefined,
    enumOf(array, "RemoteSystemFileConnectionStateEnum"),
  );
  requireOne("lostBy", lostBy, lossReasons);
  if (certificate !== undefined && !isCertificate(certificate)) throw new RangeError("certificate is one in PEM");
  if (halfDeletes !== undefined && !(Number.isInteger(halfDeletes) && halfDeletes >= 0)) {
    throw new RangeError(`halfDeletes must be a whole number from 0 on, not ${halfDeletes}`);
  }
}

function enumOf({ settings }: ArrayState, name: string): readonly string[] {
  return factsOf(settings.version).definitions[name]?.enum ?? [];
}

function requireOne(name: string, value: string | undefined, values: readonly string[]): void {
  if (value === undefined || values.includes(value)) return;
  throw new RangeError(`${name} is one of ${values.join(", ")}, and never ${value}`);
}

type Source = SourceVolume | SourceGroup;
type Found = { readonly kind: SourceKind; readonly table: Table<Source>; readonly source: Source };

function requireSource(array: ArrayState, id: string): Found {
  for (const kind of allSourceKinds) {
    for (const collection of kind.groups === undefined ? [kind.volumes] : [kind.volumes, kind.groups]) {
      const table = array.tables[collection] as unknown as Table<Source>;
      const source = table.get(id);
      if (source !== undefined) return { kind, table, source };
    }
  }
  throw new RangeError(`there is nothing to import with the id ${id}`);
}
