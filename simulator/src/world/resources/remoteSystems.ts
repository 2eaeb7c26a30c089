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
import type { RemoteSystem, Stored } from "../records/records";
import { isSourceType, kindOf, type SourceArrayCollection } from "../records/sourceKinds";
import { discoverSources } from "./discovery";
import { createRemoteSystem } from "./remoteSystemCreate";

function requireReachable({ id, state }: RemoteSystem): void {
  if (state === "Management_Connection_Lost") throw refusalErr("unreachable", id);
}

const plain = ["name", "description", "management_address", "management_port", "data_network_latency"];

const modifyRemoteSystem: Change = (array, { id, body }) => {
  const remote = requireRecord(array, "remote_system", id);
  if (body.name !== undefined) requireFreeName(array, "remote_system", body.name, id);
  const user = body.remote_username === undefined ? {} : { user_name: body.remote_username };
  const more = given(body, ["file_connection_address", "vnx_file_username"]);
  const changed: RemoteSystem = { ...remote, ...given(body, plain), ...user, ...more };
  array.tables.remote_system.put(changed);
  renameArray(array, changed, body);
  return done;
};

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
  array.tables.remote_system.put({ ...remote, state: "OK" });
  return done;
};

/** [API discover]: not for PowerStore and the cloud types. */
const discoverRemoteSystem: Change = (array, { id }) => {
  const remote = requireRecord(array, "remote_system", id);
  if (!isSourceType(remote.type)) {
    throw refusalErr("impossible", "remote system", id, `there is nothing to import from a ${remote.type}`);
  }
  requireReachable(remote);
  discoverSources(array, remote, remote.type);
  return done;
};

/** The deprecated discovery by the object of the source array. */
function discoverBy(collection: SourceArrayCollection): Change {
  return (array, { id, body }) => {
    const row = requireRecord(array, collection, id);
    return discoverRemoteSystem(array, { id: String(row.remote_system_id), body });
  };
}

/** [API remote_system]: not while import sessions are active; a session that is over keeps its record, and its remote system's id. */
const deleteRemoteSystem: Change = (array, { id }) => {
  const remote = requireRecord(array, "remote_system", id);
  const session = findActiveSession(array, ({ remote_system_id }) => remote_system_id === id);
  if (session !== undefined) throw refusalErr("inUse", "remote system", id, `import session ${session.id} is active`);
  array.tables.remote_system.delete(id);
  if (isSourceType(remote.type)) forgetSources(array, remote);
  return done;
};

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
