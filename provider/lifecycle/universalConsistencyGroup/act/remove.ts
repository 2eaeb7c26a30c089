import { heldText, holdersAmong, removeObject, withStuck } from "../../arrayObject/remove";
import { deleteUntilGone } from "../../arrayObject/untilGone";
import type { OperationContext, RawInputs } from "../../operation/handler";
import { RefusalError } from "../../operation/lifecycleErrors";
import { criteriaText, groupLabel } from "../decide/texts";
import { marksOf } from "../inputs/inputs";
import type { GroupOutputs, ObservedGroup } from "../inputs/outputs";
import { findGroup } from "./observe";

/** The volumes stay what they are; a group that is imported is not taken away from its import. */
export async function removeGroup(id: string, recorded: RawInputs, context: OperationContext): Promise<void> {
  const { array: profile, name } = recorded as Partial<GroupOutputs>;
  const array = context.array(profile);
  const label = groupLabel({ id, name }, array.powerStore.endpoint);
  const options = { signal: context.signal };
  const end = async () => {
    const sessions = await array.powerStore.universalGroups.listSessionsOfSource(id, options);
    const holders = holdersAmong(sessions);
    if (holders.length > 0) {
      throw new RefusalError(
        `deleting ${label}: ${heldText(holders)}. Let the import end or destroy it first; a session that takes sourceResourceId from this resource is destroyed before it by itself. Nothing was sent.`,
      );
    }
    await deleteUntilGone<ObservedGroup>(
      {
        label,
        secondsToPoll: array.secondsToPoll,
        find: () => findGroup(array, id, options),
        text: criteriaText,
        send: (change) => array.powerStore.universalGroups.deleteUniversalGroup(id, change),
      },
      context,
    ).catch((error: unknown) => {
      throw withStuck(error, sessions);
    });
  };
  const marks = marksOf(id, recorded);
  await removeObject({ id, recorded, array, label, marks, adoptInput: "adoptGroupId", end }, context);
}
