/** Asynchronous requests (`is_async=true`): their jobs from the queue to the end. */
import { ApiError, type AroundChange, type OperationAnswer, type OperationRequest } from "../api/contract";
import { brokenErr } from "../api/requestErrors";
import { redacted } from "../api/secrets";
import { actionOf, decideJob, needsApproval, typeOf } from "./approvals";
import { type ArrayState, isCollection } from "./array/arrayState";
import type { Change } from "./array/change";
import { nextId } from "./array/ids";
import type { Table } from "./array/table";
import { LAST_INSTANT, toMilliseconds, toTimestamp } from "./records/instants";
import type { Job, Stored } from "./records/records";

/** Puts a request into the queue of jobs, or lets it wait for its approval first; the job's id. */
export function startJob(array: ArrayState, operation: string, request: OperationRequest, user: string): string {
  const collection = collectionOf(operation);
  const table: Table<Stored> | undefined = isCollection(collection) ? array.tables[collection] : undefined;
  const id = nextId(array, "job");
  const waits = needsApproval(array, operation);
  const job: Job = {
    id,
    resource_action: actionOf(operation),
    resource_type: typeOf(collection),
    resource_id: request.id === "" ? null : request.id,
    resource_name: table?.get(request.id)?.name ?? request.body.name ?? null,
    description_l10n: operation,
    ...(waits ? { phase: "Waiting_Approval", state: "WAITING_APPROVAL" } : { phase: "Queued", state: "QUEUED" }),
    submit_time: toTimestamp(array.now),
    start_time: null,
    progress_percentage: 0,
    root_id: id,
    user,
    step_order: 0,
    operation,
    target: request.id,
    // Nothing in this array looks at a password, only whether there is one.
    body: redacted(request.body) as OperationRequest["body"],
  };
  array.tables.job.put(job);
  forgetOldJobs(array);
  const { approvalSeconds, jobSeconds } = array.settings;
  array.agenda.set({ at: array.now + toMilliseconds(waits ? approvalSeconds : jobSeconds), collection: "job", id });
  return id;
}

/** How many that are over can still be read; how long an array keeps them is not documented. */
const KEPT_JOBS = 10_000;

/** The eldest of those that are over go once there are too many of all. */
function forgetOldJobs({ tables }: ArrayState): void {
  let surplus = tables.job.size - KEPT_JOBS;
  if (surplus <= 0) return;
  for (const { id, phase } of tables.job.values()) {
    if (phase !== "Completed" && phase !== "Failed") continue;
    tables.job.delete(id);
    surplus -= 1;
    if (surplus === 0) return;
  }
}

/** `POST /import_session/{id}/pause` is about `import_session`. */
function collectionOf(operation: string): string {
  return operation.split("/")[1] ?? "";
}

type Operations = Readonly<Record<string, Change>>;

/** A job that waited begins, and does its work at once; one that is under way ends. */
export function jobDue(array: ArrayState, id: string, operations: Operations, around: AroundChange): void {
  const job = array.tables.job.get(id);
  if (job?.phase === "Waiting_Approval") decideJob(array, id, { decision: "Expired" });
  else if (job?.phase === "Queued") begin(array, job, operations, around);
  else if (job?.phase === "In_Progress") end(array, job);
}

function begin(array: ArrayState, job: Job, operations: Operations, around: AroundChange): void {
  const at = Math.min(LAST_INSTANT, array.now + toMilliseconds(array.settings.jobSeconds));
  array.tables.job.put({
    ...job,
    phase: "In_Progress",
    state: "IN_PROGRESS",
    start_time: toTimestamp(array.now),
    estimated_completion_time: toTimestamp(at),
    progress_percentage: 50,
    ...outcomeOf(() => around(collectionOf(job.operation), job.target, () => work(array, job, operations))),
  });
  array.agenda.set({ at, collection: "job", id: job.id });
}

type Outcome = { readonly outcome: OperationAnswer } | { readonly outcome: { status: number; messages: unknown } };

function work(array: ArrayState, { operation, target, body }: Job, operations: Operations): OperationAnswer {
  const change = operations[operation];
  if (change === undefined) throw new Error(`there is no operation ${operation}`);
  return change(array, { id: target, body });
}

function outcomeOf(run: () => OperationAnswer): Outcome {
  try {
    return { outcome: run() };
  } catch (error) {
    // Everything else is a bug: its job says so, as the answer of a request would, and what goes on beside it goes on.
    const { status, messages } = error instanceof ApiError ? error : brokenErr(error);
    return { outcome: { status, messages } };
  }
}

function end(array: ArrayState, job: Job): void {
  const { status, body, messages } = job.outcome as { status: number; body?: { id?: string }; messages?: unknown };
  const hasFailed = messages !== undefined;
  array.tables.job.put({
    ...job,
    phase: hasFailed ? "Failed" : "Completed",
    state: hasFailed ? "FAILED" : "COMPLETED",
    end_time: toTimestamp(array.now),
    progress_percentage: 100,
    resource_id: job.resource_id ?? body?.id ?? null,
    response_status: String(status),
    response_body: responseBody(body, messages),
  });
}

/** The vendor's base_response tells by `response_type` what else it holds. */
function responseBody(body: object | undefined, messages: unknown): unknown {
  if (messages !== undefined) return { response_type: "error_response", messages };
  return body === undefined ? null : { response_type: "create_response", ...body };
}
