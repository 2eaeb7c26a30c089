import { NotFoundError } from "../../../powerstore/http/powerStoreErrors";
import type { ObjectRef } from "../../engineRun/facts";
import { changeOptions } from "../../operation/customTimeouts";
import type { ArrayAccess, OperationContext } from "../../operation/handler";
import { RefusalError } from "../../operation/lifecycleErrors";
import type { ActionName } from "../decide/decideAction";
import { decideAction, goalsOfAction } from "../decide/decideAction";
import { movesHosts } from "../decide/decideAdvance";
import { defaultAdvanceSeconds } from "../decide/goals";
import type { PendingAction } from "../decide/pendingRequests";
import { sessionsOn } from "../sessions/sessions";
import { performAction } from "./advance";
import { AskedBefore, wishOf } from "./askedBefore";
import { followSession } from "./followSession";
import { idOfReference } from "./idOfReference";

/** Pauses, resumes or cuts over a session, whosever it is, and waits until the array has done it. */
export async function actOnSession(name: ActionName, reference: string, context: OperationContext): Promise<void> {
  const array = context.array();
  const { importSessions } = sessionsOn(array);
  const missing = `${gerunds[name]} import session ${reference}: there is no such session on ${array.powerStore.endpoint}.`;
  const id = await idOfReference(reference, array, context.signal);
  if (id === undefined) throw new RefusalError(missing);
  const startedAt = context.clock.monotonic();
  const timeoutSeconds = context.timeoutSeconds ?? defaultAdvanceSeconds(goalOf[name]);
  const change = () => changeOptions(context, startedAt + timeoutSeconds * 1000);
  const send = await sendingOnce({ clusterId: await array.clusterId(context.signal), id }, array, context);
  try {
    await followSession(
      {
        id,
        array,
        wasQueued: false,
        needsLiveRead: (session) => movesHosts(session, goalsOfAction(name, session)),
        observed: () => undefined,
        missing: () => undefined,
        decide: (session, run) => decideAction(name, session, run),
        act: async (action, session) => {
          if (action === "reschedule") return;
          await send(action, change, (options) => performAction(importSessions, session, action, options));
        },
        operation: "action",
        startedAt,
        timeoutSeconds,
      },
      context,
    );
  } catch (error) {
    throw error instanceof NotFoundError ? new RefusalError(missing) : error;
  }
}

/** In the account of the run, beside its resources: an action does not know which of them has the session. */
const ACTIONS = "actions";

/** As a delete does, which can record nothing either: what an earlier run has left open is followed, and what is left open is noted for later ones. */
async function sendingOnce(object: ObjectRef, array: ArrayAccess, { run, signal }: OperationContext) {
  const asked = AskedBefore.of({}, object, { run, urn: ACTIONS });
  await asked.look(array, { run, signal, urn: ACTIONS });
  return async (
    action: PendingAction,
    change: () => ChangeOptions,
    send: (options: () => ChangeOptions) => Promise<void>,
  ): Promise<void> => {
    try {
      await send(asked.following(wishOf(action), change));
    } catch (error) {
      asked.noted(wishOf(action), error);
      asked.leave(object, { run, urn: ACTIONS });
      throw error;
    }
  };
}

type ChangeOptions = ReturnType<typeof changeOptions>;

const gerunds = { pause: "pausing", resume: "resuming", cutover: "cutting over" } as const;

const goalOf = { pause: "Started", resume: "Started", cutover: "Import_Completed" } as const;
