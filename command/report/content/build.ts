/** From what was seen to what the report says. Pure. */

import { NOT_STARTED } from "../../../provider/lifecycle/importWave/decide/phase";
import type { Part } from "../../fleet/filter";
import type { AbsentImport } from "../../fleet/joinStack";
import type { SessionView } from "../../sessions/sessionView";
import type { Totals } from "../../sessions/totals";
import { totalsOf, withoutMembers } from "../../sessions/totals";
import type { WindowStanding } from "../../stack/windowsNow";
import { type Change, changesSince } from "../history/changes";
import { keyOf, observe } from "../history/observe";
import type { History } from "../history/schema";
import type { Report, ReportArray, ReportWave, Todo } from "./document";

/** What `status` says: all arrays at a moment. */
export type Seen = {
  /** ISO 8601. */
  readonly at: string;
  readonly arrays: readonly Pick<ReportArray, "name" | "endpoint" | "failure" | "totals">[];
  readonly totals: Totals;
  /** In the order in which they are to be shown. */
  readonly sessions: readonly SessionView[];
  readonly absent: readonly AbsentImport[];
  readonly windows: readonly WindowStanding[];
  /** How many imports of the stack are on arrays that were not asked. */
  readonly elsewhere?: number | undefined;
  /** How many of its imports are a secret in its state. */
  readonly secretImports?: number | undefined;
  /** Absent where it is of all. */
  readonly part?: Part | undefined;
};

/** All that was seen, where the report is of a part. */
export type Whole = {
  readonly sessions: readonly SessionView[];
  readonly totals: Totals;
  /** Whether what has changed was of the part at the last report. */
  wasOfPart(change: Change): boolean;
};

/** The report, and the history that goes on from it: who is not asked for is not gone. */
export function buildReport(
  before: History,
  seen: Seen,
  whole: Whole = { sessions: seen.sessions, totals: seen.totals, wasOfPart: () => true },
): { readonly report: Report; readonly history: History } {
  const { at, arrays, totals, sessions } = seen;
  const heard = arrays.flatMap(({ name, failure }) => (failure === undefined ? [name] : []));
  const isWhole = heard.length === arrays.length;
  const history = observe(before, {
    at,
    heard,
    sessions: whole.sessions,
    ...(isWhole && { point: pointOf(whole.totals) }),
  });
  const stories = new Map(history.sessions.map((story) => [keyOf(story), story]));
  const report: Report = {
    schema: "powerstore-import/report/1",
    at,
    ...(before.reportedAt !== undefined && { since: before.reportedAt }),
    totals,
    arrays: arrays.map((array) => describeArray(array, before)),
    waves: wavesOf(seen),
    absent: [...seen.absent],
    windows: [...seen.windows],
    todos: todosOf(sessions),
    changes: before.reportedAt === undefined ? [] : changesOf(before, history, sessions, whole),
    points: history.points,
    sessions: sessions.map((session) => ({ ...session, timeline: stories.get(keyOf(session))?.steps ?? [] })),
    ...(seen.elsewhere !== undefined && { elsewhere: seen.elsewhere }),
    ...(seen.secretImports !== undefined && { secretImports: seen.secretImports }),
    ...(seen.part && { part: seen.part }),
  };
  return { report, history };
}

function changesOf(
  before: History,
  now: History,
  shown: readonly SessionView[],
  { sessions, wasOfPart }: Whole,
): Change[] {
  const keys = new Set(shown.map(keyOf));
  return changesSince(before, now, sessions).filter((change) => keys.has(keyOf(change)) || wasOfPart(change));
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

function describeArray({ name, endpoint, failure, totals }: Seen["arrays"][number], before: History): ReportArray {
  const array = { name, endpoint, ...(failure !== undefined && { failure }), ...(totals && { totals }) };
  if (failure === undefined) return array;
  const known = before.sessions.filter((story) => story.array === name && story.goneAt === undefined);
  const lastSeenAt = known
    .map(({ seenAt }) => seenAt)
    .toSorted()
    .at(-1);
  return { ...array, ...(lastSeenAt !== undefined && { lastSeenAt, lastSeenSessions: known.length }) };
}

function wavesOf({ at, sessions, absent, windows }: Seen): ReportWave[] {
  const names = [...sessions, ...absent].flatMap(({ wave }) => wave ?? []);
  return [...new Set(names)].toSorted().map((name) => {
    const own = sessions.filter(({ wave }) => wave === name);
    const missing = absent.filter(({ wave, state }) => wave === name && state === NOT_STARTED);
    const [nextChangeAt] = own.flatMap((session) => session.nextChangeAt ?? []).toSorted();
    return {
      name,
      totals: totalsOf(own, Date.parse(at)),
      notStarted: missing.length,
      windows: windows.filter(({ wave }) => wave === name),
      holds: [...new Set([...own, ...missing].flatMap(({ hold }) => hold ?? []))],
      ...(nextChangeAt !== undefined && { nextChangeAt }),
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
