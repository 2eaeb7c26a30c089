import type { ObjectRef } from "./facts";

/** An object that was to be deleted for a replacement, and is still there. */
export type PutBack = {
  readonly object: ObjectRef;
  /** What the stack had recorded of it. */
  readonly recorded: Readonly<Record<string, unknown>>;
  /** Why it was not deleted, as a whole sentence for the person at the terminal. */
  readonly reason: string;
};

/**
 * What deletes hand over to the creates that follow them. With `--continue-on-error` the engine waits for ever where a delete before a replacement
 * fails: nobody tells the program that the resource has. Where a create fails it does. So the delete says nothing, and the create records the object
 * again and fails (docs/decisions/023). Known to this process only, which is the one that creates.
 */
export class PutBacks {
  /** Resources that were checked as new ones: their create is still to come. */
  readonly #toCreate = new Set<string>();
  readonly #kept = new Map<string, PutBack>();

  checked(urn: string, isRecorded: boolean): void {
    if (isRecorded) this.#toCreate.delete(urn);
    else this.#toCreate.add(urn);
  }

  /** Whether a delete under this URN is the first half of a replacement whose other half comes to this process. */
  isCreateAhead(urn: string): boolean {
    return this.#toCreate.has(urn);
  }

  keep(urn: string, kept: PutBack): void {
    this.#kept.set(urn, kept);
  }

  /** The create has come. */
  take(urn: string): PutBack | undefined {
    const kept = this.#kept.get(urn);
    this.#toCreate.delete(urn);
    this.#kept.delete(urn);
    return kept;
  }
}
