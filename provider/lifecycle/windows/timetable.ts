/** How it stands at a moment, and until when it stays so; Infinity: for as long as anybody looks ahead. */
export type Standing = { readonly open: boolean; readonly until: number };

/** What is open at times. Moments are milliseconds since 1970 in UTC. */
export type Timetable = (moment: number) => Standing;

/** How far ahead a change is looked for: after that days of the week, dates and leap days begin anew (until 2099). */
export const HORIZON = 28 * 365.25 * 86_400_000;

const always: Timetable = () => ({ open: true, until: Number.POSITIVE_INFINITY });

/**
 * Open while one of those that allow is open, or there is none, and none of those that deny.
 * @param onces when those that allow once open, ascending: further ahead nothing else is new.
 */
export function combine(
  allowing: readonly Timetable[],
  denying: readonly Timetable[],
  onces: readonly number[],
): Timetable {
  const allow = allowing.length > 0 ? anyOf(allowing) : always;
  const deny = anyOf(denying);
  return (moment) => {
    for (const from of [moment, ...onces.filter((once) => once - moment > HORIZON)]) {
      const opening = firstOpen(allow, deny, from);
      if (opening === undefined) continue;
      if (opening > moment) return { open: false, until: opening };
      return { open: true, until: Math.min(allow(moment).until, deny(moment).until) };
    }
    return { open: false, until: Number.POSITIVE_INFINITY };
  };
}

function firstOpen(allow: Timetable, deny: Timetable, from: number): number | undefined {
  let at = from;
  while (at - from <= HORIZON) {
    const [allowed, denied] = [allow(at), deny(at)];
    if (allowed.open && !denied.open) return at;
    at = Math.max(allowed.open ? at : allowed.until, denied.open ? denied.until : at);
  }
  return undefined;
}

/** What overlaps, or goes over into each other, is open in one go. */
function anyOf(tables: readonly Timetable[]): Timetable {
  return (moment) => {
    let at = moment;
    while (at - moment <= HORIZON) {
      const standings = tables.map((table) => table(at));
      const ends = standings.filter((standing) => standing.open).map(({ until }) => until);
      if (ends.length === 0) {
        return at === moment
          ? { open: false, until: Math.min(...standings.map(({ until }) => until)) }
          : { open: true, until: at };
      }
      at = Math.max(...ends);
    }
    return { open: true, until: Number.POSITIVE_INFINITY };
  };
}

/** Asked again within the same stretch, which a thousand members of a wave do, it answers without looking. */
export function remembering(table: Timetable): Timetable {
  let known: (Standing & { readonly since: number }) | undefined;
  return (moment) => {
    if (known && known.since <= moment && moment < Math.min(known.until, known.since + MEMORY)) return known;
    const { open, until } = table(moment);
    known = { open, until, since: moment };
    return known;
  };
}

/** What does not change as far as one looks is looked at anew after a day: one sees a day further then. */
const MEMORY = 86_400_000;
