import type { ImportSessionCreate } from "../../powerstore/contract";
import { NotFoundError, OutcomeUnknownError, RefusedError } from "../../powerstore/errors";
import type { ImportSession } from "../../powerstore/schemas/importSession";
import { InterruptedError, RefusalError } from "../errors";
import type { ArrayAccess, OperationContext } from "../handler";
import { adoptSession } from "./adopt";
import { advance, unobservedOutputs } from "./advance";
import type { NameKnowledge } from "./decideClaim";
import { decideClaim } from "./decideClaim";
import type { ImportSessionInputs } from "./inputs";
import { isGeneratedName, withRecordedName } from "./names";
import type { ImportSessionOutputs } from "./outputs";
import { toOutputs, withoutUndefined } from "./outputs";
import { resolveReferences } from "./references";
import { sessionLabel, stateAndProgress } from "./texts";
import { defaultAdvanceSeconds } from "./timeouts";

/** A POST is sent this often at most, each time after the name was seen to be free. */
const MAX_POSTS = 3;
/** Looks, some seconds apart, for a dead session of our name to be gone or for a lost POST to show. */
const MAX_LOOKS = 40;
const LOOK_SECONDS = 3;

export async function createImportSession(
  inputs: ImportSessionInputs,
  context: OperationContext,
  run: Pick<NameKnowledge, "isBeingReplaced">,
): Promise<{ id: string; outputs: ImportSessionOutputs }> {
  const array = context.array(inputs.array);
  const timeoutSeconds = context.timeoutSeconds ?? defaultAdvanceSeconds(inputs.waitFor);
  const startedAt = context.clock.now();
  const clusterId = await array.clusterId(context.signal);
  if (inputs.adoptSessionId !== undefined) {
    const adopted = await adoptSession(inputs.adoptSessionId, inputs, array, context);
    const named = withRecordedName(inputs, adopted, context.urn);
    return { id: adopted.id, outputs: toOutputs(named, adopted, clusterId) };
  }
  const id = await obtainSession(inputs, array, context, run);
  const session = await advance(
    {
      id,
      inputs,
      array,
      clusterId,
      startedAt,
      timeoutSeconds,
      operation: "create",
      fallback: unobservedOutputs(inputs, clusterId),
    },
    context,
  );
  return { id, outputs: toOutputs(inputs, session, clusterId) };
}

/**
 * One session for this resource, however often and in whatever middle earlier attempts were lost (design.md 4, "Creating once"):
 * POST, and whenever the outcome is unknown or the array refuses, look who has the name before anything else.
 */
async function obtainSession(
  inputs: ImportSessionInputs,
  array: ArrayAccess,
  context: OperationContext,
  run: Pick<NameKnowledge, "isBeingReplaced">,
): Promise<string> {
  const { importSessions } = array.powerStore;
  const look = () => importSessions.findImportSessionByName(inputs.name, { signal: context.signal });
  const generated = isGeneratedName(inputs.name, context.urn);
  // A generated name is free but after a crash: the POST itself finds out, which spares a request per session.
  let found = generated ? undefined : await look();
  const knowledge: NameKnowledge = { ...run, generated, wasFree: !generated && !found };
  let posts = 0;
  for (let looks = 0; looks < MAX_LOOKS; looks++) {
    if (found) {
      const claimed = await settleClaim(found, inputs, knowledge, array, context);
      if (claimed) return claimed;
      found = await look();
      continue;
    }
    refuseIfStopped(inputs.name, context);
    const attempt = await post(inputs, array);
    if (typeof attempt === "string") return attempt;
    found = await look();
    if (found) continue;
    if (attempt instanceof RefusedError || ++posts >= MAX_POSTS) throw attempt;
    await waitForNextLook(inputs.name, context);
    found = await look();
  }
  throw new RefusalError(
    `creating import session "${inputs.name}": an earlier session of this name did not end on ${array.powerStore.endpoint}. Run "pulumi up" again later.`,
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

async function post(
  inputs: ImportSessionInputs,
  array: ArrayAccess,
): Promise<string | RefusedError | OutcomeUnknownError> {
  try {
    return await array.powerStore.importSessions.createImportSession(toCreateBody(inputs));
  } catch (error) {
    if (error instanceof RefusedError || error instanceof OutcomeUnknownError) return error;
    throw error;
  }
}

/** The id if the session found is ours to go on with; undefined if it is (being) cleared away. */
async function settleClaim(
  found: ImportSession,
  inputs: ImportSessionInputs,
  knowledge: NameKnowledge,
  array: ArrayAccess,
  context: OperationContext,
): Promise<string | undefined> {
  const { endpoint, importSessions } = array.powerStore;
  const decision = decideClaim(found, await resolveReferences(inputs, array), knowledge, endpoint);
  const label = sessionLabel(found, endpoint);
  switch (decision.kind) {
    case "claim":
      context.report.warning(
        `${label} is ${stateAndProgress(found)} and was made by an earlier, interrupted run of this program: it is taken over.`,
      );
      return found.id;
    case "deleteRecord":
      context.report.warning(`${label} is ${found.state}: the record of this earlier attempt is deleted.`);
      await importSessions.deleteImportSession(found.id).catch((error: unknown) => {
        if (!(error instanceof NotFoundError)) throw error;
      });
      return undefined;
    case "wait":
      await waitForNextLook(inputs.name, context);
      return undefined;
    case "refuse":
      throw new RefusalError(decision.reason);
  }
}

/** References by name go out as they are: the array takes `name:` in bodies too (powerstore.md 4, "by name"). */
export function toCreateBody(inputs: ImportSessionInputs): ImportSessionCreate {
  return withoutUndefined({
    remoteSystemId: inputs.remoteSystemId,
    sourceResourceId: inputs.sourceResourceId,
    name: inputs.name,
    type: inputs.type,
    description: inputs.description,
    globalStorageDiscoveryAddress: inputs.globalStorageDiscoveryAddress,
    hostIds: inputs.hostIds,
    hostGroupIds: inputs.hostGroupIds,
    consistencyGroupMemberHostIds: memberMappings(inputs, "hostIds"),
    consistencyGroupMemberHostGroupIds: memberMappings(inputs, "hostGroupIds"),
    volumeGroupId: inputs.volumeGroupId,
    automaticCutover: inputs.automaticCutover,
    protectionPolicyId: inputs.protectionPolicyId,
    scheduledTimestamp: inputs.scheduledTimestamp,
  });
}

/** The wire has one list for hosts and one for host groups (S, `import_session_create`). */
function memberMappings<Key extends "hostIds" | "hostGroupIds">(inputs: ImportSessionInputs, key: Key) {
  const mappings = (inputs.consistencyGroupMembers ?? []).flatMap(({ volumeWwn, ...member }) => {
    const ids = member[key];
    return ids ? [{ volumeWwn, [key]: ids } as { volumeWwn: string } & Record<Key, string[]>] : [];
  });
  return mappings.length > 0 ? mappings : undefined;
}
