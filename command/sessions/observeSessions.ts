import type { Clock } from "../../provider/clock";
import type { OpenArray } from "../arrays/openArrays";
import type { SessionView } from "./sessionView";
import { destinationVolumes } from "./sizes";
import { viewSessions } from "./viewSessions";
import type { VolumeSizes } from "./volumeSizes";

export type ObservedSessions = {
  readonly sessions: readonly SessionView[];
  /** Seconds by which the array's clock is ahead of this machine's; negative: behind. */
  readonly clockAheadSeconds?: number;
  /** Why no sizes are known. */
  readonly sizesFailure?: string;
};

/** All sessions of an array, in one request for up to 2,000, and the sizes of their volumes as far as they have to be asked for. */
export async function observeSessions(
  { name, powerStore }: OpenArray,
  volumeSizes: VolumeSizes,
  { clock, stopped }: { readonly clock: Pick<Clock, "now">; readonly stopped: AbortSignal },
): Promise<ObservedSessions> {
  const options = { signal: stopped };
  const sessions = await powerStore.importSessions.listAllSessions(options);
  const { sizes, failure } = await volumeSizes.of(destinationVolumes(sessions), options);
  const clockAheadSeconds = powerStore.arrayClock.secondsAhead();
  const now = clock.now() + (clockAheadSeconds ?? 0) * 1000;
  return {
    sessions: viewSessions(name, { sessions, sizes, now, clockAheadSeconds }),
    ...(clockAheadSeconds !== undefined && { clockAheadSeconds }),
    ...(failure !== undefined && { sizesFailure: failure }),
  };
}
