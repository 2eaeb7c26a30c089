/** Sessions on one axis of time. Pure. */
import type { Report, ReportSession } from "./document";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What was before is cut off: a night's copy next to a quarter of a year is a dot. */
export const LONGEST_AXIS_DAYS = 28;

/** Milliseconds since 1970. */
export type Axis = { readonly from: number; readonly now: number; readonly to: number };

/** From the first state of any session to now, and as far into the future as the array's estimates go; never more future than past. */
export function axisOf({ at, sessions }: Pick<Report, "at" | "sessions">): Axis {
  const now = Date.parse(at);
  const begins = sessions.flatMap(({ timeline }) => timeline.slice(0, 1).map((step) => Date.parse(step.at)));
  const earliest = begins.reduce((least, begin) => Math.min(least, begin), now - HOUR);
  const from = Math.max(earliest, now - LONGEST_AXIS_DAYS * DAY);
  const ends = sessions.flatMap((session) => endOf(session) ?? []);
  const latest = ends.reduce((most, end) => Math.max(most, end), now);
  return { from, now, to: Math.min(latest, now + (now - from)) };
}

/** When the array says that what it does now ends. */
function endOf({ estimatedCompletionTimestamp, standing }: ReportSession): number | undefined {
  const end = Date.parse(estimatedCompletionTimestamp ?? "");
  return standing === "running" && Number.isFinite(end) ? end : undefined;
}

export type Span = {
  readonly state: string;
  readonly from: number;
  readonly to: number;
  /** It has not come to it yet: the array's estimate. */
  readonly isAhead?: true;
};

/** What of a session is seen on the axis. */
export function spansOf(session: ReportSession, axis: Axis): readonly Span[] {
  const steps = session.timeline.map(({ state, at }, index, all): Span => {
    const next = all[index + 1];
    return { state, from: Date.parse(at), to: next === undefined ? axis.now : Date.parse(next.at) };
  });
  const end = endOf(session);
  const ahead: readonly Span[] =
    end !== undefined && end > axis.now ? [{ state: session.state, from: axis.now, to: end, isAhead: true }] : [];
  return [...steps, ...ahead]
    .filter(({ to }) => to >= axis.from)
    .map((span) => ({ ...span, from: Math.max(span.from, axis.from), to: Math.min(span.to, axis.to) }));
}

/** 0 to 100. */
export const placeOf = (moment: number, { from, to }: Axis): number => ((moment - from) / Math.max(1, to - from)) * 100;

const steps = [10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY];
const MOST_TICKS = 5;

/** Round moments (UTC) along the axis. */
export function ticksOf({ from, to }: Axis): readonly { readonly at: number; readonly isDay: boolean }[] {
  const step = steps.find((each) => (to - from) / each <= MOST_TICKS) ?? 14 * DAY;
  const first = Math.ceil(from / step) * step;
  const count = Math.max(0, Math.floor((to - first) / step) + 1);
  return Array.from({ length: count }, (_, index) => ({
    at: first + index * step,
    isDay: (first + index * step) % DAY === 0,
  }));
}
