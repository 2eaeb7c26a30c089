import type { Clock } from "../../clock";
import type { ImportSessions } from "../../powerstore/api/contract";
import { comparableName } from "../../powerstore/http/endpoint";
import type { ArrayAccess } from "../operation/handler";
import { sharedAnswer } from "./sharedAnswer";

/** Which names sessions had a moment ago: what has one of them now, and had not then, is new. */
export function namesInUse(
  importSessions: Pick<ImportSessions, "listSessionNames">,
  clock: Clock,
): Pick<ArrayAccess, "wasNameFree"> {
  const names = sharedAnswer(async () => new Set((await importSessions.listSessionNames()).map(comparableName)), clock);
  return {
    wasNameFree: async (name, signal) => (await names(signal))?.has(comparableName(name)) === false,
  };
}
