/** What windows hold of the imports of a wave in a run that is still to come, told of all together. */

import { beginningOf } from "../../importSession/decide/windowsAhead";
import type { OperationContext, RawInputs } from "../../operation/handler";
import { ignoredOf } from "../inputs/member";
import type { HeldAlike, Plan } from "./plan";

/** Imports by what holds them, each reason once. */
export class ByReason {
  readonly #keys = new Map<string, string[]>();

  add(key: string, reason: string | undefined): void {
    if (reason === undefined) return;
    const alike = this.#keys.get(reason);
    if (alike) alike.push(key);
    else this.#keys.set(reason, [key]);
  }

  /** @param except keys of which nothing is to be told. */
  all(except: readonly string[] = []): readonly HeldAlike[] {
    const left = new Set(except);
    return [...this.#keys]
      .map(([reason, keys]) => ({ reason, keys: keys.filter((key) => !left.has(key)) }))
      .filter(({ keys }) => keys.length > 0);
  }
}

/**
 * How those begin whose turn it is.
 * @param wishes what the program says of each.
 * @param held hears what is held of those that begin now.
 */
export function planBeginning(
  wishes: (key: string) => RawInputs | undefined,
  keys: readonly string[],
  held: ByReason,
  { clock, ignored }: Pick<OperationContext, "clock" | "ignored">,
): Pick<Plan, "begins" | "scheduled" | "refused"> {
  const now = clock.now();
  const begins: string[] = [];
  const [scheduled, refused] = [new ByReason(), new ByReason()];
  for (const key of keys) {
    const { kind, reason } = beginningOf(wishes(key) ?? {}, now, ignoredOf(ignored, key));
    if (kind === "now") begins.push(key);
    const group = { now: held, later: scheduled, never: refused }[kind];
    group.add(key, reason);
  }
  return { begins, scheduled: scheduled.all(), refused: refused.all() };
}
