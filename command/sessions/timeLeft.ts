/** Until when all is copied that goes on by itself. Pure. */
import type { SessionView } from "./sessionView";
import { shareCopied } from "./sizes";

export type TimeLeft = {
  readonly bytesPerSecond?: number;
  readonly secondsLeft?: number;
  readonly estimatedEnd?: string;
};

/** The end of the year 9999, the last that ISO 8601 writes with four digits. */
const LAST_MOMENT = Date.UTC(10_000, 0) - 1;

/**
 * The end of the array that needs longest: what one copies fast makes no other one faster.
 * @param own those that count
 * @param all the members of groups as well
 * @param now milliseconds since 1970
 */
export function timeLeft(own: readonly SessionView[], all: readonly SessionView[], now: number): TimeLeft {
  const bytesPerSecond = rateOf(own);
  if (bytesPerSecond <= 0) return {};
  const names = [...new Set(own.map(({ array }) => array))];
  const of = (sessions: readonly SessionView[], name: string) => sessions.filter(({ array }) => array === name);
  const secondsLeft = Math.round(Math.max(...names.map((name) => secondsOf(of(own, name), of(all, name), now))));
  const end = now + secondsLeft * 1000;
  // A copy that has just begun may tell a few bytes a second: nobody's calendar goes so far. An end that is past is none either.
  return secondsLeft <= 0 || end > LAST_MOMENT
    ? { bytesPerSecond }
    : { bytesPerSecond, secondsLeft, estimatedEnd: new Date(end).toISOString() };
}

/** Of one array: its rate divided among what is left, or until the last one ends or starts, whichever is later; Infinity: nobody knows. */
function secondsOf(own: readonly SessionView[], all: readonly SessionView[], now: number): number {
  if (all.some(standsStill)) return Number.POSITIVE_INFINITY;
  // What the array takes back is at work, too, and copies nothing any more.
  const goingOn = own.filter(
    (session) =>
      (session.standing === "running" || session.standing === "waiting") && shareCopied(session) !== undefined,
  );
  const bytes = goingOn.reduce((total, session) => total + bytesLeft(session), 0);
  const together = bytes === 0 ? 0 : bytes / rateOf(own);
  const single = goingOn.map((session) => secondsOfOne(session, now)).filter(Number.isFinite);
  return Math.max(together, ...single);
}

/** Until it starts, if that is all that is known; NaN: nothing is. The array knows better when it ends than a whole number of percent tells. */
function secondsOfOne(session: SessionView, now: number): number {
  const { state, scheduledTimestamp = "" } = session;
  const end = endAhead(session, now);
  if (end !== undefined) return (Date.parse(end) - now) / 1000;
  if (state === "Scheduled") return (Date.parse(scheduledTimestamp) - now) / 1000;
  const rate = rateOf([session]);
  return rate > 0 ? bytesLeft(session) / rate : Number.NaN;
}

/** When the array expects its end, unless that is past. */
export function endAhead(
  { estimatedCompletionTimestamp: end }: Pick<SessionView, "estimatedCompletionTimestamp">,
  now: number,
): string | undefined {
  return end !== undefined && Date.parse(end) > now ? end : undefined;
}

type Copy = Pick<SessionView, "state" | "currentTransferRate" | "size" | "copiedBytes" | "progressPercentage">;

/** It copies, and does not move. */
export function standsStill(session: Copy): boolean {
  const { state, currentTransferRate, size, progressPercentage = 0 } = session;
  if (state !== "Copy_In_Progress" || currentTransferRate !== 0) return false;
  return size === undefined ? progressPercentage < 100 : bytesLeft(session) > 0;
}

const bytesLeft = ({ size = 0, copiedBytes = 0 }: Pick<Copy, "size" | "copiedBytes">) =>
  Math.max(0, size - copiedBytes);

const rateOf = (sessions: readonly SessionView[]) =>
  sessions.reduce((total, { currentTransferRate = 0 }) => total + currentTransferRate, 0);
