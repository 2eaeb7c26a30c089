import type { ArrayState } from "../array/arrayState";
import {
  type Body,
  type Change,
  created,
  done,
  findActiveSession,
  given,
  requireFreeName,
  requireRecord,
  textsOf,
} from "../array/change";
import { nextId } from "../array/ids";
import { refusalErr } from "../array/refusals";
import type { Policy, Stored } from "../records/records";

/** Which kind of policy a body describes; rules themselves are no part of the import surface, so their ids are taken as given. */
function typeOf(body: Body): string {
  if (body.io_limit_rule_id !== undefined) return "QoS";
  return body.file_io_limit_rule_id === undefined ? "Protection" : "File_Performance";
}

const createPolicy: Change = (array, { body }) => {
  requireFreeName(array, "policy", body.name);
  const policy: Policy = {
    id: nextId(array, "policy"),
    ...given(body, ["name", "description", "file_io_limit_rule_id"]),
    type: typeOf(body),
    managed_by: "User",
    is_read_only: false,
    is_replica: false,
    replicates: textsOf(body, "replication_rule_ids").length > 0,
  };
  array.tables.policy.put(policy);
  return created(policy.id);
};

const modifyPolicy: Change = (array, { id, body }) => {
  const policy = requireRecord(array, "policy", id);
  if (body.name !== undefined) requireFreeName(array, "policy", body.name, id);
  const rules = textsOf(body, "replication_rule_ids");
  const isReplaced = body.replication_rule_ids !== undefined;
  const hasMore = textsOf(body, "add_replication_rule_ids").length > 0;
  const hasFewer = textsOf(body, "remove_replication_rule_ids").length > 0;
  const kept = policy.replicates === true && !hasFewer;
  array.tables.policy.put({
    ...policy,
    ...given(body, ["name", "description", "file_io_limit_rule_id"]),
    replicates: isReplaced ? rules.length > 0 : kept || hasMore,
  });
  return done;
};

/** [API policy]: not while it is assigned to something. */
const deletePolicy: Change = (array, { id }) => {
  requireRecord(array, "policy", id);
  const user = policyUser(array, id);
  if (user !== undefined) throw refusalErr("inUse", "policy", id, user);
  array.tables.policy.delete(id);
  return done;
};

const policyKeys = ["protection_policy_id", "performance_policy_id", "qos_performance_policy_id"];

/** The first thing that has the policy, or an import after which something will; the record of one that is over holds nothing. */
function policyUser(array: ArrayState, id: string): string | undefined {
  for (const collection of ["volume", "volume_group"] as const) {
    const records: Iterable<Stored> = array.tables[collection].values();
    for (const record of records) {
      if (policyKeys.some((key) => record[key] === id)) return `${collection} ${record.id} has it`;
    }
  }
  const session = findActiveSession(array, ({ protection_policy_id }) => protection_policy_id === id);
  return session && `import_session ${session.id} has it`;
}

export const policyOperations = {
  "POST /policy": createPolicy,
  "PATCH /policy/{id}": modifyPolicy,
  "DELETE /policy/{id}": deletePolicy,
} satisfies Record<string, Change>;
