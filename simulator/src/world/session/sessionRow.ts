import type { ArrayState } from "../array/arrayState";
import { completionOf, percentage, transferRates } from "../records/copyMeter";
import { toTimestamp } from "../records/instants";
import type { Session } from "../records/session";
import { ruleOf } from "../records/states";

/** What a session's row shows that the clock changes. */
export type ClockValues = {
  readonly progress_percentage: number | null;
  readonly estimated_completion_timestamp: string | null;
  readonly average_transfer_rate: number | null;
  readonly current_transfer_rate: number | null;
  /** There while something is copied: S, "updated each time the import job updates", and a copy's job does so all the time [I]. */
  readonly last_update_timestamp?: string;
};

/** The properties of a session that follow from the clock; they are computed whenever somebody looks. */
export function clockValues({ now, copySpeed: speed }: ArrayState, session: Session): ClockValues {
  const { copy, state } = session;
  const since = copy.running_since;
  return {
    progress_percentage: { Zero: 0, Copied: percentage(copy, now, speed), Null: null }[ruleOf(state).progress],
    // While paused, no completion can be estimated [I]: like the rates, it is there only while the copy runs.
    estimated_completion_timestamp: since === null ? null : toTimestamp(completionOf(copy, since, speed)),
    ...transferRates(copy, now, speed),
    ...(since === null ? {} : { last_update_timestamp: toTimestamp(now) }),
  };
}

/** Whether the clock alone changes what the session shows. */
export function isMoving(session: Session): boolean {
  return session.copy.running_since !== null;
}
