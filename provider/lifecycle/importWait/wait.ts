/** Looks at sessions until all of them are where a wait wants them. Nothing is sent but reads. */

import type { ImportSession } from "../../powerstore/api/schemas/importSession";
import { NotFoundError } from "../../powerstore/http/powerStoreErrors";
import { followSession } from "../importSession/act/followSession";
import { idOfReference } from "../importSession/act/idOfReference";
import type { AdvanceRun, AdvanceStep } from "../importSession/decide/decideWait";
import { decideWait } from "../importSession/decide/decideWait";
import type { Goals } from "../importSession/decide/goals";
import { defaultAdvanceSeconds } from "../importSession/decide/goals";
import type { ObservedSession } from "../importSession/decide/observedSession";
import type { WaitGoal } from "../importSession/inputs/inputs";
import type { ArrayAccess, OperationContext } from "../operation/handler";
import { messageOf, NotReachedError } from "../operation/lifecycleErrors";
import type { ImportWaitInputs } from "./inputs";
import { failureText, missingText, notBegunText } from "./texts";

/** The sessions as they were when the last of them got there. */
export async function waitForSessions(
  { sessionId, sessionIds = [sessionId], waitFor }: ImportWaitInputs,
  context: OperationContext,
): Promise<readonly ImportSession[]> {
  const array = context.array();
  const references = sessionIds.filter((reference) => reference !== undefined);
  const notBegun = sessionIds.length - references.length;
  if (notBegun > 0) throw new NotReachedError(notBegunText(notBegun, sessionIds.length, waitFor));
  const wait = new Wait(array, waitFor, context);
  const ends = await Promise.allSettled(references.map((reference) => wait.wait(reference)));
  const failures = ends.flatMap((end) => (end.status === "rejected" ? [messageOf(end.reason)] : []));
  if (failures.length === 0) return ends.flatMap((end) => (end.status === "fulfilled" ? [end.value] : []));
  throw new NotReachedError(failureText(failures, { all: ends.length, reached: wait.reached }, waitFor));
}

/** One wait for all: as soon as one session cannot get there, the others are not waited for either. */
class Wait {
  readonly #array: ArrayAccess;
  readonly #goal: WaitGoal;
  readonly #context: OperationContext;
  readonly #startedAt: number;
  #isLost = false;
  reached = 0;

  constructor(array: ArrayAccess, goal: WaitGoal, context: OperationContext) {
    this.#array = array;
    this.#goal = goal;
    this.#context = context;
    this.#startedAt = context.clock.monotonic();
  }

  async wait(reference: string): Promise<ImportSession> {
    try {
      const id = await idOfReference(reference, this.#array, this.#context.signal);
      if (id === undefined) throw new NotReachedError(this.#missing(reference));
      return await this.#follow(id);
    } catch (error) {
      this.#isLost = true;
      if (!(error instanceof NotFoundError)) throw error;
      throw new NotReachedError(this.#missing(reference));
    }
  }

  #missing(reference: string): string {
    return missingText(reference, this.#array.powerStore.endpoint);
  }

  #follow(id: string): Promise<ObservedSession> {
    return followSession(
      {
        id,
        array: this.#array,
        wasQueued: false,
        needsLiveRead: () => false,
        observed: () => undefined,
        missing: () => undefined,
        decide: (session, run) => this.#decide(session, run),
        act: async () => undefined,
        operation: "create",
        startedAt: this.#startedAt,
        timeoutSeconds: this.#context.timeoutSeconds ?? defaultAdvanceSeconds(this.#goal),
      },
      this.#context,
    );
  }

  /** The decision of a create, without the steps before it, which act. */
  #decide(session: ObservedSession, run: AdvanceRun): AdvanceStep {
    const step = decideWait(session, goalsOf(session, this.#goal), run);
    if (step.kind === "finish") this.reached++;
    if (step.kind === "wait" && this.#isLost) return { kind: "finish" };
    if (step.kind !== "fail") return step;
    return { kind: "fail", reason: `does not get to ${this.#goal} by waiting: it ${step.reason}` };
  }
}

/** What the array shows of a session is all that is known of what somebody wants of it. */
function goalsOf({ type = "Non_Disruptive", automaticCutover = false }: ImportSession, waitFor: WaitGoal): Goals {
  return { type, automaticCutover, waitFor, paused: undefined };
}
