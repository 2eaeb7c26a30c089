/** One session for a resource, whatever has become of earlier attempts. */

import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import { NotApprovedError, orUndefined, RefusedError } from "../../../powerstore/http/powerStoreErrors";
import type { OperationContext } from "../../operation/handler";
import { isGeneratedName, isNamespaced } from "../../operation/names";
import { nameMark } from "../inputs/marks";
import { hasPassed } from "../inputs/schedule";
import { sessionsOn } from "../sessions/sessions";
import { AskedBefore } from "./askedBefore";
import { awaitReadiness } from "./awaitReadiness";
import { formerAsWanted, formerImport, refuseBesideFormer } from "./besideFormer";
import { holderOfName } from "./holderOfName";
import type { Obtained, Obtaining, Sent } from "./obtaining";
import { look, refuseIfStopped, stillThere, waitForNextLook } from "./obtaining";
import { inDoubt } from "./perhapsMade";
import { explained, postInTurn } from "./postSession";
import type { SessionContext } from "./sessionContext";
import { settleFound, takeAgain } from "./settleFound";

/** A POST is sent this often at most, each time after the name was seen to be free. */
const MAX_POSTS = 3;
/** Looks, some seconds apart, for a dead session of our name to be gone or for a lost POST to show. */
const MAX_LOOKS = 40;

/**
 * One session for this resource, however often and in whatever middle earlier attempts were lost (docs/lifecycle.md, "Creating"):
 * POST, and whenever the outcome is unknown or the array refuses, look who has the name before anything else.
 */
export async function obtainSession(task: Obtaining, context: SessionContext): Promise<Obtained> {
  // As long as there is no id, its name stands for it.
  const object = { clusterId: task.clusterId, id: nameMark(task.inputs.name) };
  const sent: Sent = { asked: AskedBefore.of({}, object, context) };
  try {
    return await obtain(task, sent, context);
  } catch (error) {
    throw inDoubt(error, sent, task.inputs.name, context);
  }
}

async function obtain(task: Obtaining, sent: Sent, context: SessionContext): Promise<Obtained> {
  const { inputs, array, clusterId } = task;
  const begun = await begunBefore(task, context);
  if (begun) return begun;
  const generated = isGeneratedName(inputs.name, context);
  const former = formerImport(inputs, clusterId, context);
  const own = former && (await formerAsWanted(former, task, context));
  if (own) {
    const isProven = former.recorded.claimed !== true;
    const { pendingRequests } = former.recorded;
    const why = "nothing in the program replaces it any more";
    return takeAgain(own, { isProven, why, pendingRequests }, task, context);
  }
  await sent.asked.look(array, context);
  let { found, isFree } = await lookFirst(task, generated && !former, context);
  let posts = 0;
  for (let looks = 0; looks < MAX_LOOKS; looks++) {
    if (found) {
      // A POST that was refused made nothing: then the name is somebody else's, be it another resource of this program.
      const isAskedFor = sent.asked.hasMade(found.id);
      const isOwnPost = (isFree && sent.lost !== undefined) || isAskedFor;
      const knowledge = { generated, wasFree: isOwnPost, isFormer: former?.id === found.id, isAskedFor };
      const claimed = await settleFound(found, task, knowledge, context);
      if (claimed) return claimed;
      found = await look(task, context);
      if (!found) [isFree, sent.lost] = [true, undefined];
      continue;
    }
    if (former) await refuseBesideFormer(former, array, context);
    refuseIfStopped(inputs.name, context);
    const attempt = await postInTurn(task, isFree, sent, context);
    if (typeof attempt === "string") return { kind: "made", id: attempt };
    if (!(attempt instanceof Error)) {
      [found, isFree] = [attempt, false];
      continue;
    }
    found = await look(task, context);
    if (found) continue;
    // It is not asked for again, ready or not.
    if (attempt instanceof NotApprovedError) throw attempt;
    if (attempt instanceof RefusedError) {
      const isReady = await awaitReadiness(inputs, array, task.deadline, context).catch((error: unknown) => {
        refuseIfStopped(inputs.name, context);
        throw error;
      });
      if (isReady) continue;
      throw await explained(attempt, task, context);
    }
    if (++posts >= MAX_POSTS) throw attempt;
    isFree = true;
    await waitForNextLook(inputs.name, context);
    found = await look(task, context);
  }
  throw stillThere(inputs.name, array);
}

/** What a create of the resource has made, or taken over, in this very run. */
async function begunBefore(task: Obtaining, context: SessionContext): Promise<Obtained | undefined> {
  const { run, urn, signal } = context;
  const taken = run.takenBefore(urn, task.clusterId);
  const session = taken && (await orUndefined(sessionsOn(task.array).reads.live(taken.id, { signal })));
  if (!session) return undefined;
  if (taken.isMade) return { kind: "made", id: session.id };
  return takeAgain(session, { isProven: true, why: "this run has taken it over before" }, task, context);
}

/**
 * What is known of the name before the first POST. A generated name that was free a moment ago may be taken by now: the POST itself finds out, which spares a
 * request per session. A start in the past may refuse the POST.
 */
async function lookFirst(
  task: Obtaining,
  isFirstOfGeneratedName: boolean,
  context: OperationContext,
): Promise<{ readonly found: ImportSession | undefined; readonly isFree: boolean }> {
  const { name, scheduledTimestamp } = task.inputs;
  const holder = isFirstOfGeneratedName ? await holderOfName(task, context) : undefined;
  if (holder) refuseIfStopped(name, context);
  if (holder?.kind === "claimable") return { found: holder.session, isFree: false };
  const isNoneKnown = holder?.kind === "free" || holder?.kind === "perhaps";
  if (isNoneKnown && !hasPassed(scheduledTimestamp, context.clock.now())) {
    return { found: undefined, isFree: holder.kind === "free" && !isNamespaced(name, context) };
  }
  const found = await look(task, context);
  return { found, isFree: !found && holder?.kind !== "somebody" };
}
