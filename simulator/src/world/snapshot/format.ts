import { Ajv, type ErrorObject } from "ajv";
import type { Due } from "../array/agenda";
import { COLLECTIONS, type Collection, type RecordOf, type Serials, type Space } from "../array/arrayState";
import { SNAPSHOT_SCHEMA } from "./schema";

/** What a world writes and reads back: plain JSON that may be edited by hand. */
export type Snapshot = {
  readonly format: 1;
  readonly now: number;
  readonly serials: Readonly<Partial<Serials>>;
  readonly queue: readonly string[];
  readonly agenda: readonly Due[];
  /** @default "free" */
  readonly space?: Space;
  readonly collections: { readonly [C in Collection]: readonly RecordOf<C>[] };
};

const hasShape = new Ajv({ allowUnionTypes: true }).compile<Snapshot>(SNAPSHOT_SCHEMA);

function reasonOf({ instancePath, message, params }: ErrorObject): string {
  const details = params.additionalProperty ?? params.allowedValues?.join(", ");
  return `${instancePath || "/"} ${message}${details === undefined ? "" : `: ${details}`}`;
}

/** The error of all places that do not fit. */
export function snapshotErr(place: string, reason: string): TypeError {
  return new TypeError(`the snapshot does not fit: ${place} ${reason}`);
}

function hasAnotherFormat(snapshot: unknown): boolean {
  return typeof snapshot === "object" && snapshot !== null && "format" in snapshot && snapshot.format !== 1;
}

/**
 * Throws a TypeError that names the first place where the shape is wrong. A collection that is not there is empty: the simulator
 * that wrote the snapshot did not know it.
 */
export function requireShape(snapshot: unknown): Snapshot {
  if (hasShape(snapshot)) {
    const none = Object.fromEntries(COLLECTIONS.map((collection) => [collection, []]));
    return { ...snapshot, collections: { ...none, ...snapshot.collections } };
  }
  // First of all: what another version wrote does not fit in many places, and only this one says why.
  if (hasAnotherFormat(snapshot)) throw snapshotErr("/format", "is another than 1, the one that this simulator reads");
  const [error] = hasShape.errors ?? [];
  throw new TypeError(`the snapshot does not fit: ${error === undefined ? "/" : reasonOf(error)}`);
}
