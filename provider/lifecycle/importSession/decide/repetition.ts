/** Whether what is to be made in the place of an import is an import of the same: of what was cut over there is no second one. */

import type { RawInputs } from "../../operation/handler";
import { hasUnknown } from "../../operation/unknown";

/** By the id of the source alone, as a replacement is decided (decideReplacement.ts): a remote system has several spellings. What is not known yet may be the same. */
export function isRepeatedBy(successor: RawInputs | undefined, { sourceResourceId }: RawInputs): boolean {
  if (!successor) return false;
  return hasUnknown(successor.sourceResourceId) || successor.sourceResourceId === sourceResourceId;
}
