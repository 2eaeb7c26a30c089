import { chooseArrays } from "../arrays/chosenArrays";
import { withArrays } from "../arrays/openArrays";
import type { ArrayOptions } from "../arrays/options";
import type { Surroundings } from "../process/surroundings";
import { readStackResources } from "../stack/stackResources";
import type { Fleet } from "./observeFleet";
import { observeFleet } from "./observeFleet";

/** The arrays that the options name, as they stand, beside the stack if there is one: both are asked at once. */
export async function askFleet(options: ArrayOptions, surroundings: Surroundings): Promise<Fleet> {
  const { stack, cwd } = options;
  const chosen = await chooseArrays(options, surroundings);
  const resources = stack === undefined ? undefined : readStackResources(stack, cwd, surroundings);
  return withArrays(chosen, surroundings, (arrays) => observeFleet(arrays, surroundings, resources));
}
