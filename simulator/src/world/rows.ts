/** Objects as the array shows them. */

import type { Row } from "../api/contract";
import { definitionName, factsOf } from "../api/facts";
import type { Schema, Version } from "../api/releases";
import { type ArrayState, type Collection, type RecordOf, tableOf } from "./array/arrayState";
import { type Instant, toTimestamp } from "./records/instants";
import type { Certificate, RemoteSystem, Stored } from "./records/records";
import type { Session } from "./records/session";
import { isGroup } from "./session/group";
import { clockValues, groupClockValues, isMoving } from "./session/row";
import { dataConnections, isConnecting } from "./sources/dataConnections";
import { isValidAt } from "./sources/sourceTrust";

/** One property of a row; a `_l10n` property is the display text of its twin. */
type Column = { readonly name: string; readonly display?: { readonly of: string; readonly texts: Texts } };
type Texts = Readonly<Record<string, string>>;

function textsOf(property: Schema): Texts {
  const name = definitionName(property) ?? definitionName(property.items);
  return factsOf("4.4").definitions[name ?? ""]?.["x-display_enum_text"] ?? {};
}

function columnsOf(collection: string, version: Version): readonly Column[] {
  const properties = factsOf(version).definitions[`${collection}_instance`]?.properties;
  if (properties === undefined) throw new RangeError(`the vendor's description has no ${collection}_instance`);
  return Object.keys(properties).map((name) => {
    const twin = name.endsWith("_l10n") ? name.slice(0, -"_l10n".length) : undefined;
    const property = twin === undefined ? undefined : properties[twin];
    return twin !== undefined && property !== undefined
      ? { name, display: { of: twin, texts: textsOf(property) } }
      : { name };
  });
}

function displayed(value: unknown, texts: Texts): unknown {
  if (Array.isArray(value)) return value.map((item) => displayed(item, texts));
  return typeof value === "string" ? (texts[value] ?? value) : null;
}

type Shape = { readonly columns: readonly Column[]; readonly empty: Row };

const shapes = new Map<string, Shape>();

/**
 * Rows begin as copies of one with all its properties: the engine keeps such an object in a fifth of the memory that it
 * needs for one that gets 20 properties one by one, and turns it into JSON in half the time.
 */
function shapeOf(collection: string, version: Version): Shape {
  const key = `${version} ${collection}`;
  const known = shapes.get(key);
  if (known !== undefined) return known;
  const columns = columnsOf(collection, version);
  const empty = JSON.stringify({ id: "", ...Object.fromEntries(columns.map(({ name }) => [name, null])) });
  const shape = { columns, empty: JSON.parse(empty) };
  shapes.set(key, shape);
  return shape;
}

type Values = Readonly<Record<string, unknown>>;

/**
 * The object as the array shows it: exactly the properties of `<collection>_instance`, null where there is no value. What
 * `computed` has wins over the record.
 */
function completeRow(
  collection: string,
  version: Version,
  record: Values & { readonly id: string },
  computed?: Values,
): Row {
  const { columns, empty } = shapeOf(collection, version);
  const row: Record<string, unknown> & { id: string } = { ...empty };
  for (const { name, display } of columns) {
    const source = computed !== undefined && name in computed ? computed : record;
    row[name] = (display === undefined ? source[name] : displayed(record[display.of], display.texts)) ?? null;
  }
  row.id = record.id;
  return Object.freeze(row);
}

/** The data connections of a remote system: Initializing while it is new or was verified, then as they are [ARRAY remote systems]. */
function connectionValues(array: ArrayState, remote: RemoteSystem): Values {
  if (isConnecting(remote, array.now)) return { data_connection_state: "Initializing", data_connections: null };
  // Those of a recording are what the array showed.
  return { data_connections: remote.data_connections ?? dataConnections(remote) };
}

/** Records never change, so the row of one is computed once; what the clock changes is laid over it. */
function completedRow(
  array: ArrayState,
  collection: Collection,
  record: Stored,
  values?: () => Readonly<Record<string, unknown>>,
): Row {
  return tableOf(array, collection).rowOf(record, () =>
    completeRow(collection, array.settings.version, record, values?.()),
  );
}

function sessionRow(array: ArrayState, session: Session): Row {
  // A group's row follows its members' records, too, so it is never taken as it was.
  if (isGroup(array, session)) {
    return { ...completedRow(array, "import_session", session), ...groupClockValues(array, session) };
  }
  const row = completedRow(array, "import_session", session, () => clockValues(array, session));
  return isMoving(session) ? movingRow(array, session, row) : row;
}

/** The last row of each session that moves with the clock: between two ticks, or on a clock that stands, it stays true. */
const moving = new WeakMap<Session, { readonly at: Instant; readonly row: Row }>();

function movingRow(array: ArrayState, session: Session, still: Row): Row {
  const last = moving.get(session);
  if (last?.at === array.now) return last.row;
  const row = Object.freeze({ ...still, ...clockValues(array, session) });
  moving.set(session, { at: array.now, row });
  return row;
}

/** The object as the array shows it at this instant. */
export function toRow<C extends Collection>(array: ArrayState, collection: C, record: RecordOf<C>): Row {
  if (collection === "import_session") return sessionRow(array, record as Session);
  const row = completedRow(array, collection, record);
  if (collection === "cluster") return { ...row, system_time: toTimestamp(array.now) };
  if (collection === "x509_certificate") return { ...row, is_valid: isValidAt(array.now, record as Certificate) };
  return collection === "remote_system" ? { ...row, ...connectionValues(array, record as RemoteSystem) } : row;
}
