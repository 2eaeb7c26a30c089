import type { Clock } from "../../clock";
import {
  ForbiddenError,
  JobPendingError,
  LoginRefusedError,
  NotApprovedError,
  NotFoundError,
  PowerStoreError,
  RefusedError,
  StoppedError,
  UnknownValueError,
} from "../../powerstore/http/powerStoreErrors";
import {
  ContradictionError,
  DeadEndError,
  InterruptedError,
  NotDueError,
  RefusalError,
  WaitTimeoutError,
} from "./lifecycleErrors";

/** One decision about what was observed: the outcome of a pure function. */
export type Step<Action> =
  | { readonly kind: "finish"; readonly warnings?: readonly string[] }
  /** `last`: once accepted there is nothing left to look at. */
  | { readonly kind: "act"; readonly action: Action; readonly last?: boolean }
  /** The array has to move first. `pollSeconds`: when to look again. */
  | { readonly kind: "wait"; readonly pollSeconds: number }
  /** Neither acting nor waiting leads to the goal. */
  | { readonly kind: "fail"; readonly reason: string }
  /** The program asks for something impossible: its inputs must not be recorded. */
  | { readonly kind: "refuse"; readonly reason: string };

/** What happened earlier in this very run, for the decision to know. */
export type Run<Action> = {
  /** Actions the array has accepted. */
  readonly accepted: readonly Action[];
  /** The latest accepted action while the array has not shown another state since: not to be sent again. */
  readonly unseen?: Action | undefined;
  /** How long ago the array accepted `unseen`; 0 without one. */
  readonly unseenSeconds?: number;
  /** How long this wait has been shown the state that it is shown now; 0 at the first look. */
  readonly shownSeconds?: number;
  /** The array's answer to an action it refused, when that was the latest thing that happened. */
  readonly refusal?: RefusedError | undefined;
};

export type Convergence<Observed, Action> = {
  observe(): Promise<Observed>;
  decide(observed: Observed, run: Run<Action>): Step<Action>;
  act(action: Action, observed: Observed): Promise<void>;
  /** How long to sleep until the next look of an interval. */
  secondsToPoll(intervalSeconds: number): number;
  /** What counts as "the array has moved" between two observations. */
  stateOf(observed: Observed): string;
  /** Called with every observation, for progress. */
  observed?(observed: Observed): void;
  warn(text: string): void;
  /** Text for a failure by time: what is waited for, what happens next. */
  timedOut(observed: Observed): string;
  interrupted(observed: Observed): string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly timeoutSeconds: number;
};

/** An action that was refused, lost or not carried out is observed and decided again this often, a second later each time, before its error is the result. */
const MAX_FAILED_ACTIONS = 4;
/** One that was not sent, for it was not right any more: as often as the client sends to a busy array in all of those. */
const MAX_NOT_DUE = 34;

/**
 * An array that does not answer in the middle of a wait is asked again for this long: a fail-over of its management takes minutes, the
 * copy goes on meanwhile. The first observation fails at once: then there is nothing to wait for yet.
 */
export const MAX_OUTAGE_SECONDS = 600;
const OUTAGE_POLL_SECONDS = 30;

/**
 * Observe, decide, act, wait, until the decision is to finish. The last observation comes at the deadline, not before it
 * (a goal reached in the last interval counts), and running out of time is always a failure.
 */
