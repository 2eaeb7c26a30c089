/** Changes of remote systems and what is deprecated of them; their creation is in `remoteSystemCreate.ts`. */
import type { ArrayState } from "../array/arrayState";
import {
  type Body,
  type Change,
  done,
  findActiveSession,
  given,
  requireFreeName,
  requireRecord,
} from "../array/change";
import { refusalErr } from "../array/refusals";
import { toMilliseconds } from "../records/instants";
import type { RemoteSystem, Stored } from "../records/records";
import type { RemoteSystemType } from "../records/sourceKinds";
import { isSourceType, kindOf, type SourceArrayCollection } from "../records/sourceKinds";
import { requireTrust } from "../sources/sourceTrust";
import { beginDiscovery } from "./discovery";
import { createRemoteSystem, requireFreeAddress, withFileHalf } from "./remoteSystemCreate";
import { requireAddresses, requireOwn } from "./sourceNeeds";

function requireReachable({ id, state }: RemoteSystem): void {
  if (state === "Management_Connection_Lost" || state === "Partial_Delete") throw refusalErr("unreachable", id);
}

const plain = ["name", "description", "management_address", "management_port", "data_network_latency"];

const modifyRemoteSystem: Change = (array, { id, body }) => {
  const remote = requireRecord(array, "remote_system", id);
  requireOwn(remote.type, body);
  requireAddresses(array.settings, remote.type, body);
  requireFreeAddress(array, body.management_address, id);
  const isElsewhere = ![undefined, remote.management_address].includes(body.management_address);
  if (isElsewhere) requireTrust(array, { ...remote, management_address: body.management_address });
  if (body.name !== undefined) requireNewName(array, remote, body.name);
  requireServiceAccount(remote, body);
  const user = body.remote_username === undefined ? {} : { user_name: body.remote_username };
  const changed: RemoteSystem = { ...withFileHalf(remote, body), ...given(body, plain), ...user };
  array.tables.remote_system.put(isMended(remote, body) ? { ...changed, state: "OK", lost_by: "network" } : changed);
  renameArray(array, changed, body);
  return done;
};

/** Types in whose lists of what can be changed the name is missing [API remote_system_modify], though the schema has it for all. */
const namelessLists: readonly RemoteSystemType[] = ["VNX", "Unity", "PowerMax_VMAX"];

function requireNewName(array: ArrayState, { id, name, type }: RemoteSystem, wanted: unknown): void {
  if (array.settings.sourceRenames === "refused" && namelessLists.includes(type) && wanted !== name) {
    throw refusalErr("impossible", "remote system", id, `the name of a ${type} cannot be changed`);
  }
  requireFreeName(array, "remote_system", wanted, id);
}

/** [API remote_system_modify]: the service account is provided once, whole; afterwards only its password changes. */
function requireServiceAccount(remote: RemoteSystem, { unity_file_details }: Body): void {
  if (unity_file_details === undefined) return;
  const { service_account_username: user, service_account_password: password } = unity_file_details as Body;
  const known = (remote.unity_file_details as Body | undefined)?.service_account_username;
  if (known === undefined && (user === undefined || password === undefined)) {
    throw refusalErr("impossible", "remote system", remote.id, "a service account has a name and a password");
  }
  if (known !== undefined && user !== undefined) {
    throw refusalErr(
      "impossible",
      "remote system",
      remote.id,
      "of its service account only the password can be changed",
    );
  }
}

/** Whether the change takes away why the management connection is lost. */
function isMended({ state, lost_by }: RemoteSystem, body: Body): boolean {
  if (state !== "Management_Connection_Lost") return false;
  if (lost_by === "address") return body.management_address !== undefined;
  return lost_by === "credentials" && (body.remote_password !== undefined || body.remote_username !== undefined);
}

/** The object of the source array goes by the same name and address. */
function renameArray(array: ArrayState, remote: RemoteSystem, body: Body): void {
  const collection = isSourceType(remote.type) ? kindOf(remote.type).array : undefined;
  if (collection === undefined) return;
  for (const row of array.tables[collection].values()) {
    if (row.remote_system_id !== remote.id) continue;
    const change = given(body, ["name", "management_address"]);
    array.tables[collection].put({ ...row, ...change, user_name: remote.user_name });
  }
}

