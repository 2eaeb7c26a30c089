import { z } from "zod";
import type { Answer } from "./answers";
import type { CallOptions, ImportSessionCreate, ImportSessions } from "./contract";
import { pathByName, pathOf } from "./endpoint";
import { orUndefined } from "./orUndefined";
import type { Requests } from "./requests";
import { type ImportSession, importSessionSchema, importSessionSelect } from "./schemas/importSession";
import { idSchema } from "./schemas/inventory";

const COLLECTION = "import_session";
const select = importSessionSelect;

// The array gives 100 rows unless asked for more, 2000 at most (powerstore.md 4); a group has far fewer members.
const PAGE_ROWS = 1000;

export function createImportSessions(requests: Requests): ImportSessions {
  const act = (id: string, action: string, doing: string, options?: CallOptions, body?: object) =>
    requests.change(
      {
        method: "POST",
        path: pathOf(COLLECTION, id, action),
        doing: `${doing} import session (${id})`,
        ...(body && { body }),
      },
      options,
    );
  return {
    getImportSession: (id, options) =>
      requests.read(
        { method: "GET", path: pathOf(COLLECTION, id), query: { select }, doing: `reading import session (${id})` },
        importSessionSchema,
        options,
      ),
    findImportSessionByName: (name, options) =>
      orUndefined(
        requests.read(
          {
            method: "GET",
            path: pathByName(COLLECTION, name),
            query: { select },
            doing: `looking for import session "${name}"`,
          },
          importSessionSchema,
          options,
        ),
      ),
    listMemberSessions: (parentId, options) => listMembers(requests, parentId, options),
    createImportSession: async (body, options) => {
      const doing = `creating import session "${body.name}"`;
      return (
        await requests.read({ method: "POST", path: pathOf(COLLECTION), body: toWire(body), doing }, idSchema, options)
      ).id;
    },
    modifyImportSession: (id, body, options) =>
      requests.change(
        {
          method: "PATCH",
          path: pathOf(COLLECTION, id),
          body: { scheduled_timestamp: body.scheduledTimestamp },
          doing: `rescheduling import session (${id})`,
        },
        options,
      ),
    deleteImportSession: (id, options) =>
      requests.change(
        { method: "DELETE", path: pathOf(COLLECTION, id), doing: `deleting the record of import session (${id})` },
        options,
      ),
    cancelImportSession: (id, { force }, options) => act(id, "cancel", "cancelling", options, { force }),
    actOnImportSession: (id, action, options) => act(id, action, gerunds[action], options),
  };
}

const gerunds = {
  pause: "pausing",
  resume: "resuming",
  cutover: "cutting over",
  cleanup: "cleaning up",
  enable_destination_volume: "enabling the destination volume of",
  start_copy: "starting the copy of",
} as const satisfies Record<Parameters<ImportSessions["actOnImportSession"]>[1], string>;

/** Pages by 206 and Content-Range (powerstore.md 4); in the order of ids, so that pages fit together. */
async function listMembers(
  requests: Requests,
  parentId: string,
  options?: CallOptions,
): Promise<readonly ImportSession[]> {
  const members = new Map<string, ImportSession>();
  for (let offset = 0; ; ) {
    const call = {
      method: "GET",
      path: pathOf(COLLECTION),
      query: {
        select,
        parent_session_id: `eq.${parentId}`,
        order: "id",
        limit: String(PAGE_ROWS),
        offset: String(offset),
      },
      doing: `listing the members of import session (${parentId})`,
    } as const;
    const { answer, value: page } = await requests.readWithAnswer(call, z.array(importSessionSchema), options);
    for (const member of page) members.set(member.id, member);
    offset += page.length;
    if (page.length === 0 || offset >= totalOf(answer, offset)) return [...members.values()];
  }
}

/** The total in `0-99/1000` or `*` + `/1000`; without a usable one there may be more, so one page more is asked for. */
function totalOf({ status, headers }: Answer, seen: number): number {
  if (status !== 206) return seen;
  const total = /\/(\d+)$/.exec(headers.get("content-range") ?? "")?.[1];
  return total === undefined ? Number.POSITIVE_INFINITY : Number(total);
}

/** `import_session_create` of the vendor's description; JSON leaves out what is undefined. */
function toWire(body: ImportSessionCreate): object {
  return {
    remote_system_id: body.remoteSystemId,
    source_resource_id: body.sourceResourceId,
    name: body.name,
    type: body.type,
    description: body.description,
    global_storage_discovery_address: body.globalStorageDiscoveryAddress,
    host_ids: body.hostIds,
    host_group_ids: body.hostGroupIds,
    consistency_group_member_host_ids: body.consistencyGroupMemberHostIds?.map(({ volumeWwn, hostIds }) => ({
      volume_wwn: volumeWwn,
      host_ids: hostIds,
    })),
    consistency_group_member_host_group_ids: body.consistencyGroupMemberHostGroupIds?.map(
      ({ volumeWwn, hostGroupIds }) => ({ volume_wwn: volumeWwn, host_group_ids: hostGroupIds }),
    ),
    volume_group_id: body.volumeGroupId,
    automatic_cutover: body.automaticCutover,
    protection_policy_id: body.protectionPolicyId,
    scheduled_timestamp: body.scheduledTimestamp,
  };
}
