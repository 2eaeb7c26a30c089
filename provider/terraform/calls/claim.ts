/** That what is created is one resource's only, among all that a command creates: nothing tells two of the same apart [TERRAFORM addresses]. */

import type { ArrayAccess, OperationContext } from "../../lifecycle/operation/handler";
import { RefusalError } from "../../lifecycle/operation/lifecycleErrors";
import type { TerraformRun } from "../run/terraformRun";

export type Claim = {
  /** In which the create learns first of all which array it is, and is refused where another block's process makes the same there. */
  around(context: OperationContext): OperationContext;
  /** Nothing came of the create. */
  giveBack(): void;
};

/**
 * Throws where another create of this process has it.
 * @param urn what is made, for the account; undefined where nothing on the array is the resource's own
 */
export function claim(run: TerraformRun, urn: string | undefined, refusal: string): Claim {
  if (urn === undefined) return { around: (context) => context, giveBack: () => undefined };
  if (!run.beginCreate(urn)) throw new RefusalError(refusal);
  let place: string | undefined;
  const begin = (clusterId: string) => {
    if (place !== undefined) return;
    if (!run.engineRun.phases.beginMaking(urn, clusterId)) throw new RefusalError(refusal);
    place = clusterId;
  };
  return {
    around: (context) => ({ ...context, array: (profile) => claiming(context.array(profile), begin) }),
    giveBack: () => {
      run.notCreated(urn);
      if (place !== undefined) run.engineRun.phases.makesNothing(urn, place);
    },
  };
}

/** By the request that each create begins with: one more would count in no time-out. */
const claiming = (array: ArrayAccess, begin: (clusterId: string) => void): ArrayAccess => ({
  ...array,
  clusterId: async (signal) => {
    const clusterId = await array.clusterId(signal);
    begin(clusterId);
    return clusterId;
  },
});
