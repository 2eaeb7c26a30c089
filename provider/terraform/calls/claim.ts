/** That what is created is one resource's only, among all that a command creates: nothing tells two of the same apart [TERRAFORM addresses]. */

import type { Messages } from "../run/messages";
import type { TerraformRun } from "../run/terraformRun";

/** Given back where nothing came of the create. */
export type Claim = { giveBack(): void };

/**
 * Undefined where another create has it: of this process, or of one for another block of the same array. Only the array says which it is.
 * @param urn what is made, for the account; undefined where nothing on the array is the resource's own
 */
export async function claim(
  run: TerraformRun,
  urn: string | undefined,
  messages: Messages,
): Promise<Claim | undefined> {
  if (urn === undefined) return { giveBack: () => undefined };
  if (!run.beginCreate(urn)) return undefined;
  try {
    const clusterId = await run.array(messages).clusterId(run.signal);
    if (!run.engineRun.beginMaking(urn, clusterId)) return undefined;
    return {
      giveBack: () => {
        run.notCreated(urn);
        run.engineRun.makesNothing(urn, clusterId);
      },
    };
  } catch (error) {
    run.notCreated(urn);
    throw error;
  }
}
