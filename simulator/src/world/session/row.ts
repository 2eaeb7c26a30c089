/** What a session's row shows that the clock changes. */
import type { ArrayState } from "../array/arrayState";
import { completionOf, copiedBytes, percentage, transferRates } from "../records/copyMeter";
import { groupRuleOf } from "../records/groupStates";
import { toTimestamp } from "../records/instants";
import type { Session } from "../records/session";
import { ruleOf } from "../records/states";
import { membersOf } from "./group";

/** What a session's row shows that the clock changes. */
export type ClockValues = {
  readonly progress_percentage: number | null;
  readonly estimated_completion_timestamp: string | null;
  readonly average_transfer_rate: number | null;
  readonly current_transfer_rate: number | null;
  /** There while something is copied: moved with the import job [API last_update_timestamp], and a copy's job does so all the time [I]. */
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

/**
 * What a group's row shows of its members' copies: the percentage by size, the sum of the rates, the last of the
 * completions. Members that are lost are left out [I], or the group would never be at 100.
 */
export function groupClockValues(array: ArrayState, parent: Session): ClockValues {
  const members = membersOf(array, parent).filter(isCounted);
  const { now, copySpeed: speed } = array;
  const rates = members.map(({ copy }) => transferRates(copy, now, speed));
  const completions = members.flatMap(({ copy }) =>
    copy.running_since === null ? [] : [completionOf(copy, copy.running_since, speed)],
  );
  const shown = {
    progress_percentage: progressOf(array, parent, members),
    estimated_completion_timestamp: completions.length === 0 ? null : toTimestamp(Math.max(...completions)),
    average_transfer_rate: sum(rates.map(({ average_transfer_rate }) => average_transfer_rate)),
    current_transfer_rate: sum(rates.map(({ current_transfer_rate }) => current_transfer_rate)),
    ...(completions.length === 0 ? {} : { last_update_timestamp: toTimestamp(now) }),
  };
  return hidesProgress(array, parent) ? { ...shown, ...beforeCopy } : shown;
}

/** What a session shows that does not copy yet [API progress_percentage, current_transfer_rate, estimated_completion_timestamp]. */
const beforeCopy = {
  progress_percentage: 0,
  estimated_completion_timestamp: null,
  average_transfer_rate: null,
  current_transfer_rate: null,
} as const;

/** A group is never Copy_In_Progress [GUIDE 32], and only for that state the text gives values: by the letter it has none until all is copied. */
function hidesProgress({ settings }: ArrayState, { state }: Session): boolean {
  return settings.groupProgress === "hidden" && (state === "In_Progress" || state === "Paused");
}

function isCounted({ state }: Session): boolean {
  return ruleOf(state).progress !== "Null" || state === "Import_Completed";
}

function progressOf({ now, copySpeed }: ArrayState, parent: Session, members: readonly Session[]): number | null {
  const { progress } = groupRuleOf(parent.state);
  if (progress !== "Copied") return progress === "Zero" ? 0 : null;
  let copied = 0;
  let total = 0;
  for (const { copy } of members) {
    copied += copiedBytes(copy, now, copySpeed);
    total += copy.total_bytes;
  }
  return total === 0 ? 0 : Math.floor((copied / total) * 100);
}

/** Null where none has a value. */
function sum(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}
