import * as z from "zod";
import { askedArraySchema } from "../arrays/askedArray";
import { type Part, partSchema } from "../fleet/filter";
import { absentImportSchema } from "../fleet/joinStack";
import type { Fleet } from "../fleet/observeFleet";
import { elsewhereSchema } from "../fleet/unasked";
import type { SessionView } from "../sessions/sessionView";
import { sessionViewSchema } from "../sessions/sessionView";
import { standings } from "../sessions/standing";
import { totalsByArray, totalsOf, totalsSchema, withoutMembers } from "../sessions/totals";
import { secretImports, secretSchema } from "../stack/secretWaves";
import { windowStandingSchema } from "../stack/windowsNow";

export const statusSchema = z
  .object({
    schema: z.literal("powerstore-import/status/1"),
    at: z.string().describe("When this was so, ISO 8601, by the clock of whoever asked."),
    arrays: z.array(
      askedArraySchema.extend({
        clockAheadSeconds: z.number().optional().describe("By how much the array's clock is ahead; negative: behind."),
        totals: totalsSchema.optional().describe("Of its sessions that are listed; absent where it did not answer."),
      }),
    ),
    totals: totalsSchema,
    sessions: z
      .array(sessionViewSchema)
      .describe("What needs somebody comes first; the members of a consistency group come behind it."),
    absent: z.array(absentImportSchema).describe("With a stack: its imports of which there is no session."),
    windows: z.array(windowStandingSchema).describe("With a stack: how the windows of its resources stand."),
    elsewhere: elsewhereSchema,
    secretImports: secretSchema,
    part: partSchema,
  })
  .meta({ title: "Status" });

export type Status = z.infer<typeof statusSchema>;

/** @param part what of all the fleet is */
export function statusOf(fleet: Fleet, part?: Part): Status {
  const { at, arrays, sessions, absent, windows, elsewhere, secret = [] } = fleet;
  const unknown = secretImports(secret);
  const byArray = totalsByArray(sessions, at);
  return {
    schema: "powerstore-import/status/1",
    at: new Date(at).toISOString(),
    arrays: arrays.map(({ name, endpoint, failure, clockAheadSeconds }) => ({
      name,
      endpoint,
      ...(failure === undefined ? { totals: byArray.get(name) ?? totalsOf([], at) } : { failure: failure.message }),
      ...(clockAheadSeconds !== undefined && { clockAheadSeconds }),
    })),
    totals: totalsOf(sessions, at),
    sessions: [...inOrderOfNeed(sessions)],
    absent: [...absent],
    windows: [...windows],
    ...(elsewhere.length > 0 && { elsewhere: elsewhere.length }),
    ...(unknown > 0 && { secretImports: unknown }),
    ...(part && { part }),
  };
}

/** What needs somebody first; within that by place in the queue, array and name. Members follow their group. */
export function inOrderOfNeed(sessions: readonly SessionView[]): readonly SessionView[] {
  const own = new Set(withoutMembers(sessions));
  const membersOf = new Map<string, SessionView[]>();
  for (const session of sessions) {
    if (own.has(session)) continue;
    const key = `${session.array}\n${session.parentSessionId}`;
    membersOf.set(key, [...(membersOf.get(key) ?? []), session]);
  }
  return sorted([...own]).flatMap((session) => [
    session,
    ...sorted(membersOf.get(`${session.array}\n${session.id}`) ?? []),
  ]);
}

function sorted(sessions: readonly SessionView[]): readonly SessionView[] {
  const label = ({ array, name, id }: SessionView) => `${array}\n${name ?? id}`;
  return sessions
    .map((session) => ({ session, need: standings.indexOf(session.standing), label: label(session) }))
    .sort((one, other) => {
      const places = (one.session.placeInQueue ?? 0) - (other.session.placeInQueue ?? 0);
      return one.need - other.need || places || (one.label < other.label ? -1 : one.label > other.label ? 1 : 0);
    })
    .map(({ session }) => session);
}
