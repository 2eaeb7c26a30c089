/** The shape of a snapshot, plain JSON that may be edited by hand; what has to agree with what is in `agreement.ts`. */

import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { type Due, timerKinds } from "../array/agenda";
import {
  type Collection,
  collections,
  type RecordOf,
  type Serials,
  type Space,
  serialKinds,
} from "../array/arrayState";
import { LAST_INSTANT } from "../records/instants";
import { remoteSystemStates } from "../records/records";
import { allSourceKinds, remoteSystemTypes } from "../records/sourceKinds";
import { sessionStates } from "../records/states";

const text = { type: "string" };
const textOrNull = { type: ["string", "null"] };
const texts = { type: "array", items: text };
const flag = { type: "boolean" };
const count = { type: "integer", minimum: 0 };
/** One more has to make another number of it for as long as anybody can count, or the next id would be the last one again. */
const serial = { ...count, maximum: 2 ** 52 };
const instant = { type: "integer" };
const instantOrNull = { type: ["integer", "null"] };
/** Of the clock, which is shown: on the calendar. */
const present = { ...instant, minimum: -LAST_INSTANT, maximum: LAST_INSTANT };

type Properties = Readonly<Record<string, object>>;

/** An object with exactly these properties, of which the optional ones may be missing. */
function exactly(properties: Properties, optional: Properties = {}): object {
  const all = { ...properties, ...optional };
  return { type: "object", required: Object.keys(properties), properties: all, additionalProperties: false };
}

/** An object with at least these properties; what else there is gets shown if the vendor's definition has it. */
function atLeast(properties: Properties): object {
  return { type: "object", required: Object.keys(properties), properties };
}

const copy = exactly({
  total_bytes: { type: "integer", minimum: 1 },
  copied_bytes: count,
  copied_milliseconds: count,
  running_since: instantOrNull,
  slowness: { type: "number", exclusiveMinimum: 0 },
  fails_at_percentage: { type: ["number", "null"], minimum: 0, maximum: 100 },
});

const sessionProperties = {
  id: text,
  name: text,
  description: textOrNull,
  type: { enum: ["Non_Disruptive", "Agentless"] },
  state: { enum: Object.keys(sessionStates) },
  remote_system_id: text,
  source_resource_id: text,
  global_storage_discovery_address: textOrNull,
  destination_resource_id: textOrNull,
  destination_resource_type: { enum: ["volume", "volume_group", null] },
  parent_session_id: textOrNull,
  protection_policy_id: textOrNull,
  volume_group_id: textOrNull,
  automatic_cutover: flag,
  scheduled_timestamp: textOrNull,
  error: { ...exactly({ code: text, message_l10n: text, arguments: texts }), type: ["object", "null"] },
  last_update_timestamp: text,
  host_ids: texts,
  host_group_ids: texts,
  starts_at: instantOrNull,
  is_forced: flag,
  copy,
};

const session = exactly(sessionProperties, {
  fails_cutover: flag,
  cancels_to_fail: count,
  waits_until: instant,
  pending: {
    ...exactly({ action: { enum: ["pause", "resume", "enable_destination_volume", "start_copy"] }, until: instant }),
    type: ["object", "null"],
  },
});

const sourceGroup = atLeast({
  id: text,
  name: text,
  importable_criteria: text,
  remote_system_id: text,
  idle_criteria: text,
  session_id: textOrNull,
});

const sourceVolume = atLeast({
  id: text,
  size: { type: "integer", minimum: 1 },
  importable_criteria: text,
  remote_system_id: text,
  group_id: textOrNull,
  idle_criteria: text,
  session_id: textOrNull,
});

const recordSchemas: Readonly<Record<string, object>> = {
  import_session: session,
  ...Object.fromEntries(allSourceKinds.map(({ volumes }) => [volumes, sourceVolume])),
  ...Object.fromEntries(allSourceKinds.flatMap(({ groups }) => (groups === undefined ? [] : [[groups, sourceGroup]]))),
  job: atLeast({ id: text, phase: text, operation: text, target: text, body: { type: "object" } }),
  remote_system: atLeast({
    id: text,
    name: text,
    type: { enum: remoteSystemTypes },
    state: { enum: remoteSystemStates },
  }),
  policy: atLeast({ id: text, type: text }),
};

const anything = atLeast({ id: text });

/** The shape of a snapshot, as a JSON schema; what has to agree with what is checked in `snapshot.ts`. */
const snapshotSchema = exactly(
  {
    format: { const: 1 },
    now: present,
    serials: exactly({}, Object.fromEntries(serialKinds.map((kind) => [kind, serial]))),
    queue: texts,
    agenda: {
      type: "array",
      items: exactly({
        at: instant,
        collection: { enum: timerKinds },
        id: text,
      }),
    },
    // What came into the simulator after a snapshot was written is missing in it: collections, and what counts their ids.
    collections: exactly(
      {},
      Object.fromEntries(
        collections.map((collection) => [collection, { type: "array", items: recordSchemas[collection] ?? anything }]),
      ),
    ),
  },
  { space: { enum: ["free", "full", "refusing"] } },
);

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

let shape: ValidateFunction<Snapshot> | undefined;

/** Compiled for the first snapshot: it takes a good part of a start. */
function shapeOfSnapshots(): ValidateFunction<Snapshot> {
  shape ??= new Ajv({ allowUnionTypes: true }).compile<Snapshot>(snapshotSchema);
  return shape;
}

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
  const hasShape = shapeOfSnapshots();
  if (hasShape(snapshot)) {
    const none = Object.fromEntries(collections.map((collection) => [collection, []]));
    return { ...snapshot, collections: { ...none, ...snapshot.collections } };
  }
  // First of all: what another version wrote does not fit in many places, and only this one says why.
  if (hasAnotherFormat(snapshot)) throw snapshotErr("/format", "is another than 1, the one that this simulator reads");
  const [error] = hasShape.errors ?? [];
  throw new TypeError(`the snapshot does not fit: ${error === undefined ? "/" : reasonOf(error)}`);
}
