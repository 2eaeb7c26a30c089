/** What became of a session whose record is missing: destination and source are asked, and what that comes to is said. */

import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import {
  LoginRefusedError,
  PowerStoreError,
  StoppedError,
  UnreachableError,
} from "../../../powerstore/http/powerStoreErrors";
import { assertStillSameCluster } from "../../array/arrayAccess";
import type { ArrayAccess } from "../../operation/handler";
import { ReferenceNotFoundError } from "../../operation/lifecycleErrors";
import type { GoneEvidence, GoneJudgement } from "../decide/decideGone";
import { decideGone, isImporterToAsk } from "../decide/decideGone";
import { isCompleted } from "../decide/states";
import type { ImportSessionOutputs } from "../inputs/outputs";
import { sessionsOn } from "../sessions/sessions";

type Recorded = Partial<ImportSessionOutputs>;

/** A session without a record, and what was recorded of it last. */
export type Gone = { readonly id: string; readonly recorded: Recorded };

/** Asks destination and source, unless what is recorded says everything. What cannot be asked counts as not answered. */
export async function examineGone(gone: Gone, array: ArrayAccess, signal?: AbortSignal): Promise<GoneJudgement> {
  const { recorded } = gone;
  const seen: GoneEvidence = isCompleted(recorded.state)
    ? { recorded, destination: "unread", source: "unread" }
    : {
        recorded,
        source: await unlessUnread(askSource(recorded, array, signal)),
        destination: await unlessUnread(askDestination(recorded, array, signal)),
      };
  const others = isImporterToAsk(seen) ? await findImporters(gone, array, signal) : undefined;
  const hasOtherImporter = others === "unread" ? others : others !== undefined && others.length > 0;
  const verdict = decideGone({ ...seen, hasOtherImporter });
  // It leads to a new import, or out of the state.
  if (verdict === "deleted") await assertStillSameCluster(array, "an import session that is not there", signal);
  const importers = verdict === "importedElsewhere" ? (others ?? (await findImporters(gone, array, signal))) : [];
  // A member of a group is nobody's resource.
  const importer = importers === "unread" ? undefined : importers.find(({ parentSessionId }) => !parentSessionId);
  return { verdict, facts: inWords({ ...seen, hasOtherImporter }, recorded), importer };
}

/** Whether no session imports the source any more, for it is imported; what cannot be asked says nothing. */
export async function isSourceImported(wanted: Recorded, array: ArrayAccess, signal: AbortSignal): Promise<boolean> {
  const source = await unlessUnread(askSource(wanted, array, signal));
  return typeof source === "object" && source.criteria === "Imported";
}

/** Other sessions that have completed with the source. That they cannot be asked for does not mean that there are none. */
async function findImporters(
  { id, recorded: { sourceResourceId = "" } }: Gone,
  array: ArrayAccess,
  signal: AbortSignal | undefined,
): Promise<readonly ImportSession[] | "unread"> {
  const found = await unlessUnread(
    sessionsOn(array).importSessions.findImportSessionsOfSource(sourceResourceId, { signal }),
  );
  if (found === "unread") return found;
  return found.filter((session) => session.id !== id && isCompleted(session.state));
}

async function askDestination(
  { destinationResourceId: id, destinationResourceType: type = "volume" }: Recorded,
  array: ArrayAccess,
  signal: AbortSignal | undefined,
): Promise<GoneEvidence["destination"]> {
  if (!id) return "none";
  return (await array.powerStore.inventory.hasDestination(type, id, { signal })) ? "exists" : "gone";
}

async function askSource(
  { remoteSystemId, sourceResourceId }: Recorded,
  array: ArrayAccess,
  signal: AbortSignal | undefined,
): Promise<GoneEvidence["source"]> {
  if (!remoteSystemId || !sourceResourceId) return "unread";
  const remoteSystem = await array.resolve("remote_system", remoteSystemId, signal);
  const criteria = await array.powerStore.inventory.findImportableCriteria(remoteSystem, sourceResourceId, { signal });
  return criteria === undefined ? "unlisted" : { criteria };
}

/** A name that means nothing any more, and an array that cannot say, are no evidence. An array that is not there is an error like any other. */
async function unlessUnread<T>(answer: Promise<T>): Promise<T | "unread"> {
  try {
    return await answer;
  } catch (error) {
    const isArrayAway =
      error instanceof UnreachableError || error instanceof LoginRefusedError || error instanceof StoppedError;
    const isUnread = error instanceof PowerStoreError || error instanceof ReferenceNotFoundError;
    if (isArrayAway || !isUnread) throw error;
    return "unread";
  }
}

function inWords({ destination, source, hasOtherImporter }: GoneEvidence, recorded: Recorded): string {
  const volume = `its ${recorded.destinationResourceType ?? "volume"} ${recorded.destinationResourceId}`;
  const ofDestination = {
    exists: `${volume} exists`,
    gone: `${volume} is gone`,
    none: "no destination of it is recorded",
    unread: "its destination could not be looked for",
  };
  const what = `its source ${recorded.sourceResourceId ?? ""}`.trimEnd();
  const ofSource = { unlisted: `${what} is not listed any more`, unread: `${what} could not be asked` };
  const said = typeof source === "object" ? `${what} says ${source.criteria}` : ofSource[source];
  const seen = recorded.state === undefined ? "it was never seen" : `it was last seen ${recorded.state}`;
  const ofOthers = hasOtherImporter === "unread" ? ", and which session has imported it could not be asked" : "";
  return `${seen}, ${ofDestination[destination]}, ${said}${ofOthers}`;
}
