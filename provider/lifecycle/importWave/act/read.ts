import { assertSameCluster } from "../../array/arrayAccess";
import { findToAdopt } from "../../importSession/act/adopt";
import { readImportSession } from "../../importSession/act/read";
import { changedInputs } from "../../importSession/inputs/compare";
import type { ImportSessionInputs } from "../../importSession/inputs/inputs";
import type { ArrayAccess, OperationContext, RawInputs, ReadResult } from "../../operation/handler";
import { withoutUndefined } from "../../operation/jsonValues";
import { RefusalError } from "../../operation/lifecycleErrors";
import { failuresAmong, holdOf } from "../decide/hold";
import { inHeldWave } from "../decide/memberAdvice";
import { importText } from "../decide/ownershipTexts";
import type { ImportWaveInputs } from "../inputs/inputs";
import { commonNames, ownNames } from "../inputs/inputs";
import type { RecordedMember } from "../inputs/member";
import { memberInputs, recordedMember, statusOf } from "../inputs/member";
import type { ImportWaveOutputs, MemberStatus, Members } from "../inputs/outputs";
import { MemberReports, memberContext } from "./memberContext";
import { toOutputs } from "./settle";
import { unseenText } from "./unseen";

type Read = ReadResult<ImportWaveInputs, ImportWaveOutputs>;

/** All members as they are, each as a read of its own would find it; one that is gone has no id any more. */
export async function readImportWave(
  id: string,
  recorded: RawInputs | undefined,
  context: OperationContext,
): Promise<Read | undefined> {
  if (recorded === undefined) throw new RefusalError(importText);
  const array = context.array(recorded.array as string | undefined);
  const clusterId = await assertSameCluster(array, recorded.clusterId, `reading import wave ${id}: it`, context.signal);
  const reports = new MemberReports(context);
  const read = await Promise.allSettled(
    Object.entries((recorded.members ?? {}) as Members).map(([key, status]) =>
      readMember(key, status, { wave: recorded, array, clusterId, reports }, context),
    ),
  );
  const failed = read.filter((result) => result.status === "rejected");
  // What none of them hears is no trouble of one.
  if (failed.length > 0 && failed.length === read.length) throw failed[0]?.reason;
  const members = Object.entries((recorded.members ?? {}) as Members).map(([key, status], index) => {
    const result = read[index];
    if (result?.status === "fulfilled") return result.value;
    reports.of(key).warning(unseenText(result?.reason));
    return { key, status, drift: {} };
  });
  reports.settle();
  const inputs = withDrift(recorded, members);
  const statuses = Object.fromEntries(members.map(({ key, status }) => [key, status]));
  const hold = holdOf(recorded, failuresAmong(statuses, recorded));
  const now = new Date(context.clock.now()).toISOString();
  const lastSeenAt = failed.length === 0 ? now : (recorded.lastSeenAt as string | undefined);
  return { id, inputs, outputs: toOutputs(inputs, statuses, { clusterId, hold, lastSeenAt }) };
}

type ReadMember = {
  readonly key: string;
  readonly status: MemberStatus;
  /** Inputs as the array shows them, where it shows others. */
  readonly drift: RawInputs;
};

type Reading = {
  readonly wave: RawInputs;
  readonly array: ArrayAccess;
  readonly clusterId: string;
  readonly reports: MemberReports;
};

async function readMember(
  key: string,
  status: MemberStatus,
  reading: Reading,
  context: OperationContext,
): Promise<ReadMember> {
  const { wave, reports } = reading;
  const member = recordedMember(wave, key, status, context);
  if (!member) return { key, status, drift: {} };
  const { sizeBytes, adoptedBefore } = status;
  const kept = withoutUndefined({ sizeBytes, adoptedBefore });
  const read = await readImportSession(member.id, member.outputs, memberContext(context, key, reports));
  const wanted = memberInputs(wave, key, status, context);
  if (!read) {
    const next = wanted ? '; the next "pulumi up" imports again from 0.' : ", and nothing of it is left.";
    const text = `its session ${member.id} was deleted on the array${next}`;
    reports.of(key).warning(isHeldWithout(key, wave) ? inHeldWave(text) : text);
    return { key, status: { ...kept, ...(await adoptedBy(member, reading, context)) }, drift: {} };
  }
  if (!wanted) return { key, status: { ...statusOf(read.id, read.outputs, undefined), ...kept }, drift: {} };
  const changed = changedInputs(member.outputs, read.inputs).filter((name) => name !== "name");
  const drift = Object.fromEntries(changed.map((name) => [name, read.inputs[name]]));
  return { key, status: { ...statusOf(read.id, read.outputs, { ...wanted, ...drift }), ...kept }, drift };
}

/** As far as is recorded of the others: what is gone has not failed. */
function isHeldWithout(key: string, wave: RawInputs): boolean {
  const { [key]: _, ...others } = (wave.members ?? {}) as Members;
  return holdOf(wave, failuresAmong(others, wave)) !== undefined;
}

/** What its entry names to be adopted may be what is gone: then it is imported anew, like any other. */
async function adoptedBy(
  { outputs }: RecordedMember,
  where: Reading,
  context: OperationContext,
): Promise<Pick<MemberStatus, "adoptedBefore">> {
  const { adoptSessionId } = outputs as Partial<ImportSessionInputs>;
  if (adoptSessionId === undefined || (await findToAdopt(adoptSessionId, where, context))) return {};
  return { adoptedBefore: adoptSessionId };
}

/** The recorded inputs, with what the array shows otherwise in the members' own entries. */
function withDrift(recorded: RawInputs, members: readonly ReadMember[]): ImportWaveInputs {
  const names: readonly string[] = [...ownNames, ...commonNames];
  const inputs = Object.fromEntries(Object.entries(recorded).filter(([name]) => names.includes(name)));
  const sessions = { ...(recorded.sessions as Readonly<Record<string, RawInputs>>) };
  for (const { key, drift } of members) {
    if (sessions[key] && Object.keys(drift).length > 0) sessions[key] = { ...sessions[key], ...drift };
  }
  return { ...inputs, sessions } as unknown as ImportWaveInputs;
}
