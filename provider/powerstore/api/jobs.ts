/** A change that the array has made a job of, followed to its end. */

import * as z from "zod";
import type { Clock } from "../../clock";
import { pathOf } from "../http/endpoint";
import type { Subject } from "../http/errorTexts";
import { printable, sentence } from "../http/errorTexts";
import { aboutOf, outcomeUnknown } from "../http/outcomes";
import {
  JobPendingError,
  LoginRefusedError,
  NotApprovedError,
  NotFoundError,
  orUndefined,
  PowerStoreError,
  RefusedError,
  StoppedError,
  UnknownValueError,
} from "../http/powerStoreErrors";
import type { Secrets } from "../http/secrets";
import type { Jobs } from "./contract";
import type { FollowJob, Requests } from "./requests";
import { optionalText } from "./schemas/optionalValues";

const DEFAULT_SECONDS = 600;
const POLL_SECONDS = 3;

/** As in the waits of the lifecycle (docs/decisions/016): a fail-over of an array's management takes minutes. */
const MOST_SILENT_SECONDS = 600;
const SILENT_POLL_SECONDS = 30;

/** JobPhaseEnum of 4.1 with what 4.4 adds; a phase that is not listed is one under way, for an array may be newer. */
const ends: Readonly<Record<string, "done" | "failed">> = {
  Completed: "done",
  Skipped: "done",
  Failed: "failed",
  Unrecoverable_Failed: "failed",
};

/** JobMPADecisionEnum (4.3): what the second person said, or did not say in time. */
const refusals: Readonly<Record<string, string>> = {
  Rejected: "was rejected by the person who was asked to approve it",
  Expired: "was not approved in time",
};

const WAITING_FOR_APPROVAL = "Waiting_Approval";

/**
 * Any change may be answered 202 with a job: asked for (`is_async`), or because the customer demands that somebody else approves it (multiparty
 * authorisation, 4.3). The change is done when the job is.
 */
export function jobFollower(means: {
  readonly endpoint: string;
  readonly clock: Clock;
  readonly secrets: Pick<Secrets, "hide">;
}): FollowJob {
  const { clock, endpoint, secrets } = means;
  return async (requests, call, { answer: accepted, isRepetition }, options) => {
    const subject = { ...call, endpoint };
    const id = acceptedSchema.safeParse(accepted.body.kind === "json" ? accepted.body.value : undefined).data?.id;
    if (id === undefined) throw outcomeUnknown(subject, "answered 202 without naming a job to wait for");
    const seconds = options?.job?.timeoutSeconds ?? DEFAULT_SECONDS;
    const signal = options?.job?.signal ?? options?.signal;
    const deadline = clock.monotonic() + seconds * 1000;
    const sleep = (longest: number) =>
      clock.sleep(Math.min(longest, (deadline - clock.monotonic()) / 1000), signal).catch((error: unknown) => {
        throw signal?.aborted ? stopped(subject, id) : error;
      });
    const wasJustAccepted = options?.job?.underWay === undefined;
    const read = () => readJob(requests, `${call.doing}: reading its job (${id})`, id, signal);
    const look = patientLooks(read, { clock, deadline, wasJustAccepted });
    let shown: string | undefined;
    for (;;) {
      const job = await look().catch((error: unknown) => {
        throw withoutJob(subject, id, error);
      });
      if (job === "silent") {
        await sleep(SILENT_POLL_SECONDS);
        continue;
      }
      const end = endOf(job);
      if (end === "done") return { ...accepted, status: 200, body: { kind: "json", value: resultOf(job) } };
      if (end === "failed") {
        const about = { ...aboutOf(subject), status: 422, isRepetition, arrayMessages: hidden(job, secrets) };
        const Refusal = isTurnedDown(job) ? NotApprovedError : RefusedError;
        throw new Refusal(sentence(subject, failureText(job, secrets)), about);
      }
      const text = progressText(job);
      if (text !== shown) options?.job?.progress?.(`job ${id} ${text}`);
      shown = text;
      const left = (deadline - clock.monotonic()) / 1000;
      if (left <= 0) {
        const late = `the array made job ${id} of it, which ${text} after ${Math.round(seconds)} s. It is not sent again`;
        throw new JobPendingError(sentence(subject, `${late}; ${wayOn(job)}`), { ...aboutOf(subject), jobId: id });
      }
      await sleep(POLL_SECONDS);
    }
  };
}

/**
 * Looks at a job that somebody may take hours to approve: what one of them meets that passes ends nothing, as long as the array has answered before.
 * @returns what looks; it answers "silent" for such a look.
 */
function patientLooks(
  read: () => Promise<Job>,
  about: { readonly clock: Clock; readonly deadline: number; readonly wasJustAccepted: boolean },
): () => Promise<Job | "silent"> {
  const { clock, deadline } = about;
  let heardAt = about.wasJustAccepted ? clock.monotonic() : undefined;
  return async () => {
    try {
      const job = await read();
      heardAt = clock.monotonic();
      return job;
    } catch (error) {
      const now = clock.monotonic();
      const isTooLong = heardAt === undefined || now - heardAt >= MOST_SILENT_SECONDS * 1000 || now >= deadline;
      if (isTooLong || !mayPass(error)) throw error;
      return "silent";
    }
  };
}

