/** From what was seen to what the report says. Pure. */
import type { SessionView } from "../../sessions/sessionView";
import type { Totals } from "../../sessions/totals";
import { totalsOf, withoutMembers } from "../../sessions/totals";
import { changesSince } from "../history/changes";
import { keyOf, observe } from "../history/observe";
import type { History } from "../history/schema";
import type { Report, ReportArray, ReportWave, Todo } from "./document";

export type Seen = {
  /** ISO 8601. */
  readonly at: string;
  readonly arrays: readonly { readonly name: string; readonly endpoint: string; readonly failure?: string }[];
  /** In the order in which they are to be shown. */
  readonly sessions: readonly SessionView[];
};

/** The report, and the history that goes on from it. */
export function buildReport(
  before: History,
  { at, arrays, sessions }: Seen,
): { readonly report: Report; readonly history: History } {
  const now = Date.parse(at);
  const totals = totalsOf(sessions, now);
  const heard = arrays.flatMap(({ name, failure }) => (failure === undefined ? [name] : []));
  const isWhole = heard.length === arrays.length;
  const history = observe(before, { at, heard, sessions, ...(isWhole && { point: pointOf(totals) }) });
  const stories = new Map(history.sessions.map((story) => [keyOf(story), story]));
  const report: Report = {
    schema: "powerstore-import/report/1",
    at,
    ...(before.reportedAt !== undefined && { since: before.reportedAt }),
    totals,
    arrays: arrays.map((array) => describeArray(array, sessions, before, now)),
    waves: wavesOf(sessions, now),
    todos: todosOf(sessions),
    changes: before.reportedAt === undefined ? [] : [...changesSince(before, history, sessions)],
    points: history.points,
    sessions: sessions.map((session) => ({ ...session, timeline: stories.get(keyOf(session))?.steps ?? [] })),
  };
  return { report, history };
}

const pointOf = ({ done, running, queued, held, failed, cancelled, copiedBytes, totalBytes }: Totals) => ({
  done,
  running,
  queued,
  held,
  failed,
  cancelled,
  copiedBytes,
  totalBytes,
});

function describeArray(
  array: Seen["arrays"][number],
  sessions: readonly SessionView[],
  before: History,
  now: number,
): ReportArray {
  if (array.failure === undefined) {
    return {
      ...array,
      totals: totalsOf(
        sessions.filter((session) => session.array === array.name),
        now,
      ),
    };
  }
  const known = before.sessions.filter((story) => story.array === array.name && story.goneAt === undefined);
  const lastSeenAt = known
    .map(({ seenAt }) => seenAt)
    .toSorted()
    .at(-1);
  return { ...array, ...(lastSeenAt !== undefined && { lastSeenAt, lastSeenSessions: known.length }) };
}

function wavesOf(sessions: readonly SessionView[], now: number): ReportWave[] {
  const names = [...new Set(sessions.flatMap(({ wave }) => wave ?? []))].toSorted();
  return names.map((name) => {
    const own = sessions.filter(({ wave }) => wave === name);
    const changes = own.flatMap(({ nextChangeAt }) => nextChangeAt ?? []).toSorted();
    return {
      name,
      totals: totalsOf(own, now),
      holds: [...new Set(own.flatMap(({ hold }) => hold ?? []))],
      ...(changes[0] !== undefined && { nextChangeAt: changes[0] }),
    };
  });
}

/** One entry for all that need the same, in the order of the first of them. A group's members need what their group needs. */
function todosOf(sessions: readonly SessionView[]): Todo[] {
  const todos = new Map<string, Todo>();
  for (const { array, id, name, state, standing, todo, onHosts, error } of withoutMembers(sessions)) {
    if (todo === undefined) continue;
    const words = [error?.message, error?.code].filter(Boolean).join(" ");
    const key = [state, todo, onHosts, words].join("\n");
    const texts = { todo, ...(onHosts !== undefined && { onHosts }), ...(words !== "" && { words }) };
    const entry = todos.get(key) ?? { standing, state, ...texts, sessions: [] };
    entry.sessions.push({ array, id, ...(name !== undefined && { name }) });
    todos.set(key, entry);
  }
  return [...todos.values()];
}
