/** The loop around one session: look, decide, act, until a decision ends it. */

import { NotFoundError } from "../../../powerstore/http/powerStoreErrors";
import type { Step } from "../../operation/converge";
import { converge } from "../../operation/converge";
import { inWords } from "../../operation/customTimeouts";
import type { ArrayAccess } from "../../operation/handler";
import type { AdvanceAction, AdvanceRun, AdvanceStep } from "../decide/decideWait";
import type { ObservedSession } from "../decide/observedSession";
import { besideQueue, isLongInQueue, waitsInQueue } from "../decide/queueing";
import { sessionLabel, stateAndProgress } from "../decide/texts";
import { LOOK_SECONDS, SHARED_SECONDS } from "../sessions/reads";
import { sessionsOn } from "../sessions/sessions";
import { observeBeforeActing } from "./observe";
import { reportProgress } from "./progress";
import type { SessionContext } from "./sessionContext";

export type Following = {
  readonly id: string;
  readonly array: ArrayAccess;
  /** What it imports, as far as that is known. */
  readonly sourceResourceId?: string | undefined;
  /** An earlier run has left it in the queue. */
  readonly wasQueued: boolean;
  /** Whether what comes next must not rest on an answer that was shared. */
  readonly needsLiveRead: (session: ObservedSession) => boolean;
  /** Hears of each look, before the decision. */
  readonly observed: (session: ObservedSession) => void;
  /** Hears that a look has not found it: only that is gone, for a 404 to an action says nothing of a session that is still shown. */
  readonly missing: (error: NotFoundError) => void;
  readonly decide: (session: ObservedSession, run: AdvanceRun) => AdvanceStep;
  readonly act: (action: AdvanceAction, session: ObservedSession) => Promise<void>;
  /** When the operation began, on the monotonic clock of the context; its time runs from there. */
  readonly startedAt: number;
  readonly timeoutSeconds: number;
  /** Whom to tell how to go on and wait longer: the name of the `customTimeouts` entry, or an action that somebody invokes. */
  readonly operation: "create" | "update" | "action";
};

/** Ends with the session as the last decision saw it. Errors begin with the session's name where they are about a state of it. */
export async function followSession(task: Following, context: SessionContext): Promise<ObservedSession> {
  const { array, id } = task;
  const showProgress = reportProgress(context, array.powerStore.arrayClock);
  const label = (session: ObservedSession) => sessionLabel(session, array.powerStore.endpoint);
  const { goOn, longer } = adviceOf(task);
  let latest: ObservedSession | undefined;
  return converge<ObservedSession, AdvanceAction>({
    observe: () => {
      const maxAgeSeconds = latest ? LOOK_SECONDS : SHARED_SECONDS;
      const observation = { maxAgeSeconds, sourceResourceId: task.sourceResourceId, signal: context.signal };
      const look = observeBeforeActing(array, id, observation, task.needsLiveRead);
      look.catch((error) => {
        if (error instanceof NotFoundError) task.missing(error);
      });
      return withQueue(look, latest, task, context.signal);
    },
    secondsToPoll: array.secondsToPoll,
    observed: (session) => {
      latest = session;
      sessionsOn(array).places.sawSession(session.id, session.state);
      context.observed?.(session);
      task.observed(session);
      showProgress(session);
    },
    stateOf: (session) =>
      `${session.state} ${waitsInQueue(session)} ${besideQueue(session)} ${session.scheduledTimestamp}`,
    decide: (session, run) => {
      if (session.state === "Queued" && isLongInQueue(session, run)) sessionsOn(array).noteLongQueue(session.id);
      return withLabel(task.decide(session, run), label(session));
    },
    act: task.act,
    warn: (text) => context.report.warning(text),
    timedOut: (session) =>
      `waiting for ${label(session)}: still ${stateAndProgress(session)} after ${inWords(task.timeoutSeconds)}. ${goOn}, or ${longer}.`,
    interrupted: (session) => `stopped waiting for ${label(session)}: it is ${stateAndProgress(session)}. ${goOn}.`,
    clock: context.clock,
    signal: context.signal,
    timeoutSeconds: task.timeoutSeconds - (context.clock.monotonic() - task.startedAt) / 1000,
  });
}

/** How to go on with a wait that has ended before its goal, and how to make it longer. */
function adviceOf({ operation }: Following): { readonly goOn: string; readonly longer: string } {
  if (operation === "action") {
    return {
      goOn: "The array goes on by itself: invoke the action again to wait for it",
      longer: "give it a longer timeout",
    };
  }
  return {
    goOn: `The array goes on by itself: run "pulumi up" again to continue`,
    longer: `raise customTimeouts.${operation}`,
  };
}

/** The first look may be the last: only who waits in the queue for a while wants to know where. */
async function withQueue(
  look: Promise<ObservedSession>,
  before: ObservedSession | undefined,
  { array, wasQueued }: Following,
  signal: AbortSignal,
): Promise<ObservedSession> {
  const session = await look;
  if (!waitsInQueue(session)) return session;
  // What an earlier run has seen in the queue has waited since.
  const isQueueLong = wasQueued || (await sessionsOn(array).isQueueLong(signal));
  if (session.state !== "Queued" || before?.state !== "Queued") return { ...session, isQueueLong };
  return { ...session, isQueueLong, placeInQueue: await sessionsOn(array).placeInQueue(session.id, signal) };
}

/** Puts the session in front of what a decision says. */
export function withLabel<Action>(step: Step<Action>, label: string): Step<Action> {
  if (step.kind === "fail" || step.kind === "refuse") return { ...step, reason: `${label} ${step.reason}` };
  if (step.kind !== "finish" || !step.warnings) return step;
  return { ...step, warnings: step.warnings.map((warning) => `${label} ${warning}`) };
}