/** What the next look may not meet any more (docs/decisions/016). */
function mayPass(error: unknown): boolean {
  if (error instanceof LoginRefusedError) return !error.isFinal;
  const isFinal = final.some((kind) => error instanceof kind);
  return error instanceof PowerStoreError && !isFinal;
}

const final = [NotFoundError, StoppedError, UnknownValueError];

/** The array has accepted the change: whatever keeps its job from being read, the job goes on. */
function withoutJob(subject: Subject, id: string, error: unknown): unknown {
  if (error instanceof StoppedError) return stopped(subject, id);
  if (!(error instanceof PowerStoreError)) return error;
  const made = `the array made job ${id} of it, which`;
  if (error instanceof NotFoundError) return outcomeUnknown(subject, `${made} is not there any more`);
  const text = `${made} could not be read (${error.message}). It is not sent again; run the same command again once job ${id} has ended`;
  return new JobPendingError(sentence(subject, text), { ...aboutOf(subject), jobId: id });
}

function stopped(subject: Subject, id: string): StoppedError {
  const text = `stopped before job ${id} of it had ended; whether it is carried out is not known`;
  return new StoppedError(sentence(subject, text), { ...aboutOf(subject), isOutcomeUnknown: true, jobId: id });
}

/** Reads what became of a request of an earlier run. */
export const createJobs = (requests: Pick<Requests, "read">): Jobs => ({
  getJob: async (id, options) => {
    const job = await orUndefined(readJob(requests, `reading job ${id}`, id, options?.signal));
    if (!job) return undefined;
    const end = endOf(job);
    const waitsForApproval = job.phase === WAITING_FOR_APPROVAL;
    return { isOpen: end === undefined, waitsForApproval, madeId: end === "done" ? madeBy(job) : undefined };
  },
});

const acceptedSchema = z.object({ id: z.string().min(1) });

function readJob(requests: Pick<Requests, "read">, doing: string, id: string, signal: AbortSignal | undefined) {
  const path = pathOf("job", id);
  // All columns: those of multiparty authorisation are refused by arrays that do not have it.
  const call = { method: "GET", path, query: { select: "*" }, doing } as const;
  return requests.read(call, jobSchema, signal ? { signal } : {});
}

function endOf({ phase, decision }: Job): "done" | "failed" | undefined {
  if (decision !== undefined && refusals[decision] !== undefined) return "failed";
  return phase === undefined ? undefined : ends[phase];
}

/** As if the change had been answered itself: a create with the id of what was made. */
function resultOf(job: Job): object {
  const id = madeBy(job);
  return id === undefined ? {} : { id };
}

const madeBy = ({ createdId, resourceId }: Job): string | undefined => createdId ?? resourceId;

const hidden = ({ messages }: Job, secrets: Pick<Secrets, "hide">) =>
  messages.map(({ code, text }) => ({ ...(code !== undefined && { code }), text: secrets.hide(text) }));

const isTurnedDown = ({ decision }: Job) => decision !== undefined && decision in refusals;

function failureText(job: Job, secrets: Pick<Secrets, "hide">): string {
  const decided = job.decision === undefined ? undefined : refusals[job.decision];
  const why = job.reason === undefined ? "" : ` ("${printable(secrets.hide(job.reason))}")`;
  const end = decided === undefined ? `ended ${job.phase}` : `${decided}${why}`;
  const said = hidden(job, secrets).map(
    ({ text, code }) => `${printable(text).replace(/\.$/, "")}${code === undefined ? "" : ` (${printable(code)})`}`,
  );
  return `the array made job ${job.id} of it, which ${end}${said.length > 0 ? `: ${said.join("; ")}` : ""}`;
}

function progressText({ phase }: Job): string {
  if (phase === WAITING_FOR_APPROVAL) return "still waits for the approval of a second person";
  return phase === undefined ? "is under way" : `is ${printable(phase)}`;
}

const wayOn = ({ phase, id }: Job): string =>
  phase === WAITING_FOR_APPROVAL
    ? `let somebody approve or reject job ${id} on the array, then run the same command again`
    : `run the same command again once job ${id} has ended`;

const message = z.looseObject({ code: optionalText, message_l10n: optionalText });

const responseBody = z.looseObject({ id: optionalText, messages: z.array(message).nullish().catch(undefined) });

/** `job_instance`; phases are left open, a newer array may know more of them. */
export const jobSchema = z
  .looseObject({
    id: z.string().min(1),
    phase: optionalText,
    state: optionalText,
    resource_id: optionalText,
    response_body: responseBody.nullish().catch(undefined),
    mpa_decision: z
      .looseObject({ decision: optionalText.catch(undefined), reason: optionalText.catch(undefined) })
      .nullish()
      .catch(undefined),
  })
  .transform((row) => ({
    id: row.id,
    phase: row.phase ?? phaseOf(row.state),
    resourceId: row.resource_id,
    createdId: row.response_body?.id,
    decision: row.mpa_decision?.decision,
    reason: row.mpa_decision?.reason,
    messages: (row.response_body?.messages ?? []).map(({ code, message_l10n }) => ({
      ...(code !== undefined && { code }),
      text: message_l10n ?? "",
    })),
  }));

export type Job = z.output<typeof jobSchema>;

/** Before 1.0.2 there was only `state`, the same words in capitals. */
function phaseOf(state: string | undefined): string | undefined {
  return state?.toLowerCase().replace(/(^|_)[a-z]/g, (letter) => letter.toUpperCase());
}
