import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import type { PowerStoreError } from "../../../powerstore/http/powerStoreErrors";
import { NotFoundError, OutcomeUnknownError, RefusedError } from "../../../powerstore/http/powerStoreErrors";
import type { ArrayAccess, OperationContext } from "../../operation/handler";
import { InterruptedError, RefusalError } from "../../operation/lifecycleErrors";
import { mayBeDone } from "../../operation/lostRequest";
import { isGeneratedName, isNamespaced } from "../../operation/names";
import type { NameKnowledge } from "../decide/decideClaim";
import { decideClaim } from "../decide/decideClaim";
import { refusedTakingText } from "../decide/ownershipTexts";
import { sessionLabel, stateAndProgress } from "../decide/texts";
import { resolveReferences, toCreateBody } from "../inputs/createBody";
import { nameMark } from "../inputs/marks";
import { hasPassed } from "../inputs/schedule";
import type { Place } from "../sessions/places";
import { sessionsOn } from "../sessions/sessions";
import { awaitReadiness } from "./awaitReadiness";
import type { Former } from "./besideFormer";
import { formerAsWanted, formerImport, refuseBesideFormer } from "./besideFormer";
import { holderOfName } from "./holderOfName";
import { inDoubt, mayComeToBe } from "./perhapsMade";
import type { Placing } from "./placeOnArray";
import { NoPlaceError, takeTurn } from "./placeOnArray";
import type { SessionContext } from "./sessionContext";
import { startNow, withStart } from "./startNow";

/** A POST is sent this often at most, each time after the name was seen to be free. */
const MAX_POSTS = 3;
/** Looks, some seconds apart, for a dead session of our name to be gone or for a lost POST to show. */
const MAX_LOOKS = 40;
const LOOK_SECONDS = 3;

/** `made`: by this very create. `claimed`: found; `isProven`: no other stack can have made it; `name`: its own, where it was not found by that. */
export type Obtained = { readonly id: string } & (
  | { readonly kind: "made" }
  | { readonly kind: "claimed"; readonly isProven: boolean; readonly name?: string | undefined }
);

/** After the deadline no earlier session is waited for, and no place. What is there is claimed all the same. */
export type Obtaining = Placing;

/**
 * One session for this resource, however often and in whatever middle earlier attempts were lost (docs/lifecycle.md, "Creating"):
 * POST, and whenever the outcome is unknown or the array refuses, look who has the name before anything else.
 */
export async function obtainSession(task: Obtaining, context: SessionContext): Promise<Obtained> {
  const sent: Sent = {};
  try {
    return await obtain(task, sent, context);
  } catch (error) {
    throw inDoubt(error, sent.lost, task.inputs.name, context);
  }
}

/** `lost`: what became of a POST whose outcome is not known, as long as nothing has shown it. */
type Sent = { lost?: PowerStoreError | undefined };

