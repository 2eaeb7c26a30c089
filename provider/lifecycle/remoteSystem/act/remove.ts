import type { RemoteSystem } from "../../../powerstore/api/schemas/remoteSystem";
import { heldText, holdersAmong, removeObject, withStuck } from "../../arrayObject/remove";
import { deleteUntilGone } from "../../arrayObject/untilGone";
import type { OperationContext, RawInputs } from "../../operation/handler";
import { RefusalError } from "../../operation/lifecycleErrors";
import { decideDeletion } from "../decide/decideDeletion";
import { statesText, systemLabel } from "../decide/texts";
import { marksOf } from "../inputs/marks";
import type { RemoteSystemOutputs } from "../inputs/outputs";
import { findRemoteSystem } from "./observe";

/** The array would refuse it as well while imports use it, but does not say which they are. */
export async function removeRemoteSystem(id: string, recorded: RawInputs, context: OperationContext): Promise<void> {
  const { array: profile, name } = recorded as Partial<RemoteSystemOutputs>;
  const array = context.array(profile);
  const { remoteSystems, endpoint } = array.powerStore;
  const label = systemLabel({ id, name }, endpoint);
  const options = { signal: context.signal };
  const end = async () => {
    const sessions = await remoteSystems.listSessionsOf(id, options);
    const holders = holdersAmong(sessions);
    if (holders.length > 0) {
      throw new RefusalError(
        `deleting ${label}: ${heldText(holders)}. Let them end or destroy them first; a session that takes remoteSystemId from this resource is destroyed before it by itself. Nothing was sent.`,
      );
    }
    await deleteUntilGone<RemoteSystem>(
      {
        label,
        secondsToPoll: array.secondsToPoll,
        find: () => findRemoteSystem(array, id, options),
        text: statesText,
        send: (change) => remoteSystems.deleteRemoteSystem(id, change),
        decide: decideDeletion,
      },
      context,
    ).catch((error: unknown) => {
      throw withStuck(error, sessions);
    });
  };
  const marks = marksOf(id, recorded);
  await removeObject({ id, recorded, array, label, marks, adoptInput: "adoptRemoteSystemId", end }, context);
}
