import { linkAbort, unlessAborted } from "../../../powerstore/http/abort";
import { WaitTimeoutError } from "../../operation/errors";
import type { OperationContext, RawInputs } from "../../operation/handler";
import { sessionLabel } from "../decide/texts";
import type { ImportSessionOutputs } from "../inputs/outputs";
import { inWords } from "../inputs/timeouts";

/** What is read: its id, or `name:<name>` in an import, and what is recorded of it, if anything. */
type About = { readonly id: string; readonly recorded: RawInputs | undefined };

/**
 * Reads for no longer than the resource's `customTimeouts.read`; without it, until the array has answered or is given up. What others read by the
 * same request goes on for them.
 */
export async function withinReadTimeout<T>(
  about: About,
  context: OperationContext,
  read: (context: OperationContext) => Promise<T>,
): Promise<T> {
  const { timeoutSeconds, clock, signal } = context;
  if (timeoutSeconds === undefined) return read(context);
  const late = linkAbort();
  const stop = linkAbort(signal, late.signal);
  clock.sleep(timeoutSeconds, stop.signal).then(late.abort, () => undefined);
  try {
    return await unlessAborted(read({ ...context, signal: stop.signal }), late.signal);
  } catch (error) {
    if (!late.signal.aborted) throw error;
    throw new WaitTimeoutError(lateText(about, context, timeoutSeconds));
  } finally {
    stop.abort();
    stop.unlink();
  }
}

function lateText({ id, recorded = {} }: About, { array }: OperationContext, seconds: number): string {
  const { array: profile, name } = recorded as Partial<ImportSessionOutputs>;
  const label = sessionLabel({ id, name }, array(profile).powerStore.endpoint);
  return `reading ${label}: the array has not answered within ${inWords(seconds)}. What is recorded stays as it was. Run the same command again, or raise customTimeouts.read.`;
}
