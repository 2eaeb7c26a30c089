/**
 * What can go wrong between us and an array, one class per thing to do about it. The lifecycle asks `instanceof`, it never
 * reads status numbers or texts. No error holds a request, a header or a cause: these carry secrets (an AxiosError does).
 */

export type ArrayMessage = { readonly code?: string; readonly text: string };

/** Base class: `message` is one sentence for the person at the terminal. */
export class PowerStoreError extends Error {
  /** `POST /import_session/abc/pause`, without the query. */
  readonly operation: string;
  readonly endpoint: string;

  constructor(message: string, about: { readonly operation: string; readonly endpoint: string }) {
    super(message);
    this.name = new.target.name;
    this.operation = about.operation;
    this.endpoint = about.endpoint;
  }
}

/** The array answered with an error status; `arrayMessages` is what its body said. */
export class AnswerError extends PowerStoreError {
  readonly status: number;
  /** Of a change: an attempt before the one that was answered so may have been carried out: then the answer may be about what that has done. */
  readonly isRepetition: boolean;
  readonly arrayMessages: readonly ArrayMessage[];

  constructor(
    message: string,
    about: {
      readonly operation: string;
      readonly endpoint: string;
      readonly status: number;
      readonly isRepetition?: boolean;
      readonly arrayMessages: readonly ArrayMessage[];
    },
  ) {
    super(message, about);
    this.status = about.status;
    this.isRepetition = about.isRepetition ?? false;
    this.arrayMessages = about.arrayMessages;
  }
}

/** 404 with a vendor error body: there is no such object. Never for a wrong path or a page of somebody else. */
export class NotFoundError extends AnswerError {}

/**
 * 400 or 422: understood and refused, nothing changed. Which of the two varies [ARRAY statuses], so they are one. So is a 404
 * to a create, where something that the body names is missing, and any other 4xx or 501 with the array's error body.
 */
export class RefusedError extends AnswerError {}

/** A change that somebody had to approve, and has not: it was meant, and is not to be asked for again by itself. */
export class NotApprovedError extends RefusedError {}

/** 401: user or password are wrong, or the array refuses for the moment what it granted before. */
export class LoginRefusedError extends AnswerError {
  /** True: the client does not log in again, and all later calls get the same error. */
  readonly isFinal: boolean;

  constructor(message: string, about: ConstructorParameters<typeof AnswerError>[1] & { readonly isFinal: boolean }) {
    super(message, about);
    this.isFinal = about.isFinal;
  }
}

/** 403 after a fresh login: the role lacks the privilege. */
export class ForbiddenError extends AnswerError {}

/** 503 of the array to the last of the retries. Nothing was changed (see `retry.ts`). */
export class BusyError extends AnswerError {}

/** The request cannot have reached the array (refused connection, unknown host, certificate): nothing changed. */
export class UnreachableError extends PowerStoreError {}

/** The certificate is not trusted or does not fit the host. */
export class CertificateError extends UnreachableError {}

/** A changing request was sent and its outcome is not known (time-out, dropped connection, 5xx): observe before acting. */
export class OutcomeUnknownError extends PowerStoreError {}

/** The array has made a job of a change, and that has not ended in time: it may wait for a second person's approval. Not to be sent again. */
export class JobPendingError extends PowerStoreError {
  readonly jobId: string;

  constructor(
    message: string,
    about: { readonly operation: string; readonly endpoint: string; readonly jobId: string },
  ) {
    super(message, about);
    this.jobId = about.jobId;
  }
}

/** A read failed for good after its retries (time-out, dropped connection, 5xx). */
export class ReadFailedError extends PowerStoreError {}

/** What answered does not speak as a PowerStore: HTML, an empty body, a redirect, JSON of another shape. */
export class NotPowerStoreError extends PowerStoreError {}

/** A PowerStore whose answer holds a value (a state, a type) that this version does not know: one that is newer. */
export class UnknownValueError extends NotPowerStoreError {}

/** Stopped by the caller's signal or by `close`. */
export class StoppedError extends PowerStoreError {
  /** True if a changing request was under way, so that the array may or may not carry it out. */
  readonly isOutcomeUnknown: boolean;
  /** What the array has made of that request, and goes on. */
  readonly jobId: string | undefined;

  constructor(
    message: string,
    about: {
      readonly operation: string;
      readonly endpoint: string;
      readonly isOutcomeUnknown: boolean;
      readonly jobId?: string | undefined;
    },
  ) {
    super(message, about);
    this.isOutcomeUnknown = about.isOutcomeUnknown;
    this.jobId = about.jobId;
  }
}

/** The job that the array has made of a request which has ended so, and which may yet be carried out. */
export function openJobOf(error: unknown): string | undefined {
  return error instanceof JobPendingError || error instanceof StoppedError ? error.jobId : undefined;
}

/** Undefined in place of the one error that says that there is no such object. */
export async function orUndefined<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
