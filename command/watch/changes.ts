/** What a look shows that the one before did not. Pure. */
import * as z from "zod";
import type { Fleet } from "../fleet/observeFleet";
import type { SessionView } from "../sessions/sessionView";
import { sessionViewSchema } from "../sessions/sessionView";
import { totalsOf, totalsSchema } from "../sessions/totals";

const about = {
  schema: z.literal("powerstore-import/watch/1"),
  at: z.string().describe("When it was seen, ISO 8601."),
};

/** A line of `watch -o json`. */
export const changeSchema = z
  .discriminatedUnion("change", [
    z.object({ ...about, change: z.literal("totals"), totals: totalsSchema }).describe("First, and last."),
    z
      .object({ ...about, change: z.literal("state"), from: z.string().optional(), session: sessionViewSchema })
      .describe("A session is in another state than before, or new: then without from."),
    z
      .object({ ...about, change: z.literal("gone"), session: sessionViewSchema })
      .describe("The record of a session is no longer there; as it was seen last."),
    z.object({ ...about, change: z.literal("silent"), array: z.string(), message: z.string() }).describe("No answer."),
    z.object({ ...about, change: z.literal("answers"), array: z.string() }).describe("It answers again."),
  ])
  .meta({ title: "Change" });

export type Change = z.infer<typeof changeSchema>;

export const SCHEMA = "powerstore-import/watch/1";

/** What a look has seen, and what of it is asked for. */
export type Seen = { readonly whole: Fleet; readonly shown: Fleet };

/**
 * What concerns those that are asked for now, or were before: who goes on to a state that is not asked for has moved, and is not gone.
 * @param before undefined for the first look, which begins with the totals alone
 */
export function changesBetween(before: Seen | undefined, now: Seen): readonly Change[] {
  if (before === undefined) {
    const { at, sessions } = now.shown;
    return [{ schema: SCHEMA, at: new Date(at).toISOString(), change: "totals", totals: totalsOf(sessions, at) }];
  }
  const meant = new Set([...before.shown.sessions, ...now.shown.sessions].map(keyOf));
  return changesOf(before.whole, now.whole).filter(({ session }) => meant.has(keyOf(session)));
}

type Moved = Extract<Change, { readonly session: SessionView }>;

function changesOf(before: Fleet, now: Fleet): readonly Moved[] {
  const all = { schema: SCHEMA, at: new Date(now.at).toISOString() } as const;
  const known = new Map(before.sessions.map((session) => [keyOf(session), session]));
  const present = new Set(now.sessions.map(keyOf));
  // An array that is heard for the first time has no news.
  const wasHeard = new Set(before.arrays.filter(({ failure }) => failure === undefined).map(({ name }) => name));
  const moved = now.sessions.flatMap((session): Moved[] => {
    const from = known.get(keyOf(session))?.state;
    if (from === session.state || (from === undefined && !wasHeard.has(session.array))) return [];
    return [{ ...all, change: "state", ...(from !== undefined && { from }), session }];
  });
  // Not of an array that is told under another name by now.
  const asked = new Set(now.arrays.map(({ name }) => name));
  const gone = before.sessions.filter((session) => asked.has(session.array) && !present.has(keyOf(session)));
  return [...moved, ...gone.map((session): Moved => ({ ...all, change: "gone", session }))];
}

const keyOf = ({ array, id }: Pick<SessionView, "array" | "id">) => `${array}\n${id}`;
