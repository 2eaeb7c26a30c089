/** The sessions of one array as people look at them. Pure. */

import { isKnownState, stateRow } from "../../provider/lifecycle/importSession/decide/states";
import type { ListedSession } from "../../provider/powerstore/api/schemas/importSession";
import { printable } from "../../provider/powerstore/http/errorTexts";
import { groupMembers } from "./groupMembers";
import { type SessionView, sessionViewSchema } from "./sessionView";
import { withSizes } from "./sizes";
import { needsSomebody, standingOf, standings } from "./standing";

export type SeenSessions = {
  readonly sessions: readonly ListedSession[];
  /** Bytes of volumes by their ids, as far as the array has said. */
  readonly sizes: ReadonlyMap<string, number>;
  /** Milliseconds since 1970 on the array's clock. */
  readonly now: number;
  /** Seconds by which that is ahead of this machine's. @default 0 */
  readonly clockAheadSeconds?: number | undefined;
};

const shownNames = Object.keys(sessionViewSchema.shape) as readonly (keyof SessionView)[];

export function viewSessions(
  array: string,
  { sessions, sizes, now, clockAheadSeconds = 0 }: SeenSessions,
): readonly SessionView[] {
  const places = placesInQueue(sessions);
  const views = sessions.map((session) => ({
    ...viewSession(array, session, places.get(session.id), now),
    ...endHere(session, clockAheadSeconds),
  }));
  return withMembersNeed(withSizes(views, sizes));
}

function viewSession(
  array: string,
  session: ListedSession,
  placeInQueue: number | undefined,
  now: number,
): SessionView {
  const row: Partial<Record<keyof SessionView, unknown>> = session;
  const values = shownNames.flatMap((name) => (row[name] === undefined ? [] : [[name, shown(row[name])]]));
  const updated = Date.parse(session.lastUpdateTimestamp ?? "");
  return {
    ...Object.fromEntries(values),
    ...standingOf(session.state, session),
    ...(placeInQueue !== undefined && { placeInQueue }),
    // Clocks that are off by seconds make no row of the future.
    ...(!Number.isNaN(updated) && { ageSeconds: Math.max(0, Math.round((now - updated) / 1000)) }),
    array,
  } as SessionView;
}

/** An answer is dated in whole seconds: clocks that seem to be as close as this are the same. */
const CLOSE_SECONDS = 2;

/** The end that the array expects is on its own clock, and who looks has another: how long it takes would be off by the difference. */
function endHere(
  { estimatedCompletionTimestamp = "" }: ListedSession,
  clockAheadSeconds: number,
): Pick<SessionView, "estimatedCompletionTimestamp"> {
  const end = Date.parse(estimatedCompletionTimestamp);
  if (Number.isNaN(end) || Math.abs(clockAheadSeconds) < CLOSE_SECONDS) return {};
  return { estimatedCompletionTimestamp: new Date(end - clockAheadSeconds * 1000).toISOString() };
}

/** Texts of the array go to terminals and pages: without what would steer them. */
function shown(value: unknown): unknown {
  if (typeof value === "string") return printable(value);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) => (part === undefined ? [] : [[name, shown(part)]])),
  );
}

/** First in, first out [ARRAY transitions]; while a session waits there nothing else updates it. Members go with their group. */
function placesInQueue(sessions: readonly ListedSession[]): ReadonlyMap<string, number> {
  const enteredAt = ({ lastUpdateTimestamp = "" }: ListedSession) => Date.parse(lastUpdateTimestamp) || 0;
  const queue = sessions.filter(({ state, parentSessionId }) => state === "Queued" && parentSessionId === undefined);
  return new Map(
    queue.toSorted((one, other) => enteredAt(one) - enteredAt(other)).map(({ id }, index) => [id, index + 1]),
  );
}

/** A group is In_Progress all the while until its copies are done [GUIDE 32]: the member that needs most tells how it stands. */
function withMembersNeed(sessions: readonly SessionView[]): readonly SessionView[] {
  const neediest = neediestMembers(sessions);
  return sessions.map((session) => {
    const member = session.state === "In_Progress" ? neediest(session) : undefined;
    if (member === undefined) return session;
    const { standing, todo, onHosts } = member;
    const ofMember = `of its member ${member.name ?? member.id} (${member.state})`;
    return { ...session, standing, ...(todo && { todo: `${ofMember}: ${todo}` }), ...(onHosts && { onHosts }) };
  });
}

/** The member of a group that needs somebody most, of several alike the one that is least far; undefined where none does. */
export function neediestMembers(
  sessions: readonly SessionView[],
): (group: Pick<SessionView, "array" | "id">) => SessionView | undefined {
  const membersOf = groupMembers(sessions);
  return (group) =>
    membersOf(group)
      .filter(({ standing }) => needsSomebody(standing))
      .reduce<SessionView | undefined>((most, each) => (most && !needsMore(each, most) ? most : each), undefined);
}

function needsMore(one: SessionView, other: SessionView): boolean {
  if (one.standing === other.standing) return orderOf(one) < orderOf(other);
  return standings.indexOf(one.standing) < standings.indexOf(other.standing);
}

const orderOf = ({ state }: SessionView) => (isKnownState(state) ? (stateRow(state).order ?? 0) : 0);
