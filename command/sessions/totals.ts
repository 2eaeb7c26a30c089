/** What all imports come to. Pure. */
import * as z from "zod";
import type { SessionView } from "./sessionView";
import { shareCopied } from "./sizes";
import type { Standing } from "./standing";
import { timeLeft } from "./timeLeft";

const count = (what: string) => z.int().describe(what);

export const totalsSchema = z
  .object({
    sessions: count("How many there are, a consistency group counted once; each is one of the six that follow."),
    done: count("Completed."),
    running: count("The array is at work on them."),
    queued: count("Wait for their time or their turn."),
    held: count("Stand at a gate, are paused, or are held back by the program."),
    failed: count("Something went wrong, and somebody has to see to it."),
    cancelled: count("Were cancelled."),
    copiedBytes: z.number().describe("Bytes copied, as far as sizes are known."),
    totalBytes: z
      .number()
      .describe("Bytes to be copied in all, as far as sizes are known; without what failed or was cancelled."),
    unknownSizes: count("How many imports are missing from the bytes, for the array does not say how large they are."),
    bytesPerSecond: z.number().optional().describe("What is copied now, bytes per second; absent where nothing is."),
    secondsLeft: z
      .number()
      .optional()
      .describe(
        "Until all is copied that goes on by itself, at these rates: at least, where unknownSizes is not 0; absent where nothing is copied, or a copy does not move.",
      ),
    estimatedEnd: z.string().optional().describe("When that is, ISO 8601."),
  })
  .meta({ title: "Totals" });

export type Totals = z.infer<typeof totalsSchema>;

/** Among which of the totals an import counts. */
export const countOfStanding = {
  attention: "failed",
  gate: "held",
  paused: "held",
  held: "held",
  running: "running",
  waiting: "queued",
  completed: "done",
  ended: "cancelled",
} as const satisfies Record<Standing, keyof Totals>;

/** @param now milliseconds since 1970 on the array's clock, or this machine's where arrays disagree */
export function totalsOf(sessions: readonly SessionView[], now: number): Totals {
  const own = withoutMembers(sessions);
  const counts = { done: 0, running: 0, queued: 0, held: 0, failed: 0, cancelled: 0 };
  for (const { standing } of own) counts[countOfStanding[standing]]++;
  // What failed or was cancelled is imported anew by another session.
  const toCopy = own.filter((session) => shareCopied(session) !== undefined);
  const known = toCopy.filter(({ size }) => size !== undefined);
  const sum = (of: (session: SessionView) => number | undefined, over: readonly SessionView[]) =>
    over.reduce((total, session) => total + (of(session) ?? 0), 0);
  return {
    sessions: own.length,
    ...counts,
    copiedBytes: sum(({ copiedBytes }) => copiedBytes, known),
    totalBytes: sum(({ size }) => size, known),
    unknownSizes: toCopy.length - known.length,
    ...timeLeft(own, sessions, now),
  };
}

export function totalsByArray(sessions: readonly SessionView[], now: number): ReadonlyMap<string, Totals> {
  const names = [...new Set(sessions.map(({ array }) => array))];
  return new Map(
    names.map((name) => [
      name,
      totalsOf(
        sessions.filter(({ array }) => array === name),
        now,
      ),
    ]),
  );
}

/** Those that count: of a consistency group its own session, not its members'. A member whose group is not there counts itself. */
export function withoutMembers(sessions: readonly SessionView[]): readonly SessionView[] {
  const keys = new Set(sessions.map(({ array, id }) => `${array}\n${id}`));
  return sessions.filter(({ array, parentSessionId }) => !keys.has(`${array}\n${parentSessionId}`));
}
