/** Who begins when: as many at once as the array takes well, and as places are free, in their order. */

import { beginsNow, PLACE_POLL_SECONDS } from "../../importSession/act/placeOnArray";
import { isActive } from "../../importSession/decide/arrayPlaces";
import { defaultAdvanceSeconds } from "../../importSession/decide/goals";
import { isKnownState } from "../../importSession/decide/states";
import type { Place } from "../../importSession/sessions/places";
import type { ArrayAccess, OperationContext } from "../../operation/handler";
import { inOrder } from "../decide/places";
import type { WavePlaces } from "./arrayPlaces";
import { deferred } from "./deferred";
import type { Member, Roster } from "./roster";
import { isUnreached } from "./roster";

/** So many imports are begun at once: enough for the array, and few enough to stop when the first ones fail. */
const MOST_BEGINNING = 16;
/** After so many in a row that did not reach the array, nothing more is begun in this run. */
const LOST_IN_A_ROW = 3;

export type TurnsAbout = {
  readonly roster: Roster;
  readonly places: WavePlaces;
  readonly array: Pick<ArrayAccess, "secondsToPoll">;
  /** On the monotonic clock: nothing is begun after it. */
  readonly deadline: number;
  /** Called for each whose turn it is, with its place on the array where it needs one. */
  readonly begin: (member: Member, place: Place | undefined) => void;
  /** The run does not end before this work. After it `beginMore` is called. */
  readonly spawn: (work: () => Promise<void>) => void;
  /** Called now and then while nobody is followed. */
  readonly timePasses: () => void;
};

type Queued = { readonly member: Member; readonly kept: { readonly ofWave: number; readonly ofArray: number } };

export class Turns {
  readonly #about: TurnsAbout;
  readonly #context: Pick<OperationContext, "clock" | "signal">;
  #waiting: Member[] = [];
  /** Those of them that can only begin with a place on the array. */
  #needing: ReadonlySet<Member> = new Set();
  /** Those that begin in their turn once a former session is ended: places are kept for them. */
  readonly #expected = new Set<Member>();
  #isWatching = false;
  #beginning = 0;
  /** Those of them that do not wait for anything themselves. */
  #together = 0;
  #lostInARow = 0;
  #begun = deferred();

  constructor(about: TurnsAbout, context: Pick<OperationContext, "clock" | "signal">) {
    this.#about = about;
    this.#context = context;
  }

  get isOutOfReach(): boolean {
    return this.#lostInARow >= LOST_IN_A_ROW;
  }

  /** Those that have not begun. */
  get waiting(): readonly Member[] {
    return this.#waiting;
  }

  /** Those of them that have not begun for want of a place on the array. */
  get placeless(): readonly Member[] {
    return this.#about.places.lack ? this.#waiting.filter((member) => this.#needing.has(member)) : [];
  }

  expect(members: readonly Member[]): void {
    for (const member of members) this.#expected.add(member);
  }

  expectNoMore(member: Member): void {
    this.#expected.delete(member);
  }

  waitFor(members: readonly Member[]): void {
    for (const member of members) this.#expected.delete(member);
    this.#waiting = inTurn([...this.#waiting, ...members]);
    if (this.#about.places.isLimited) this.#needing = new Set(this.#waiting.filter((each) => this.#needsPlace(each)));
  }

  beginMore(): void {
    while (this.#mayBegin()) {
      const next = this.#next();
      if (!next) break;
      this.#waiting.splice(this.#waiting.indexOf(next.member), 1);
      this.#about.begin(next.member, next.place);
    }
    this.#letFollow();
  }

  /**
   * Counts an attempt to begin one.
   * @param attempt told whom to tell that it waits for something, such as that its source is ready, which may take minutes.
   */
  async beginning<T>(attempt: (waits: () => void) => Promise<T>): Promise<T> {
    this.#beginning++;
    const leave = this.#joinOthers();
    try {
      const begun = await attempt(() => {
        if (leave()) this.#letFollow();
      });
      this.#lostInARow = 0;
      return begun;
    } catch (error) {
      this.#lostInARow = isUnreached(error) ? this.#lostInARow + 1 : 0;
      throw error;
    } finally {
      this.#beginning--;
      leave();
    }
  }

  /** Until those that began together have begun. */
  async untilBegun(): Promise<void> {
    if (this.#together > 0) await this.#begun.promise;
  }

  /** @returns what takes it out from among those that begin together, and says whether it was. */
  #joinOthers(): () => boolean {
    this.#together++;
    let isAmongThem = true;
    return () => {
      const wasAmongThem = isAmongThem;
      if (isAmongThem) this.#together--;
      isAmongThem = false;
      return wasAmongThem;
    };
  }

  #letFollow(): void {
    if (this.#together > 0) return;
    this.#begun.resolve();
    this.#begun = deferred();
  }

  /** Among those who need a place on the array the first one has it; who needs none does not wait for them. */
  #next(): { readonly member: Member; readonly place: Place | undefined } | undefined {
    const { roster } = this.#about;
    const isHeld = roster.hold() !== undefined;
    const waiting = this.#queue().filter(({ member, kept }) =>
      isHeld ? startsNothing(member) : roster.hasFreePlace(kept.ofWave) || isAdopted(member),
    );
    const [first] = waiting;
    const place = first && this.#placeOf(first);
    if (first && place && place !== "kept") return { member: first.member, place };
    const other = waiting.find((each) => !this.#needing.has(each.member));
    if (other) return { member: other.member, place: undefined };
    if (!isHeld && first && place !== "kept" && roster.hasFreePlace()) this.#lookForPlaces();
    return undefined;
  }

