/** An import that may have been made, although nobody has its id: when that is so, and what is said then. */

import type { PowerStoreError } from "../../../powerstore/http/powerStoreErrors";
import { JobPendingError } from "../../../powerstore/http/powerStoreErrors";
import { keepInDoubt, mayBeDone } from "../../operation/lostRequest";
import type { Origin } from "../../operation/names";
import { isGeneratedName } from "../../operation/names";

/** Once somebody has approved it, the array makes it: after the run, too. */
export const mayComeToBe = (error: unknown): error is PowerStoreError =>
  mayBeDone(error) || error instanceof JobPendingError;

/**
 * An error that ends a create, with what a POST before it may have done.
 * @param isEarlier an earlier run has sent that, and nobody knows whether for what the program says by now.
 */
export function inDoubt(
  error: unknown,
  { lost, isEarlier }: { readonly lost?: PowerStoreError | undefined; readonly isEarlier?: boolean },
  name: string,
  origin: Origin,
): unknown {
  return keepInDoubt(error, lost, `The import may be running: ${waysToIt(name, origin, isEarlier ?? false)}`);
}

function waysToIt(name: string, origin: Origin, isEarlier: boolean): string {
  if (!isGeneratedName(name, origin))
    return `look for this name on the array; if it is there, set adoptSessionId: "name:${name}" and run "pulumi up".`;
  return isEarlier
    ? `an earlier run has asked for it. The next "pulumi up" finds it by this name, and goes on with it where the program says what it said then. Run that before anything else, or have the job rejected on the array; a "pulumi destroy" now would not know of it.`
    : `the next "pulumi up" finds it by this name and goes on with it. Run that before anything else; a "pulumi destroy" now would not know of it.`;
}
