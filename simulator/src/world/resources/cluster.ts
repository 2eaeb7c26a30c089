import { type Change, created, done, given, requireFreeName, requireRecord } from "../array/change";
import { refusalErr } from "../array/refusals";

/** A cluster has up to four appliances [API]. */
const MAX_APPLIANCES = 4;

/** The simulated array is a cluster already. */
const createCluster: Change = () => {
  throw refusalErr("impossible", "cluster", "0", "it is configured already");
};

const modifyCluster: Change = (array, { id, body }) => {
  array.tables.cluster.put({ ...requireRecord(array, "cluster", id), ...given(body, ["name", "physical_mtu"]) });
  return done;
};

const addAppliance: Change = (array, { body }) => {
  const { appliance, cluster } = array.tables;
  const known = [...appliance.values()];
  if (known.length >= MAX_APPLIANCES) {
    throw refusalErr("impossible", "cluster", "0", `it has ${MAX_APPLIANCES} appliances, and no more fit in`);
  }
  const number = Math.max(0, ...known.map(({ id }) => Number(id.slice(1)) || 0)) + 1;
  const [first] = known;
  const name = body.name ?? `appliance-${number}`;
  if (appliance.getByName(String(name)) !== undefined) throw refusalErr("nameTaken", "appliance", String(name));
  appliance.put({
    ...first,
    id: `A${number}`,
    name: String(name),
    service_tag: `SIM000${number}`,
    express_service_code: `0000000000${number}`,
    ...given(body, ["drive_failure_tolerance_level"]),
  });
  for (const row of cluster.values()) cluster.put({ ...row, appliance_count: known.length + 1 });
  return created(`A${number}`);
};

const modifyAppliance: Change = (array, { id, body }) => {
  const appliance = requireRecord(array, "appliance", id);
  requireFreeName(array, "appliance", body.name, id);
  array.tables.appliance.put({ ...appliance, name: String(body.name) });
  return done;
};

const removeAppliance: Change = (array, { id }) => {
  const { appliance, cluster, volume } = array.tables;
  requireRecord(array, "appliance", id);
  for (const row of cluster.values()) {
    if (row.primary_appliance_id === id) throw refusalErr("impossible", "appliance", id, "it is the primary one");
  }
  for (const { id: volumeId, appliance_id } of volume.values()) {
    if (appliance_id === id) throw refusalErr("inUse", "appliance", id, `volume ${volumeId} is on it`);
  }
  appliance.delete(id);
  for (const row of cluster.values()) cluster.put({ ...row, appliance_count: Number(row.appliance_count) - 1 });
  return done;
};

export const clusterOperations = {
  "POST /cluster": createCluster,
  "PATCH /cluster/{id}": modifyCluster,
  "POST /appliance": addAppliance,
  "PATCH /appliance/{id}": modifyAppliance,
  "DELETE /appliance/{id}": removeAppliance,
} satisfies Record<string, Change>;
