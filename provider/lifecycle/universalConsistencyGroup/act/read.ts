import { assertSameCluster } from "../../array/arrayAccess";
import { observedSpelling } from "../../array/observedSpelling";
import type { OperationContext, RawInputs, ReadResult } from "../../operation/handler";
import { canonical, withoutUndefined } from "../../operation/jsonValues";
import { RefusalError } from "../../operation/lifecycleErrors";
import { isReady } from "../decide/decideGroup";
import { groupLabel } from "../decide/texts";
import type { GroupInputs } from "../inputs/inputs";
import type { GroupOutputs, ObservedGroup } from "../inputs/outputs";
import { toOutputs } from "../inputs/outputs";
import { findGroup, findReferenced, namesAmong } from "./observe";

type Recorded = Partial<GroupOutputs>;

/** The group as it is, mapped back into inputs; undefined when it is certainly gone. */
export async function readGroup(
  id: string,
  raw: RawInputs | undefined,
  context: OperationContext,
): Promise<ReadResult<GroupInputs, GroupOutputs> | undefined> {
  const recorded = (raw ?? {}) as Recorded;
  const array = context.array(recorded.array);
  const label = groupLabel({ id, name: recorded.name }, array.powerStore.endpoint);
  const clusterId = await assertSameCluster(array, recorded.clusterId, `reading ${label}: it`, context.signal);
  const group = await findGroup(array, id, { signal: context.signal });
  if (!group) {
    if (raw !== undefined) return undefined;
    throw new RefusalError(`reading ${label}: there is no such group.`);
  }
  const reference = { recorded: recorded.remoteSystemId, observed: group.remoteSystemId };
  const spelled = await observedSpelling({ collection: "remote_system", ...reference }, array, label, context);
  const inputs = observedInputs(group, recorded, spelled);
  const claimed = recorded.claimed === true && !context.run.isOwn(context.urn, { clusterId, id });
  const now = new Date(context.clock.now()).toISOString();
  const readyAt = raw === undefined && isReady(group) ? now : recorded.readyAt;
  return { id, inputs, outputs: toOutputs(inputs, group, { clusterId, claimed, readyAt }) };
}

function observedInputs(group: ObservedGroup, recorded: Recorded, remoteSystem: string | undefined): GroupInputs {
  const members = group.members.map(({ id }) => id);
  const known = recorded.importUniversalVolumeIds;
  return withoutUndefined({
    remoteSystemId: remoteSystem ?? recorded.remoteSystemId,
    name: group.name ?? recorded.name,
    importUniversalVolumeIds: known && canonical(known) === canonical(members) ? known : members,
    // Names that others have given are none of its business.
    volumeNames: recorded.volumeNames && namesAmong(group, recorded.volumeNames),
    waitFor: recorded.waitFor ?? "Ready",
    adoptGroupId: recorded.adoptGroupId,
    array: recorded.array,
  }) as GroupInputs;
}

/** The id behind what `pulumi import` was given: an id, or `name:<name>`; undefined when there is no such group. */
export async function findImportedId(reference: string, context: OperationContext): Promise<string | undefined> {
  return (await findReferenced(context.array(), reference, { signal: context.signal }))?.id;
}
