/** An import that may have been made, although nobody has its id: when that is so, and what is said then. */

import type { PowerStoreError } from "../../../powerstore/http/powerStoreErrors";
import { JobPendingError } from "../../../powerstore/http/powerStoreErrors";
import { FoundError, PerhapsMadeError } from "../../operation/lifecycleErrors";
import { lostThenText, mayBeDone } from "../../operation/lostRequest";
import type { Origin } from "../../operation/names";
import { isGeneratedName } from "../../operation/names";

/** Once somebody has approved it, the array makes it: after the run, too. */
export const mayComeToBe = (error: unknown): error is PowerStoreError =>
  mayBeDone(error) || error instanceof JobPendingError;

/**
 * An error that ends a create, with what a POST before it may have done: whatever comes after a POST whose answer was lost says nothing of that.
 * @param lost what became of that POST
 */
export function inDoubt(error: unknown, lost: PowerStoreError | undefined, name: string, origin: Origin): unknown {
  // Other refusals (a start that has passed, a hold, no place) come before the POST that they are about, and know nothing of the one before that.
  if (!lost || !(error instanceof Error) || error instanceof FoundError) return error;
  const next = isGeneratedName(name, origin)
    ? `the next "pulumi up" finds it by this name and goes on with it. Run that before anything else; a "pulumi destroy" now would not know of it.`
    : `look for this name on the array; if it is there, set adoptSessionId: "name:${name}" and run "pulumi up".`;
  return new PerhapsMadeError(`${lostThenText(lost, error)} The import may be running: ${next}`, error);
}
