import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import { NotFoundError, orUndefined, UnknownValueError } from "../../../powerstore/http/powerStoreErrors";
import { assertSameCluster } from "../../array/arrayAccess";
import { observedSpelling } from "../../array/observedSpelling";
import type { ArrayAccess, OperationContext, RawInputs, ReadResult } from "../../operation/handler";
import { withoutUndefined } from "../../operation/jsonValues";
import { ContradictionError, RefusalError } from "../../operation/lifecycleErrors";
import { nameIn } from "../../operation/reference";
import { openText } from "../decide/pendingRequests";
import { isCompleted } from "../decide/states";
import { goneText, membersInTrouble, sessionLabel } from "../decide/texts";
import { isStillClaimed } from "../decide/unproven";
import type { ImportSessionInputs } from "../inputs/inputs";
import { changeKinds, inputNames } from "../inputs/inputs";
import type { ImportSessionOutputs } from "../inputs/outputs";
import { isSameInstant } from "../inputs/schedule";
import { SHARED_SECONDS } from "../sessions/reads";
import { sessionsOn } from "../sessions/sessions";
import { AskedBefore } from "./askedBefore";
import { examineGone } from "./gone";
import { observeSession } from "./observe";
import { outputsNow } from "./outputsNow";

type Recorded = Partial<ImportSessionOutputs>;
type Read = ReadResult<ImportSessionInputs, ImportSessionOutputs>;
/** What is to be recorded of a reference to what the array shows. */
type Spelling = (
  collection: "remote_system" | "volume_group" | "policy",
  recorded: string | undefined,
  observed: string | undefined,
) => Promise<string | undefined>;

/** The session as it is, mapped back into inputs; undefined when it is certainly gone (docs/lifecycle.md, "Reading"). */
export async function readImportSession(
  id: string,
  raw: RawInputs | undefined,
  context: OperationContext,
): Promise<Read | undefined> {
  const recorded = (raw ?? {}) as Recorded;
  const array = context.array(recorded.array);
  const label = sessionLabel({ id, name: recorded.name }, array.powerStore.endpoint);
  const clusterId = await assertSameCluster(array, recorded.clusterId, `reading ${label}: it`, context.signal);
  try {
    const { sourceResourceId } = recorded;
    const session = await observeSession(array, id, {
      maxAgeSeconds: SHARED_SECONDS,
      sourceResourceId,
      signal: context.signal,
    });
    if (raw === undefined && session.parentSessionId) throw memberRefusal(label, session.parentSessionId);
    const trouble = membersInTrouble(session.members);
    if (trouble) context.report.warning(`${label} ${trouble}`);
    const spelling: Spelling = (collection, known, observed) =>
      observedSpelling({ collection, recorded: known, observed }, array, label, context);
    const inputs = await observedInputs(session, recorded, spelling);
    const claimed = isStillClaimed(recorded, { clusterId, id }, context);
    const asked = AskedBefore.of(recorded, { id, clusterId }, context);
    await asked.look(array, context);
    asked.tell(label, context, openText);
    const standing = { clusterId, claimed, pendingRequests: asked.open };
    return {
      id: session.id,
      inputs,
      outputs: withPause(outputsNow(inputs, session, standing, context), recorded),
    };
  } catch (error) {
    const isUntold = error instanceof UnknownValueError || error instanceof ContradictionError;
    if (isUntold && raw !== undefined) {
      context.report.warning(`${error.message} The state of ${label} stays as it was.`);
      return asRecorded(id, recorded);
    }
    if (!(error instanceof NotFoundError)) throw error;
    // A look-up: there is no state to keep. "Gone" would not do, for the engine takes it for a resource without outputs (dynamic host).
    if (raw === undefined) throw new RefusalError(`reading ${label}: there is no such session.`);
    return readPurged(id, recorded, label, array, context);
  }
}

/** Windows that have opened since do not make their own pause somebody else's. */
function withPause(outputs: ImportSessionOutputs, { state, holdReason }: Recorded): ImportSessionOutputs {
  const isStill = state === "Paused" && outputs.state === "Paused" && holdReason !== undefined;
  if (!isStill || outputs.holdReason !== undefined) return outputs;
  return { ...outputs, holdReason: "its copyWindows are open again, and the next update resumes it" };
}

/** Who has a member of a group in the stack could end it alone, out of the group's middle. */
function memberRefusal(label: string, groupId: string): RefusalError {
  return new RefusalError(
    `reading ${label}: it is a member of the group's session ${groupId}, and no resource of its own. Import that one, which manages its members; to look at a member, ` +
      `use the function getImportSession.`,
  );
}

async function readPurged(
  id: string,
  recorded: Recorded,
  label: string,
  array: ArrayAccess,
  context: OperationContext,
): Promise<Read | undefined> {
  const judgement = await examineGone({ id, recorded }, array, context.signal);
  if (judgement.verdict === "deleted") return undefined;
  context.report.warning(`${label} ${goneText(judgement)}`);
  return asRecorded(id, judgement.verdict === "completed" ? purgedOutputs(recorded) : recorded);
}

