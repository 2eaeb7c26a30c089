import { MEMBERS_PER_CALL } from "../../../powerstore/api/universalGroups";
import { obtain } from "../../arrayObject/obtain";
import { refusedTakingText } from "../../arrayObject/ownershipTexts";
import { differencesOfNames } from "../../arrayObject/volumeNames";
import { isOldWish } from "../../operation/adopted";
import { changeOptions, DEFAULT_SETTLE_SECONDS } from "../../operation/customTimeouts";
import type { ArrayAccess, OperationContext } from "../../operation/handler";
import { canonical } from "../../operation/jsonValues";
import { RefusalError } from "../../operation/lifecycleErrors";
import { isGeneratedName, isNamespaced, withRecordedName } from "../../operation/names";
import { refuseUnlessDeleted } from "../../operation/notReplaced";
import { isReady } from "../decide/decideGroup";
import { groupLabel } from "../decide/texts";
import type { GroupInputs } from "../inputs/inputs";
import { nameMark } from "../inputs/inputs";
import type { GroupOutputs, ObservedGroup } from "../inputs/outputs";
import { toOutputs } from "../inputs/outputs";
import { findGroupByName, findReferenced, namesAmong } from "./observe";
import { settleGroup } from "./settle";

type Created = { readonly id: string; readonly outputs: GroupOutputs };
type Place = { readonly array: ArrayAccess; readonly clusterId: string };

export async function createGroup(inputs: GroupInputs, context: OperationContext): Promise<Created> {
  refuseUnlessDeleted(context);
  const array = context.array(inputs.array);
  const timeoutSeconds = context.timeoutSeconds ?? DEFAULT_SETTLE_SECONDS;
  const deadline = context.clock.monotonic() + timeoutSeconds * 1000;
  const clusterId = await array.clusterId(context.signal);
  const remoteSystemId = await array.resolve("remote_system", inputs.remoteSystemId, context.signal);
  const isAdopting = inputs.adoptGroupId !== undefined;
  const adopted = isAdopting ? await adopt(inputs, remoteSystemId, { array, clusterId }, context) : undefined;
  if (adopted) return adopted;
  const volumeIds = inputs.importUniversalVolumeIds.slice(0, MEMBERS_PER_CALL);
  const { name } = inputs;
  const obtained = await obtain<ObservedGroup>(
    {
      what: `universal consistency group "${name}"`,
      clusterId,
      mark: nameMark(name),
      adoptInput: "adoptGroupId",
      hasGeneratedName: isGeneratedName(name, context),
      isNamespaced: () => isNamespaced(name, context),
      isAsPosted: () => true,
      look: () => findGroupByName(array, name, { signal: context.signal }),
      differences: (found, isProven) => differences(found, { ...inputs, remoteSystemId }, !isProven),
      unfit: () => undefined,
      label: (found) => groupLabel(found, array.powerStore.endpoint),
      post: () =>
        array.powerStore.universalGroups.createUniversalGroup(
          { name, remoteSystemId, volumeIds },
          changeOptions(context, deadline),
        ),
      explain: async (refusal) => refusal,
    },
    context,
  );
  const isForeign = obtained.kind === "claimed" && !obtained.isProven;
  const standing = { clusterId, claimed: isForeign || undefined };
  // Nothing is named of one that may be another stack's: that is left to the next run, which somebody has asked for who knows of it.
  const goals = isForeign && inputs.volumeNames ? { ...inputs, volumeNames: {} } : inputs;
  const outputs = await settleGroup(
    { id: obtained.id, inputs: goals, goals, array, standing, deadline, timeoutSeconds, operation: "create" },
    context,
  );
  return { id: obtained.id, outputs };
}

function differences(found: ObservedGroup, wanted: GroupInputs, isStrict: boolean): string[] {
  const texts: string[] = [];
  if (found.remoteSystemId !== wanted.remoteSystemId) {
    texts.push(
      `remoteSystemId is ${found.remoteSystemId ?? "not told"} on the array and ${wanted.remoteSystemId} in the program`,
    );
  }
  const members = found.members.map(({ id }) => id);
  if (isStrict && canonical(members) !== canonical(wanted.importUniversalVolumeIds)) {
    texts.push(
      `its members are ${members.join(", ") || "none"} on the array and ${wanted.importUniversalVolumeIds.join(", ") || "none"} in the program`,
    );
  }
  return texts;
}

/**
 * Nothing is sent but reads: what the program says has to be there already.
 * @returns undefined where the wish is over.
 */
async function adopt(
  inputs: GroupInputs,
  remoteSystemId: string,
  { array, clusterId }: Place,
  context: OperationContext,
): Promise<Created | undefined> {
  const { endpoint } = array.powerStore;
  const reference = inputs.adoptGroupId ?? "";
  const group = await findReferenced(array, reference, { signal: context.signal });
  if (!group || context.run.hasEnded({ clusterId, id: group.id })) {
    if (isOldWish("adoptGroupId", reference, clusterId, context)) return undefined;
    throw new RefusalError(
      `adopting universal consistency group ${reference}: there is no such one on ${endpoint}. To make a new one, remove adoptGroupId from the program.`,
    );
  }
  const label = groupLabel(group, endpoint);
  const { volumeNames = {} } = inputs;
  const texts = [
    ...differences(group, { ...inputs, remoteSystemId }, true),
    ...differencesOfNames(volumeNames, namesAmong(group, volumeNames)),
  ];
  const isNamed = !isGeneratedName(inputs.name, context);
  if (isNamed && group.name !== inputs.name)
    texts.push(`name is ${group.name} on the array and ${inputs.name} in the program`);
  if (texts.length > 0) {
    throw new RefusalError(
      `adopting ${label}: the program says something else: ${texts.join("; ")}. Nothing was changed; let the program say what is there first.`,
    );
  }
  const taking = context.run.take(context.urn, { clusterId, id: group.id });
  if (taking.kind !== "allowed") throw new RefusalError(`adopting: ${refusedTakingText(label, taking)}`);
  const named = withRecordedName(inputs, group, context);
  const readyAt = isReady(group) ? new Date(context.clock.now()).toISOString() : undefined;
  return { id: group.id, outputs: toOutputs(named, group, { clusterId, readyAt }) };
}
