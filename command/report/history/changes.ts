/** What is other than at the last report. Pure. */
import * as z from "zod";
import type { SessionView } from "../../sessions/sessionView";
import { keyOf } from "./observe";
import type { History, Story } from "./schema";

export const changeSchema = z
  .object({
    array: z.string(),
    id: z.string(),
    name: z.string().optional(),
    kind: z.enum(["new", "state", "progress", "gone"]).describe("gone: the array no longer knows it."),
    from: z.string().optional().describe("State at the last report."),
    to: z.string().optional().describe("State now."),
    fromPercentage: z.number().optional(),
    toPercentage: z.number().optional(),
  })
  .meta({ title: "Change" });

export type Change = z.infer<typeof changeSchema>;

/** @param now the history with the observation in it. */
export function changesSince(before: History, now: History, sessions: readonly SessionView[]): readonly Change[] {
  const known = new Map(before.sessions.map((story) => [keyOf(story), story]));
  const there = sessions.flatMap((session) => changeOf(known.get(keyOf(session)), session) ?? []);
  const gone = now.sessions
    .filter((story) => story.goneAt !== undefined && known.get(keyOf(story))?.goneAt === undefined)
    .map((story): Change => ({ ...identity(story), kind: "gone", ...from(story) }));
  return [...there, ...gone];
}

function changeOf(story: Story | undefined, session: SessionView): Change | undefined {
  const to = {
    to: session.state,
    ...(session.progressPercentage !== undefined && { toPercentage: session.progressPercentage }),
  };
  if (story === undefined || story.goneAt !== undefined) return { ...identity(session), kind: "new", ...to };
  if (story.steps.at(-1)?.state !== session.state) {
    return { ...identity(session), kind: "state", ...from(story), ...to };
  }
  if (story.progressPercentage === session.progressPercentage) return undefined;
  return { ...identity(session), kind: "progress", ...from(story), ...to };
}

const identity = ({ array, id, name }: SessionView | Story) => ({ array, id, ...(name !== undefined && { name }) });

function from({ steps, progressPercentage }: Story) {
  const state = steps.at(-1)?.state;
  return {
    ...(state !== undefined && { from: state }),
    ...(progressPercentage !== undefined && { fromPercentage: progressPercentage }),
  };
}

/** It went on as it does: nobody reads a line about each. */
const isSmall = ({ kind }: Change): boolean => kind === "progress";

/** How many imports did nothing but that; a consistency group counts once, as in the totals. */
export function countGoingOn(changes: readonly Change[], sessions: readonly SessionView[]): number {
  const members = new Set(sessions.filter(({ parentSessionId }) => parentSessionId !== undefined).map(keyOf));
  return changes.filter((change) => isSmall(change) && !members.has(keyOf(change))).length;
}

/** The same change of several sessions. */
export type Move = { readonly from?: string; readonly to?: string; readonly changes: readonly Change[] };

/** Changes of state, those of most sessions first. */
export function movesOf(changes: readonly Change[]): readonly Move[] {
  const moves = new Map<string, { readonly move: Omit<Move, "changes">; readonly changes: Change[] }>();
  for (const change of changes) {
    if (isSmall(change)) continue;
    const { from, to } = change;
    const key = `${from}\n${to}`;
    const entry = moves.get(key) ?? { move: { ...(from && { from }), ...(to && { to }) }, changes: [] };
    entry.changes.push(change);
    moves.set(key, entry);
  }
  return [...moves.values()]
    .map(({ move, changes: same }) => ({ ...move, changes: same }))
    .toSorted((one, other) => other.changes.length - one.changes.length);
}
