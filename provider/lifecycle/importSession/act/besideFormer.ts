/** A create for a source whose session the same resource still has on record: nothing can come of it, and that is said before a POST. */

import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import { orUndefined } from "../../../powerstore/http/powerStoreErrors";
import type { ArrayAccess, OperationContext } from "../../operation/handler";
import { RefusalError } from "../../operation/lifecycleErrors";
import { decideClaim } from "../decide/decideClaim";
import { refusedTakingText, repetitionText } from "../decide/ownershipTexts";
import { isCompleted, stateRow } from "../decide/states";
import { sessionLabel } from "../decide/texts";
import { resolveReferences } from "../inputs/createBody";
import type { ImportSessionInputs } from "../inputs/inputs";
import type { ImportSessionOutputs } from "../inputs/outputs";
import { sessionsOn } from "../sessions/sessions";

/** `id` is not known where the engine has asked for no comparison, as for `up --replace` and the option replaceWith. */
type Former = { readonly id: string | undefined; readonly recorded: Partial<ImportSessionOutputs> };

/** What the resource has on record for the same source and this run has not ended, because the engine creates before it deletes. */
export function formerImport(
  { sourceResourceId }: ImportSessionInputs,
  clusterId: string,
  { run, urn }: OperationContext,
): Former | undefined {
  const recorded: Former["recorded"] | undefined = run.formerOf(urn);
  if (recorded?.sourceResourceId !== sourceResourceId || !run.isCreatingFirst(urn)) return undefined;
  const object = run.comparedWith(urn);
  return object && object.clusterId !== clusterId ? undefined : { id: object?.id, recorded };
}

/**
 * Throws a RefusalError where a POST cannot succeed: a source is in one import at a time, and what was cut over is never imported again. The
 * array would refuse it as well, but in words that lead to a second entry of the session in the state.
 */
export async function refuseBesideFormer(former: Former, array: ArrayAccess, context: OperationContext): Promise<void> {
  const session = await find(former, array, context);
  if (!session || isDead(session)) return;
  const label = sessionLabel(session, array.powerStore.endpoint);
  if (isCompleted(session.state)) throw new RefusalError(repetitionText(label));
  throw new RefusalError(refusedTakingText(label, { kind: "ownBeforeDelete" }, context.urn));
}

/**
 * What the resource has on record where nothing about it has changed, whatever its name: a replacement was taken back, and the engine, which has it down as
 * one to be replaced, creates all the same. No option of a resource replaces what has not changed.
 */
export async function formerAsWanted(
  { id }: Former,
  { inputs, array, clusterId }: { inputs: ImportSessionInputs; array: ArrayAccess; clusterId: string },
  { run, urn, signal }: OperationContext,
): Promise<ImportSession | undefined> {
  if (id === undefined || !run.isUnchanged(urn, { clusterId, id })) return undefined;
  const session = await orUndefined(sessionsOn(array).reads.live(id, { signal }));
  if (!session) return undefined;
  const wanted = await resolveReferences(inputs, array, signal);
  const knowledge = { generated: false, wasFree: true };
  return decideClaim(session, wanted, knowledge, array.powerStore.endpoint).kind === "claim" ? session : undefined;
}

/** Undefined also where the record is gone: an earlier run, or somebody, has deleted it for this very create. */
async function find(
  { id, recorded: { sourceResourceId = "" } }: Former,
  array: ArrayAccess,
  { signal }: OperationContext,
): Promise<ImportSession | undefined> {
  const { importSessions, reads } = sessionsOn(array);
  if (id === undefined) {
    const sessions = await importSessions.findImportSessionsOfSource(sourceResourceId, { signal });
    return sessions.find((session) => !session.parentSessionId && !isDead(session));
  }
  return orUndefined(reads.live(id, { signal }));
}

/** Only a record is left of it, and the source is free. */
const isDead = ({ state }: ImportSession) => stateRow(state).removal === "deleteRecord" && !isCompleted(state);