export async function converge<Observed, Action>(task: Convergence<Observed, Action>): Promise<Observed> {
  const deadline = task.clock.monotonic() + task.timeoutSeconds * 1000;
  const accepted: Action[] = [];
  let unseen: { readonly action: Action; readonly from: string; readonly at: number } | undefined;
  let shown: { readonly state: string; readonly since: number } | undefined;
  let refusal: RefusedError | undefined;
  let [failedActions, notDue] = [0, 0];
  let latest: { readonly observed: Observed } | undefined;
  for (;;) {
    const observed = await (latest === undefined
      ? task.observe()
      : observeThroughOutage(task, latest.observed, deadline));
    latest = { observed };
    task.observed?.(observed);
    if (unseen && task.stateOf(observed) !== unseen.from) unseen = undefined;
    const now = task.clock.monotonic();
    if (shown?.state !== task.stateOf(observed)) shown = { state: task.stateOf(observed), since: now };
    const shownSeconds = (now - shown.since) / 1000;
    const unseenSeconds = unseen ? (now - unseen.at) / 1000 : 0;
    const step = task.decide(observed, { accepted, unseen: unseen?.action, unseenSeconds, shownSeconds, refusal });
    refusal = undefined;
    switch (step.kind) {
      case "finish":
        for (const warning of step.warnings ?? []) task.warn(warning);
        return observed;
      case "fail":
        throw new DeadEndError(step.reason);
      case "refuse":
        throw new RefusalError(step.reason);
      case "act": {
        if (task.signal.aborted) throw new InterruptedError(task.interrupted(observed));
        const failure = await attempt(task, step.action, observed);
        if (!failure) {
          if (step.last) return observed;
          accepted.push(step.action);
          unseen = { action: step.action, from: task.stateOf(observed), at: task.clock.monotonic() };
          break;
        }
        const isNotDue = failure instanceof NotDueError;
        if (isNotDue ? ++notDue > MAX_NOT_DUE : ++failedActions > MAX_FAILED_ACTIONS) throw failure;
        if (failure instanceof RefusedError) refusal = failure;
        await pause(task, Math.min(failedActions + notDue, MAX_FAILED_ACTIONS), observed);
        break;
      }
      case "wait": {
        const remaining = (deadline - task.clock.monotonic()) / 1000;
        if (remaining <= 0) throw new WaitTimeoutError(task.timedOut(observed));
        await pause(task, Math.min(task.secondsToPoll(step.pollSeconds), remaining), observed);
      }
    }
  }
}

async function observeThroughOutage<Observed, Action>(
  task: Convergence<Observed, Action>,
  latest: Observed,
  deadline: number,
): Promise<Observed> {
  const end = Math.min(deadline, task.clock.monotonic() + MAX_OUTAGE_SECONDS * 1000);
  for (;;) {
    try {
      return await task.observe();
    } catch (error) {
      if (task.signal.aborted) throw new InterruptedError(task.interrupted(latest));
      const remaining = (end - task.clock.monotonic()) / 1000;
      if (!isOutage(error) || remaining <= 0) throw error;
      await pause(task, Math.min(OUTAGE_POLL_SECONDS, remaining), latest);
    }
  }
}

/** A refusal means that the array's state is not what we saw, a lost answer that we do not know, an outage that nothing was done: look again. */
async function attempt<Observed, Action>(task: Convergence<Observed, Action>, action: Action, observed: Observed) {
  try {
    await task.act(action, observed);
    return undefined;
  } catch (error) {
    if (isDoubtful(error)) return error;
    throw error;
  }
}

async function pause<Observed, Action>(task: Convergence<Observed, Action>, seconds: number, observed: Observed) {
  try {
    await task.clock.sleep(seconds, task.signal);
  } catch (error) {
    if (task.signal.aborted) throw new InterruptedError(task.interrupted(observed));
    throw error;
  }
}

/**
 * Whether a look that failed in the middle of a wait says more about the moment than about the session. The same question had an answer before,
 * so it is not the question: while its management fails over or restarts, an array is out of reach, drops connections, answers 5xx, refuses logins
 * and privileges, and whatever stands in front of it answers with pages and redirects. "There is no such session" is an answer.
 */
export function isOutage(error: unknown): boolean {
  if (error instanceof ContradictionError) return true;
  if (error instanceof NotFoundError || error instanceof StoppedError) return false;
  // It may yet be carried out: sent again, it would be two.
  if (error instanceof JobPendingError) return false;
  // A state of a newer array: this version will not understand it later, either.
  if (error instanceof UnknownValueError) return false;
  if (error instanceof LoginRefusedError) return !error.isFinal;
  return error instanceof PowerStoreError;
}

/** Whether an action that failed is to be decided anew on a fresh look: refused in this state, lost, not carried out in an outage, or not right any more. */
export function isDoubtful(error: unknown): error is Error {
  if (error instanceof NotFoundError || error instanceof NotDueError) return true;
  // Whoever was asked has said no, or nothing.
  if (error instanceof NotApprovedError) return false;
  // To change something, a role may lack what it has for looking: that is no trouble that passes.
  return isOutage(error) && !(error instanceof ForbiddenError);
}
