import type { Clock } from "../../provider/clock";
import { LoginRefusedError, PowerStoreError, StoppedError } from "../../provider/powerstore/http/powerStoreErrors";
import type { OpenArray } from "../arrays/openArrays";
import { textOf } from "../process/failures";
import type { SessionView } from "./sessionView";
import { destinationVolumes } from "./sizes";
import { viewSessions } from "./viewSessions";

export type ObservedSessions = {
  readonly sessions: readonly SessionView[];
  /** Seconds by which the array's clock is ahead of this machine's; negative: behind. */
  readonly clockAheadSeconds?: number;
  /** Why no sizes are known: the sessions are there all the same. */
  readonly sizesFailure?: string;
};

/** All sessions of an array and the sizes of their volumes: two requests for up to 2,000 sessions on up to 2,000 volumes. */
export async function observeSessions(
  { name, powerStore }: OpenArray,
  { clock, stopped }: { readonly clock: Pick<Clock, "now">; readonly stopped: AbortSignal },
): Promise<ObservedSessions> {
  const options = { signal: stopped };
  const sessions = await powerStore.importSessions.listAllSessions(options);
  const { sizes, sizesFailure } = await readSizes(() =>
    powerStore.volumes.listVolumeSizes(destinationVolumes(sessions), options),
  );
  const clockAheadSeconds = powerStore.arrayClock.secondsAhead();
  const now = clock.now() + (clockAheadSeconds ?? 0) * 1000;
  return {
    sessions: viewSessions(name, { sessions, sizes, now }),
    ...(clockAheadSeconds !== undefined && { clockAheadSeconds }),
    ...(sizesFailure !== undefined && { sizesFailure }),
  };
}

type Sizes = { readonly sizes: ReadonlyMap<string, number>; readonly sizesFailure?: string };

/** A role may see imports and no volumes. */
async function readSizes(reading: () => Promise<ReadonlyMap<string, number>>): Promise<Sizes> {
  try {
    return { sizes: await reading() };
  } catch (error) {
    const isOfAll = error instanceof StoppedError || error instanceof LoginRefusedError;
    if (isOfAll || !(error instanceof PowerStoreError)) throw error;
    return { sizes: new Map(), sizesFailure: textOf(error) };
  }
}
