/** An import that may have been made, although nobody has its id: when that is so, and what is said then. */

import type { PowerStoreError } from "../../../powerstore/http/powerStoreErrors";
import { JobPendingError } from "../../../powerstore/http/powerStoreErrors";
import { keepInDoubt, mayBeDone } from "../../operation/lostRequest";
import type { Origin } from "../../operation/names";
import { isGeneratedName } from "../../operation/names";

/** Once somebody has approved it, the array makes it: after the run, too. */
export const mayComeToBe = (error: unknown): error is PowerStoreError =>
  mayBeDone(error) || error instanceof JobPendingError;

/** An error that ends a create, with what a POST before it may have done. */
export function inDoubt(error: unknown, lost: PowerStoreError | undefined, name: string, origin: Origin): unknown {
  const next = isGeneratedName(name, origin)
    ? `the next "pulumi up" finds it by this name and goes on with it. Run that before anything else; a "pulumi destroy" now would not know of it.`
    : `look for this name on the array; if it is there, set adoptSessionId: "name:${name}" and run "pulumi up".`;
  return keepInDoubt(error, lost, `The import may be running: ${next}`);
}
