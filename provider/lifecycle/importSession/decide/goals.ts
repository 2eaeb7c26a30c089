/** How far the inputs want a session to get, at a moment. */

import type { Clock } from "../../../clock";
import type { ImportSessionInputs, WaitGoal } from "../inputs/inputs";
import type { ImportSessionOutputs } from "../inputs/outputs";
import { hasPassed, isEarlier, isSameInstant, toUtc } from "../inputs/schedule";
import type { KnownSession, Policy, Target } from "./decideTarget";
import { decideTarget, hasWindows } from "./decideTarget";
import type { Hold, Holds } from "./holds";
import { gateAt, isBeforeCopy } from "./states";

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
  /** Its start is the soonest that the array can be told: another one with each look. */
  readonly isStartByClock?: boolean;
  /** What is known of it is that it is Scheduled for a time that has passed: it may be anywhere by now. */
  readonly mayHaveBegun?: boolean;
  /** It is Scheduled for a later time than the program wants, and a brake keeps that. */
  readonly keepsStart?: boolean;
  /** It is Scheduled for a time to come, and the program gives another one that has passed: a new wish, as decideStart has it. */
  readonly isPastStart?: boolean;
};

/**
 * What the program wants of a session that it has. With `ignoreChanges: ["paused"]` nothing is paused or resumed against somebody at the array, but for a pause
 * that the state file promises and that no run has come to yet: the session waited for its turn.
 * @param about.ignored property paths of the option `ignoreChanges`, as the engine passes them.
 * @param about.brake why no gate may be passed now, and nothing start earlier than the array was told.
 * @param session as it is now, where it was looked at.
 */
export function goalsOf(
  inputs: Readonly<Record<string, unknown>>,
  recorded: Pick<Partial<ImportSessionOutputs>, "state" | "paused" | "scheduledTimestamp" | "startWindows">,
  about: About,
  session: Seen = recorded,
): Goals {
  const now = about.clock.now();
  const wishes = wishesOf(inputs, recorded, about.ignored ?? []);
  const policy = withWindowsInForce(inputs, about.ignored);
  const timed = hasWindows(policy) ? withinWindows(wishes, policy, session, now) : wishes;
  const begun = isAnyTime(inputs, recorded, session, now) ? { ...timed, ...startOf(session, anyTime, now) } : timed;
  const goals = areHostsBack(inputs, session) ? { ...begun, held: { ...begun.held, gate: hostsBack } } : begun;
  const brake = about.brake?.();
  const wanted = brake ? braked(goals, session, brake, now) : goals;
  return { ...wanted, isPastStart: isPastStart(inputs, wanted, session, about) };
}

/** Whether one that waits for its time would begin at once by a time that nobody can have meant. What comes in a moment anyway may be told any time. */
function isPastStart(
  { startWindows }: Readonly<Record<string, unknown>>,
  { scheduledTimestamp: wanted }: Goals,
  session: Seen,
  { clock, acceptedStart }: About,
): boolean {
  const now = clock.now();
  const { state, scheduledTimestamp: shown } = session;
  if (state !== "Scheduled" || shown === undefined || startWindows !== undefined || isNear(session, now)) return false;
  return hasPassed(wanted, now) && !isSameInstant(wanted, shown) && !isSameInstant(wanted, acceptedStart);
}

export const hostsBack: Hold = {
  reason:
    "hostsOnSource: true says that its hosts do not use the destination, and passes no gate: take it out once they are to move",
};

/**
 * Whether a gate would be passed against what the program says of the hosts. A group's cut-over that ended half-way is seen through all the same: nothing
 * else gets out of that, a cancel least of all.
 */
function areHostsBack({ type, hostsOnSource, advanceTo }: Readonly<Record<string, unknown>>, { state }: Seen): boolean {
  return (
    type === "Agentless" &&
    hostsOnSource === true &&
    advanceTo !== undefined &&
    state !== "Import_Cutover_Incomplete" &&
    (state === undefined || (gateAt(state, type)?.next ?? advanceTo) === advanceTo)
  );
}

const anyTime = () => ({ mayStart: true });

/** Whether the program says nothing more of a start that it has left to windows before, or that comes in a moment. */
function isAnyTime(
  { startWindows, scheduledTimestamp }: Readonly<Record<string, unknown>>,
  recorded: Pick<Partial<ImportSessionOutputs>, "startWindows">,
  session: Seen,
  now: number,
): boolean {
  if (session.state !== "Scheduled" || startWindows !== undefined || scheduledTimestamp !== undefined) return false;
  return recorded.startWindows !== undefined || isNear(session, now);
}

