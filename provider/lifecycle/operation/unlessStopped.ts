import { unlessAborted } from "../../abort";
import { InterruptedError } from "./lifecycleErrors";

/**
 * What others may be waiting for as well, unless the engine wants whoever asks to stop: the question itself goes on.
 * @param doing a gerund with its object and array, for the error: `reading the cluster's id on https://...`.
 */
export async function unlessStopped<T>(shared: Promise<T>, signal: AbortSignal | undefined, doing: string): Promise<T> {
  if (!signal) return shared;
  try {
    return await unlessAborted(shared, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new InterruptedError(`stopped while ${doing}, before the array had answered. Run the same command again.`);
  }
}
