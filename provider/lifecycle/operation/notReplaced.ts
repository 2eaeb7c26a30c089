/** The create of a replacement whose delete has not ended the object, and has left it to this (docs/decisions/023). */

import type { PutBack } from "../engineRun/putBacks";
import type { OperationContext } from "./handler";
import { NotReplacedError } from "./lifecycleErrors";

/** To be called before a create does anything. Throws a NotReplacedError where the object is to be put on record again. */
export function refuseUnlessDeleted({ run, urn }: OperationContext): void {
  const kept = run.putBack(urn);
  if (kept) throw notReplaced(kept);
}

export const notReplaced = ({ object, recorded, reason }: PutBack) => new NotReplacedError(object.id, recorded, reason);
