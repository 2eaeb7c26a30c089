import type { JournalEntry, Row } from "../../simulator/src";

/** What the engine asked the provider for when a request was sent. */
export type Phase = "check" | "diff" | "create" | "read" | "update" | "delete" | "close";

/** One request of a simulated process, with what an observer at the array sees. */
export type ObservedRequest = {
  readonly entry: JournalEntry;
  /** When the process sent it; it may take its time. */
  readonly sentAt: number;
  readonly phase: Phase;
  /** The object it is about, as it was on arrival; undefined for what nobody makes, and where there is none such. */
  readonly before: Row | undefined;
  /** The same afterwards; of a create, the object that has the wanted name (of a host: address) then. */
  readonly after: Row | undefined;
  /** The state in which the process itself last saw the session in this run. */
  readonly seen: string | undefined;
  /** `importable_criteria` of the source that a create wants, on arrival. */
  readonly sourceCriteria: string | undefined;
  /** Of a delete: the sessions under way that could not do without the object, on arrival. */
  readonly holders?: readonly string[];
  /** Whether the answer reached the process whole and as the array gave it. */
  readonly isAnswerTrue: boolean;
};

/** A change that something else than the array has answered, which never got it. */
export type StrayRequest = { readonly method: string; readonly body: unknown };

export function operationOf(request: ObservedRequest): string {
  return request.entry.operation ?? "";
}

/** `cancel`, `pause`, ...; undefined for requests that are no action on a session. */
export function actionOf(request: ObservedRequest): string | undefined {
  return /^POST \/import_session\/\{id\}\/(\w+)$/.exec(operationOf(request))?.[1];
}

export const isCreate = (request: ObservedRequest): boolean => operationOf(request) === "POST /import_session";
export const isDelete = (request: ObservedRequest): boolean => operationOf(request) === "DELETE /import_session/{id}";
export const isLogin = (request: ObservedRequest): boolean => operationOf(request) === "GET /login_session";

/** Asks for a change of the array; logging out is none. */
export function isChange(request: ObservedRequest): boolean {
  return request.entry.method !== "GET" && operationOf(request) !== "POST /logout";
}

/** Whether the array did what was asked, whatever became of the answer. */
export function isDone(request: ObservedRequest): boolean {
  const { before, after, entry } = request;
  if (!isChange(request)) return entry.status === 200;
  if (isCreate(request)) return before === undefined && after !== undefined;
  if (isDelete(request)) return before !== undefined && after === undefined;
  return before?.state !== after?.state || before?.scheduled_timestamp !== after?.scheduled_timestamp;
}