/** [API verify]: detects changes and re-establishes the data connections. */
const verifyRemoteSystem: Change = (array, { id }) => {
  const remote = requireRecord(array, "remote_system", id);
  requireReachable(remote);
  if (remote.is_beyond_verify === true || remote.state === "Partial_Delete") return done;
  const isBroken = remote.data_connection_type !== undefined && remote.data_connection_state !== "OK";
  const again = {
    data_connection_state: "OK",
    connected_from: array.now + toMilliseconds(array.settings.connectSeconds),
  };
  const hasFiles = Boolean(remote.file_connection_state);
  array.tables.remote_system.put({
    ...remote,
    state: "OK",
    ...(isBroken ? again : {}),
    ...(hasFiles ? { file_connection_state: "OK" } : {}),
  });
  return done;
};

/** [API discover]: not for PowerStore and the cloud types. */
const discoverRemoteSystem: Change = (array, { id }) => {
  const remote = requireRecord(array, "remote_system", id);
  if (!isSourceType(remote.type)) {
    throw refusalErr("impossible", "remote system", id, `there is nothing to import from a ${remote.type}`);
  }
  requireReachable(remote);
  beginDiscovery(array, remote, remote.type);
  return done;
};

/** The deprecated discovery by the object of the source array. */
function discoverBy(collection: SourceArrayCollection): Change {
  return (array, { id, body }) => {
    const row = requireRecord(array, collection, id);
    return discoverRemoteSystem(array, { id: String(row.remote_system_id), body });
  };
}

/**
 * [API remote_system]: not while import sessions are active; a session that is over keeps its record, and its remote system's id. Done by halves it is
 * Partial_Delete, and is deleted again [I].
 */
const deleteRemoteSystem: Change = (array, { id }) => {
  const remote = requireRecord(array, "remote_system", id);
  const session = findActiveSession(array, ({ remote_system_id }) => remote_system_id === id);
  if (session !== undefined) throw refusalErr("inUse", "remote system", id, `import session ${session.id} is active`);
  requireNoGroups(array, remote);
  const { deletes_to_fail: left = 0 } = remote;
  if (left > 0) {
    const half = { ...remote, state: "Partial_Delete", deletes_to_fail: left - 1 } as const;
    array.tables.remote_system.put(half);
    return done;
  }
  array.tables.remote_system.delete(id);
  array.agenda.stop("remote_system", id);
  if (isSourceType(remote.type)) forgetSources(array, remote);
  return done;
};

/** Consistency groups that somebody has made on a Universal source. */
function requireNoGroups({ settings, tables }: ArrayState, { id, type }: RemoteSystem): void {
  if (settings.groupsAtSourceDelete === "go" || type !== "Universal") return;
  const [group] = tables.import_universal_consistency_group.referring("remote_system_id", id);
  if (group !== undefined) throw refusalErr("inUse", "remote system", id, `consistency group ${group.id} is on it`);
}

function forgetSources(array: ArrayState, remote: RemoteSystem): void {
  const kind = kindOf(remote.type);
  for (const collection of [kind.array, kind.groups, kind.volumes]) {
    if (collection === undefined) continue;
    const rows: readonly Stored[] = [...array.tables[collection].values()];
    for (const row of rows) if (row.remote_system_id === remote.id) array.tables[collection].delete(row.id);
  }
}

export const remoteSystemOperations = {
  "POST /remote_system": createRemoteSystem,
  "PATCH /remote_system/{id}": modifyRemoteSystem,
  "DELETE /remote_system/{id}": deleteRemoteSystem,
  "POST /remote_system/{id}/verify": verifyRemoteSystem,
  "POST /remote_system/{id}/discover": discoverRemoteSystem,
  "POST /import_unity/{id}/discover": discoverBy("import_unity"),
  "POST /import_psgroup/{id}/discover": discoverBy("import_psgroup"),
  "POST /import_storage_center/{id}/discover": discoverBy("import_storage_center"),
  "POST /import_vnx_array/{id}/discover": discoverBy("import_vnx_array"),
  "POST /import_xtremio/{id}/discover": discoverBy("import_xtremio"),
} satisfies Record<string, Change>;
