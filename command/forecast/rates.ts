/** How fast imports copy, and how many at once: what is seen, and what has to be assumed. Pure. */

import type { ListedSession } from "../../provider/powerstore/api/schemas/importSession";
import { activeAndQueued } from "../sessions/active";
import { standsStill } from "../sessions/timeLeft";
import { rateText } from "../text/units";
import type { ForecastArray } from "./document";

export type Pace = {
  /** Bytes per second of each import that does not copy yet, however many copy beside it. */
  readonly rate: number;
  /** Sessions that the array takes at once. */
  readonly places: number;
  readonly confidence: NonNullable<ForecastArray["confidence"]>;
  readonly assumptions: readonly string[];
};

/** Of the simulator: nobody has measured anything. */
const ASSUMED_RATE = 30 * 1024 * 1024;
/** Believed, and not documented [ARRAY limits]. */
const BELIEVED_PLACES = 8;

export function paceOf(
  sessions: readonly ListedSession[],
  given: { readonly rate: number | undefined; readonly places: number | undefined },
): Pace {
  const measured = sessions.flatMap((session) => (isCopying(session) ? (ownRate(session) ?? []) : []));
  const [rate, confidence, about] = rateFrom(measured, given.rate);
  const [places, aboutPlaces] = placesFrom(sessions, given.places);
  return { rate, places, confidence, assumptions: [about, aboutPlaces, ...ALWAYS] };
}

const ALWAYS = [
  "what copies goes on at its present rate, whatever else begins; a group takes one place",
  "hosts, sources and network stay as they are, nobody does anything on the array by hand, and each run of the program does its work at once",
] as const;

const isCopying = ({ state }: ListedSession) => state === "Copy_In_Progress";

/** Of a group one that does not move is enough. */
export const isStill = (session: ListedSession, all: readonly ListedSession[]): boolean =>
  standsStill(session) || all.some((each) => each.parentSessionId === session.id && standsStill(each));

/** What it does now, or has done on the average; none where it does not move, for that is no rate of what will. */
export function ownRate(session: ListedSession): number | undefined {
  if (standsStill(session)) return undefined;
  const { currentTransferRate, averageTransferRate } = session;
  return [currentTransferRate, averageTransferRate].find((rate) => rate !== undefined && rate > 0);
}

function rateFrom(
  measured: readonly number[],
  given: number | undefined,
): readonly [number, Pace["confidence"], string] {
  if (given !== undefined)
    return [given, "given", `what does not copy yet will copy at ${rateText(given)} each, as --rate says`];
  const middle = measured.toSorted((one, other) => one - other)[Math.floor(measured.length / 2)];
  if (middle !== undefined) {
    return [
      middle,
      "measured",
      `what does not copy yet will copy at ${rateText(middle)} each, the middle of ${measured.length} that copy now`,
    ];
  }
  return [
    ASSUMED_RATE,
    "assumed",
    `nothing copies now: ${rateText(ASSUMED_RATE)} each is a guess, give --rate for a better one`,
  ];
}

function placesFrom(sessions: readonly ListedSession[], given: number | undefined): readonly [number, string] {
  if (given !== undefined) return [given, `the array takes ${given} imports at once, as --places says`];
  const { active: own, queued } = activeAndQueued(sessions);
  const active = own.length;
  if (active > 0 && queued.length > 0) {
    return [active, `the array takes ${active} imports at once: so many are active, and others wait`];
  }
  const places = Math.max(BELIEVED_PLACES, active);
  return [places, `the array takes ${places} imports at once, which no text says (--places)`];
}
