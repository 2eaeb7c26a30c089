/** What an observation adds to the history. Pure. */
import type { SessionView } from "../../sessions/sessionView";
import type { History, Point, Step, Story } from "./schema";

export type Observation = {
  readonly at: string;
  /** Arrays that have answered: what is missing from their sessions is gone, and nothing can be said of others. */
  readonly heard: readonly string[];
  readonly sessions: readonly SessionView[];
  /** Absent where an array is missing: the sum would be of something else. */
  readonly point?: Omit<Point, "at">;
};

/** A session that goes to and fro for weeks keeps its first state and the latest ones. */
export const MOST_STEPS = 50;
export const MOST_POINTS = 400;
/** Sessions that their array no longer knows go first, those gone longest before the others. */
export const MOST_STORIES = 20_000;

export function observe(history: History, { at, heard, sessions, point }: Observation): History {
  const known = new Map(history.sessions.map((story) => [keyOf(story), story]));
  const seen = sessions.map((session) => seenAgain(known.get(keyOf(session)), session, at));
  const present = new Set(seen.map(keyOf));
  const others = history.sessions
    .filter((story) => !present.has(keyOf(story)))
    .map((story) => (heard.includes(story.array) && story.goneAt === undefined ? { ...story, goneAt: at } : story));
  return {
    schema: history.schema,
    points: point === undefined ? history.points : thinned([...history.points, { at, ...point }]),
    reportedAt: at,
    sessions: bounded([...seen, ...others]),
  };
}

/** Ids are an array's own. */
export const keyOf = ({ array, id }: { readonly array: string; readonly id: string }): string => `${id}\n${array}`;

function seenAgain(story: Story | undefined, session: SessionView, at: string): Story {
  const { array, id, name, state, progressPercentage } = session;
  const old = story?.steps ?? [];
  const isSame = old.at(-1)?.state === state;
  const steps = isSame ? old : [...old, stepOf(session, at, story?.seenAt)];
  const isLong = steps.length > MOST_STEPS;
  return {
    array,
    id,
    ...(name !== undefined && { name }),
    steps: isLong ? [...steps.slice(0, 1), ...steps.slice(1 - MOST_STEPS)] : steps,
    ...(progressPercentage !== undefined && { progressPercentage }),
    seenAt: at,
    ...((isLong || story?.cut) && { cut: true as const }),
  };
}

/**
 * The array says when it last touched a session: not before it came into its state, and while it copies all the time again [API last_update_timestamp].
 * Its clock may be ahead.
 */
function stepOf({ state, lastUpdateTimestamp }: SessionView, at: string, after: string | undefined): Step {
  const touched = Date.parse(lastUpdateTimestamp ?? "");
  const isBetween = touched <= Date.parse(at) && !(touched <= Date.parse(after ?? ""));
  const begun = isBetween ? new Date(touched).toISOString() : at;
  return { state, at: begun, ...(after !== undefined && { after }) };
}

/** Of the older half every second one goes: what was long ago is told in larger steps. */
function thinned(points: readonly Point[]): Point[] {
  if (points.length <= MOST_POINTS) return [...points];
  const half = Math.floor(points.length / 2);
  return points.filter((_, index) => index >= half || index % 2 === 0);
}

function bounded(stories: readonly Story[]): Story[] {
  if (stories.length <= MOST_STORIES) return [...stories];
  const byAge = stories.toSorted((one, other) => lastHeard(other).localeCompare(lastHeard(one)));
  return byAge.slice(0, MOST_STORIES);
}

/** Those that are there come last of all, whenever that was. */
const lastHeard = ({ goneAt, seenAt }: Story) => (goneAt === undefined ? `~${seenAt}` : goneAt);
