import type { Clock } from "../clock";
import { unlessAborted } from "../powerstore/abort";
import type { ImportSessions } from "../powerstore/contract";
import type { ArrayAccess } from "./handler";

/** The names are asked for once in so many seconds, whatever the number of sessions that are made. */
const SHARED_SECONDS = 60;

/** Which names sessions had a moment ago: what has one of them now, and had not then, is new. */
export function namesInUse(
  importSessions: Pick<ImportSessions, "listSessionNames">,
  clock: Clock,
): Pick<ArrayAccess, "wasNameFree"> {
  let latest: { readonly askedAt: number; readonly names: Promise<ReadonlySet<string> | undefined> } | undefined;
  const namesForAll = () => {
    if (latest && clock.monotonic() - latest.askedAt < SHARED_SECONDS * 1000) return latest.names;
    // Without the signal of who happens to ask first: the answer is for all.
    const names = importSessions.listSessionNames().then(
      (all) => new Set(all.map(comparable)),
      () => undefined,
    );
    latest = { askedAt: clock.monotonic(), names };
    return names;
  };
  return {
    wasNameFree: async (name, signal) => {
      const names = await unlessAborted(namesForAll(), signal).catch(() => undefined);
      return names !== undefined && !names.has(comparable(name));
    },
  };
}

/** Whether the array compares names with regard to case is not documented. */
const comparable = (name: string) => name.toLowerCase();
