/**
 * The seam between the two halves of the simulator: `http/` speaks HTTPS, login, query language, faults and journal;
 * `world/` is the array itself, without a line about HTTP. Names are the array's own (snake_case).
 */

/** One object as the array shows it: every property of the vendor's definition, `null` where the array has no value. */
export type Row = Readonly<Record<string, unknown>> & { readonly id: string };

/** The part of a request that an operation of the world sees. */
export type OperationRequest = {
  /** The instance's id; a `name:` in the path has been resolved already. */
  readonly id: string;
  /** The body, already checked against the vendor's definition of the operation; `{}` where none was sent. */
  readonly body: Readonly<Record<string, unknown>>;
};

export type OperationAnswer = { readonly status: 200 | 201 | 202 | 204; readonly body?: unknown };

export type Operation = (request: OperationRequest) => OperationAnswer;

/** Does a change of one object, and around it whatever somebody wants. */
export type AroundChange = <T>(collection: string, id: string, work: () => T) => T;

export type Severity = "Error" | "Warning" | "Info";

/** One entry of the vendor's error body `{"messages": [...]}`. */
export type ErrorMessage = {
  /** Nearly always there. */
  readonly code?: string;
  readonly severity: Severity;
  readonly message_l10n: string;
  readonly arguments?: readonly string[];
};

/** What an operation throws to be refused; the HTTP half turns it into the vendor's error body. */
export class ApiError extends Error {
  readonly status: number;
  readonly messages: readonly ErrorMessage[];

  constructor(status: number, messages: readonly ErrorMessage[]) {
    super(messages.map((message) => message.message_l10n).join(" "));
    this.name = "ApiError";
    this.status = status;
    this.messages = messages;
  }
}

/** The array: all its state, all its rules, on a virtual clock that only moves when told. */
export interface World {
  /** The present instant on the virtual clock, in milliseconds since 1970. */
  now(): number;
  /** Moves the clock forward; everything due on the way happens in order, at its own instant. */
  advance(seconds: number): void;
  /** All objects of a collection (`import_session`), in creation order; undefined where the simulator has none such. */
  rows(collection: string): readonly Row[] | undefined;
  /** How many objects a collection has, without making their rows; undefined where the simulator has none such. */
  count(collection: string): number | undefined;
  /** Some of the objects of a collection, in creation order, without making the rows of the others. */
  page(collection: string, page: { readonly offset: number; readonly limit: number }): readonly Row[];
  /** One object by id, without walking the collection. */
  row(collection: string, id: string): Row | undefined;
  /** One object by its `name` property, without walking the collection; names compare as the array compares them. */
  rowByName(collection: string, name: string): Row | undefined;
  /** The id of an object by its id or by `name:` and its name, without making its row; undefined where there is none. */
  idOf(collection: string, reference: string): string | undefined;
  /** Until when, as far as is known now, what was asked of an object is being done; undefined where nothing is. */
  busyUntil(collection: string, id: string): number | undefined;
  /**
   * What an object refers to, or what refers to it, by the relation's name (`relations.ts`): complete rows, except for what is
   * kept in the object itself.
   */
  related(collection: string, id: string, relation: string): readonly Row[];
  /** The changing operations that are built, by their name in the vendor's description: `POST /import_session/{id}/pause`. */
  readonly operations: Readonly<Record<string, Operation>>;
  /** Queues an operation of `operations` as a job; the job's id. The work is done, or refused, when the job's turn comes. */
  startJob(operation: string, request: OperationRequest, user: string): string;
  /** From now on the work of each job is done by this. */
  wrapJobs(around: AroundChange): void;
  /** Whether an operation is one that a second person has to approve: it becomes a job that waits for that. */
  needsApproval(operation: string): boolean;
  /** Back to the world as it was made, the clock included; or to one that begins at another instant, ISO 8601. */
  reset(start?: string): void;
  /** All state as plain JSON, `{"format": 1, ...}`: what `restore` takes, also in another process or after an edit by hand. */
  snapshot(): unknown;
  /** Replaces all state. Throws a TypeError that names the place where the snapshot does not fit; then nothing changed. */
  restore(snapshot: unknown): void;
}

/** The part of a world that answers GET. */
export type Reads = Pick<World, "rows" | "count" | "page" | "row" | "rowByName" | "related">;
