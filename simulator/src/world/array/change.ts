/** What the changing operations have in common: what they are, and how they find what a request means. */
import type { OperationAnswer, OperationRequest } from "../../api/contract";
import type { Stored } from "../records/records";
import type { Session } from "../records/session";
import { ruleOf } from "../records/states";
import type { ArrayState, Collection, RecordOf } from "./arrayState";
import { hasUnprintable, oddityOf } from "./nameRules";
import { refusalErr } from "./refusals";
import type { Table } from "./table";

/** One operation on an array; what the HTTP half checks has been checked. */
export type Change = (array: ArrayState, request: OperationRequest) => OperationAnswer;

export type Body = OperationRequest["body"];

export function created(id: string): OperationAnswer {
  return { status: 201, body: { id } };
}

export const done: OperationAnswer = { status: 204 };

/** The record that a path means. Throws an ApiError 404. */
export function requireRecord<C extends Collection>(array: ArrayState, collection: C, id: string): RecordOf<C> {
  const record = (array.tables[collection] as unknown as Table<RecordOf<C> & Stored>).get(id);
  if (record === undefined) throw refusalErr("instanceNotFound", id);
  return record;
}

/** The record that a reference inside of a body means, by id or `name:`. Throws an ApiError 422. */
export function requireReferenced<C extends Collection>(
  array: ArrayState,
  collection: C,
  reference: unknown,
): RecordOf<C> {
  const table = array.tables[collection] as unknown as Table<RecordOf<C> & Stored>;
  const record = findReferenced(table, String(reference));
  if (record === undefined) throw refusalErr("notFound", nounOf(collection), String(reference));
  return record;
}

/** Checks the name of a new or renamed object; `id` is its own. */
export function requireFreeName(array: ArrayState, collection: Collection, name: unknown, id?: string): void {
  const text = String(name);
  if (text.length < 1 || text.length > 128) throw refusalErr("nameInvalid", nounOf(collection));
  const oddity = oddityOf(collection, text);
  if (oddity !== undefined) throw refusalErr("nameOdd", text, nounOf(collection), oddity);
  const table: Table<Stored> = array.tables[collection];
  const other = table.getByName(text);
  if (other === undefined || other.id === id) return;
  if (collection === "host_group") throw refusalErr("hostGroupNameTaken", text);
  throw refusalErr("nameTaken", nounOf(collection), text);
}

/** Checks the description of a new or changed object, in whose text unprintable characters are ruled out. */
export function requirePrintable(collection: Collection, description: unknown): void {
  const isOdd = typeof description === "string" && hasUnprintable(description);
  if (isOdd) throw refusalErr("descriptionOdd", nounOf(collection));
}

/** `volume_group` as people say it. */
export function nounOf(collection: string): string {
  return collection.replaceAll("_", " ");
}

/** Those of the named properties that the body has. */
export function given(body: Body, names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(names.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]]])));
}

export function textsOf(body: Body, name: string): readonly string[] {
  const list = body[name];
  return Array.isArray(list) ? list.map(String) : [];
}

const BY_NAME = "name:";

/** An id, or `name:` and a name, as the vendor's description allows for references inside of bodies [ARRAY names]. */
export function findReferenced<R extends Stored>(table: Table<R>, reference: string): R | undefined {
  return reference.startsWith(BY_NAME) ? table.getByName(reference.slice(BY_NAME.length)) : table.get(reference);
}

/** The first session that is under way and fits; what it uses must not go. */
export function findActiveSession(array: ArrayState, fits: (session: Session) => boolean): Session | undefined {
  for (const session of array.tables.import_session.values()) {
    if (ruleOf(session.state).source === "In_Progress" && fits(session)) return session;
  }
  return undefined;
}
