/** The brakes of a wave: what the program holds, and what its failures do. */

import type { Hold } from "../../importSession/decide/holds";
import { isKnownState } from "../../importSession/decide/states";
import type { RawInputs } from "../../operation/handler";
import { hasUnknown } from "../../operation/unknown";
import type { MemberStatus, Members } from "../inputs/outputs";
import { isFailure } from "./places";

/** `isByFailures`: not by the program, so that it is for a person to end it. */
export type WaveHold = Hold & { readonly isByFailures?: true };

/** Why nothing of a wave starts and nothing is cut over. A brake that is not known yet is none. */
export function holdOf({ hold, maxFailures }: RawInputs, failures: number): WaveHold | undefined {
  if (hold === true) return { reason: "the wave holds it: its hold is set" };
  if (typeof maxFailures !== "number" || failures <= maxFailures) return undefined;
  return {
    reason: `the wave holds it: ${failures} of its imports have failed, and maxFailures is ${maxFailures}`,
    isByFailures: true,
  };
}

/** Whether the update may find it held by a brake that a preview does not know yet. */
export function mayBeHeld({ hold, maxFailures }: RawInputs, failures: number): boolean {
  return hasUnknown(hold) || (hasUnknown(maxFailures) && failures > 0);
}

/** How many of those that the wave still has have failed, as far as was seen: what it has no more holds nobody. */
export function failuresAmong(members: Members, { sessions }: RawInputs): number {
  const wanted = (sessions ?? {}) as object;
  const hasFailed = ([key, { state }]: [string, MemberStatus]) =>
    key in wanted && isKnownState(state) && isFailure(state);
  return Object.entries(members).filter(hasFailed).length;
}
