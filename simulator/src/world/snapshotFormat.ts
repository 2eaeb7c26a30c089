import type { Due } from "./agenda";
import type { Collection, RecordOf, Serials } from "./arrayState";

/** What a world writes and reads back: plain JSON that may be edited by hand. */
export type Snapshot = {
  readonly format: 1;
  readonly now: number;
  readonly serials: Readonly<Serials>;
  readonly queue: readonly string[];
  readonly agenda: readonly Due[];
  readonly collections: { readonly [C in Collection]: readonly RecordOf<C>[] };
};

export function requireSnapshot(snapshot: unknown): Snapshot {
  return snapshot as Snapshot;
}
