import type { Clock } from "../../../clock";
import type { ImportSessions } from "../../../powerstore/api/contract";
import { comparableName } from "../../../powerstore/http/endpoint";
import { sharedAnswer } from "../../array/sharedAnswer";

export interface NamesInUse {
  /** Whether the array, asked within the last minute, had no session of this name. False where it did not answer. Never throws. */
  wasNameFree(name: string, signal: AbortSignal): Promise<boolean>;
}

/** Which names sessions had a moment ago: what has one of them now, and had not then, is new. */
export function namesInUse(importSessions: Pick<ImportSessions, "listSessionNames">, clock: Clock): NamesInUse {
  const names = sharedAnswer(async () => new Set((await importSessions.listSessionNames()).map(comparableName)), clock);
  return {
    wasNameFree: async (name, signal) => (await names(signal))?.has(comparableName(name)) === false,
  };
}
