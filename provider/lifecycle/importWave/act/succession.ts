/** Who imports next, in a run, what another import of the wave has had: the array has a source in one session at a time. */

import type { Deferred } from "./deferred";
import { deferred } from "./deferred";
import type { Member } from "./roster";

export class Succession {
  readonly #ending = new Map<Member, Deferred>();

  /** @param ending those whose sessions this run is to end, as they are recorded. */
  constructor(ending: readonly Member[]) {
    for (const member of ending) this.#ending.set(member, deferred());
  }

  /** Its session is ended, or is not to be ended in this run. */
  isOver(member: Member): void {
    this.#ending.get(member)?.resolve();
  }

  /** Until nothing has its source that this run is to end; undefined where nothing has. What it is to adopt is there, and ends nothing. */
  untilFree(member: Member): Promise<unknown> | undefined {
    if (member.wanted?.adoptSessionId !== undefined) return undefined;
    const former = [...this.#ending].filter(([other]) => other !== member && isSuccessor(member, other));
    return former.length === 0 ? undefined : Promise.all(former.map(([, { promise }]) => promise));
  }
}

const sourceNames = ["remoteSystemId", "sourceResourceId"] as const;

const isSuccessor = ({ wanted }: Member, { recorded }: Member): boolean =>
  sourceNames.every((name) => wanted?.[name] === recorded?.outputs[name]);