  #placeOf({ member, kept }: Queued): Place | "kept" | undefined {
    const { wanted } = member;
    return wanted && this.#needing.has(member) ? this.#about.places.takeBesides(kept.ofArray, wanted.name) : undefined;
  }

  /** Who waits, in their order, and how many places are kept for those that come before. */
  #queue(): readonly Queued[] {
    const kept = { ofWave: 0, ofArray: 0 };
    if (this.#expected.size === 0) return this.#waiting.map((member) => ({ member, kept }));
    return inTurn([...this.#waiting, ...this.#expected]).flatMap((member) => {
      if (!this.#expected.has(member)) return [{ member, kept: { ...kept } }];
      // The former one has its place as long as it is there.
      kept.ofWave += Number(!member.holdsPlace);
      kept.ofArray += Number(this.#needsPlace(member) && !isActiveNow(member));
      return [];
    });
  }

  #lookForPlaces(): void {
    const { places, spawn } = this.#about;
    if (places.isToAsk) spawn(() => places.ask());
    else if (!this.#isWatching && this.#isToWatch()) this.#beginToWatch();
  }

  #beginToWatch(): void {
    this.#isWatching = true;
    this.#about.spawn(() =>
      this.#watch().finally(() => {
        this.#isWatching = false;
      }),
    );
  }

  /** Others end without a word to this run: the array is asked now and then. */
  async #watch(): Promise<void> {
    const { clock, signal } = this.#context;
    const { array, places, deadline } = this.#about;
    while (this.#isToWatch()) {
      const remaining = (deadline - clock.monotonic()) / 1000;
      await clock.sleep(Math.min(array.secondsToPoll(PLACE_POLL_SECONDS), remaining), signal).catch(() => undefined);
      if (signal.aborted) return;
      await places.ask();
      this.#about.timePasses();
      // By now its time may have gone by, and its next one needs no place now.
      this.waitFor([]);
      this.beginMore();
    }
  }

  /** Who is to do no more than start leaves it to the next run. */
  #isToWatch(): boolean {
    const { places, roster } = this.#about;
    const { lack } = places;
    if (!lack || roster.hold() || !roster.hasFreePlace() || !this.#mayBegin()) return false;
    if (lack.kind === "silent") return !lack.isFinal;
    // The wave's own that stand until windows open give no place back before that, which is hours away.
    const isStanding = lack.active.every(({ id }) => id !== undefined && roster.isStanding(id));
    return !isStanding && this.placeless.some(isAwaited);
  }

  #needsPlace(member: Member): boolean {
    if (!member.wanted || startsNothing(member)) return false;
    return beginsNow(member.wanted, this.#context.clock.now());
  }

  #mayBegin(): boolean {
    const { clock, signal } = this.#context;
    const { deadline } = this.#about;
    return (
      this.#waiting.length > 0 &&
      this.#beginning < MOST_BEGINNING &&
      !this.isOutOfReach &&
      !signal.aborted &&
      clock.monotonic() < deadline
    );
  }
}

/** Whether the run goes on until the import is further than started. */
export const isAwaited = ({ wanted }: Member): boolean =>
  wanted !== undefined && defaultAdvanceSeconds(wanted.waitFor) > defaultAdvanceSeconds("Started");

/** It has its session, and its place if it needs one, whoever manages it: to take it over begins nothing. */
const isAdopted = ({ wanted }: Member): boolean => wanted?.adoptSessionId !== undefined;

const isActiveNow = ({ status }: Member): boolean => isKnownState(status?.state) && isActive(status.state);

/** Whether there is a session already that it takes over. */
const startsNothing = (member: Member): boolean => member.mayBeThere === true || isAdopted(member);

/** What is there already comes first, for it holds places. */
function inTurn(members: readonly Member[]): Member[] {
  return [...inOrder(members.filter(startsNothing)), ...inOrder(members.filter((member) => !startsNothing(member)))];
}
