import { parseDuration } from "./duration";
import type { Window } from "./inputs";
import { NotMeantError } from "./notMeant";
import { parseSchedule, timetableOf } from "./opening";
import { combine, remembering, type Timetable } from "./timetable";
import { type Zone, zoneOf } from "./zone";

/** A list of windows, as something that can be asked. Moments are milliseconds since 1970 in UTC. */
export type Windows = {
  /** How they stand at a moment. `until` is Infinity where nothing changes any more, for 28 years at least. */
  readonly at: Timetable;
  /** What clocks show, `2026-12-31 22:00 Europe/Berlin`: those of the window that begins or ends then, or of the first. */
  clockAt(moment: number): string;
  /** A moment before all that happens once, for whoever asks whether the windows are ever open. */
  readonly beginning: number;
};

const known = new Map<string, Windows>();
/** The same by the list itself: what many members of a wave have from it is one and the same. */
const lists = new WeakMap<readonly Window[], Known>();

type Known = { readonly timeZone: string | undefined; readonly windows: Windows };

/**
 * The windows of a list that passed check; none: always open. One list is read once, however many members of a wave have it.
 * @throws NotMeantError for what check refuses
 */
export function windowsOf(list: readonly Window[] = always, timeZone: string | undefined): Windows {
  const same = lists.get(list);
  if (same && same.timeZone === timeZone) return same.windows;
  const windows = windowsLike(list, timeZone);
  lists.set(list, { timeZone, windows });
  return windows;
}

const always: readonly Window[] = [];

function windowsLike(list: readonly Window[], timeZone: string | undefined): Windows {
  const key = JSON.stringify([list, timeZone]);
  const windows = known.get(key) ?? makeWindows(list, timeZone);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, windows);
  return windows;
}

const MOST_KNOWN = 1000;

function makeWindows(list: readonly Window[], timeZone: string | undefined): Windows {
  const each = list.map((window) => readWindow(window, timeZone));
  const timesOf = (kind: "allow" | "deny") => each.filter((one) => one.kind === kind).map(({ times }) => times);
  const onces = each.flatMap(({ kind, once }) => (kind === "allow" && once !== undefined ? once : [])).toSorted(byTime);
  const changing = (moment: number) => each.find(({ times }) => times(moment).open !== times(moment - 1).open);
  return {
    at: remembering(combine(timesOf("allow"), timesOf("deny"), onces)),
    clockAt: (moment) => clockText((changing(moment) ?? each[0])?.zone ?? zoneOf("UTC"), moment),
    beginning: Math.min(SOME_TIME, ...each.flatMap(({ once }) => once ?? [])),
  };
}

const byTime = (one: number, other: number) => one - other;

/** Fixed, so that windows that pass today pass for ever. */
const SOME_TIME = Date.UTC(2024, 0, 1);

const clockText = (zone: Zone, moment: number) =>
  `${new Date(zone.localAt(moment)).toISOString().slice(0, 16).replace("T", " ")} ${zone.name}`;

function readWindow({ kind = "allow", schedule: text, duration, timeZone: own }: Window, timeZone: string | undefined) {
  const name = own ?? timeZone;
  if (name === undefined) throw new NotMeantError("has no time zone");
  const zone = zoneOf(name);
  const schedule = parseSchedule(text);
  const times = timetableOf(schedule, parseDuration(duration), zone);
  return { kind, zone, times, once: "once" in schedule ? zone.momentOf(schedule.once) : undefined };
}
