/**
 * Of a large wave the imports that a run can have something to do with. What is completed, and who waits far behind, cost a run as much as the others and
 * change nothing in it. Pure.
 */
import { defaultAdvanceSeconds } from "../../provider/lifecycle/importSession/decide/goals";
import { isKnownState } from "../../provider/lifecycle/importSession/decide/states";
import type { ImportSessionInputs } from "../../provider/lifecycle/importSession/inputs/inputs";
import { inOrder, isFailure } from "../../provider/lifecycle/importWave/decide/places";
import type { ImportWaveInputs, WaveMember } from "../../provider/lifecycle/importWave/inputs/inputs";
import type { MemberStatus, Members } from "../../provider/lifecycle/importWave/inputs/outputs";
import type { RawInputs } from "../../provider/lifecycle/operation/handler";

export type Part = {
  readonly keys: ReadonlySet<string>;
  /** Those of them that have not been begun yet, and whether there are more. */
  readonly waiting: readonly string[];
  readonly hasMore: boolean;
};

/** So many wait in the part: more than a run begins, as a rule. */
const mostWaiting = (maxActive: number | undefined) => (maxActive === undefined ? MANY : 4 * maxActive + 8);

/** Without a limit each run begins all that it can. */
const MANY = Number.POSITIVE_INFINITY;

/**
 * @param inputs of a wave, checked
 * @param outputs as its last run has recorded them
 * @param isSettled whether nothing has moved of a session since a run had nothing to do with it
 * @returns undefined where all of them matter: they are few, or not only those next in turn may begin
 */
export function partOfWave(
  inputs: RawInputs,
  outputs: RawInputs,
  isSettled: (id: string) => boolean,
): Part | undefined {
  const { sessions, maxActive, waitFor } = inputs as unknown as ImportWaveInputs;
  const members = (outputs.members ?? {}) as Members;
  if (!areShort(waitFor, Object.values(sessions))) return undefined;
  const keys = [...new Set([...Object.keys(sessions), ...Object.keys(members)])];
  const absent = keys.filter((key) => key in sessions && members[key]?.id === undefined);
  // Each run tries them again, and goes on to those behind them.
  const refused = absent.filter((key) => members[key]?.error !== undefined);
  const others = absent.filter((key) => members[key]?.error === undefined);
  const inTurn = inOrder(others.map((key) => ({ key, priority: sessions[key]?.priority })));
  const waiting = inTurn.slice(0, mostWaiting(maxActive)).map(({ key }) => key);
  const there = keys.filter((key) => {
    const status = members[key];
    if (status?.id === undefined) return false;
    if (!(key in sessions) || status.applied !== undefined || isFailed(status)) return true;
    // With a limit, who is there counts, whether it moves or not.
    return status.state !== "Import_Completed" && !(maxActive === undefined && isSettled(status.id));
  });
  const part = new Set([...there, ...refused, ...waiting]);
  return part.size === keys.length ? undefined : { keys: part, waiting, hasMore: others.length > waiting.length };
}

/** It counts against maxFailures. */
const isFailed = ({ state }: MemberStatus) => isKnownState(state) && isFailure(state);

/** A run that waits for copies takes hours, in which any number may have their turn. */
function areShort(common: ImportSessionInputs["waitFor"], members: readonly WaveMember[]): boolean {
  const goals = [common, ...members.map(({ waitFor = common }) => waitFor)];
  return goals.every((goal) => defaultAdvanceSeconds(goal) === defaultAdvanceSeconds("Started"));
}

/** Inputs or outputs of a wave, with these imports alone. */
export function cut(values: RawInputs, { keys }: Part): RawInputs {
  const picked = (map: unknown) =>
    Object.fromEntries(Object.entries((map ?? {}) as object).filter(([key]) => keys.has(key)));
  return {
    ...values,
    ...(values.sessions !== undefined && { sessions: picked(values.sessions) }),
    ...(values.members !== undefined && { members: picked(values.members) }),
  };
}

/** What a run has made of a part of a wave, with the others as they were. */
export function joined(whole: RawInputs, made: RawInputs, { keys }: Part): RawInputs {
  const both = (before: unknown, after: unknown) => ({
    ...Object.fromEntries(Object.entries((before ?? {}) as object).filter(([key]) => !keys.has(key))),
    ...((after ?? {}) as object),
  });
  return {
    ...made,
    ...(made.sessions !== undefined && { sessions: both(whole.sessions, made.sessions) }),
    ...(made.members !== undefined && { members: both(whole.members, made.members) }),
  };
}

/** Whether a run has begun, or tried to, all who waited in the part: the next in turn are to be given theirs. */
export function isUsedUp({ waiting, hasMore }: Part, { members }: RawInputs): boolean {
  const statuses = (members ?? {}) as Members;
  return hasMore && waiting.every((key) => (statuses[key]?.id ?? statuses[key]?.error) !== undefined);
}