async function obtain(task: Obtaining, sent: Sent, context: SessionContext): Promise<Obtained> {
  const { inputs, array, clusterId } = task;
  const generated = isGeneratedName(inputs.name, context);
  const former = formerImport(inputs, clusterId, context);
  const own = former && (await formerAsWanted(former, task, context));
  if (own) return takeBack(own, former, task, context);
  let { found, isFree } = await lookFirst(task, generated && !former, context);
  let posts = 0;
  for (let looks = 0; looks < MAX_LOOKS; looks++) {
    if (found) {
      // A POST that was refused made nothing: then the name is somebody else's, be it another resource of this program.
      const knowledge = { generated, wasFree: isFree && sent.lost !== undefined };
      const claimed = await settleClaim(found, task, knowledge, context);
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
    if (mayBeDone(attempt)) sent.lost = attempt;
    found = await look(task, context);
    if (found) continue;
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

async function look(
  { inputs: { name }, array }: Obtaining,
  { signal }: OperationContext,
): Promise<ImportSession | undefined> {
  return sessionsOn(array).importSessions.findImportSessionByName(name, { signal });
}

/** The array does not say in which session the source is. What cannot be found out leaves the error as it was. */
async function explained(refusal: RefusedError, { inputs, array }: Obtaining, { signal }: OperationContext) {
  const { endpoint } = array.powerStore;
  const sessions = await sessionsOn(array)
    .importSessions.findImportSessionsOfSource(inputs.sourceResourceId, { signal })
    .catch(() => []);
  const [holder] = sessions.filter(({ state }) => state !== "Cancelled" && state !== "Failed");
  if (!holder) return refusal;
  return new RefusalError(
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

function stillThere(name: string, array: ArrayAccess): RefusalError {
  return new RefusalError(
    `creating import session "${name}": an earlier session of this name did not end on ${array.powerStore.endpoint}. Run "pulumi up" again later.`,
  );
}

/** After Ctrl-C no import is started any more, whatever was waited for (a login) meanwhile; a POST under way is heard out. */
function refuseIfStopped(name: string, context: OperationContext): void {
  if (!context.signal.aborted) return;
  throw new InterruptedError(
    `stopped creating import session "${name}". Run "pulumi up" again: it starts the import, or goes on with it.`,
  );
}

async function waitForNextLook(name: string, context: OperationContext): Promise<void> {
  try {
    await context.clock.sleep(LOOK_SECONDS, context.signal);
  } catch (error) {
    refuseIfStopped(name, context);
    throw error;
  }
}

/** The POST, as soon as there is a place for what it begins; or who has the name after a wait for that. */
async function postInTurn(
  task: Obtaining,
  isFree: boolean,
  sent: Sent,
  context: SessionContext,
): Promise<string | RefusedError | OutcomeUnknownError | ImportSession> {
  // What the program must not ask for is no matter of places.
  startNow(task.inputs, context);
  const held = context.brake?.();
  if (held) throw new NoPlaceError(`creating import session "${task.inputs.name}": ${held.reason}`);
  const { place, hasWaited } = await takeTurn(task, context);
  try {
    const found = hasWaited ? await look(task, context) : undefined;
    if (found) return found;
    refuseIfStopped(task.inputs.name, context);
    return await post(task, { isFree: hasWaited || isFree, sent, place }, context);
  } finally {
    place?.free();
  }
}

/** Written down before, so that a later run can tell what this one has made if it dies meanwhile: not where the name may have been in use. */
async function post(
  { inputs, array, clusterId }: Obtaining,
  { isFree, sent, place }: { readonly isFree: boolean; readonly sent: Sent; readonly place: Place | undefined },
  context: OperationContext,
): Promise<string | RefusedError | OutcomeUnknownError> {
  const { run, urn } = context;
  const bodyNow = () => toCreateBody(withStart(inputs, context));
  const body = bodyNow();
  if (isFree) run.making(urn, clusterId, nameMark(inputs.name));
  try {
    // A window may close while the array is busy or a login expires: what is sent is what holds at that moment.
    const options = inputs.startWindows ? { atSending: bodyNow } : {};
    const id = await sessionsOn(array).importSessions.createImportSession(body, options);
    place?.made(id);
    return id;
  } catch (error) {
    if (mayComeToBe(error)) place?.perhapsMade();
    else if (!sent.lost) run.notMade(urn);
    if (error instanceof RefusedError || error instanceof OutcomeUnknownError) return error;
    throw error;
  }
}

/** The session found if it is ours to go on with; undefined if it is (being) cleared away. */
async function settleClaim(
  found: ImportSession,
  task: Obtaining,
  knowledge: NameKnowledge,
  context: OperationContext,
): Promise<Obtained | undefined> {
  const { inputs, array, clusterId } = task;
  const { endpoint } = array.powerStore;
  const object = { clusterId, id: found.id };
  if (context.run.hasEnded(object)) {
    await waitForNextLook(inputs.name, context);
    return undefined;
  }
  const decision = decideClaim(found, await resolveReferences(inputs, array, context.signal), knowledge, endpoint);
  const label = sessionLabel(found, endpoint);
  switch (decision.kind) {
    case "claim":
      return claim(found, task, knowledge, context);
    case "deleteRecord":
      refuseIfHeld(found, task, context);
      context.report.warning(`${label} is ${found.state}: the record of this earlier attempt is deleted.`);
      await sessionsOn(array)
        .importSessions.deleteImportSession(found.id)
        .catch((error: unknown) => {
          if (!(error instanceof NotFoundError)) throw error;
          // The array still shows what it does not have any more.
          return waitForNextLook(inputs.name, context);
        });
      return undefined;
    case "wait":
      if (context.clock.monotonic() >= task.deadline) throw stillThere(inputs.name, array);
      await waitForNextLook(inputs.name, context);
      return undefined;
    case "refuse":
      context.run.notTaken(context.urn, object);
      throw new RefusalError(
        context.run.isToBeReplaced(context.urn, object)
          ? refusedTakingText(label, { kind: "ownBeforeDelete" }, context.urn)
          : decision.reason,
      );
  }
}

function claim(
  found: ImportSession,
  { inputs, array, clusterId }: Obtaining,
  knowledge: NameKnowledge,
  context: OperationContext,
): Obtained {
  const { urn, run } = context;
  const label = sessionLabel(found, array.powerStore.endpoint);
  const object = { clusterId, id: found.id };
  const isProven =
    knowledge.wasFree ||
    isNamespaced(inputs.name, context) ||
    run.isOwn(urn, object) ||
    run.wasMadeEarlier(urn, object, nameMark(inputs.name));
  const taking = run.take(urn, object, !isProven);
  if (taking.kind !== "allowed") {
    throw new RefusalError(`creating import session "${inputs.name}": ${refusedTakingText(label, taking, urn)}`);
  }
  const doubt = isProven
    ? ""
    : ` If it was not, because another stack has the same project and stack name, take this resource out by "pulumi state delete <urn>" and set powerstore-import:namespace.`;
  context.report.warning(
    `${label} is ${stateAndProgress(found)} and was made by an earlier, interrupted run of this program: it is taken over. No gate is passed in this run.${doubt}`,
  );
  return { kind: "claimed", id: found.id, isProven };
}

/** The replacement of it was taken back. */
function takeBack(
  found: ImportSession,
  { recorded }: Former,
  { inputs, array, clusterId }: Obtaining,
  { urn, run, report }: SessionContext,
): Obtained {
  const label = sessionLabel(found, array.powerStore.endpoint);
  const isProven = recorded.claimed !== true;
  const taking = run.take(urn, { clusterId, id: found.id }, !isProven);
  if (taking.kind !== "allowed") {
    throw new RefusalError(`creating import session "${inputs.name}": ${refusedTakingText(label, taking, urn)}`);
  }
  report.warning(
    `${label} is ${stateAndProgress(found)}, and nothing in the program replaces it any more: it goes on. No gate is passed in this run.`,
  );
  return { kind: "claimed", id: found.id, isProven, name: found.name };
}

function refuseIfHeld(found: ImportSession, { inputs, array, clusterId }: Obtaining, context: OperationContext): void {
  const by = context.run.otherHolder(context.urn, { clusterId, id: found.id });
  if (by === undefined) return;
  const text = refusedTakingText(sessionLabel(found, array.powerStore.endpoint), { kind: "held", by }, context.urn);
  throw new RefusalError(`creating import session "${inputs.name}": ${text}`);
}
