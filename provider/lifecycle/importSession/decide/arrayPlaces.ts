/** How many imports are active on an array, whoever began them, and whether one more may begin. Pure. */

import type { BriefSession } from "../../../powerstore/api/contract";
import type { ImportSessionState } from "../../../powerstore/api/schemas/importSession";
import { SHOWN_WITHIN_SECONDS, stateRow, stateTable } from "./states";

/**
 * Whether an import in this state takes one of the places of `maxActivePerArray`: from the array's queue to the end of its copy, paused or not. One that waits
 * for its time has none yet, and will ask nobody when it starts [API Scheduled].
 */
export function isActive(state: ImportSessionState): boolean {
  const { order } = stateRow(state);
  return order !== undefined && order >= stateTable.Queued.order && order <= stateTable.Paused.order;
}

export const activeStates = (Object.keys(stateTable) as ImportSessionState[]).filter(isActive);

/** What the array showed as active, and when it was asked. Times are milliseconds of the monotonic clock. */
export type Shown = { readonly askedAt: number; readonly sessions: readonly BriefSession[] };

/** What this process has begun, or is about to; the id is not known before the answer to the POST, and for good where that was lost. */
export type OwnBegin = {
  readonly name: string;
  readonly id?: string | undefined;
  /** When the POST had its answer, or lost it; undefined: it is still to come. */
  readonly endedAt?: number | undefined;
};

/** Undefined: its name is not known. */
export type Active = { readonly id?: string | undefined; readonly name?: string | undefined; readonly isOwn: boolean };

/**
 * Who is active now. What this process has begun counts from the moment it decides to, although the array may show it late; it counts no more where a look
 * that was asked long enough after does not show it. A group counts once, its members with it.
 * @param left the sessions that this process has seen leave their places, and when.
 */
export function activeNow(
  shown: Shown,
  begins: readonly OwnBegin[],
  left: ReadonlyMap<string, number>,
): readonly Active[] {
  const isOwn = (session: BriefSession) => begins.some((begin) => isOf(begin, session));
  const there = shown.sessions.filter(
    ({ id, parentSessionId }) =>
      parentSessionId === undefined && !((left.get(id) ?? Number.NEGATIVE_INFINITY) >= shown.askedAt),
  );
  const unshown = begins.filter((begin) => countsOwn(begin, shown) && !isShown(begin, shown));
  return [
    ...there.map((session) => ({ id: session.id, name: session.name, isOwn: isOwn(session) })),
    ...unshown.map(({ id, name }) => ({ id, name, isOwn: true })),
  ];
}

/** Whether what this process has begun still matters: the array shows it, or may be late. */
export function countsOwn(begin: OwnBegin, shown: Shown): boolean {
  const { endedAt = Number.POSITIVE_INFINITY } = begin;
  return isShown(begin, shown) || shown.askedAt < endedAt + SHOWN_WITHIN_SECONDS * 1000;
}

const isShown = (begin: OwnBegin, { sessions }: Shown) => sessions.some((session) => isOf(begin, session));

const isOf = ({ id, name }: OwnBegin, session: BriefSession) =>
  id === undefined ? session.name === name : session.id === id;

/** So many of the others are named. */
const MOST_NAMED = 3;

/** `8 of 8 (maxActivePerArray) are taken on https://..., 5 of them by others ("db-01", "db-02", "db-03" and 2 more)`. */
export function takenText(active: readonly Active[], limit: number, endpoint: string): string {
  const taken = `${active.length} of ${limit} (maxActivePerArray) are taken on ${endpoint}`;
  const others = active.filter(({ isOwn }) => !isOwn);
  if (others.length === 0) return taken;
  const names = others.map(({ name, id }) => (name === undefined ? `${id}` : `"${name}"`)).toSorted();
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : "";
  return `${taken}, ${others.length} of them by others (${names.slice(0, MOST_NAMED).join(", ")}${more})`;
}
