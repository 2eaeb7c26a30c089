/** What has become of a wave about which nothing is to be done: who waits for it reads its outputs, and only an update records them. */

import { PowerStoreError } from "../../../powerstore/http/powerStoreErrors";
import { assertSameCluster } from "../../array/arrayAccess";
import type { OperationContext, RawInputs } from "../../operation/handler";
import { LifecycleError } from "../../operation/lifecycleErrors";
import { isUnderWay } from "../decide/places";
import { memberInputs, recordedMember } from "../inputs/member";
import type { Members } from "../inputs/outputs";
import { seeMember } from "./looks";
import { MemberReports } from "./memberContext";
import { tellUnseen } from "./unseen";

/** What was seen so short a time ago is not looked at again. */
const FRESH_SECONDS = 120;

/** The keys of those that stand elsewhere than is recorded. Never throws for what the array does. */
export async function findNews(
  id: string,
  recorded: RawInputs,
  inputs: RawInputs,
  context: OperationContext,
): Promise<readonly string[]> {
  const members = Object.entries((recorded.members ?? {}) as Members).flatMap(([key, status]) => {
    const member = recordedMember(recorded, key, status, context);
    const wanted = memberInputs(inputs, key, status, context);
    return member && wanted && isUnderWay(member.outputs.state) ? [{ key, member, wanted }] : [];
  });
  if (members.length === 0 || isFresh(recorded.lastSeenAt, context.clock.now())) return [];
  try {
    const array = context.array(inputs.array as string | undefined);
    const what = `looking at import wave ${id}: it`;
    const clusterId = await assertSameCluster(array, recorded.clusterId, what, context.signal);
    const looks = await Promise.allSettled(
      members.map(async ({ key, member, wanted }) => {
        const { state } = await seeMember(member, wanted, { array, clusterId }, context);
        return state === member.outputs.state ? [] : [key];
      }),
    );
    const failed = looks.filter((look) => look.status === "rejected");
    if (failed.length === looks.length) throw failed[0]?.reason;
    const reports = new MemberReports(context);
    for (const [at, look] of looks.entries()) {
      if (look.status === "rejected") tellUnseen(look.reason, reports.of(members[at]?.key ?? ""), context.signal);
    }
    reports.settle();
    return looks.flatMap((look) => (look.status === "fulfilled" ? look.value : []));
  } catch (error) {
    const isForeseen = error instanceof LifecycleError || error instanceof PowerStoreError;
    if (!isForeseen || context.signal.aborted) throw error;
    context.report.info(`what became of its imports since was not looked at. ${error.message}`);
    return [];
  }
}

/** A clock that was set back makes nothing fresh. */
function isFresh(lastSeenAt: unknown, now: number): boolean {
  const ageSeconds = (now - Date.parse(String(lastSeenAt))) / 1000;
  return ageSeconds >= 0 && ageSeconds < FRESH_SECONDS;
}
