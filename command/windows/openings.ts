/** Openings of windows, by two clocks. Pure. */
import type { Windows } from "../../provider/lifecycle/windows/windows";
import { zoneOf } from "../../provider/lifecycle/windows/zone";
import type { Opening } from "./document";

const MINUTE = 60_000;

export type Openings = { readonly openings: Opening[]; readonly isOver: boolean };

/** @param now milliseconds since 1970 */
export function nextOpenings(windows: Windows, now: number, count: number, localZone: string): Openings {
  const openings: Opening[] = [];
  let moment = now;
  while (openings.length < count) {
    const { open, until } = windows.at(moment);
    if (open) openings.push(openingOf(windows, { from: moment, until, isOpen: moment === now }, localZone));
    if (until === Number.POSITIVE_INFINITY) return { openings, isOver: true };
    moment = until;
  }
  return { openings, isOver: false };
}

type Span = { readonly from: number; readonly until: number; readonly isOpen: boolean };

function openingOf(windows: Windows, { from, until, isOpen }: Span, localZone: string): Opening {
  const opens = windows.clockAt(from);
  const closes = until === Number.POSITIVE_INFINITY ? undefined : windows.clockAt(until);
  const zones = new Set([...[opens, closes].flatMap((text) => text?.split(" ").at(-1) ?? []), localZone]);
  return {
    opensAt: inUtc(from),
    ...(closes !== undefined && { closesAt: inUtc(until) }),
    isOpen,
    opensByItsClock: opens,
    ...(closes !== undefined && { closesByItsClock: closes }),
    opensByLocalClock: clockText(localZone, from),
    ...(closes !== undefined && { closesByLocalClock: clockText(localZone, until) }),
    ...(closes !== undefined && { minutes: (until - from) / MINUTE }),
    clockChanges: closes === undefined ? [] : [...zones].flatMap((zone) => changesOf(zone, from, until)),
  };
}

const inUtc = (moment: number) => new Date(moment).toISOString().replace(".000Z", "Z");

export function clockText(zone: string, moment: number): string {
  return new Date(zoneOf(zone).localAt(moment)).toISOString().slice(0, 16).replace("T", " ");
}

const WEEK = 7 * 24 * 60 * MINUTE;

/** What only denies may leave open for a year. One in whose gap the opening would be comes as it opens. */
function changesOf(zone: string, from: number, until: number): Opening["clockChanges"] {
  const changes: Opening["clockChanges"] = [];
  for (let week = from - MINUTE; week < until; week += WEEK)
    changes.push(...changesOfWeek(zone, week, Math.min(week + WEEK, until)));
  return changes;
}

/** One at most: no zone has two. */
function changesOfWeek(zone: string, from: number, until: number): Opening["clockChanges"] {
  const offsetAt = (moment: number) => zoneOf(zone).localAt(moment) - moment;
  let [before, behind] = [from, until];
  const [former, later] = [offsetAt(before), offsetAt(behind)];
  if (former === later) return [];
  while (behind - before > 1000) {
    const middle = Math.floor((before + behind) / 2000) * 1000;
    if (middle <= before) break;
    if (offsetAt(middle) === later) behind = middle;
    else before = middle;
  }
  return [{ at: inUtc(behind), zone, minutes: (later - former) / MINUTE }];
}
