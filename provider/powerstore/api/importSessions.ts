import * as z from "zod";
import type { CallOptions, Sending } from "../http/contract";
import { comparableName, pathByName, pathOf } from "../http/endpoint";
import { orUndefined } from "../http/powerStoreErrors";
import type {
  ActionOptions,
  BriefSession,
  CreateOptions,
  ImportSessions,
  QueuedSession,
  SessionPage,
  SessionPageRequest,
} from "./contract";
import { anyOf } from "./filters";
import { LARGEST_PAGE_ROWS, listAll, orBeyondTheEnd, requireDistinct, totalOf } from "./pages";
import type { Requests } from "./requests";
import type { ImportSessionAction } from "./schemas/importSession";
import {
  briefSessionSchema,
  createToWire,
  type ImportSession,
  type ImportSessionCreate,
  importSessionSchema,
  importSessionSelect,
  listedSessionSchema,
  modifyToWire,
  namedSessionSchema,
  queuedSessionSchema,
} from "./schemas/importSession";
import { idSchema } from "./schemas/inventory";

const COLLECTION = "import_session";
const select = importSessionSelect;

export function createImportSessions(requests: Requests): ImportSessions {
  return {
    getImportSession: async (id, options) => {
      const doing = `reading import session (${id})`;
      const call = { method: "GET", path: pathOf(COLLECTION, id), query: { select }, doing } as const;
      const session = await requests.read(call, importSessionSchema, options);
      if (session.id !== id) throw requests.misfit(call, `answered with another session (${session.id})`);
      return session;
    },
    listImportSessions: (page, options) => listPage(requests, page, options),
    findImportSessionByName: async (name, options) => {
      const doing = `looking for import session "${name}"`;
      const call = { method: "GET", path: pathByName(COLLECTION, name), query: { select }, doing } as const;
      const session = await orUndefined(requests.read(call, importSessionSchema, options));
      if (session?.name !== undefined && comparableName(session.name) !== comparableName(name)) {
        throw requests.misfit(call, `answered with another session ("${session.name}")`);
      }
      return session && { ...session, name: session.name ?? name };
    },
    listAllSessions: (options) => {
      const call = {
        method: "GET",
        path: pathOf(COLLECTION),
        query: { select },
        doing: "listing import sessions",
      } as const;
      return listAll(requests, call, listedSessionSchema, options, LARGEST_PAGE_ROWS);
    },
    listSessionNames: (options) => listNames(requests, options),
    listMemberSessions: (parentId, options) => listMembers(requests, parentId, options),
    findImportSessionsOfSource: (sourceResourceId, options) => {
      const query = { select, source_resource_id: `eq.${sourceResourceId}` };
      const doing = `looking for import sessions of source ${sourceResourceId}`;
      return listAll(requests, { method: "GET", path: pathOf(COLLECTION), query, doing }, importSessionSchema, options);
    },
    listQueuedSessions: (options) => listQueued(requests, options),
    listSessionsIn: (states, options) => listIn(requests, states, options),
    createImportSession: (body, options) => create(requests, body, options),
    modifyImportSession: async (id, body, options) => {
      const { atSending } = options ?? {};
      const call = {
        method: "PATCH",
        path: pathOf(COLLECTION, id),
        body: modifyToWire(body),
        ...(atSending && { bodyAtSending: (sending: Sending) => modifyToWire(atSending(sending)) }),
        doing: `rescheduling import session (${id})`,
      } as const;
      return requests.change(call, options);
    },
    deleteImportSession: async (id, options) => {
      const doing = `deleting the record of import session (${id})`;
      return requests.change({ method: "DELETE", path: pathOf(COLLECTION, id), doing }, options);
    },
    cancelImportSession: (id, body, options) => cancel(requests, id, body, options),
    // No body: the 4.1 schema of enable_destination_volume has no properties either, whatever its text says [ARRAY conflicts].
    actOnImportSession: (id, action, options) => act(requests, id, action, options),
  };
}

