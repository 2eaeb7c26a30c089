/** The operations of /host. */

import type { ArrayState } from "../array/arrayState";
import { requireDetached } from "../array/attachments";
import {
  type Body,
  type Change,
  created,
  done,
  given,
  requireFreeName,
  requirePrintable,
  requireRecord,
  textsOf,
} from "../array/change";
import { nextId } from "../array/ids";
import { refusalErr } from "../array/refusals";
import type { Stored } from "../records/records";
import { requireChap } from "./chap";

type Initiator = Readonly<Record<string, unknown>> & { readonly port_name: string };

/** What a host shows of an initiator; CHAP passwords go no further. */
function toInitiator(given: unknown): Initiator {
  const { port_name, port_type, chap_single_username, chap_mutual_username } = given as Initiator;
  return {
    port_name,
    port_type,
    chap_single_username: chap_single_username ?? null,
    chap_mutual_username: chap_mutual_username ?? null,
    active_sessions: [],
  };
}

function initiatorsOf(host: Stored): readonly Initiator[] {
  return Array.isArray(host.host_initiators) ? host.host_initiators : [];
}

function listOf(body: Body, name: string): readonly unknown[] {
  const list = body[name];
  return Array.isArray(list) ? list : [];
}

/** An initiator belongs to one host. */
function requireFreePort(array: ArrayState, port: string, ownId?: string): void {
  for (const host of array.tables.host.values()) {
    const has = initiatorsOf(host).some(({ port_name }) => port_name === port);
    if (has && host.id !== ownId) throw refusalErr("inUse", "initiator", port, `host ${host.id} has it`);
  }
}

/** Each of them once, free, and where it is of iSCSI with the accounts that the cluster's CHAP mode asks for. */
function newInitiators(array: ArrayState, given: readonly unknown[], ownId?: string): readonly Initiator[] {
  const ports = new Set<string>();
  for (const each of given as readonly Initiator[]) {
    const { port_name, port_type } = each;
    if (ports.has(port_name)) throw refusalErr("invalid", "host", `initiator ${port_name} is given twice`);
    ports.add(port_name);
    requireFreePort(array, port_name, ownId);
    if (port_type === "iSCSI") requireChap(array, "host", each);
  }
  return given.map(toInitiator);
}

const createHost: Change = (array, { body }) => {
  requireFreeName(array, "host", body.name);
  requirePrintable("host", body.description);
  const initiators = newInitiators(array, listOf(body, "initiators"));
  const id = nextId(array, "host");
  array.tables.host.put({
    id,
    type: "External",
    host_connectivity: "Local_Only",
    ...given(body, ["name", "description", "os_type", "host_connectivity"]),
    host_group_id: null,
    host_initiators: initiators,
  });
  return created(id);
};

const initiatorChanges = ["add_initiators", "remove_initiators", "modify_initiators"] as const;

const modifyHost: Change = (array, { id, body }) => {
  const host = requireRecord(array, "host", id);
  if (body.name !== undefined) requireFreeName(array, "host", body.name, id);
  requirePrintable("host", body.description);
  // [API host_modify]: only one of add, remove and update in a single request.
  const changes = initiatorChanges.filter((name) => body[name] !== undefined);
  if (changes.length > 1) throw refusalErr("impossible", "host", id, `${changes.join(" and ")} go one at a time`);
  const properties = given(body, ["name", "description", "host_connectivity"]);
  array.tables.host.put({ ...host, ...properties, host_initiators: changedInitiators(array, host, body) });
  return done;
};

function changedInitiators(array: ArrayState, host: Stored, body: Body): readonly Initiator[] {
  const initiators = initiatorsOf(host);
  const isThere = (port: string) => initiators.some(({ port_name }) => port_name === port);
  const added = newInitiators(array, listOf(body, "add_initiators"), host.id);
  const changed = listOf(body, "modify_initiators").map(toInitiator);
  const removed = textsOf(body, "remove_initiators");
  for (const { port_name } of added) {
    if (isThere(port_name)) throw refusalErr("inUse", "initiator", port_name, `host ${host.id} has it already`);
  }
  const missing = [...removed, ...changed.map(({ port_name }) => port_name)].find((port) => !isThere(port));
  if (missing !== undefined) throw refusalErr("notFound", "initiator", missing);
  return [...initiators.filter(({ port_name }) => !removed.includes(port_name)), ...added].map((initiator) => {
    const change = changed.find(({ port_name }) => port_name === initiator.port_name);
    return change === undefined ? initiator : { ...initiator, ...change, port_type: initiator.port_type };
  });
}

/** [API host]: fails while it is attached to something: its group, its agent, a volume. */
const deleteHost: Change = (array, { id }) => {
  const host = requireRecord(array, "host", id);
  if (host.host_group_id) throw refusalErr("inUse", "host", id, `it is in host group ${host.host_group_id}`);
  if (host.import_host_system_id) {
    throw refusalErr("inUse", "host", id, `import host system ${host.import_host_system_id} stands for it`);
  }
  requireDetached(array, "host", id);
  array.tables.host.delete(id);
  return done;
};

export const hostOperations = {
  "POST /host": createHost,
  "PATCH /host/{id}": modifyHost,
  "DELETE /host/{id}": deleteHost,
} satisfies Record<string, Change>;