type About = {
  readonly clock: Pick<Clock, "now">;
  readonly ignored?: readonly string[];
  readonly brake?: () => Hold | undefined;
  readonly acceptedStart?: string | undefined;
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

/** The windows that count, as inputs: what is left to whoever is at the array is not left to windows. */
export function withWindowsInForce<Inputs extends Readonly<Record<string, unknown>>>(
  inputs: Inputs,
  ignored: readonly string[] = [],
): Inputs {
  return ignored.some(isPaused) ? { ...inputs, copyWindows: undefined } : inputs;
}

export const knownOf = ({ state, scheduledTimestamp }: Seen): KnownSession => state && { state, scheduledTimestamp };

/** What is wanted now, of what is wanted at all (`decideTarget.ts`). */
function withinWindows(wishes: Goals, policy: Policy, session: Seen, now: number): Goals {
  const { state } = session;
  const targetAt = (at: number) => decideTarget({ ...policy, paused: wishes.paused ?? false }, knownOf(session), at);
  const target = targetAt(now);
  const until = target.nextChangeAt === undefined ? {} : { until: target.nextChangeAt };
  const hold = (isHeld: boolean, otherwise: string) => isHeld && { reason: target.reason ?? otherwise, ...until };
  const start = hold(!target.mayStart, "no start window is open");
  const copy = hold(target.paused && !wishes.paused, "no copy window is open");
  const gate = hold(wishes.advanceTo === "Import_Completed" && !target.mayCutOver, "no cut-over window is open");
  const hasPause = policy.copyWindows !== undefined;
  return {
    ...wishes,
    paused: hasPause ? target.paused : wishes.paused,
    ...(policy.startWindows && startOf(session, targetAt, now)),
    mayHaveBegun: state === "Scheduled" && hasPassed(session.scheduledTimestamp, now),
    held: { ...(start && { start }), ...(copy && { copy }), ...(gate && { gate }) },
  };
}

/** When a session that waits for its time is to start. Where no window opens again, it is left as it is. */
function startOf(
  session: Seen,
  targetAt: (at: number) => Pick<Target, "mayStart" | "startAt">,
  now: number,
): Pick<Goals, "scheduledTimestamp" | "isOtherStart" | "isStartByClock"> {
  const { state, scheduledTimestamp: shown } = session;
  const isScheduled = state === "Scheduled";
  const { mayStart, startAt } = targetAt(now);
  const { startAt: soon, isByClock = false } = isScheduled && mayStart ? soonIn(session, targetAt, now) : { startAt };
  const scheduledTimestamp = soon ?? shown;
  const isOtherStart = isScheduled && !isSameInstant(shown, scheduledTimestamp);
  return { scheduledTimestamp, isOtherStart, ...(isByClock && { isStartByClock: true }) };
}

/** Soon, unless the window that is open now has closed by then. In whole seconds, as the vendor writes times. */
function soonIn(
  session: Seen,
  targetAt: (at: number) => Pick<Target, "mayStart" | "startAt">,
  now: number,
): { readonly startAt?: string | undefined; readonly isByClock?: boolean } {
  const at = Math.ceil((now + SOON_MILLISECONDS) / 1000) * 1000;
  const soon = isNear(session, now) ? session.scheduledTimestamp : toUtc(new Date(at).toISOString());
  const then = targetAt(Math.max(now, Date.parse(String(soon))));
  return then.mayStart ? { startAt: soon, isByClock: soon !== session.scheduledTimestamp } : { startAt: then.startAt };
}

/** Whether it starts so soon, or was to start so long ago, that no other time is worth a request. */
export const isNear = ({ scheduledTimestamp }: Pick<Seen, "scheduledTimestamp">, now: number): boolean =>
  scheduledTimestamp !== undefined && Date.parse(scheduledTimestamp) <= now + NEAR_MILLISECONDS;

/** A later start brakes as well, and is sent. */
function braked(goals: Goals, { state, scheduledTimestamp: shown }: Seen, gate: Hold, now: number): Goals {
  const held = { ...goals.held, gate };
  if (state !== "Scheduled" || shown === undefined || !isEarlier(goals.scheduledTimestamp, shown)) {
    return { ...goals, held };
  }
  const start = { reason: `its start stays as late as it is, since ${gate.reason}` };
  return {
    ...goals,
    held: { ...held, start },
    scheduledTimestamp: shown,
    isOtherStart: false,
    isStartByClock: false,
    keepsStart: true,
    mayHaveBegun: hasPassed(shown, now),
  };
}

/**
 * Whether a session that stands still does so by this program, as far as its state shows: what was held before its copy was no pause. A group is In_Progress
 * as long as a part of it waits in the queue, beside which the rest was paused.
 */
export function isOwnPause({
  state,
  paused,
  holdReason,
}: Pick<Partial<ImportSessionOutputs>, "state" | "paused" | "holdReason">): boolean {
  return paused === true || (holdReason !== undefined && (state === "In_Progress" || !isBeforeCopy(state)));
}

/** `paused`, `["paused"]`, or all of them. */
function isPaused(path: string): boolean {
  const name = path.replace(/^\["?|"?\]$/g, "");
  return name === "paused" || name === "*";
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Seconds that create and update may take where `customTimeouts` says nothing (docs/lifecycle.md, "Waiting and going on"). */
export function defaultAdvanceSeconds(waitFor: WaitGoal): number {
  return waitFor === "Ready_For_Cutover" || waitFor === "Import_Completed" ? 24 * HOUR : 10 * MINUTE;
}

export const DEFAULT_DELETE_SECONDS = 30 * MINUTE;
