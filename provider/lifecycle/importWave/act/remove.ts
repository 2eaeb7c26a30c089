import { removeImportSession } from "../../importSession/act/remove";
import type { OperationContext, RawInputs } from "../../operation/handler";
import { LifecycleError } from "../../operation/lifecycleErrors";
import { memberUrn } from "../../operation/memberUrn";
import { failureText } from "../decide/memberAdvice";
import type { MemberFailure } from "../decide/texts";
import { failureTexts } from "../decide/texts";
import type { RecordedMember } from "../inputs/member";
import { memberRepeating, recordedMember } from "../inputs/member";
import type { MemberStatus, Members } from "../inputs/outputs";
import { MemberReports, memberContext } from "./memberContext";
import { sumsOn } from "./sums";
import { NotAloneError, together } from "./together";
import { findUnrecorded } from "./unrecorded";

/**
 * Ends every member as its own delete would; one that cannot be ended does not keep the others, unless no copy is to be ended by it: then what would go with a
 * refusal is on record as if it were there.
 */
export async function removeImportWave(id: string, recorded: RawInputs, context: OperationContext): Promise<void> {
  const all = Object.entries((recorded.members ?? {}) as Members);
  const reports = new MemberReports(context);
  const present = await presentMembers(all, recorded, reports, context);
  const isTogether = context.keepsCopies !== undefined;
  const inTurn = isTogether ? together(present.length) : apart;
  const failures = await endMembers(present, { inTurn, reports, left: recordingOf(recorded, context) }, context);
  if (failures.length === 0) return;
  const others = isTogether
    ? "cannot be ended, so nothing was sent for any of them."
    : "are still there; the others are ended.";
  throw new LifecycleError(
    `deleting import wave ${id}: ${failures.length} of its ${all.length} imports ${others} ${failureTexts(failures).join("\n")}`,
  );
}

/** Hears what the delete of a member has left, and has the wave recorded with that, where the engine records anything then. */
function recordingOf({ members }: RawInputs, { recordLeft }: OperationContext): Deleting["left"] {
  let all = (members ?? {}) as Members;
  return (key, id, more) => {
    const { [key]: status } = all;
    if (status?.id !== id) return;
    all = { ...all, [key]: { ...status, ...more } };
    recordLeft?.({ members: all });
  };
}

type Deleting = {
  readonly inTurn: ReturnType<typeof together>;
  readonly reports: MemberReports;
  readonly left: (key: string, id: string, more: RawInputs) => void;
};

const apart: ReturnType<typeof together> = (work) => work(async () => undefined);

/** Those on record, and what a run has begun that could not record it. */
async function presentMembers(
  all: readonly (readonly [string, MemberStatus])[],
  wave: RawInputs,
  reports: MemberReports,
  context: OperationContext,
): Promise<readonly Present[]> {
  const recorded = all.map(([key, status]) => ({ key, member: recordedMember(wave, key, status, context) }));
  const found = await lookFor(
    recorded.map(({ key }) => key),
    wave,
    reports,
    context,
  );
  return recorded.flatMap(({ key, member }) =>
    [member, found.get(key)].flatMap((each) => (each ? [{ key, member: each }] : [])),
  );
}

async function lookFor(keys: readonly string[], wave: RawInputs, reports: MemberReports, context: OperationContext) {
  const { clusterId } = wave;
  if (keys.length === 0 || typeof clusterId !== "string") return new Map<string, RecordedMember>();
  const array = context.array(wave.array as string | undefined);
  return findUnrecorded(keys, { wave, array, clusterId, reports }, context);
}

type Present = { readonly key: string; readonly member: RecordedMember };

async function endMembers(
  present: readonly Present[],
  { inTurn, reports, left }: Deleting,
  context: OperationContext,
): Promise<readonly MemberFailure[]> {
  const say = sumsOn(context, context.clock.monotonic());
  const urns = membersOfSuccessor(context);
  const failures: MemberFailure[] = [];
  let over = 0;
  const end = async ({ key, member: { id, outputs } }: Present) => {
    const recordLeft = (more: RawInputs) => left(key, id, more);
    const own = { ...memberContext(context, key, reports), recordLeft };
    own.run.remember(own.urn, outputs);
    const successor = context.successor && { inputs: memberRepeating(context.successor.inputs, outputs), urns };
    await inTurn((mayAct) => removeImportSession(id, outputs, { ...own, successor, mayAct })).catch(
      (error: unknown) => {
        if (!(error instanceof NotAloneError)) failures.push({ key, message: failureText(error) });
      },
    );
    over++;
    say(() => `${over} of ${present.length} imports are done with`, over === present.length);
  };
  await Promise.all(present.map(end));
  reports.settle();
  return failures;
}

/** Who is made in the place of the members, as the account knows them: whoever the wave itself has announced so far is among them. */
function membersOfSuccessor({ successor, urn }: OperationContext): ReadonlySet<string> {
  const keys = Object.keys((successor?.inputs?.sessions ?? {}) as object);
  const waves = [...(successor?.urns ?? []), ...(urn === undefined ? [] : [urn])];
  return new Set(waves.flatMap((wave) => keys.map((key) => memberUrn(wave, key))));
}
