/** What windows hold of a session in a run that is still to come, by `decideTarget.ts`: a preview tells it, and promises nothing of it. Pure. */

import type { RawInputs } from "../../operation/handler";
import type { ImportSessionOutputs } from "../inputs/outputs";
import { hasPassed } from "../inputs/schedule";
import { decideTarget, hasWindows, heldNow } from "./decideTarget";
import { withWindowsInForce } from "./goals";

/** How an import that is not there yet is going to begin. `later`: the array starts it then. */
export type Beginning = {
  readonly kind: "now" | "later" | "never";
  /** What windows hold of it, and until when, as a clause; absent where they hold nothing. */
  readonly reason?: string | undefined;
};

/** A session that is taken over may have begun long ago: windows have their say when it was seen. */
export function beginningOf(inputs: RawInputs, now: number, ignored?: readonly string[]): Beginning {
  const policy = withWindowsInForce(inputs, ignored);
  if (inputs.adoptSessionId !== undefined || !hasWindows(policy)) return { kind: "now" };
  const { mayStart, startAt, reason } = decideTarget(policy, undefined, now);
  if (!mayStart) return { kind: startAt === undefined ? "never" : "later", reason };
  return { kind: "now", reason: decideTarget(policy, { state: "In_Progress" }, now).reason };
}

/** The same of a session as it was last seen. Of one that the array has started since, nothing is known. */
export function heldAhead(
  inputs: RawInputs,
  { state, scheduledTimestamp }: Pick<Partial<ImportSessionOutputs>, "state" | "scheduledTimestamp">,
  now: number,
  ignored?: readonly string[],
): string | undefined {
  if (state === undefined || (state === "Scheduled" && hasPassed(scheduledTimestamp, now))) return undefined;
  return heldNow(withWindowsInForce(inputs, ignored), { state, scheduledTimestamp }, now).holdReason;
}

/** Why windows that never open again do not keep a session from its start: the array was told it before. Undefined where they do, or it may have begun. */
export function startOutsideOf(
  inputs: RawInputs,
  { state, scheduledTimestamp }: Pick<Partial<ImportSessionOutputs>, "state" | "scheduledTimestamp">,
  now: number,
): string | undefined {
  if (state !== "Scheduled" || inputs.startWindows === undefined || !hasWindows(inputs)) return undefined;
  const { mayStart, startAt } = decideTarget(inputs, { state }, now);
  if (mayStart || startAt !== undefined || hasPassed(scheduledTimestamp, now)) return undefined;
  return (
    `is Scheduled, and its new startWindows never open again: the array starts it at ${scheduledTimestamp ?? "a time that it does not show"} all the same, outside of them. ` +
    `Give windows that open again, or put the former ones back; the array was told nothing.`
  );
}