async function act(
  requests: Requests,
  id: string,
  action: ImportSessionAction,
  options?: ActionOptions,
): Promise<void> {
  const { atSending } = options ?? {};
  const call = {
    method: "POST",
    path: pathOf(COLLECTION, id, action),
    ...(atSending && { bodyAtSending: (sending: Sending) => void atSending(sending) }),
    doing: `${gerunds[action]} import session (${id})`,
  } as const;
  return requests.change(call, options);
}

async function cancel(
  requests: Requests,
  id: string,
  { force }: { readonly force: boolean },
  options?: ActionOptions,
): Promise<void> {
  const { atSending } = options ?? {};
  const body = { force };
  const bodyAtSending = (sending: Sending) => {
    atSending?.(sending);
    return body;
  };
  const doing = `cancelling import session (${id})`;
  return requests.change(
    { method: "POST", path: pathOf(COLLECTION, id, "cancel"), body, bodyAtSending, doing },
    options,
  );
}

async function create(requests: Requests, body: ImportSessionCreate, options?: CreateOptions): Promise<string> {
  const { atSending } = options ?? {};
  const call = {
    method: "POST",
    path: pathOf(COLLECTION),
    body: createToWire(body),
    ...(atSending && { bodyAtSending: (sending: Sending) => createToWire(atSending(sending)) }),
    doing: `creating import session "${body.name}"`,
  } as const;
  return (await requests.read(call, idSchema, options)).id;
}

const gerunds = {
  pause: "pausing",
  resume: "resuming",
  cutover: "cutting over",
  cleanup: "cleaning up",
  enable_destination_volume: "enabling the destination volume of",
  start_copy: "starting the copy of",
} as const satisfies Record<ImportSessionAction, string>;

async function listPage(requests: Requests, page: SessionPageRequest, options?: CallOptions): Promise<SessionPage> {
  const { ids, offset = 0, limit } = page;
  const query = { select, order: "id", limit: String(limit), offset: String(offset) };
  const call = {
    method: "GET",
    path: pathOf(COLLECTION),
    query: ids ? { ...query, id: anyOf(ids) } : query,
    doing: "listing import sessions",
  } as const;
  const read = await orBeyondTheEnd(requests.readWithAnswer(call, z.array(z.unknown()), options), offset);
  if (!read) return { sessions: [], total: offset };
  const { answer, value: rows } = read;
  const parsed = rows.map((row) => importSessionSchema.safeParse(row));
  const sessions = parsed.flatMap(({ success, data }) => (success ? [data] : []));
  requireDistinct(requests, call, sessions);
  return { sessions, total: totalOf(answer, offset + rows.length) };
}

async function listQueued(requests: Requests, options?: CallOptions): Promise<readonly QueuedSession[]> {
  const call = {
    method: "GET",
    path: pathOf(COLLECTION),
    query: { select: "id,parent_session_id,last_update_timestamp", state: "eq.Queued" },
    doing: "listing the import sessions in the queue",
  } as const;
  return listAll(requests, call, queuedSessionSchema, options);
}

async function listIn(
  requests: Requests,
  states: readonly ImportSession["state"][],
  options?: CallOptions,
): Promise<readonly BriefSession[]> {
  const call = {
    method: "GET",
    path: pathOf(COLLECTION),
    query: { select: "id,name,state,parent_session_id", state: anyOf(states) },
    doing: "listing the import sessions that are active",
  } as const;
  return listAll(requests, call, briefSessionSchema, options);
}

async function listNames(
  requests: Requests,
  options?: CallOptions,
): Promise<readonly Pick<ImportSession, "id" | "name">[]> {
  const call = {
    method: "GET",
    path: pathOf(COLLECTION),
    query: { select: "id,name" },
    doing: "listing the names of import sessions",
  } as const;
  return listAll(requests, call, namedSessionSchema, options, LARGEST_PAGE_ROWS);
}

async function listMembers(
  requests: Requests,
  parentId: string,
  options?: CallOptions,
): Promise<readonly ImportSession[]> {
  const call = {
    method: "GET",
    path: pathOf(COLLECTION),
    query: { select, parent_session_id: `eq.${parentId}` },
    doing: `listing the members of import session (${parentId})`,
  } as const;
  return listAll(requests, call, importSessionSchema, options);
}