/** A refresh that cannot tell keeps what it has: an error here would stop it for the whole stack, and `up --refresh` before the program runs. */
function asRecorded(id: string, recorded: Recorded): Read {
  const outputs = withoutUndefined(recorded as ImportSessionOutputs);
  return { id, inputs: inputsOf(outputs), outputs };
}

/** A record that is gone after its completion: what was known last, and that it is done. */
export function purgedOutputs(recorded: Recorded): ImportSessionOutputs {
  const state = isCompleted(recorded.state) ? recorded.state : "Import_Completed";
  return withoutUndefined({ ...(recorded as ImportSessionOutputs), state });
}

function inputsOf(outputs: ImportSessionOutputs): ImportSessionInputs {
  return Object.fromEntries(
    Object.entries(outputs).filter(([name]) => (inputNames as readonly string[]).includes(name)),
  ) as ImportSessionInputs;
}

/** What the program alone decides: nothing on the array shows it. */
const decidedByProgram = inputNames.filter((name) => changeKinds[name] === "nothing");

/**
 * The inputs that describe what is observed. What the program alone decides, and what the array cannot show or change any more
 * (names and, once completed, everything), stays as recorded: a difference that no update can mend would never go away.
 */
async function observedInputs(
  session: ImportSession,
  recorded: Recorded,
  spelling: Spelling,
): Promise<ImportSessionInputs> {
  const kept = {
    ...Object.fromEntries(decidedByProgram.map((name) => [name, recorded[name]])),
    name: recorded.name ?? session.name,
    description: "name" in recorded ? recorded.description : session.description,
    hostIds: recorded.hostIds,
    hostGroupIds: recorded.hostGroupIds,
    consistencyGroupMembers: recorded.consistencyGroupMembers,
    waitFor: recorded.waitFor ?? "Started",
    forceCancel: recorded.forceCancel ?? false,
    hostsOnSource: recorded.hostsOnSource ?? false,
    array: recorded.array,
    paused: observedPause(session, recorded),
    scheduledTimestamp: observedSchedule(session, recorded),
  };
  if (isCompleted(session.state) && recorded.sourceResourceId) {
    return withoutUndefined({ ...inputsOf(recorded as ImportSessionOutputs), ...kept });
  }
  return withoutUndefined({
    ...kept,
    remoteSystemId:
      (await spelling("remote_system", recorded.remoteSystemId, session.remoteSystemId)) ?? recorded.remoteSystemId,
    sourceResourceId: session.sourceResourceId ?? recorded.sourceResourceId,
    type: session.type ?? recorded.type ?? "Non_Disruptive",
    ...(await observedOptions(session, recorded, spelling)),
    automaticCutover: session.automaticCutover ?? recorded.automaticCutover ?? false,
  });
}

/**
 * Nobody can give these to a session, or take them away, once it exists. What the array shows though the program gave nothing is a default of its
 * own, what it does not show though the program gave it is hidden: neither is drift, which no update could mend.
 */
async function observedOptions(
  session: ImportSession,
  recorded: Recorded,
  spelling: Spelling,
): Promise<Pick<Recorded, "volumeGroupId" | "protectionPolicyId" | "globalStorageDiscoveryAddress">> {
  const pick = (known: string | undefined, shown: string | undefined) =>
    "name" in recorded ? known && (shown ?? known) : shown;
  const volumeGroupId = await spelling("volume_group", recorded.volumeGroupId, session.volumeGroupId);
  const protectionPolicyId = await spelling("policy", recorded.protectionPolicyId, session.protectionPolicyId);
  return withoutUndefined({
    volumeGroupId: pick(recorded.volumeGroupId, volumeGroupId),
    protectionPolicyId: pick(recorded.protectionPolicyId, protectionPolicyId),
    globalStorageDiscoveryAddress: pick(recorded.globalStorageDiscoveryAddress, session.globalStorageDiscoveryAddress),
  });
}

function observedPause(session: ImportSession, recorded: Recorded): boolean {
  // With copy windows a pause may be theirs, whatever they say by now: the next update goes by them.
  if (session.state === "Paused") return recorded.copyWindows === undefined || recorded.paused === true;
  if (session.state === "Copy_In_Progress") return false;
  return recorded.paused ?? false;
}

function observedSchedule(session: ImportSession, recorded: Recorded): string | undefined {
  if (recorded.startWindows) return undefined;
  const known = "name" in recorded;
  if (session.state !== "Scheduled" && known) return recorded.scheduledTimestamp;
  return isSameInstant(session.scheduledTimestamp, recorded.scheduledTimestamp)
    ? recorded.scheduledTimestamp
    : session.scheduledTimestamp;
}

/**
 * The id behind what `pulumi import` was given: an id, or `name:<name>` of the session; undefined when there is no such session. The engine
 * records the id that read answers with [ENGINE import].
 */
export async function findImportedId(reference: string, context: OperationContext): Promise<string | undefined> {
  const { importSessions } = sessionsOn(context.array());
  const options = { signal: context.signal };
  const name = nameIn(reference);
  if (name !== undefined) return (await importSessions.findImportSessionByName(name, options))?.id;
  // Of a session that was never recorded nobody can say what became of it: without a record it does not exist.
  return (await orUndefined(importSessions.getImportSession(reference, options)))?.id;
}
