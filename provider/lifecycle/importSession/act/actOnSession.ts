import { NotFoundError } from "../../../powerstore/http/powerStoreErrors";
import { changeOptions } from "../../operation/customTimeouts";
import type { OperationContext } from "../../operation/handler";
import { RefusalError } from "../../operation/lifecycleErrors";
import type { ActionName } from "../decide/decideAction";
import { decideAction, goalsOfAction } from "../decide/decideAction";
import { movesHosts } from "../decide/decideAdvance";
import { defaultAdvanceSeconds } from "../decide/goals";
import { sessionsOn } from "../sessions/sessions";
import { performAction } from "./advance";
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
          if (action !== "reschedule") await performAction(importSessions, session, action, change);
        },
        operation: "update",
        startedAt,
        timeoutSeconds,
      },
      context,
    );
  } catch (error) {
    throw error instanceof NotFoundError ? new RefusalError(missing) : error;
  }
}

const gerunds = { pause: "pausing", resume: "resuming", cutover: "cutting over" } as const;

const goalOf = { pause: "Started", resume: "Started", cutover: "Import_Completed" } as const;
