/** The POST of an import: when its turn comes, what is written down about it, and what is known of a refusal. */

import type { CreateOptions } from "../../../powerstore/api/contract";
import type { ImportSession, ImportSessionCreate } from "../../../powerstore/api/schemas/importSession";
import {
  JobPendingError,
  PowerStoreError,
  RefusedError,
  StoppedError,
} from "../../../powerstore/http/powerStoreErrors";
import { changeOptions } from "../../operation/customTimeouts";
import type { OperationContext } from "../../operation/handler";
import { InUseError } from "../../operation/lifecycleErrors";
import { mayBeDone } from "../../operation/lostRequest";
import { sessionLabel, stateAndProgress } from "../decide/texts";
import { toCreateBody } from "../inputs/createBody";
import { nameMark } from "../inputs/marks";
import type { Place } from "../sessions/places";
import { sessionsOn } from "../sessions/sessions";
import type { Obtaining, Sent } from "./obtaining";
import { look, refuseIfStopped } from "./obtaining";
import { mayComeToBe } from "./perhapsMade";
import { NoPlaceError, needsPlace, takeTurn } from "./placeOnArray";
import type { SessionContext } from "./sessionContext";
import { startNow, withStart } from "./startNow";

/** The POST, as soon as there is a place for what it begins: the id, or why there may be none; or who has the name after a wait for that. */
export async function postInTurn(
  task: Obtaining,
  isFree: boolean,
  sent: Sent,
  context: SessionContext,
): Promise<string | PowerStoreError | ImportSession> {
  // What the program must not ask for is no matter of places.
  startNow(task.inputs, context);
  refuseIfHeld(task.inputs.name, context);
  for (let isLate = false; ; isLate = true) {
    const { place, hasWaited } = await takeTurn(task, context);
    const isOld = isLate || hasWaited;
    try {
      const found = isOld ? await look(task, context) : undefined;
      if (found) return found;
      refuseIfStopped(task.inputs.name, context);
      return await post(task, { isFree: isOld || isFree, sent, place }, context);
    } catch (error) {
      if (!(error instanceof TurnComesError)) throw error;
    } finally {
      place?.free();
    }
  }
}

function refuseIfHeld(name: string, { brake }: SessionContext): void {
  const held = brake?.();
  if (held) throw new NoPlaceError(`creating import session "${name}": ${held.reason}`);
}

/** It was to be started by the array, and would begin now: its window has opened while the array was busy or a login expired. Nothing was sent. */
class TurnComesError extends Error {
  constructor(name: string) {
    super(`import session "${name}" would begin now, for its start window has opened meanwhile, and has no place yet`);
  }
}

/** Written down before, so that a later run can tell what this one has made if it dies meanwhile: not where the name may have been in use. */
async function post(
  task: Obtaining,
  { isFree, sent, place }: { readonly isFree: boolean; readonly sent: Sent; readonly place: Place | undefined },
  context: SessionContext,
): Promise<string | PowerStoreError | ImportSession> {
  const { inputs, array, clusterId, deadline } = task;
  const { run, urn } = context;
  const { asked } = sent;
  const wasAny = asked.isAny;
  await asked.look(array, context);
  // It may have been made a moment ago.
  const found = wasAny && !asked.isAny ? await look(task, context) : undefined;
  if (found) return found;
  const bodyNow = () => {
    if (needsPlace(inputs, context) && !place) throw new TurnComesError(inputs.name);
    return toCreateBody(withStart(inputs, context));
  };
  const body = bodyNow();
  if (isFree) run.making(urn, clusterId, nameMark(inputs.name));
  const isFollowed = asked.isAny;
  sent.isEarlier = isFollowed;
  // While the array is busy or a login expires a window may close, and the run be stopped or held: what is sent is what holds at that moment.
  const atSending = () => {
    const due = inputs.startWindows ? bodyNow() : body;
    refuseIfStopped(inputs.name, context);
    refuseIfHeld(inputs.name, context);
    return due;
  };
  const change = () => ({ ...changeOptions(context, deadline), atSending });
  const made = await send(body, change, task, { sent, place }, context);
  return isFollowed && typeof made === "string" ? seen(made, task, sent, context) : made;
}

async function send(
  body: ImportSessionCreate,
  change: () => CreateOptions,
  { inputs, array, clusterId }: Obtaining,
  { sent, place }: { readonly sent: Sent; readonly place: Place | undefined },
  { run, urn }: SessionContext,
): Promise<string | PowerStoreError> {
  const { asked } = sent;
  try {
    const options = asked.following({ action: "create" }, change);
    const id = await sessionsOn(array).importSessions.createImportSession(body, options());
    place?.made(id);
    return id;
  } catch (error) {
    asked.noted({ action: "create" }, error);
    const mark = nameMark(inputs.name);
    asked.leave({ clusterId, id: mark }, { run, urn });
    if (mayComeToBe(error)) {
      sent.lost = error;
      place?.perhapsMade();
    } else if (!sent.lost) run.notMade(urn);
    // Where nobody waits for it any more, or somebody else has yet to approve it, there is nothing to be seen.
    if (error instanceof StoppedError || error instanceof JobPendingError) throw error;
    if (mayBeDone(error) || error instanceof RefusedError) return error;
    throw error;
  }
}

/**
 * What an earlier run has asked for, and the array has made now, may be another import than the program wants by now. Where it cannot be looked at, it is
 * there all the same.
 */
async function seen(id: string, task: Obtaining, sent: Sent, context: SessionContext): Promise<string | ImportSession> {
  sent.asked.made(id);
  const session = await look(task, context).catch((error: unknown) => {
    if (error instanceof PowerStoreError) sent.lost = error;
    throw error;
  });
  return session ?? id;
}

/** The array does not say in which session the source is. What cannot be found out leaves the error as it was. */
export async function explained(refusal: RefusedError, { inputs, array }: Obtaining, { signal }: OperationContext) {
  const { endpoint } = array.powerStore;
  const sessions = await sessionsOn(array)
    .importSessions.findImportSessionsOfSource(inputs.sourceResourceId, { signal })
    .catch(() => []);
  const [holder] = sessions.filter(({ state }) => state !== "Cancelled" && state !== "Failed");
  if (!holder) return refusal;
  return new InUseError(
    `${refusal.message}. The source is in ${sessionLabel(holder, endpoint)}, which is ${stateAndProgress(holder)}. ${wayToHolder(holder)} Nothing was changed.`,
  );
}

/** A session in two stacks is ended by either, and a member by nobody but its group. */
function wayToHolder({ id, parentSessionId }: ImportSession): string {
  if (parentSessionId) {
    return `It is a member of the group's session ${parentSessionId}, which imports the source with the group: take this resource out of the program.`;
  }
  return (
    `If that is this import under a former name or type of the resource, give the resource the option aliases: ["<its former urn>"]; if it was made ` +
    `by hand or is to move here from another stack, take it over with adoptSessionId: "${id}", and then out of the other stack by "pulumi state delete <its urn>", never by a delete. ` +
    `Where it is an import of a wave, take its entry out of the wave's sessions with onRemove: "leave" instead.`
  );
}
