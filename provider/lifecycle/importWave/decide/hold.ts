/** The brakes of a wave: what the program holds, and what its failures do. */

import type { Hold } from "../../importSession/decide/holds";
import { isKnownState } from "../../importSession/decide/states";
import type { RawInputs } from "../../operation/handler";
import type { Members } from "../inputs/outputs";
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

/** How many have failed, as far as was seen. */
export function failuresAmong(members: Members): number {
  return Object.values(members).filter(({ state }) => isKnownState(state) && isFailure(state)).length;
}
