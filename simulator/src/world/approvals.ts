/** Multiparty approval (4.3 and newer): jobs that a second person lets begin, turns down, or forgets. */
import { facts } from "../api/facts";
import type { ArrayState } from "./array/arrayState";
import { type Body, type Change, done, requireRecord } from "./array/change";
import type { JobDecision } from "./array/controls";
import { refusalErr } from "./array/refusals";
import { toMilliseconds, toTimestamp } from "./records/instants";

const verbOfMethod: Readonly<Record<string, string>> = { POST: "create", PATCH: "modify", DELETE: "delete" };

/** `POST /import_session/{id}/pause` is the action pause; the vendor's enum has no word for a few, which stay null. */
export function actionOf(operation: string): string | null {
  const [method = "", path = ""] = operation.split(" ");
  const action = path.split("/")[3] ?? verbOfMethod[method] ?? "";
  return facts.definitions.ResourceActionEnum?.enum?.includes(action) ? action : null;
}

export function typeOf(collection: string): string | null {
  return facts.definitions.ResourceTypeEnum?.enum?.includes(collection) ? collection : null;
}

/** The array's own words for what needs an approval; nothing before 4.3. */
export function addApprovals({ settings, tables }: ArrayState): void {
  if (settings.version === "4.1") return;
  const { criticalOperations, approvalSeconds } = settings;
  // The unit of `timeout` is not documented: seconds here.
  tables.mpa_config.put({ id: "0", is_enabled: criticalOperations.length > 0, timeout: approvalSeconds });
  criticalOperations.forEach((operation, index) => {
    const collection = operation.split("/")[1] ?? "";
    const named = { resource_type: typeOf(collection), resource_action: actionOf(operation) };
    tables.mpa_critical_action.put({ id: String(index + 1), ...named });
  });
}

export function needsApproval({ settings, tables }: ArrayState, operation: string): boolean {
  return tables.mpa_config.get("0")?.is_enabled === true && settings.criticalOperations.includes(operation);
}

/** A job that was approved is queued; one that was rejected, or that nobody decided in time, has failed. Throws an ApiError 422. */
export function decideJob(array: ArrayState, id: string, { decision, reason }: JobDecision): void {
  const job = requireRecord(array, "job", id);
  if (job.phase !== "Waiting_Approval") throw refusalErr("impossible", "job", id, `it is ${job.phase}`);
  const timestamp = toTimestamp(array.now);
  const mpa_decision = {
    decision,
    mpa_job_id: id,
    identity: decision === "Expired" ? null : "security",
    reason,
    timestamp,
  };
  array.agenda.stop("job", id);
  if (decision === "Approved") {
    array.tables.job.put({ ...job, mpa_decision, phase: "Queued", state: "QUEUED" });
    array.agenda.set({ at: array.now + toMilliseconds(array.settings.jobSeconds), collection: "job", id });
    return;
  }
  const { messages } = refusalErr("notApproved", decision.toLowerCase(), reason ?? "no reason was given");
  array.tables.job.put({
    ...job,
    mpa_decision,
    phase: "Failed",
    state: "FAILED",
    end_time: timestamp,
    progress_percentage: 100,
    response_status: "422",
    response_body: { response_type: "error_response", messages },
  });
}

function deciding(decision: JobDecision["decision"]): Change {
  return (array, { id, body }) => {
    decideJob(array, id, { decision, ...(typeof body.reason === "string" ? { reason: body.reason } : {}) });
    return done;
  };
}

const modifyConfig: Change = (array, { id, body }) => {
  const config = requireRecord(array, "mpa_config", id);
  array.tables.mpa_config.put({ ...config, ...onlyEnabled(body) });
  return done;
};

function onlyEnabled({ is_enabled }: Body): Body {
  return is_enabled === undefined ? {} : { is_enabled };
}

export const approvalOperations = {
  "PATCH /mpa_config/{id}": modifyConfig,
  "POST /job/{id}/approve": deciding("Approved"),
  "POST /job/{id}/reject": deciding("Rejected"),
} satisfies Record<string, Change>;
