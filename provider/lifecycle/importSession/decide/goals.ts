/** How far the inputs want a session to get, at a moment. */

import type { Clock } from "../../../clock";
import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import type { ImportSessionInputs, InputName, WaitGoal } from "../inputs/inputs";
import type { ImportSessionOutputs } from "../inputs/outputs";
import { isSameInstant, toUtc } from "../inputs/schedule";
import type { Policy, Target } from "./decideTarget";
import { decideTarget, hasWindows } from "./decideTarget";
import type { Hold, Holds } from "./holds";
import { gates, isBeforeCopy, stateRow, stateTable, verdictOf } from "./states";

/** The part of the inputs that says how far a session is to get. */
export type Goals = Pick<
  ImportSessionInputs,
  "type" | "advanceTo" | "waitFor" | "automaticCutover" | "scheduledTimestamp"
> & {
  /** Undefined: left to whoever is at the array, who may pause and resume. */
  readonly paused: boolean | undefined;
  readonly held?: Holds;
  /** It is Scheduled for another time than the one that windows give it. */
  readonly isOtherStart?: boolean;
};

/**
 * What the program wants of a session that it has. With `ignoreChanges: ["paused"]` nothing is paused or resumed against somebody at the array, but for a pause
 * that the state file promises and that no run has come to yet: the session waited for its turn.
 * @param about.ignored property paths of the option `ignoreChanges`, as the engine passes them.
 * @param about.brake why no gate may be passed now.
 * @param session as it is now, where it was looked at.
 */
export function goalsOf(
  inputs: Readonly<Record<string, unknown>>,
  recorded: Pick<Partial<ImportSessionOutputs>, "state" | "paused" | "scheduledTimestamp">,
  about: About,
  session: Seen = recorded,
): Goals {
  const wishes = wishesOf(inputs, recorded, about.ignored ?? []);
  const goals = hasWindows(inputs) ? withinWindows(wishes, inputs, session, about.clock.now()) : wishes;
  const gate = about.brake?.();
  return gate ? { ...goals, held: { ...goals.held, gate } } : goals;
}

type About = {
  readonly clock: Pick<Clock, "now">;
  readonly ignored?: readonly string[];
  readonly brake?: () => Hold | undefined;
};

/** What is known of the session as it is now. */
type Seen = Pick<Partial<ImportSessionOutputs>, "state" | "scheduledTimestamp">;

function wishesOf(
  inputs: Readonly<Record<string, unknown>>,
  recorded: Pick<Partial<ImportSessionOutputs>, "state" | "paused">,
  ignored: readonly string[],
): Goals {
  const goals = inputs as Goals;
  if (!ignored.some(isPaused)) return goals;
  const isPromised = recorded.paused === true && isBeforeCopy(recorded.state);
  return { ...goals, paused: isPromised ? true : undefined };
}

/** An array that is told to start at once needs some time to hear of it. */
const SOON_MILLISECONDS = 60_000;
/** A start that comes anyway as soon as this is not worth another request. */
const NEAR_MILLISECONDS = 300_000;

/** What is wanted now, of what is wanted at all (`decideTarget.ts`). What is left to whoever is at the array is not left to windows. */
function withinWindows(wishes: Goals, policy: Policy, session: Seen, now: number): Goals {
  const { state } = session;
  const target = decideTarget({ ...policy, paused: wishes.paused ?? false }, state && { state }, now);
  const until = target.nextChangeAt === undefined ? {} : { until: target.nextChangeAt };
  const hold = (isHeld: boolean, otherwise: string) => isHeld && { reason: target.reason ?? otherwise, ...until };
  const start = hold(!target.mayStart, "no start window is open");
  const copy = hold(target.paused && !wishes.paused, "no copy window is open");
  const gate = hold(wishes.advanceTo === "Import_Completed" && !target.mayCutOver, "no cut-over window is open");
  const hasPause = policy.copyWindows !== undefined;
  return {
    ...wishes,
    paused: hasPause ? target.paused : wishes.paused,
    ...(policy.startWindows && startOf(session, target, now)),
    held: { ...(start && { start }), ...(copy && { copy }), ...(gate && { gate }) },
  };
}

