/** Whether what is to be made in the place of an import is an import of the same: of what was cut over there is no second one. */

import type { RawInputs } from "../../operation/handler";
import { hasUnknown } from "../../operation/unknown";

const source = ["remoteSystemId", "sourceResourceId"] as const;

/** What is not known yet may be the same. */
export function isRepeatedBy(successor: RawInputs | undefined, recorded: RawInputs): boolean {
  if (!successor) return false;
  return source.every((name) => hasUnknown(successor[name]) || successor[name] === recorded[name]);
}
