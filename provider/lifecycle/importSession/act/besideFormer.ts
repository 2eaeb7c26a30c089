/** A create for a source whose session the same resource still has on record: nothing can come of it, and that is said before a POST. */

import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import { orUndefined } from "../../../powerstore/http/powerStoreErrors";
import type { ArrayAccess, OperationContext } from "../../operation/handler";
import { RefusalError } from "../../operation/lifecycleErrors";
import { withRecordedName } from "../../operation/names";
import { goesOn, isDeadRecord } from "../decide/decideClaim";
import { refusedTakingText, repetitionText } from "../decide/ownershipTexts";
import { isCompleted } from "../decide/states";
import { sessionLabel } from "../decide/texts";
import { changedInputs } from "../inputs/compare";
import type { ImportSessionInputs } from "../inputs/inputs";
import type { ImportSessionOutputs } from "../inputs/outputs";
import { sessionsOn } from "../sessions/sessions";
import { judgeChange } from "./judgeChange";

/** `id` is not known where the engine has asked for no comparison, as for `up --replace` and the option replaceWith. */
type Former = { readonly id: string | undefined; readonly recorded: Partial<ImportSessionOutputs> };

/** What the resource has on record for the same source and this run has not ended, because the engine creates before it deletes. */
export function formerImport(
  inputs: ImportSessionInputs,
  clusterId: string,
  context: OperationContext,
): Former | undefined {
  const recorded = formerOfSource(inputs, context);
  if (recorded === undefined) return undefined;
  const object = context.run.comparedWith(context.urn);
  return object && object.clusterId !== clusterId ? undefined : { id: object?.id, recorded };
}

function formerOfSource(
  { sourceResourceId }: { readonly sourceResourceId?: unknown },
  { run, urn }: Pick<OperationContext, "run" | "urn">,
): Former["recorded"] | undefined {
  const recorded: Former["recorded"] | undefined = run.formerOf(urn);
  return recorded?.sourceResourceId === sourceResourceId && run.isCreatingFirst(urn) ? recorded : undefined;
}

/** Whether the create may go on with what the resource has on record, under another name: what a preview can know of `formerAsWanted`. */
export function mayKeepFormerName(
  inputs: { readonly sourceResourceId?: unknown; readonly name?: unknown },
  context: Pick<OperationContext, "run" | "urn">,
): boolean {
  const { run, urn } = context;
  const object = run.comparedWith(urn);
  if (object === undefined || run.isPlannedToReplace(urn, object)) return false;
  const recorded = formerOfSource(inputs, context);
  return recorded !== undefined && recorded.name !== inputs.name;
}

/**
 * Throws a RefusalError where a POST cannot succeed: a source is in one import at a time, and what was cut over is never imported again. The
 * array would refuse it as well, but in words that lead to a second entry of the session in the state.
 */
export async function refuseBesideFormer(former: Former, array: ArrayAccess, context: OperationContext): Promise<void> {
  const session = await find(former, array, context);
  if (!session || isDeadRecord(session.state)) return;
  const label = sessionLabel(session, array.powerStore.endpoint);
  if (isCompleted(session.state)) throw new RefusalError(repetitionText(label));
  throw new RefusalError(refusedTakingText(label, { kind: "ownBeforeDelete" }, context.urn));
}

/**
 * What the resource has on record where an update of it would do, whatever its name: a replacement was taken back, and the engine, which has it down as one to
 * be replaced, creates all the same. A wish that is open or changed, such as a gate that is to be passed, replaces nothing; another name, and what the array
 * would only record, are what an option of the resource replaces for.
 */
export async function formerAsWanted(
  { id, recorded }: Former,
  { inputs, array, clusterId }: { inputs: ImportSessionInputs; array: ArrayAccess; clusterId: string },
  context: OperationContext,
): Promise<ImportSession | undefined> {
  const { run, urn, signal } = context;
  if (id === undefined || run.isPlannedToReplace(urn, { clusterId, id })) return undefined;
  const wanted = withRecordedName(inputs, recorded, context);
  const changed = changedInputs(recorded, wanted);
  const judged = await judgeChange(id, recorded, wanted, changed, context);
  if (judged.kind !== "update" || judged.warning !== undefined || changed.includes("name")) return undefined;
  const session = await orUndefined(sessionsOn(array).reads.live(id, { signal }));
  return session && goesOn(session.state) ? session : undefined;
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
    return sessions.find((session) => !session.parentSessionId && !isDeadRecord(session.state));
  }
  return orUndefined(reads.live(id, { signal }));
}
