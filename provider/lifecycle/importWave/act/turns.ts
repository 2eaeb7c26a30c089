/** Who begins when: as many at once as the array takes well, and as places are free, in their order. */

import { RefusedError } from "../../../powerstore/http/powerStoreErrors";
import { isOutage } from "../../operation/converge";
import type { OperationContext } from "../../operation/handler";
import { inOrder } from "../decide/places";
import type { Member, Roster } from "./roster";

/** So many imports are begun at once: enough for the array, and few enough to stop when the first ones fail. */
const MOST_BEGINNING = 16;
/** After so many in a row that did not reach the array, nothing more is begun in this run. */
const LOST_IN_A_ROW = 3;

export type TurnsAbout = {
  readonly roster: Roster;
  /** On the monotonic clock: nothing is begun after it. */
  readonly deadline: number;
  /** Called for each whose turn it is. */
  readonly begin: (member: Member) => void;
};

export class Turns {
  readonly #about: TurnsAbout;
  readonly #context: Pick<OperationContext, "clock" | "signal">;
  #waiting: Member[] = [];
  #beginning = 0;
  #lostInARow = 0;
  #begun = deferred();

  constructor(about: TurnsAbout, context: Pick<OperationContext, "clock" | "signal">) {
    this.#about = about;
    this.#context = context;
  }

  get isOutOfReach(): boolean {
    return this.#lostInARow >= LOST_IN_A_ROW;
  }

  waitFor(members: readonly Member[]): void {
    this.#waiting = inTurn([...this.#waiting, ...members]);
  }

  beginMore(): void {
    while (this.#mayBegin()) {
      const next = this.#waiting.shift();
      if (next) this.#about.begin(next);
    }
    if (this.#beginning > 0) return;
    this.#begun.resolve();
    this.#begun = deferred();
  }

  /** Counts an attempt to begin one. */
  async beginning<T>(attempt: () => Promise<T>): Promise<T> {
    this.#beginning++;
    try {
      const begun = await attempt();
      this.#lostInARow = 0;
      return begun;
    } catch (error) {
      this.#lostInARow = isOutage(error) && !(error instanceof RefusedError) ? this.#lostInARow + 1 : 0;
      throw error;
    } finally {
      this.#beginning--;
    }
  }

  /** Until those that began together have begun. */
  async untilBegun(): Promise<void> {
    if (this.#beginning > 0) await this.#begun.promise;
  }

  #mayBegin(): boolean {
    const { clock, signal } = this.#context;
    const { roster, deadline } = this.#about;
    return (
      this.#waiting.length > 0 &&
      this.#beginning < MOST_BEGINNING &&
      roster.hasFreePlace() &&
      !this.isOutOfReach &&
      !roster.hold() &&
      !signal.aborted &&
      clock.monotonic() < deadline
    );
  }
}

/** What a killed run has begun comes first. */
function inTurn(members: readonly Member[]): Member[] {
  const begun = members.filter(({ mayBeThere }) => mayBeThere);
  return [...inOrder(begun), ...inOrder(members.filter(({ mayBeThere }) => !mayBeThere))];
}

function deferred() {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
