import { ApiError, type OperationAnswer } from "../api/contract";
import type { ArrayState } from "./array/arrayState";
import type { Change } from "./array/change";
import { toMilliseconds, toTimestamp } from "./records/instants";
import type { Job } from "./records/job";

/** A job that waited begins, and does its work at once; one that is under way ends. */
export function jobDue(array: ArrayState, id: string, operations: Readonly<Record<string, Change>>): void {
  const job = array.tables.job.get(id);
  if (job?.phase === "Queued") begin(array, job, operations);
  else if (job?.phase === "In_Progress") end(array, job);
}

function begin(array: ArrayState, job: Job, operations: Readonly<Record<string, Change>>): void {
  const at = array.now + toMilliseconds(array.settings.jobSeconds);
  array.tables.job.put({
    ...job,
    phase: "In_Progress",
    state: "IN_PROGRESS",
    start_time: toTimestamp(array.now),
    estimated_completion_time: toTimestamp(at),
    progress_percentage: 50,
    ...outcomeOf(array, job, operations[job.operation]),
  });
  array.agenda.set({ at, collection: "job", id: job.id });
}

type Outcome = { readonly outcome: OperationAnswer } | { readonly outcome: { status: number; messages: unknown } };

function outcomeOf(array: ArrayState, { target, body }: Job, change: Change | undefined): Outcome {
  if (change === undefined) throw new Error("a job of an unknown operation");
  try {
    return { outcome: change(array, { id: target, body }) };
  } catch (error) {
    // Everything else is a bug, and must be seen.
    if (!(error instanceof ApiError)) throw error;
    return { outcome: { status: error.status, messages: error.messages } };
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
