import type { ImportSessionState } from "../../../powerstore/api/schemas/importSession";
import type { Hold } from "../../importSession/decide/holds";
import { stateTable } from "../../importSession/decide/states";
import type { Members } from "../inputs/outputs";
import { isFailure } from "./places";

type Brake = { readonly hold?: unknown; readonly maxFailures?: unknown };

/** Why nothing new starts in a wave and nothing is cut over. A brake that is not known yet is none. */
export function brakeOf({ hold, maxFailures }: Brake, failures: number): Hold | undefined {
  if (hold === true) return { reason: "the wave holds it: its hold is set" };
  if (typeof maxFailures !== "number" || failures <= maxFailures) return undefined;
  return { reason: `the wave holds it: ${failures} of its imports have failed, and maxFailures is ${maxFailures}` };
}

/** How many have failed as far as is recorded; a state that this version does not know is no failure. */
export const failuresIn = (members: Members): number =>
  Object.values(members).filter(({ state }) => isKnown(state) && isFailure(state)).length;

export const isKnown = (state: string | undefined): state is ImportSessionState =>
  state !== undefined && Object.hasOwn(stateTable, state);
