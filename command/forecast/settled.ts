/** Sessions about which a run has nothing more to do, as long as nothing moves: neither they nor the windows of the program. */
import type { WindowInputs } from "../../provider/lifecycle/windows/inputs";
import { windowLists } from "../../provider/lifecycle/windows/inputs";
import type { Windows } from "../../provider/lifecycle/windows/windows";
import { windowsOf } from "../../provider/lifecycle/windows/windows";
import type { SimulatedRow } from "./simulator";

/** What a run goes by, by the ids of sessions. A group is not in it: what its members do does not show in its own row. */
export type Stamps = ReadonlyMap<string, string>;

export class Settled {
  readonly #stamps = new Map<string, string>();

  /** A run that failed nowhere has looked at this session; the stamps are those after it. */
  add(id: string, stamps: Stamps): void {
    const stamp = stamps.get(id);
    if (stamp !== undefined) this.#stamps.set(id, stamp);
  }

  has(id: string, stamps: Stamps): boolean {
    const stamp = stamps.get(id);
    return stamp !== undefined && this.#stamps.get(id) === stamp;
  }
}

/** @param windows which are open, as `standingOf` tells it of the beginning of the run */
export function stampsOf(rows: readonly SimulatedRow[], windows: string): Stamps {
  const groups = new Set(rows.map(({ parent_session_id }) => parent_session_id));
  const own = rows.filter(({ id, parent_session_id }) => !groups.has(id) && parent_session_id === null);
  return new Map(own.map(({ id, state, scheduled_timestamp }) => [id, `${windows} ${state} ${scheduled_timestamp}`]));
}

/** Which of all windows of a program are open, as a text that differs where that does. */
export function standingOf(imports: readonly { readonly inputs: WindowInputs }[]): (now: number) => string {
  const all = new Set<Windows>();
  for (const { inputs } of imports) {
    for (const list of windowLists) if (inputs[list] !== undefined) all.add(windowsOf(inputs[list], inputs.timeZone));
  }
  return (now) => [...all].map(({ at }) => Number(at(now).open)).join("");
}