/** When a session that waits for its time is to start. Where no window opens again, it is left as it is. */
function startOf(
  { state, scheduledTimestamp: shown }: Seen,
  { mayStart, startAt }: Target,
  now: number,
): Pick<Goals, "scheduledTimestamp" | "isOtherStart"> {
  const isNear = shown !== undefined && Date.parse(shown) <= now + NEAR_MILLISECONDS;
  const soon = isNear ? shown : toUtc(new Date(now + SOON_MILLISECONDS).toISOString());
  const scheduledTimestamp = state === "Scheduled" && mayStart ? soon : (startAt ?? shown);
  return { scheduledTimestamp, isOtherStart: state === "Scheduled" && !isSameInstant(shown, scheduledTimestamp) };
}

/** Whether a session that stands still does so by this program, as far as its state shows. */
export function isOwnPause({
  paused,
  holdReason,
}: Pick<Partial<ImportSessionOutputs>, "paused" | "holdReason">): boolean {
  return paused === true || holdReason !== undefined;
}

/** `paused`, `["paused"]`, or all of them. */
function isPaused(path: string): boolean {
  const name = path.replace(/^\["?|"?\]$/g, "");
  return name === "paused" || name === "*";
}

const CUTOVER_ORDER = stateTable.Cutover_In_Progress.order;

/** The last state in which a value of `advanceTo` still has something to do: its gate, or the cut-over under way. */
const lastOrderOf = { Ready_To_Start_Copy: 3, Ready_For_Cutover: 4, Import_Completed: 7 } as const;

/**
 * The input whose wish the recorded state does not fulfil yet; undefined when nothing is left to do (docs/lifecycle.md, "Waiting and going
 * on"). This, not the engine's init-failed mark, is what makes the next `up` go on: a refresh clears the mark.
 */
export function findOpenGoal(state: ImportSession["state"] | undefined, goals: Goals): InputName | undefined {
  if (state === undefined) return "waitFor";
  const row = stateRow(state);
  if (goals.isOtherStart) return "startWindows";
  // Closed windows ask for nothing where nothing copies, or is about to.
  if (goals.held?.copy && (state === "Scheduled" || gates[state])) return undefined;
  if (goals.paused && row.order !== undefined) return row.order <= 5 && state !== "Paused" ? "paused" : undefined;
  if (goals.paused === false && state === "Paused") return "paused";
  const isAhead = goals.advanceTo && row.order !== undefined && row.order <= lastOrderOf[goals.advanceTo];
  if (isAhead && (!goals.held?.gate || row.order >= CUTOVER_ORDER)) return "advanceTo";
  return isWaitOpen(state, goals) ? "waitFor" : undefined;
}

/** A dead end stays open, so that each `up` looks again and says what is wrong; Failed and Cancelled are the diff's own matter. */
function isWaitOpen(state: ImportSession["state"], goals: Goals): boolean {
  if (state === "Failed" || state === "Cancelled") return false;
  // It stands where only the end of the hold lets it go on.
  if (goals.held?.gate && gates[state]) return false;
  if (goals.held?.start && state === "Scheduled") return false;
  return verdictOf(state, goals.waitFor) !== "reached";
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Seconds that create and update may take where `customTimeouts` says nothing (docs/lifecycle.md, "Waiting and going on"). */
export function defaultAdvanceSeconds(waitFor: WaitGoal): number {
  return waitFor === "Ready_For_Cutover" || waitFor === "Import_Completed" ? 24 * HOUR : 10 * MINUTE;
}

export const DEFAULT_DELETE_SECONDS = 30 * MINUTE;
