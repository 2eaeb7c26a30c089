import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import { orUndefined } from "../../../powerstore/http/powerStoreErrors";
import { isOldWish } from "../../operation/adopted";
import type { ArrayAccess, OperationContext } from "../../operation/handler";
import { RefusalError } from "../../operation/lifecycleErrors";
import type { Origin } from "../../operation/names";
import { isGeneratedName } from "../../operation/names";
import { isDeadRecord, readableDifferences } from "../decide/decideClaim";
import type { ObservedSession } from "../decide/observedSession";
import { refusedTakingText } from "../decide/ownershipTexts";
import { sessionLabel, stateAndProgress } from "../decide/texts";
import { resolveReferences } from "../inputs/createBody";
import type { ImportSessionInputs } from "../inputs/inputs";
import { isSameInstant } from "../inputs/schedule";
import { isSourceImported } from "./gone";
import { idOfReference } from "./idOfReference";
import { observeSession } from "./observe";

type Where = { readonly array: ArrayAccess; readonly clusterId: string };

/**
 * Takes an existing session over. Nothing is sent but reads: what the program says has to be there already, and whatever wish
 * is open then (a gate, a cut-over) is the next update's matter (docs/lifecycle.md, "Creating").
 * @returns undefined where the wish is over.
 */
export async function adoptSession(
  adoptSessionId: string,
  inputs: ImportSessionInputs,
  { array, clusterId }: Where,
  context: OperationContext,
): Promise<ObservedSession | undefined> {
  const { endpoint } = array.powerStore;
  const session = await findToAdopt(adoptSessionId, { array, clusterId }, context);
  if (!session) {
    if (isOldWish("adoptSessionId", adoptSessionId, clusterId, context)) return undefined;
    const isImported = await isSourceImported(inputs, array, context.signal);
    throw new RefusalError(noneToAdopt(adoptSessionId, endpoint, isImported));
  }
  const label = sessionLabel(session, endpoint);
  if (session.parentSessionId) {
    throw new RefusalError(
      `adopting ${label}: it is a member of the group's session ${session.parentSessionId}. Adopt that one, which manages its members.`,
    );
  }
  const differences = adoptionDifferences(session, await resolveReferences(inputs, array, context.signal), context);
  if (differences.length > 0) {
    throw new RefusalError(
      `adopting ${label}, which is ${stateAndProgress(session)}: the program says something else: ${differences.join("; ")}. Nothing was changed; let the program say what is there first.`,
    );
  }
  const taking = context.run.take(context.urn, { clusterId, id: session.id });
  if (taking.kind !== "allowed") throw refusedAdoption(session, label, taking, context.urn);
  return session;
}

/** Where its source is imported it may have been completed, and the stack have it still under another name. */
function noneToAdopt(reference: string, endpoint: string, isImported: boolean): string {
  const none = `adopting import session ${reference}: there is no such session on ${endpoint}`;
  if (!isImported) return `${none}. To start a new import, remove adoptSessionId from the program.`;
  return (
    `${none}, and the source is imported already, so there is no new import of it. If it is this import under a former name or key, put that back; ` +
    `or take this resource out of the program.`
  );
}

function refusedAdoption(
  { state }: ObservedSession,
  label: string,
  taking: Parameters<typeof refusedTakingText>[1],
  urn: string | undefined,
): RefusalError {
  return new RefusalError(
    taking.kind === "ownBeforeDelete" && isDeadRecord(state)
      ? `adopting ${label}: it is what this resource has, it is ${state}, and nothing is imported by it any more. To start a new import, remove adoptSessionId from the program.`
      : `adopting import session: ${refusedTakingText(label, taking, urn)}`,
  );
}

/** Whether what is replaced is to be imported anew, like any other, although the program still names the session that it has adopted once. */
export async function isAdoptionOver(reference: string, where: Where, context: OperationContext): Promise<boolean> {
  if (!isOldWish("adoptSessionId", reference, where.clusterId, context)) return false;
  return (await findToAdopt(reference, where, context)) === undefined;
}

/** Undefined where there is none. What this run has ended an array may go on to show for a while. */
export async function findToAdopt(
  reference: string,
  { array, clusterId }: Where,
  { run, signal }: OperationContext,
): Promise<ObservedSession | undefined> {
  const id = await idOfReference(reference, array, signal);
  if (id === undefined || run.hasEnded({ clusterId, id })) return undefined;
  return orUndefined(observeSession(array, id, { signal }));
}

/** All that the array shows otherwise than the program wants it; a name or description that the program leaves open is no difference. */
export function adoptionDifferences(found: ImportSession, wanted: ImportSessionInputs, origin: Origin): string[] {
  const differences = readableDifferences(found, wanted);
  const compare = (name: string, onArray: unknown, inProgram: unknown) =>
    differences.push(`${name} is ${onArray ?? "not set"} on the array and ${inProgram ?? "not set"} in the program`);
  if (!isGeneratedName(wanted.name, origin) && wanted.name !== found.name) compare("name", found.name, wanted.name);
  if (wanted.description !== undefined && wanted.description !== found.description) {
    // What the program says of it may be a secret.
    differences.push(`description is ${found.description ?? "not set"} on the array and another one in the program`);
  }
  const isPaused = found.state === "Paused";
  const isByTheClock = wanted.copyWindows !== undefined && !wanted.paused;
  if ((isPaused || found.state === "Copy_In_Progress") && isPaused !== wanted.paused && !isByTheClock)
    compare("paused", isPaused, wanted.paused);
  if (
    found.state === "Scheduled" &&
    !wanted.startWindows &&
    !isSameInstant(found.scheduledTimestamp, wanted.scheduledTimestamp)
  ) {
    compare("scheduledTimestamp", found.scheduledTimestamp, wanted.scheduledTimestamp);
  }
  return differences;
}
