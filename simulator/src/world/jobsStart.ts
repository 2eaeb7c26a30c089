import type { OperationRequest } from "../api/contract";
import { facts } from "../api/facts";
import { type ArrayState, isCollection } from "./array/arrayState";
import { nextId } from "./array/ids";
import type { Table } from "./array/table";
import { toMilliseconds } from "./records/instants";
import type { Job } from "./records/job";
import type { Stored } from "./records/records";

const secretName = /password|passphrase|secret/i;

/** What a job, and so a snapshot, keeps of a body: nothing in this array looks at a password, only whether there is one. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, secretName.test(name) ? "[redacted]" : withoutSecrets(inner)]),
  );
}

const verbs: Readonly<Record<string, string>> = { POST: "create", PATCH: "modify", DELETE: "delete" };

/** `POST /import_session/{id}/pause` is the action pause; the vendor's enum has no word for a few, which stay null. */
function actionOf(operation: string): string | null {
  const [method = "", path = ""] = operation.split(" ");
  const action = path.split("/")[3] ?? verbs[method] ?? "";
  return facts.definitions.ResourceActionEnum?.enum?.includes(action) ? action : null;
}

function typeOf(collection: string): string | null {
  return facts.definitions.ResourceTypeEnum?.enum?.includes(collection) ? collection : null;
}

/** Puts a request into the queue of jobs; the job's id. */
export function startJob(array: ArrayState, operation: string, request: OperationRequest, user: string): string {
  const collection = operation.split("/")[1] ?? "";
  const table: Table<Stored> | undefined = isCollection(collection) ? array.tables[collection] : undefined;
  const id = nextId(array, "job");
  const job: Job = {
    id,
    resource_action: actionOf(operation),
    resource_type: typeOf(collection),
    resource_id: request.id === "" ? null : request.id,
    resource_name: table?.get(request.id)?.name ?? request.body.name ?? null,
    description_l10n: operation,
    phase: "Queued",
    state: "QUEUED",
    start_time: null,
    progress_percentage: 0,
    root_id: id,
    user,
    step_order: 0,
    operation,
    target: request.id,
    body: withoutSecrets(request.body) as OperationRequest["body"],
  };
  array.tables.job.put(job);
  array.agenda.set({ at: array.now + toMilliseconds(array.settings.jobSeconds), collection: "job", id });
  return id;
}
