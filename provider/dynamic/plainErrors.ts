import type { IncompleteError } from "../lifecycle/operation/lifecycleErrors";

/**
 * An error as the dynamic host shows it well. It prints `${error}: ${error.stack}` on the stack's row and the message on the
 * resource's [ENGINE errors]: without a trace, that is the same sentence twice and nothing else.
 */
export class PlainError extends Error {
  constructor(error: unknown) {
    super(error instanceof Error ? error.message : String(error));
    this.stack = this.message;
  }

  override toString(): string {
    return "powerstore-import";
  }
}

/** What the host turns into "created, but failed to initialise": the id and the properties are kept, the user sees the reasons. */
export class IncompleteResult extends PlainError {
  readonly id: string;
  readonly reasons: readonly string[];
  /** With `__provider`: without it, the resource could be neither refreshed nor destroyed [ENGINE init-failed]. */
  readonly properties: Record<string, unknown>;

  constructor(error: IncompleteError, properties: Record<string, unknown>) {
    super(error);
    this.id = error.id;
    this.reasons = error.reasons;
    this.properties = properties;
  }
}
