/** What a run may have begun that could not record it: the wave has no id of it, and it is the wave's to end all the same. */

import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import { PowerStoreError } from "../../../powerstore/http/powerStoreErrors";
import type { ObjectRef } from "../../engineRun/facts";
import { AskedBefore } from "../../importSession/act/askedBefore";
import { holderOfName, isClaimable } from "../../importSession/act/holderOfName";
import { outputsNow } from "../../importSession/act/outputsNow";
import { isKnownState, stateRow } from "../../importSession/decide/states";
import { sessionLabel, stateAndProgress } from "../../importSession/decide/texts";
import type { ImportSessionInputs } from "../../importSession/inputs/inputs";
import { nameMark } from "../../importSession/inputs/marks";
import { sessionsOn } from "../../importSession/sessions/sessions";
import type { ArrayAccess, OperationContext, RawInputs } from "../../operation/handler";
import { sentenceOf } from "../../operation/lifecycleErrors";
import { isGeneratedName, isNamespaced } from "../../operation/names";
import { isFailure } from "../decide/places";
import type { RecordedMember } from "../inputs/member";
import { memberInputs } from "../inputs/member";
import type { MemberStatus, Members } from "../inputs/outputs";
import type { MemberReports } from "./memberContext";
import { memberContext } from "./memberContext";

type Looking = {
  /** As it is recorded. */
  readonly wave: RawInputs;
  readonly array: ArrayAccess;
  readonly clusterId: string;
  readonly reports: MemberReports;
};

/**
 * What the array has under their names and no record tells of, if it imports the same or is known to be this stack's: what a run has begun that could not record
 * it, for the first time, or in the place of what is on record, which it has deleted before.
 */
export async function findUnrecorded(
  keys: readonly string[],
  looking: Looking,
  context: OperationContext,
): Promise<ReadonlyMap<string, RecordedMember>> {
  const found = await Promise.all(keys.map(async (key) => [key, await findOne(key, looking, context)] as const));
  return new Map(found.flatMap(([key, member]) => (member ? [[key, member]] : [])));
}

async function findOne(key: string, looking: Looking, context: OperationContext): Promise<RecordedMember | undefined> {
  const { wave, array, clusterId, reports } = looking;
  const status = ((wave.members ?? {}) as Members)[key] ?? {};
  const inputs = memberInputs(wave, key, status, context);
  // Nothing is begun for what is to be adopted.
  if (!inputs || inputs.adoptSessionId !== undefined) return undefined;
  const own = memberContext(context, key, reports);
  const wasSent = own.run.wasMadeEarlier(own.urn, { clusterId, id: "" }, nameMark(inputs.name));
  const isOwn = ({ id }: ImportSession) => wasSent || own.run.isOwn(own.urn, { clusterId, id });
  // Of a chosen name the request of that run may have come to nothing, and the session be anybody's: what it imports has to say so.
  const isProven = (found: ImportSession) =>
    isGeneratedName(inputs.name, own) ? isOwn(found) : own.run.isOwn(own.urn, { clusterId, id: found.id });
  try {
    if (await isRecordedAlone(inputs.name, status, array, own.signal)) return undefined;
    const session = await sessionOf(inputs, looking, isProven, own);
    if (!session) await tellAsked(inputs, clusterId, own);
    if (!session || session.id === status.id) return undefined;
    if (!isOwn(session) && !isLikelyOwn(inputs.name, status, own)) return undefined;
    if (isHadNow({ clusterId, id: session.id }, own)) return undefined;
    own.report.warning(beganText(session, array));
    return recordedAs(session, { inputs, clusterId, wasSent }, own);
  } catch (error) {
    // What nothing speaks for is looked for as well as can be.
    if (wasSent || context.signal.aborted || !(error instanceof PowerStoreError)) throw error;
    own.report.warning(`${sentenceOf(error)} Whether an earlier run has begun it is not known.`);
    return undefined;
  }
}

/** A name that the program has chosen may be anybody's; and in the place of a copy that goes on by what is recorded, a second entry of the wave may have made it. */
const isLikelyOwn = (name: string, { id, state }: MemberStatus, context: OperationContext): boolean =>
  isGeneratedName(name, context) && (id === undefined || isReplaceable(state));

/** Whether the resource has it as it is, or this very run has made it, in the place of what is to be ended. */
function isHadNow(object: ObjectRef, { run, urn }: OperationContext): boolean {
  const decision = run.mayStillEnd({ urn, object, marks: [] });
  return "objection" in decision && ["createdFirst", "leftOver"].includes(decision.objection.because);
}

/** Of what has no id yet its name stands for it: the array may make it, once that is approved, and nobody has it then. */
async function tellAsked(inputs: ImportSessionInputs, clusterId: string, context: OperationContext): Promise<void> {
  const object = { clusterId, id: nameMark(inputs.name) };
  await AskedBefore.of({}, object, context).tellUnfollowed(`"${inputs.name}"`, { array: inputs.array }, context);
}

/** Whether there is nothing under the name but what is on record, by one look for all: what is recorded may be older than what that run has seen. */
async function isRecordedAlone(
  name: string,
  { id, state }: MemberStatus,
  array: ArrayAccess,
  signal: AbortSignal,
): Promise<boolean> {
  if (id === undefined) return false;
  const use = await sessionsOn(array).useOfName(name, signal);
  if (use.kind === "inUse") return use.id === id;
  return use.kind === "free" || !isReplaceable(state);
}

const isReplaceable = (state: string | undefined) =>
  isKnownState(state) && (isFailure(state) || stateRow(state).replacement !== "refused");

/** One look for all that are free; what many share says too little of the others. */
async function sessionOf(
  inputs: ImportSessionInputs,
  { array, clusterId }: Looking,
  isOwn: (session: ImportSession) => boolean,
  context: OperationContext,
): Promise<ImportSession | undefined> {
  const holder = await holderOfName({ inputs, array, clusterId }, context);
  if (holder.kind === "claimable") return holder.session;
  if (holder.kind === "free") return undefined;
  const { signal } = context;
  const session = await sessionsOn(array).importSessions.findImportSessionByName(inputs.name, { signal });
  // What is its own may import otherwise by now than is recorded: that run had another program.
  const isTaken = session && (isOwn(session) || (await isClaimable(session, { inputs, array }, signal)));
  return isTaken ? session : undefined;
}

const beganText = (session: ImportSession, { powerStore }: ArrayAccess) =>
  `${sessionLabel(session, powerStore.endpoint)} is ${stateAndProgress(session)} and was made by an earlier, interrupted run of this program, which could not record it.`;

type Known = { readonly inputs: ImportSessionInputs; readonly clusterId: string; readonly wasSent: boolean };

function recordedAs(
  session: ImportSession,
  { inputs, clusterId, wasSent }: Known,
  context: OperationContext,
): RecordedMember {
  const claimed = !wasSent && !isNamespaced(inputs.name, context);
  return { id: session.id, outputs: outputsNow(inputs, session, { clusterId, claimed }, context) };
}
