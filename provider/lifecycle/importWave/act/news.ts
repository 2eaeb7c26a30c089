/** What has become of a wave about which nothing is to be done: who waits for it reads its outputs, and only an update records them. */

import { NotFoundError, PowerStoreError } from "../../../powerstore/http/powerStoreErrors";
import { assertSameCluster } from "../../array/arrayAccess";
import { holderOfName } from "../../importSession/act/holderOfName";
import type { ImportSessionInputs } from "../../importSession/inputs/inputs";
import { nameMark } from "../../importSession/inputs/marks";
import type { OperationContext, RawInputs } from "../../operation/handler";
import { LifecycleError } from "../../operation/lifecycleErrors";
import { isGeneratedName } from "../../operation/names";
import { isUnderWay } from "../decide/places";
import type { RecordedMember } from "../inputs/member";
import { memberInputs, memberOrigin, recordedMember } from "../inputs/member";
import type { Members } from "../inputs/outputs";
import { seeMember } from "./looks";
import { MemberReports } from "./memberContext";
import type { WaveTask } from "./roster";
import { tellUnseen } from "./unseen";

/** What was seen so short a time ago is not looked at again. */
const FRESH_SECONDS = 120;

type Compared = {
  readonly recorded: RawInputs;
  readonly inputs: RawInputs;
  /** Keys of those without a session that a killed run may have begun. */
  readonly perhapsBegun: readonly string[];
};

/** The keys of those that stand elsewhere than is recorded. Never throws for what the array does. */
export async function findNews(id: string, compared: Compared, context: OperationContext): Promise<readonly string[]> {
  const { recorded, inputs, perhapsBegun } = compared;
  const members = membersUnderWay(compared, context);
  const isIdle = members.length === 0 && perhapsBegun.length === 0;
  if (isIdle || isFresh(recorded.lastSeenAt, context.clock.now())) return [];
  try {
    const array = context.array(inputs.array as string | undefined);
    const what = `looking at import wave ${id}: it`;
    const clusterId = await assertSameCluster(array, recorded.clusterId, what, context.signal);
    const begun = await findBegun(compared, { array, clusterId }, context);
    return [...(await lookAtAll(members, { array, clusterId }, context)), ...begun];
  } catch (error) {
    const isForeseen = error instanceof LifecycleError || error instanceof PowerStoreError;
    if (!isForeseen || context.signal.aborted) throw error;
    context.report.info(`what became of its imports since was not looked at. ${error.message}`);
    return [];
  }
}

type UnderWay = {
  readonly key: string;
  readonly member: RecordedMember;
  readonly wanted: ImportSessionInputs;
};

function membersUnderWay({ recorded, inputs }: Compared, context: OperationContext): readonly UnderWay[] {
  return Object.entries((recorded.members ?? {}) as Members).flatMap(([key, status]) => {
    const member = recordedMember(recorded, key, status, context);
    const wanted = memberInputs(inputs, key, status, context);
    return member && wanted && isUnderWay(member.outputs.state) ? [{ key, member, wanted }] : [];
  });
}

type Where = Pick<WaveTask, "array" | "clusterId">;

async function lookAtAll(members: readonly UnderWay[], where: Where, context: OperationContext): Promise<string[]> {
  const looks = await Promise.allSettled(
    members.map(async ({ key, member, wanted }) => {
      const { state } = await seeMember(member, wanted, where, context);
      return state === member.outputs.state ? [] : [key];
    }),
  );
  const failed = looks.filter((look) => look.status === "rejected");
  const areAnswered = failed.some(({ reason }) => reason instanceof NotFoundError);
  if (failed.length > 0 && failed.length === looks.length && !areAnswered) throw failed[0]?.reason;
  const reports = new MemberReports(context);
  for (const [at, look] of looks.entries()) {
    if (look.status === "rejected") tellUnseen(look.reason, reports.of(members[at]?.key ?? ""), context.signal);
  }
  reports.settle();
  return looks.flatMap((look) => (look.status === "fulfilled" ? look.value : []));
}

/** One look for all of them. What can be taken over is what an update under a hold takes over. */
async function findBegun({ recorded, inputs, perhapsBegun }: Compared, where: Where, context: OperationContext) {
  const statuses = (recorded.members ?? {}) as Members;
  const found = await Promise.all(
    perhapsBegun.map(async (key) => {
      const wanted = memberInputs(inputs, key, statuses[key] ?? {}, context);
      if (!wanted || !mayBeOwn(wanted.name, where.clusterId, memberOrigin(context, key))) return [];
      return (await holderOfName({ ...where, inputs: wanted }, context)).kind === "claimable" ? [key] : [];
    }),
  );
  return found.flat();
}

/** A clock that was set back makes nothing fresh. */
function isFresh(lastSeenAt: unknown, now: number): boolean {
  const ageSeconds = (now - Date.parse(String(lastSeenAt))) / 1000;
  return ageSeconds >= 0 && ageSeconds < FRESH_SECONDS;
}

/** Under a name that the program has chosen nothing is taken over but what that run is known to have asked for. */
function mayBeOwn(name: string, clusterId: string, origin: OperationContext): boolean {
  return isGeneratedName(name, origin) || origin.run.wasMadeEarlier(origin.urn, { clusterId, id: "" }, nameMark(name));
}
